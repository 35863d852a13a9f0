"""Check digits of security identifiers."""

from __future__ import annotations

import re

ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", re.ASCII)


def isin_check_digit(first_eleven: str) -> str:
    """Return the last character of an ISIN from the eleven before it. Source: ISO 6166, the Luhn sum over letters as 10 to 35."""
    digits = "".join(str(int(character, 36)) for character in first_eleven)
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def is_valid_isin(isin: str) -> bool:
    """Whether a text has the form of an ISIN and the right check digit."""
    return bool(ISIN.fullmatch(isin)) and isin_check_digit(isin[:11]) == isin[11]
