"""Reads prices per 100 that are no plain number: "99-16+" in 32nds, "discount of 2.35", "1.20 above par", "par"."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.bonds import read_32nds
from bondsft.errors import BondsftError
from bondsft.text.numbers import read_number

TICKS = re.compile(r"\d{2,3}-\d\d[0-7+]?", re.ASCII)
OFF_PAR = re.compile(
    r"(?P<side>discount|premium) of (?P<by>\d[\d,.]*)|(?P<distance>\d[\d,.]*) (?:points )?(?P<where>below|under|above|over) par",
    re.IGNORECASE | re.ASCII,
)


def read_quote(text: str) -> Decimal:
    """Return the price per 100. Raises BondsftError for any other text, a plain number too."""
    cleaned = text.strip()
    if cleaned.lower() == "par":
        return Decimal(100)
    if TICKS.fullmatch(cleaned):
        return Decimal(float(read_32nds([cleaned])[0]))  # exact: 32nds and their eighths are binary fractions
    match = OFF_PAR.fullmatch(cleaned)
    if match is None:
        raise BondsftError(f"{text!r} is no quote.", 'Type one such as 99-16+, or "discount of 2.35".')
    distance = read_number(match["by"] or match["distance"])
    lower = (match["side"] or match["where"]).lower() in ("discount", "below", "under")
    return 100 - distance if lower else 100 + distance
