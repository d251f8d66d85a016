<?php

declare(strict_types=1);

use Checks\Checks;
use Postcards\Postcard;
use Postcards\Rack;

require __DIR__ . '/../vendor/autoload.php';

exit(Checks::report([
    'a short greeting stays whole' => (new Postcard('Here', 'Hello'))->back() === 'Hello',
    'a long one is cut' => mb_strlen((new Postcard('Here', str_repeat('ä', 90)))->back()) === 60,
    'a card is found by its name' => Rack::card('port-ash')?->place === 'Port Ash',
    'an unknown place has none' => Rack::card('nowhere') === null,
]));
