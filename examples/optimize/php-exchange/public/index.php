<?php

declare(strict_types=1);

use Exchange\Counter;
use Rates\Table;

require dirname(__DIR__) . '/vendor/autoload.php';

header('Content-Type: text/plain; charset=utf-8');
try {
    $counter = new Counter(Table::read(getenv('RATES_FILE') ?: dirname(__DIR__) . '/data/rates.txt'));
    $amount = is_numeric($_GET['amount'] ?? null) ? $_GET['amount'] : '1';
    $from = (string) ($_GET['from'] ?? 'florin');
    $to = (string) ($_GET['to'] ?? 'crown');
    $changed = $counter->change($amount, $from, $to);
    echo "{$amount} {$from} = {$counter->shown($changed, (string) ($_GET['locale'] ?? 'en'))} {$to}\n";
} catch (RuntimeException $error) {
    http_response_code(400);
    echo $error->getMessage(), "\n";
}
