<?php

declare(strict_types=1);

use Postcards\Page;
use Postcards\Rack;

require __DIR__ . '/../vendor/autoload.php';

$path = trim(rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)), '/');

if ($path === '') {
    header('Content-Type: application/json');
    echo json_encode(['cards' => Rack::names()], JSON_UNESCAPED_UNICODE);
    return;
}

$card = Rack::card($path);
if (!$card) {
    http_response_code(404);
    echo 'There is no card of that place.';
    return;
}

$page = new Page(__DIR__ . '/../templates');
echo $page->render('card', ['card' => $card, 'sender' => getenv('POSTCARD_SENDER') ?: 'nobody']);
