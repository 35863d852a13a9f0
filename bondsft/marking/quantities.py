"""Finds the quantities in plain text: numbers with the unit and the name that stand beside them.

In "A bond with a 7.5% coupon at 98.75 yields 7.712%." it finds 7.5 percent named coupon, 98.75 without unit
or name, and 7.712 percent. Dates, list markers, bounds ("more than 7%") and terms of a sum are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bondsft.errors import BondsftError
from bondsft.marking.naming import STATES, name_beside
from bondsft.text import read_number

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATE = (
    r"\b\d{4}[-/]\d{1,2}[-/]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{MONTH}[\s,-]{{1,2}}\d{{4}}\b"
    rf"|\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b"
)
NO_QUANTITY = re.compile(
    rf"{DATE}|\b{MONTH}\s(?:19|20)\d\d\b"
    r"|\b(?:30E?|act(?:ual)?)\s?/\s?(?:36\d|act\w*)"  # a day count
    r"|\b[A-Z]{2}[A-Z0-9]{9}\d\b"  # an ISIN
    r"|\b\d+[ -]\d{1,2}/\d{1,2}\b",  # a price in fractions, 98 3/4
    re.IGNORECASE,
)
UNITS = {
    "percent": r"%|percent\b|per\s?cent\b|pct\b",
    "bp": r"bps?\b|basis\spoints?\b",
    "years^2": r"(?:years?|yrs?)\s?(?:\^\s?\{?2\}?|²|\*\*2|squared\b)",
    "years": r"(?:years?|yrs?|y)\b",
    "currency": r"(?:dollars?|rupees?|euros?|pounds?|USD|INR|EUR|GBP)\b",
    "count": r"(?:(?:semi-?annual|half-yearly|six-month|quarterly|monthly|annual|coupon|interest|equal) )*"
    r"(?:months?|days?|weeks?|half-years?|quarters?|periods?|payments?|coupons|decimals?|places"
    r"|digits?|significant|times?|steps?|iterations?|bonds|units?|cents?|paise|x)\b",
}
CURRENCY = r"(?:US\$|[$€£¥₹]|Rs\.?|INR|USD|EUR|GBP)"
NUMBER = r"(?:\d++(?:[.,]\d++)*+|\.\d++)"
QUANTITY = re.compile(
    rf"(?<![\w.^])(?P<open>\(\s?)?(?P<sign>[-+]|(?:minus|negative)\s)?(?P<currency>{CURRENCY}\s?)?(?P<inner>-)?"
    rf"(?P<number>{NUMBER})(?P<exponent>e[-+]?\d{{1,2}}\b)?"
    r"(?P<scale>\s?(?:lakhs?|lacs?|crores?|thousand|million|billion)\b)?"
    r"(?:[ *]{0,3}(?P<hyphen>-)?(?:" + "|".join(f"(?P<u{i}>{unit})" for i, unit in enumerate(UNITS.values())) + r"))?"
    r"(?P<close>\s?\))?(?!\w|[.,]\d)",
    re.IGNORECASE,
)
PER_FACE = re.compile(
    rf"\s?(?:per|for (?:each|every)|/)\s?{CURRENCY}?\s?(?P<face>1[0,]*00)(?!\d|[.,]\d)"
    r"(?:\s(?:of\s)?(?:face|par|nominal|principal)\b(?:\s(?:value|amount))?)?",
    re.IGNORECASE,
)
OF_PAR = re.compile(r"\sof\s(?:par|face|nominal|principal)\b(?:\s(?:value|amount))?", re.IGNORECASE)

GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
GROUPED_WITH_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
DECIMAL_COMMA = re.compile(r"\d+,\d+")
PLAIN_NUMBER = re.compile(r"\d*\.?\d+")
LONGEST_NUMBER = 40

NOT_A_VALUE_BEFORE = re.compile(
    r"(?:n't |\b(?:not|than|above|below|over|under|exceeds|at least|at most|within|every|each|per"
    r"|step|eq|equation|line|page|figure|section|example|problem|question|iteration|guess"
    r"|year|month|day|quarter|period|payment|no|number)\b\.?[ #(]{0,2}"
    r"|\b[nkmtf]\s?=\s?|[<>≤≥]\s?)$",
    re.IGNORECASE,
)
TERM_BEFORE = re.compile(r"(?:[\u00d7÷/+^]|[\d)] ?\*)[ (-]*$")
TERM_AFTER = re.compile(r"[ )]{0,2}(?:[\u00d7÷+^][ ($]*[\w.]|(?:\*|/(?! ?1[0,]*00(?!\d|[.,]\d)(?! ?[=\u00d7*+/)-])))[ ($]*[\d.])")
DIFFERENCE_BEFORE = re.compile(r"[\d%)]\s-\s?$")
DIFFERENCE_AFTER = re.compile(r"\s?-\s?[\d($.][^=\n]{0,60}=")
LEFT_OF_EQUALS = re.compile(r"[^=\n]{0,60}=")
ITEM_NUMBER = re.compile(r"\d{1,2}")
LINE_START = re.compile(r"(?:^|\n)[#*\s]*$")
LIST_MARKER_AFTER = re.compile(r"[.)]?\s+\S")
NUMBER_BEFORE = re.compile(r"[\d%]\s*$")
STATED_RIGHT_BEFORE = re.compile(rf"(?:^|\n|[:=$€£₹]|\b{STATES})[\s*]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A number as a reply writes it.

    `unit` is a key of `UNITS`, "per 1000" for a price of that face, a noun that is counted ("days"), or "".
    `name` is what the text calls it ("coupon", "yield"), or "". `step` is one unit of the last printed digit.
    """

    text: str
    value: float
    unit: str
    name: str
    step: float
    start: int
    end: int


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities in plain text (see `plain`) in order."""
    readable = NO_QUANTITY.sub(lambda match: "_" * len(match[0]), text)
    found: list[Quantity] = []
    position = 0
    while match := QUANTITY.search(readable, position):
        position = match.end()
        if _is_no_value(readable, match):
            continue
        if quantity := _read(readable, match, found[-1].end if found else 0):
            found.append(quantity)
            position = quantity.end
    return found


def quantities_between(quantities: Sequence[Quantity], start: int, end: int) -> Sequence[Quantity]:
    """Return those that begin at `start` or later and before `end`."""
    starts = [bisect_left(quantities, place, key=lambda quantity: quantity.start) for place in (start, end)]
    return quantities[slice(*starts)]


def _is_no_value(text: str, match: re.Match[str]) -> bool:
    """Whether the number is a bound, a label such as "Step 2", a list marker or a term of a sum."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 80]
    if NOT_A_VALUE_BEFORE.search(before) or TERM_BEFORE.search(before) or TERM_AFTER.match(after):
        return True
    if DIFFERENCE_AFTER.match(after) or (DIFFERENCE_BEFORE.search(before) and LEFT_OF_EQUALS.match(after)):
        return True
    marks_an_item = ITEM_NUMBER.fullmatch(match["number"]) and (match["close"] or after[:1] in (".", ")"))
    return bool(marks_an_item and LINE_START.search(before) and LIST_MARKER_AFTER.match(after))


