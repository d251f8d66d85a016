<?php

declare(strict_types=1);

namespace Checks;

final class Checks
{
    /**
     * @param array<string, bool> $checks what should hold, and whether it does
     * @return int the exit code for it
     */
    public static function report(array $checks): int
    {
        foreach ($checks as $name => $passed) {
            echo $passed ? 'ok   ' : 'FAIL ', $name, PHP_EOL;
        }
        return in_array(false, $checks, true) ? 1 : 0;
    }
}
