"""Chooses, out of a reply's numbers, the one that is given as the answer.

The rule, for a person who wants to know why a reply was read as it was:

1. Numbers that cannot be the answer are left out: those that `find_quantities` drops, those named as another
   thing than what is asked ("a 7.5% coupon" where a yield is asked), counts ("16 payments"), and those in a
   question.
2. The strongest sign in the reply decides, and what is read is the first number after it in its sentence:
   a box, "answer" or "####"; then bold type; then a conclusion ("therefore … is"); then a statement ("is",
   "yields", ":"); then "=". Of several boxes, answers, conclusions or equations the last counts. With no sign
   at all, any number does.
3. A number in the unit asked for goes before one without a unit; so "5.82% (about 582 bps)" is 5.82% where
   percent is asked. One in another unit counts in a box, an answer or bold type, and else where no number in
   the unit asked for or without a unit does. A number with a name goes before one without.
4. If two different numbers are left, or the chosen one is part of a range ("5.1 or 5.3", "between 5 and 6"),
   the reply gives no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bondsft.marking.names import FAMILY_OF_NAME, FAMILY_OF_UNIT, may_answer
from bondsft.marking.naming import STATES
from bondsft.marking.quantities import Quantity, find_quantities


class Sign(NamedTuple):
    """A way to mark a number as the answer, and whether a later one overrides an earlier one.

    A final sign leaves no doubt that its number is meant, in whatever unit.
    """

    pattern: re.Pattern[str]
    last_counts: bool
    is_final: bool = False


SENTENCE = r"(?:[^.\n]|\.(?=\d))"
BOX = rf"\\boxed\s*\{{|####|\banswer\b[^.\n\d]{{0,40}}?(?:\b{STATES}\b|[:=])|\banswer\b\**\s*\n"
BOLD = r"\*\*(?P<inside>[^*\n]{1,80})\*\*"
CONCLUSION = rf"\b(?:therefore|thus|hence|so|finally|in conclusion)\b{SENTENCE}{{0,120}}?(?:\b{STATES}\b|[:=])"
STATEMENT = rf"\b(?:{STATES}|worth|(?:trade|sell)s? (?:at|for))\b|:(?=[\s*$€£₹]|$)"
SIGNS = (
    Sign(re.compile(BOX, re.IGNORECASE), last_counts=True, is_final=True),
    Sign(re.compile(BOLD), last_counts=False, is_final=True),
    Sign(re.compile(CONCLUSION, re.IGNORECASE), last_counts=True),
    Sign(re.compile(STATEMENT, re.IGNORECASE), last_counts=False),
    Sign(re.compile(r"="), last_counts=True),
)
SENTENCE_END = re.compile(r"[.!][\"')*]*\s+(?=[A-Z\"'(*\[\\#])|\?|\n")
BEFORE_CONTENT = re.compile(r"[\s*_:=~$({\[]*")
OR = re.compile(
    r"[\s*,(]*(?:\b(?:or|to|and)\b|[-~±])\s*"
    r"(?:(?:about|approximately|perhaps|maybe|even|possibly|around|roughly)\s)?[\s*$€£₹]*",
    re.IGNORECASE,
)
COARSEST_ROUNDING = 0.002  # of the number: 7.7% restates 7.712%, but 8% is another answer
BETWEEN = re.compile(r"\b(?:between|either|both)\b[^.\n\d]{0,30}$", re.IGNORECASE)


class Extraction(NamedTuple):
    """The number read as the answer, or None and the reason why there is none."""

    quantity: Quantity | None
    reason: str = ""


def extract_number(text: str, unit: str, asked: str = "") -> Extraction:
    """Return the number that a plain text gives as the answer, in whatever unit it is written.

    `unit` is the unit asked for, and `asked` the name of the quantity ("yield", see `names`) or "".
    """
    quantities = find_quantities(text)
    ends = [match.end() for match in SENTENCE_END.finditer(text)] + [len(text) + 1]
    answerable = [
        quantity
        for quantity in quantities
        if rank(quantity, unit) is not None
        and (may_answer(quantity.name, asked, unit) or is_change(quantity, asked, unit))
        and not text.endswith("?", 0, ends[bisect_right(ends, quantity.start)])
    ]
    by_rank = [[quantity for quantity in answerable if rank(quantity, unit) == place] for place in (0, 1, 2)]
    for considered in (by_rank[:2], by_rank):
        for sign in SIGNS:
            spans = [_governed(text, match, ends) for match in sign.pattern.finditer(text)]
            usable = by_rank if sign.is_final else considered
            given = [chosen for start, end in spans if (chosen := _first(usable, start, end))]
            if given:
                return _agree(text, _best(given, unit), quantities, sign.last_counts)
    if answerable:
        return _agree(text, _best(answerable, unit), quantities, last_counts=False)
    return Extraction(None, "the reply gives no number that could be the answer")


def is_change(quantity: Quantity, asked: str, unit: str) -> bool:
    """Whether a number with the unit asked for is of something nobody has a name for: "the price change is -4.811%".

    The name beside it is measured in another unit, so the number is not that quantity.
    """
    family = FAMILY_OF_NAME.get(quantity.name)
    return not asked and quantity.unit == unit and family not in (None, FAMILY_OF_UNIT.get(unit))


def _governed(text: str, sign: re.Match[str], ends: Sequence[int]) -> tuple[int, int]:
    """What a sign speaks of: the bold words, the rest of its sentence, or the next line where it ends one."""
    if "inside" in sign.re.groupindex:
        return sign.span("inside")
    content = BEFORE_CONTENT.match(text, sign.end())
    return sign.end(), ends[bisect_right(ends, content.end() if content else sign.end())]


def rank(quantity: Quantity, unit: str) -> int | None:
    """0 for the unit asked for, 1 for none, 2 for another; None for what no reading makes an answer."""
    written = quantity.unit
    if written == unit or (unit not in FAMILY_OF_UNIT and written.rstrip("s") == unit.lower().rstrip("s")):
        return 0
    if written == "" or (unit == "per 100" and written == "currency"):
        return 1
    if unit == "currency" and written.startswith("per "):
        return 1
    if written == "years" and FAMILY_OF_UNIT.get(unit) not in ("years", "years^2"):
        return None
    return 2 if written in FAMILY_OF_UNIT or written.startswith("per ") else None


def _first(by_rank: Sequence[Sequence[Quantity]], start: int, end: int) -> Quantity | None:
    """The first quantity between two places, one in a better unit before any in a worse."""
    for quantities in by_rank:
        position = bisect_left(quantities, start, key=lambda quantity: quantity.start)
        if position < len(quantities) and quantities[position].start < end:
            return quantities[position]
    return None


def _best(given: Sequence[Quantity], unit: str) -> list[Quantity]:
    """Those in the best unit, and of these the ones that carry a name, if any does."""
    best = min(rank(quantity, unit) or 0 for quantity in given)
    in_unit = [quantity for quantity in given if (rank(quantity, unit) or 0) == best]
    return [quantity for quantity in in_unit if quantity.name] or in_unit


def _agree(text: str, given: Sequence[Quantity], quantities: Sequence[Quantity], last_counts: bool) -> Extraction:
    chosen = given[-1] if last_counts else given[0]
    for other in given:
        if not last_counts and not same(chosen, other):
            return Extraction(None, f"the reply gives two answers, {chosen.text} and {other.text}")
    for first, second in pairwise(quantities):
        if chosen in (first, second) and _is_range(text, first, second):
            return Extraction(None, f"the reply gives a range, {first.text} and {second.text}")
    return Extraction(chosen)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    gap = text[first.end : second.start]
    if not OR.fullmatch(gap) or (first.unit != second.unit and "" not in (first.unit, second.unit)):
        return False
    if "and" in gap.lower():
        return BETWEEN.search(text[max(0, first.start - 40) : first.start]) is not None
    return not same(first, second)


def same(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers are one, to the digits that both print: 7.712% and 7.71%, 5.82% and 582 bps."""
    scales = {"percent": 0.01, "bp": 0.0001}
    readings = [(scales.get(first.unit, 1.0), scales.get(second.unit, 1.0))]
    readings += [(1.0, 1.0)] if "" in (first.unit, second.unit) else []
    return any(
        abs(a * first.value - b * second.value)
        <= min(0.5001 * max(a * first.step, b * second.step), COARSEST_ROUNDING * abs(a * first.value))
        for a, b in readings
    )