def _read(text: str, match: re.Match[str], previous_end: int) -> Quantity | None:
    digits = _plain_digits(match["number"])
    if digits is None:
        return None
    start, end, unit = match.start(), match.end(), _unit(match)
    if unit in ("", "currency") and (per := PER_FACE.match(text, end)):
        end, unit = per.end(), f"per {int(per['face'].replace(',', ''))}"
    elif unit == "percent" and (of_par := OF_PAR.match(text, end)):
        end, unit = of_par.end(), "per 100"
    scale = (match["scale"] or "").strip()
    try:
        unscaled, one = float(read_number(digits)), float(read_number(f"1 {scale}".strip()))
    except BondsftError:
        return None
    power = 10.0 ** int((match["exponent"] or "e0")[1:])
    sign = -1.0 if _is_negative(text, match) else 1.0
    step = 10.0 ** -len(digits.partition(".")[2]) * one * power
    is_tenor = match["hyphen"] and unit == "years"
    name = "maturity" if is_tenor else name_beside(text, start, end, unit, previous_end)
    written = text[start:end] if match["open"] and match["close"] else text[start:end].strip("()")
    return Quantity(written.strip(), sign * unscaled * one * power, unit, name, step, start, end)


def _unit(match: re.Match[str]) -> str:
    for index, unit in enumerate(UNITS):
        written = match[f"u{index}"]
        if written:
            return str(written).lower() if unit == "count" else unit
    return "currency" if match["currency"] else ""


def _plain_digits(number: str) -> str | None:
    """Drop grouping and turn an unambiguous decimal comma (98,75 or 1.234,56) into a point, or give None."""
    if len(number) > LONGEST_NUMBER:
        return None
    if GROUPED.fullmatch(number):
        return number.replace(",", "")
    if GROUPED_WITH_DOTS.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if DECIMAL_COMMA.fullmatch(number):
        return number.replace(",", ".")
    return number if PLAIN_NUMBER.fullmatch(number) else None


def _is_negative(text: str, match: re.Match[str]) -> bool:
    """A minus sign that is not a dash after another number, or parentheses around all that is stated."""
    before = text[max(0, match.start() - 30) : match.start()]
    sign = (match["sign"] or "").strip().lower()
    if sign in ("minus", "negative", "-"):
        return not NUMBER_BEFORE.search(before)
    in_parentheses = bool(match["open"] and match["close"])
    return bool(match["inner"]) or (in_parentheses and bool(STATED_RIGHT_BEFORE.search(before)))
