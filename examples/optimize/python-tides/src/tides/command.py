"""The command `tides`."""

import sys

from tides.table import harbours, minutes, next_high_water


def main() -> int:
    match sys.argv[1:]:
        case ["check"]:
            print(f"{len(harbours())} harbours are in the table.")
            return 0
        case ["next", name, at]:
            for harbour in harbours():
                if harbour.name == name:
                    print(next_high_water(harbour, minutes(at)))
                    return 0
            print(f"There is no harbour named {name}.", file=sys.stderr)
            return 1
    print("Say `tides check` or `tides next HARBOUR HH:MM`.", file=sys.stderr)
    return 2
