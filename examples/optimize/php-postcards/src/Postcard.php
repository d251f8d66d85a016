<?php

declare(strict_types=1);

namespace Postcards;

final class Postcard
{
    public function __construct(
        public readonly string $place,
        public readonly string $greeting,
    ) {
    }

    /** The greeting, cut to what fits on the back of a card. */
    public function back(int $length = 60): string
    {
        if (mb_strlen($this->greeting) <= $length) {
            return $this->greeting;
        }
        return rtrim(mb_substr($this->greeting, 0, $length - 1)) . '…';
    }
}
