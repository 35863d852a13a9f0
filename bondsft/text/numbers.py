# ruff: noqa: RUF001, RUF002  (the Swiss group by typographic apostrophes)
"""Reads numbers: "1,05,000", "₹98.75", "1.05 lakh", "(3.5)", "−2", "7.5 per cent", "3¼", "5 3/8"."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.errors import BondsftError
from bondsft.text.words import with_figures, without_fractions

SCALES = {
    "thousand": Decimal(1_000),
    "k": Decimal(1_000),
    "lakh": Decimal(100_000),
    "lac": Decimal(100_000),
    "million": Decimal(1_000_000),
    "mm": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "m": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "cr": Decimal(10_000_000),
    "billion": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
}
CURRENCY = r"(?:[$€£¥₹]|(?:USD|EUR|GBP|INR|JPY|CHF|US\$|Rs\.?)(?![a-z]))"
MONEY = re.compile(rf"{CURRENCY}|\d\s*(?:{'|'.join(SCALES)})s?\b", re.IGNORECASE)
WESTERN = r"\d{1,3}(?:,\d{3})+"
INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}"
SWISS = r"\d{1,3}(?:['’]\d{3})+"
NUMBER = re.compile(
    rf"(?P<sign>[-+]?)\s*{CURRENCY}?\s*(?P<inner>[-+]?)"
    rf"(?P<digits>{INDIAN}|{WESTERN}|{SWISS}|\d+)?(?P<fraction>\.\d+)?"
    rf"\s*(?:(?P<scale>{'|'.join(SCALES)})s?)?\.?\s*{CURRENCY}?\s*(?:/-)?",
    re.IGNORECASE,
)
PERCENT_SIGN = re.compile(r"\s*(?:%|percent|per cent|pct)(?:\s*(?:p\.?a\.?|per annum|a year))?$", re.IGNORECASE)
BASIS_POINTS = re.compile(r"\s*(?:bps?|basis points?)$", re.IGNORECASE)
ZERO = frozenset(
    ["zero", "zeros", "nil", "no", "zero-coupon", "zero coupon", "strip", "strips", "discount security", "pure discount"]
)
HINT = "Type a number such as 98.75, 1,05,000 or 1.05 lakh."


def read_number(text: str) -> Decimal:
    """Read one number, scaled by a lakh, crore, thousand or million that follows it; a percent sign is dropped.

    Raises BondsftError where the text is no number or could be two, such as "1,05" or "98-16".
    """
    cleaned = PERCENT_SIGN.sub("", text.strip().replace("\u2212", "-").replace("\u00a0", " "))
    cleaned = without_fractions(cleaned)
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    if negative:
        cleaned = cleaned[1:-1].strip()
    match = NUMBER.fullmatch(cleaned) if (len(cleaned) <= 60 and cleaned.isascii()) or re.search(r"[€£¥₹’]", cleaned) else None
    if match is None or not (match["digits"] or match["fraction"]) or (match["sign"] and match["inner"]):
        raise BondsftError(f"{text!r} is not a number.", HINT)
    if not re.fullmatch(r"[0-9,'’]*", match["digits"] or "") or not (match["fraction"] or "0").isascii():
        raise BondsftError(f"{text!r} is not a number.", HINT)
    value = Decimal(re.sub(r"[,'’]", "", match["digits"] or "0") + (match["fraction"] or ""))
    value *= SCALES[match["scale"].lower()] if match["scale"] else 1
    return -value if negative != ("-" in (match["sign"], match["inner"])) else value


def read_percent(text: str) -> Decimal:
    """Read a rate in percent: "7.5%", "7.5 per cent", "7.5", "five and a quarter percent"; "50 bp" is 0.5, "zero" and "nil" 0."""
    cleaned = text.strip().lower()
    if cleaned in ZERO:
        return Decimal(0)
    if PERCENT_SIGN.search(cleaned) and not re.search(r"\d", cleaned):
        return read_number(with_figures(cleaned.replace("-", " ")))
    if BASIS_POINTS.search(cleaned):
        return read_number(BASIS_POINTS.sub("", cleaned)) / 100
    if MONEY.search(cleaned):
        raise BondsftError(f"{text!r} is money, and no rate.", "Type a rate such as 7.5%.")
    return read_number(text)


def read_percents(text: str) -> list[Decimal]:
    """Read two or more rates in percent in a row: "3.10%, 3.40% and 3.75%", "3.10 / 3.40 / 3.75"."""
    parts = re.split(r"\s*(?:,|/|;|\band\b)\s*", text.strip())
    if len(parts) < 2:
        raise BondsftError(f"{text!r} is not a row of rates.", "Type it such as 3.10%, 3.40% and 3.75%.")
    return [read_percent(part) for part in parts if part]
