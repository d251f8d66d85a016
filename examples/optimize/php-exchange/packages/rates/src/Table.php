<?php

declare(strict_types=1);

namespace Rates;

use RuntimeException;

/** How many crowns each coin is worth; decimal strings, so that bcmath can count with them. */
final class Table
{
    /** @param array<string, numeric-string> $rates */
    private function __construct(private readonly array $rates)
    {
    }

    public static function read(string $file): self
    {
        if (!is_readable($file)) {
            throw new RuntimeException("The rates cannot be read from {$file}.");
        }
        $rates = [];
        foreach (file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) as $line) {
            [$coin, $rate] = explode('=', $line, 2);
            $rates[trim($coin)] = trim($rate);
        }
        return new self($rates);
    }

    public function rate(string $coin): string
    {
        return $this->rates[$coin] ?? throw new RuntimeException("There is no coin named {$coin}.");
    }
}
