<?php

declare(strict_types=1);

namespace Postcards;

final class Rack
{
    private const CARDS = [
        'lowmoor' => ['Lowmoor', 'Rain since Tuesday. The tea rooms are excellent, and we have seen all of them.'],
        'port-ash' => ['Port Ash', 'The ferry was late, the herring was not.'],
        'zwölfbach' => ['Zwölfbach', 'Twelve brooks, twelve bridges, one umbrella.'],
    ];

    public static function card(string $name): ?Postcard
    {
        $card = self::CARDS[$name] ?? null;
        return $card ? new Postcard(...$card) : null;
    }

    /** @return list<string> */
    public static function names(): array
    {
        return array_keys(self::CARDS);
    }
}
