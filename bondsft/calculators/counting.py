"""Whether a figure counts things, or is of a reference, a time of day or a formula, and so no fact of a bond."""

from __future__ import annotations

import re

from bondsft.calculators.span import Span
from bondsft.text.dates import MONTH

COUNTED = re.compile(
    r" (?:times|hours|days|marks|units|(?:decimal )?places|decimals|digits"
    r"|(?:other )?(?:bids?|bonds|NCDs|G-Secs|gilts|notes|options|funds|clients|holders|investors|dealers|issuers|banks|plants"
    r"|people|households|families|employees|pupils|copies|pages|weeks|shops|branches))\b",
    re.IGNORECASE,
)
"""What follows a figure that counts things and is no fact of a bond: "covered 1.4 times", "one of 22 bonds"."""
DIVIDED, OVER_PRICE = (
    re.compile(r"(?:\bdivid\w+ (?:by |through )(?:\d+ or (?:by )?)?|[\s(]/|[\w)]\^|\b[a-z]\(|\bdy?)$", re.IGNORECASE),
    re.compile(r" ?/ ?P\b| ?\+ ?[a-z]\b"),
)
"""What stands around the figures of a formula: "divided by 100", "not /100", "(1/P)"."""
YEAR_AFTER = re.compile(r"(?:st|nd|rd|th)?,? ?\d{4}\b")
DAY_BEFORE = re.compile(rf"{MONTH} $", re.IGNORECASE)
DAY_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)? {MONTH}\b(?! ?,? ?\d)", re.IGNORECASE)
"""What stands beside the day of a date without a year: "pays June 30", "each 4 July"."""
NUMBERED = re.compile(
    r"\b(?:question|exercise|problem|number|page|chapter|example|slide|step|table|series|section|exhibit|paper"
    r"|week|clause|paragraph|article|annex|lesson|lecture|item) #?$",
    re.IGNORECASE,
)
"""What stands before the number of an exercise."""
REFERENCE = re.compile(r"\b(?:[A-Z]{1,5}[-/]|T ?\+ ?|(?!T)[A-Z]|(?i:dv|pv))$")
"""What stands before the figures of a reference, of an exercise, or of a settlement's lag: "FI-07", "Q4", "T+1"."""
POINTS_AFTER = re.compile(r" ?(?:bps?|basis)\b", re.IGNORECASE)
"""What stands after a spread: "T+118bp"."""
AGE = re.compile(r"\b(?:I'm|I am|he is|she is|aged?|turn(?:ed|ing)?) $", re.IGNORECASE)
"""What stands before somebody's age."""
LINE_BEFORE, LISTED_AFTER = re.compile(r"(?:^|\n)\s*[(Qq]?$"), re.compile(r"(?:\.|\)|\.\))(?: (?=[A-Z(\"'])|$)")
"""What stands around the number of an entry in a list: "2. (a) A three-year bond"."""
MINUTE_AFTER, HOUR_BEFORE = re.compile(r":\d\d\b"), re.compile(r"(?:\b\d{1,2}|\0):$")


def counts(text: str, span: Span) -> bool:
    """Whether a figure counts things, or is of a time of day or a formula: no 31 of "at 12:31" is a fact of a bond."""
    if not span.text[-1:].isdigit():
        return False
    if (
        NUMBERED.search(text[: span.start])
        or (REFERENCE.search(text[: span.start]) and not POINTS_AFTER.match(text, span.end))
        or AGE.search(text[: span.start])
        or (LINE_BEFORE.search(text[: span.start]) and LISTED_AFTER.match(text, span.end))
        or DAY_AFTER.match(text, span.end)
        or (DAY_BEFORE.search(text[: span.start]) and not YEAR_AFTER.match(text, span.end))
        or DIVIDED.search(text[: span.start])
        or OVER_PRICE.match(text, span.end)
    ):
        return True
    hour, minute = MINUTE_AFTER.match(text, span.end), HOUR_BEFORE.search(text[: span.start])
    return COUNTED.match(text, span.end) is not None or hour is not None or minute is not None
