"""Amounts in cents, so that nothing is lost to rounding."""

import re

_AMOUNT = re.compile(r"(-?)(\d+)(?:\.(\d{2}))?")


def cents(text: str) -> int:
    """Read '12.50' or '-3' as cents; raise ValueError for anything else."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no amount")
    sign, whole, part = found.groups()
    total = int(whole) * 100 + int(part or 0)
    return -total if sign else total


def shown(amount: int) -> str:
    """Write cents as people do."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"
