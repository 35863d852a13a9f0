"""Numbers in words and in fractions: "eight", "two and a half", "3¼", "5 3/8"."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
WORDS = {word: number for number, word in enumerate([*_UNITS.split(), "eighteen", "nineteen", "twenty"])}
WORDS |= {"thirty": 30, "forty": 40, "fifty": 50}
SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "eighth": 8, "eighths": 8}
MIXED = re.compile(r"(?P<whole>\d{1,3})(?:[ -](?P<over>\d{1,2})/(?P<under>2|4|8|16|32|64))(?![\d/])")
"""A whole number and a fraction as bonds have them: between them stands a space or a hyphen, for "31/4" could be two things."""
IN_WORDS = re.compile(rf"\b(?P<whole>\d{{1,3}}) and (?P<over>\d) (?P<part>{'|'.join(PARTS)})\b")


def with_figures(text: str) -> str:
    """A text in small letters with its numbers in figures: "two and a half years" is "2.5 years"."""
    text = re.sub(r"\band an? (half|quarter|eighth)\b", r"and 1 \1", text)
    text = re.sub(r"[a-z]+", lambda match: str(WORDS.get(match[0], match[0])), text)
    return IN_WORDS.sub(lambda match: sum_of(match["whole"], match["over"], PARTS[match["part"]]), text)


def without_fractions(text: str) -> str:
    """A text with each mixed number as a decimal: "3¼" and "3 1/4" are "3.25". Others stay as they are."""
    if not text.isascii():
        for sign, fraction in SIGNS.items():
            text = re.sub(sign, f"0 {fraction}", re.sub(rf"(?<=\d) ?{sign}", f" {fraction}", text))
    return MIXED.sub(lambda match: sum_of(match["whole"], match["over"], int(match["under"])), text)


def sum_of(whole: str, over: str, under: int) -> str:
    """A whole number and a fraction of it as a decimal; unchanged where the fraction is none."""
    if int(over) >= under:
        return f"{whole} {over}/{under}"
    return f"{(Decimal(whole) + Decimal(over) / under).normalize():f}"
