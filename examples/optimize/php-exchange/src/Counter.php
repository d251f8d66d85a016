<?php

declare(strict_types=1);

namespace Exchange;

use NumberFormatter;
use Rates\Table;

final class Counter
{
    public function __construct(private readonly Table $table)
    {
    }

    public function change(string $amount, string $from, string $to): string
    {
        $crowns = bcmul($amount, $this->table->rate($from), 8);
        return bcdiv($crowns, $this->table->rate($to), 4);
    }

    /** The amount as people of that language write it. */
    public function shown(string $amount, string $locale): string
    {
        $format = new NumberFormatter($locale, NumberFormatter::DECIMAL);
        $format->setAttribute(NumberFormatter::FRACTION_DIGITS, 2);
        return (string) $format->format((float) $amount);
    }
}
