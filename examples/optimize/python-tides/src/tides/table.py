"""The table of harbours, read from the data folder each time it is asked for."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

# From one high water to the next, in minutes.
_BETWEEN = 745


@dataclass(frozen=True)
class Harbour:
    name: str
    first: int
    """Minutes after midnight."""
    range_m: float


def folder() -> Path:
    return Path(os.environ.get("TIDES_DATA", "data"))


def harbours() -> list[Harbour]:
    with (folder() / "harbours.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Harbour(row["harbour"], minutes(row["first_high_water"]), float(row["range_m"]))
            for row in csv.DictReader(lines)
        ]


def notice() -> str:
    return (folder() / "notice.txt").read_text(encoding="utf-8").strip()


def minutes(clock: str) -> int:
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


def next_high_water(harbour: Harbour, now: int) -> str:
    """The first high water that is not over at `now`, both in minutes after midnight, as a clock shows it."""
    at = harbour.first
    while at < now:
        at += _BETWEEN
    return f"{at // 60 % 24:02}:{at % 60:02}"
