"""Reads a time to maturity: "8 years", "8-year", "8y6m", "96 months", "eight years", "8½ years"; and "91 days"."""

from __future__ import annotations

import re
from fractions import Fraction

from bondsft.errors import BondsftError
from bondsft.text.words import with_figures, without_fractions

COUNT = r"\d+(?:\.\d+)?"
TENOR = re.compile(
    rf"(?:(?P<years>{COUNT})\s*(?:years?|yrs?|y))?\s*(?:and)?\s*(?:(?P<months>{COUNT})\s*(?:months?|mos?|m))?",
    re.ASCII,
)
DAYS = re.compile(r"(\d{1,5}) ?(days?|weeks?)", re.ASCII)
FILLER = re.compile(
    r"\b(?:exactly|in|for|maturity|to|left|remaining|more|another|further|full|time|term|tenor|of|bond|note|a|an)\b"
)


def read_tenor(text: str) -> Fraction:
    """Read a tenor in years; a bare number is a number of years. Raises BondsftError where it is neither."""
    cleaned = text.strip().lower()
    cleaned = cleaned if cleaned.startswith("-") else cleaned.replace("-", " ")
    cleaned = with_figures(without_fractions(cleaned))
    cleaned = " ".join(FILLER.sub(" ", cleaned).replace(",", " ").split())
    if len(cleaned) < 40:
        if re.fullmatch(COUNT, cleaned, re.ASCII):
            return Fraction(cleaned)
        match = TENOR.fullmatch(cleaned)
        if match and (match["years"] or match["months"]):
            return Fraction(match["years"] or 0) + Fraction(match["months"] or 0) / 12
    raise BondsftError(f"{text!r} is not a number of years.", "Type a time to maturity such as 8 years or 96 months.")


def read_days(text: str) -> int:
    """Read a number of days: "91 days", "91-day", "13 weeks", 91. Raises BondsftError where it is none."""
    match = DAYS.fullmatch(" ".join(text.strip().lower().replace("-", " ").split()))
    if match or (text.strip().isdigit() and text.strip().isascii() and len(text.strip()) < 6):
        return int(match[1]) * (7 if match[2].startswith("week") else 1) if match else int(text)
    raise BondsftError(f"{text!r} is not a number of days.", "Type it such as 91 days.")
