"""Reads prices per 100 that are no plain number: "99-16+" in 32nds, "discount of 2.35", "1.20 above par", "94.35% of par", "par";
and what is repaid: "102% of face value", "a premium of 5%", "1,050"."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.bonds import read_32nds
from bondsft.errors import BondsftError
from bondsft.text.numbers import PERCENT_SIGN, read_number

TICKS = re.compile(r"\d{2,3}-\d\d[0-7+]?", re.ASCII)
OFF_PAR = re.compile(
    r"(?P<side>discount|premium) of (?P<by>\d[\d,.]*)|(?P<distance>\d[\d,.]*) (?:points )?(?P<where>below|under|above|over) par",
    re.IGNORECASE | re.ASCII,
)
OF_FACE = re.compile(r" of (?:(?:its|the) )?(?:face|par|nominal|principal)(?: value| amount)?$", re.IGNORECASE)
IN_PERCENT = re.compile(
    r"(?:an? )?(?:(?P<by>\d.*?) ?(?:%|per ?cent|pct) )?(?P<side>premium|discount)(?: of (?P<of>\d.*))?", re.IGNORECASE
)
LEAST_REPAID, MOST_REPAID = 50, 200
"""Per 100 of the face value: a figure beyond is for another face value."""


def read_quote(text: str) -> Decimal:
    """Return the price per 100. Raises BondsftError for any other text, a plain number too."""
    cleaned = text.strip()
    if cleaned.lower() == "par":
        return Decimal(100)
    if TICKS.fullmatch(cleaned):
        return Decimal(float(read_32nds([cleaned])[0]))  # exact: 32nds and their eighths are binary fractions
    if (share := OF_FACE.sub("", cleaned)) != cleaned and PERCENT_SIGN.search(share):
        return read_number(share)
    match = OFF_PAR.fullmatch(cleaned)
    if match is None:
        raise BondsftError(f"{text!r} is no quote.", 'Type one such as 99-16+, or "discount of 2.35".')
    distance = read_number(match["by"] or match["distance"])
    lower = (match["side"] or match["where"]).lower() in ("discount", "below", "under")
    return 100 - distance if lower else 100 + distance


def read_redemption(text: str, face: Decimal = Decimal(100)) -> Decimal:
    """Return what is repaid at maturity per 100, from a share of the face value, a quote or the money for `face`. Raises
    BondsftError for what no bond repays."""
    cleaned = OF_FACE.sub("", text.strip())
    off_par = IN_PERCENT.fullmatch(cleaned)
    if off_par and (by := off_par["by"] or off_par["of"]):
        cleaned = f"{off_par['side']} of {PERCENT_SIGN.sub('', by)}"
    cleaned = re.sub(r"(?<=\d) ?(?:%|per ?cent|pct)(?= (?:above|over|below|under) par$)", "", cleaned)
    try:
        repaid = read_quote(cleaned)
    except BondsftError:
        number = read_number(cleaned)
        share = PERCENT_SIGN.search(cleaned) or number * 100 / face < LEAST_REPAID  # 102 of 1,000 is no money
        repaid = number if share else number * 100 / face
    if not LEAST_REPAID <= repaid <= MOST_REPAID:
        raise BondsftError(f"{text!r} is not what a bond of {face:f} repays.", 'Type it such as 102%, or "premium of 2%".')
    return repaid
