"""Reads moves of a yield: "rises by 50 bp", "up 0.25%", "-10bps", "50 basis points lower"."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.errors import BondsftError
from bondsft.text.numbers import read_percent

UP = (
    r"up|ris(?:es?|en|ing)|rose|increas(?:es?|ed|ing)|climb(?:s|ed|ing)?|goes up|go(?:ing)? up|went up|mov(?:es?|ed|ing) up"
    r"|jump(?:s|ed|ing)?|widen(?:s|ed|ing)?"
)
DOWN = (
    r"down|fall(?:s|en|ing)?|fell|decreas(?:es?|ed|ing)|declin(?:es?|ed|ing)|goes down|go(?:ing)? down|went down"
    r"|mov(?:es?|ed|ing) down|drop(?:s|ped|ping)?|tighten(?:s|ed|ing)?"
)
MOVE = re.compile(
    rf"(?:(?:(?P<up>{UP})|(?P<down>{DOWN}))(?: by| another| of)* )?(?P<sign>[-+\u2212] ?)?"
    r"(?P<by>\d+(?:\.\d+)? ?(?:bps?|basis points?|%|per ?cent|pct|percentage points?|pp))"
    r"(?: (?:(?P<higher>higher|wider)|(?P<lower>lower|tighter)))?",
    re.IGNORECASE | re.ASCII,
)
POINTS = re.compile(r"percentage points?|pp", re.IGNORECASE)


def read_move(text: str) -> Decimal:
    """Return a move in percent a year, below zero for one down. Raises BondsftError for a text without a unit, or without one
    direction."""
    match = MOVE.fullmatch(" ".join(text.split()))
    ways = {way for way in ("up", "higher", "down", "lower", "sign") if match and match[way]}
    if match is None or len(ways) != 1:
        raise BondsftError(f"{text!r} is no move of a yield.", 'Type it such as "up 50 bp", "+0.25%" or "50 bp lower".')
    by = read_percent(POINTS.sub("%", match["by"]))
    return by if ways & {"up", "higher"} or (match["sign"] or "").startswith("+") else -by
