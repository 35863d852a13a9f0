"""Reads a schedule of payments out of a reply: "2027-03-15: 37.50; 2027-09-15: 1,037.50", a list, or a table.

A payment is a date, "year 0.5", "6 months" or "period 1" with the first amount after it on its line, or the
last in a table's row (the total). "37.50 on 15 March 2027" is read the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bondsft.errors import BondsftError
from bondsft.marking.expected import When
from bondsft.marking.quantities import DATE, Quantity, find_quantities, quantities_between
from bondsft.text import read_date

WHEN = re.compile(
    rf"(?P<date>{DATE})|\b(?:years?|yr|t ?=)[ *:]{{0,2}}(?P<years>\d{{1,3}}(?:\.\d+)?)(?![\d%])"
    r"|\b(?P<tenor>\d{1,3}(?:\.\d+)?) years?\b|\b(?P<months>\d{1,4}) months?\b"
    r"|\b(?:period|payment)[ *#:]{0,2}(?P<period>\d{1,4})(?=[ *]{0,3}[:|)=,-])"
    r"|^[ |*-]*(?P<bare>\d{1,3}(?:\.\d+)?)[ *]*[|:]",
    re.IGNORECASE | re.MULTILINE,
)
NOT_A_PAYMENT_BEFORE = re.compile(
    r"\b(?:settl\w*|trade date|value date|from|issued?|bought|between|maturing|due)\b[^\d\n.]{0,20}$",
    re.IGNORECASE,
)
UP_TO_AMOUNT = re.compile(
    r"(?:[\s*|:=,()>~-]|—|\b(?:you|we|receives?|gets?|pays?|paid|payment|coupons?|cash ?flow|amount|of|is|are"
    r"|a|an|the|and|plus|final|principal|redemption|interest|total|at|maturity|will be)\b)*",
    re.IGNORECASE,
)
UP_TO_WHEN = re.compile(
    r"[ *]*(?:\b(?:is|will be|are|due|paid|payable)\b )*(?:on|at|in|at the end of|after)(?: the)? ",
    re.IGNORECASE,
)
AMOUNT_UNITS = ("", "currency", "per 100")


@dataclass(frozen=True)
class Entry:
    """One payment as the reply gives it. `period` is its number where the reply counts payments."""

    text: str
    when: When | None
    period: int | None
    amount: float


def extract_schedule(text: str) -> list[Entry]:
    """Return the payments that a plain text lists, in the order in which they stand."""
    amounts = [quantity for quantity in find_quantities(text) if quantity.unit in AMOUNT_UNITS]
    whens = [
        match
        for match in WHEN.finditer(text)
        if not NOT_A_PAYMENT_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    ]
    following = _amounts_after(text, whens, amounts)
    preceding = _amounts_before(text, whens, amounts)
    pairs = preceding if len(preceding) > len(following) else following
    entries = [_entry(when, amount) for when, amount in pairs]
    return [entry for entry in entries if entry is not None]


Pairs = list[tuple[re.Match[str], Quantity]]


def _amounts_after(text: str, whens: Sequence[re.Match[str]], amounts: Sequence[Quantity]) -> Pairs:
    pairs: Pairs = []
    for position, when in enumerate(whens):
        stop = whens[position + 1].start() if position + 1 < len(whens) else len(text)
        newline = text.find("\n", when.end(), stop)
        inside = quantities_between(amounts, when.end(), stop if newline < 0 else newline)
        if inside and UP_TO_AMOUNT.fullmatch(text[when.end() : inside[0].start].rpartition("=")[2]):
            is_row = "|" in text[when.end() : inside[0].start]
            pairs.append((when, inside[-1] if is_row else inside[0]))
    return pairs


def _amounts_before(text: str, whens: Sequence[re.Match[str]], amounts: Sequence[Quantity]) -> Pairs:
    pairs: Pairs = []
    for when in whens:
        earlier = quantities_between(amounts, when.start() - 60, when.start())
        if earlier and UP_TO_WHEN.fullmatch(text[earlier[-1].end : when.start()]):
            pairs.append((when, earlier[-1]))
    return pairs


def _entry(when: re.Match[str], amount: Quantity) -> Entry | None:
    """None for a date that cannot be read, such as 03/04/2030."""
    text = f"{when[0].strip(' |:*-')}: {amount.text}"
    if when["date"]:
        try:
            return Entry(text, read_date(when["date"]), None, amount.value)
        except BondsftError:
            return None
    if when["period"]:
        return Entry(text, None, int(when["period"]), amount.value)
    if when["months"]:
        return Entry(text, int(when["months"]) / 12, None, amount.value)
    number = when["years"] or when["tenor"] or when["bare"]
    counted = int(number) if when["bare"] and number.isdigit() else None
    return Entry(text, float(number), counted, amount.value)
