<?php

declare(strict_types=1);

use Exchange\Counter;
use Rates\Table;

require dirname(__DIR__) . '/vendor/autoload.php';

$counter = new Counter(Table::read(dirname(__DIR__) . '/data/rates.txt'));
$checks = [
    'a thaler is some florins' => $counter->change('1', 'thaler', 'florin') === '3.2000',
    'German writes a comma' => $counter->shown('1234.5', 'de') === '1.234,50',
];

foreach ($checks as $name => $passed) {
    echo $passed ? 'ok   ' : 'FAIL ', $name, PHP_EOL;
}

exit(in_array(false, $checks, true) ? 1 : 0);
