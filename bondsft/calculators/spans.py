"""Finds the spans of a text that an argument can take, by the readers that the calculators themselves use.

A figure belongs to the longest span that can be read: in "8 years and 6 months" no "8" is a price, in "7.5%" neither, and
the "annual" of "semi-annual" is no frequency.

>>> [span.text for span in find_spans("an 8-year 7.5% annual bond at 98.75")["amount"]]
['98.75']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import lru_cache, partial

from bondsft.bonds import MARKETS, Risk
from bondsft.calculators.meant import PERCENT, is_meant
from bondsft.calculators.names import measure_key, read_bill_market, read_market
from bondsft.calculators.span import Span, Spans
from bondsft.errors import BondsftError
from bondsft.text import (
    read_compounding,
    read_date,
    read_day_count,
    read_days,
    read_frequency,
    read_move,
    read_number,
    read_percent,
    read_percents,
    read_quote,
    read_redemption,
    read_tenor,
)
from bondsft.text.prices import LEAST_REPAID
from bondsft.text.words import WORDS

ATOM = re.compile(r"\d+(?:[.,]\d+)*\w*|\w+|[^\w\s]")
MOST_ATOMS = 8  # "3.10%, 3.40% and 3.75%" is eight, "8 years and 6 months" is five, "the 15th of March, 2034" six
FIRST, LAST = re.compile(r"[\w$€£¥₹]"), re.compile(r"[\w€£¥₹%+]")
"""What a span may begin and end with; it may also begin with the sign of a number."""
LEFT_OUT = frozenset(["a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
"""Words that a reader may pass over, but that belong to no figure."""
SEMI_ANNUAL = ("s/a", "s.a")
"""What ends in such a word all the same."""
APART = re.compile(rf"(?:\d|\b(?:{'|'.join(WORDS)}))\s*,", re.IGNORECASE)
UNIT = re.compile(r"(?:\d|\b)(?:y|yrs?|years?|m|mos?|months?)\b", re.IGNORECASE)
MOST_YEARS, LONGEST = 100, 60
"""A larger number is no tenor, but that of a year, perhaps; nor is one without a unit that is beyond what most bonds run."""
YIELDS = ("yield_to_call", "yield_to_put", "yield_to_worst", "yield_to_maturity")
BILL_RATES = ("discount_rate", "simple_yield", "investment_rate")
PRICES = ("clean_price", "accrued_interest", "dirty_price")


def read_amount(text: str) -> Decimal:
    if PERCENT.search(text):
        raise BondsftError(f"{text!r} is a rate")
    return read_number(text)


def read_price_span(text: str) -> object:
    try:
        return read_quote(text)
    except BondsftError:
        return read_amount(text)


def read_repaid_span(text: str) -> object:
    try:
        return read_redemption(text)
    except BondsftError:
        amount = read_amount(text)
        if amount < LEAST_REPAID:
            raise
        return amount  # of a face value


def read_span_of_time(text: str) -> object:
    if not text.isdigit() and not UNIT.search(text):
        raise BondsftError(f"{text!r} has no unit")
    if APART.search(text):
        raise BondsftError(f"{text!r} has a figure apart from its unit")  # "price 86.70, years to maturity: 10"
    if (years := read_tenor(text)) > (LONGEST if text.isdigit() else MOST_YEARS):
        raise BondsftError(f"{text!r} is longer than bonds run")
    return years


def read_span_of_days(text: str) -> object:
    if text.isdigit():
        raise BondsftError(f"{text!r} has no unit")
    return read_days(text)


def read_market_span(text: str) -> object:
    if text.lower() in MARKETS or (len(text) <= 2 and not text.isupper()):
        raise BondsftError(f"{text!r} is a word")  # as the codes of countries are, or short for others: "CA" for an accountant
    return read_market(text)


def read_isin(text: str) -> object:
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", text.upper(), re.ASCII):
        raise BondsftError(f"{text!r} is not an ISIN")
    return text.upper()


def read_measure(text: str, names: tuple[str, ...]) -> object:
    wanted = measure_key(text)
    meant = [name for name in names if wanted in (name, name.partition("_")[0])]
    if len(meant) == 1:
        return meant[0]
    raise BondsftError(f"{text!r} is not one of {', '.join(names)}")


KINDS: Mapping[str, Callable[[str], object]] = {
    "rate": read_percent,
    "amount": read_amount,
    "face": read_amount,
    "price": read_price_span,
    "redemption": read_repaid_span,
    "move": read_move,
    "rates": read_percents,
    "tenor": read_span_of_time,
    "days": read_span_of_days,
    "date": partial(read_date, month_first=True),  # which is the month, the call's other dates and its market tell
    "frequency": read_frequency,
    "compounding": read_compounding,
    "day count": read_day_count,
    "market": read_market_span,
    "bill": read_bill_market,
    "ISIN": read_isin,
    "bill measure": partial(read_measure, names=BILL_RATES),
    "price measure": partial(read_measure, names=PRICES),
    "yield measure": partial(read_measure, names=YIELDS),
    "risk measure": partial(read_measure, names=Risk._fields),
}
"""What an argument may be, and how it is read."""


@lru_cache(maxsize=100_000)
def readings(text: str) -> dict[str, object]:
    """What a text says, by the kind of argument that it may be."""
    found = {}
    for kind, read in KINDS.items():
        try:
            found[kind] = read(text)
        except BondsftError:
            continue
    return found


@lru_cache(maxsize=1_000)  # a question is looked at again for each turn that is tried
def find_spans(text: str) -> Spans:
    """The spans of a text that each kind of argument can take, in order."""
    read = {span: found for span in candidates(text) if (found := readings(span.text))}
    rows = [span for span, found in read.items() if found.keys() == {"rates"}]
    longest = longest_of(read.keys() - set(rows))  # figures in a row may as well stand apart
    longest_rows = longest_of(rows)
    spans: dict[str, list[Span]] = {kind: [] for kind in KINDS}
    for span, found in read.items():
        for kind, value in found.items():
            around = [read[other] for other in (longest_rows if kind == "rates" else longest) if inside(span, other)]
            if all(other.get(kind) == value for other in around) and is_meant(kind, value, text, span):
                spans[kind].append(span)
    return spans


def longest_of(spans: Collection[Span]) -> list[Span]:
    """Those that stand inside no other."""
    return [span for span in spans if not any(other != span and inside(span, other) for other in spans)]


def shortest_of(spans: Collection[Span]) -> list[Span]:
    """Those in which no other stands."""
    return [span for span in spans if not any(other != span and inside(other, span) for other in spans)]


def candidates(text: str) -> list[Span]:
    """Every span of a few atoms of one line that begins and ends like a figure or a word."""
    atoms = list(ATOM.finditer(text))
    spans = []
    for place, first in enumerate(atoms):
        if not (FIRST.match(first[0]) or is_sign(text, first)) or first[0].lower() in LEFT_OUT:
            continue
        for last in atoms[place : place + MOST_ATOMS]:
            span = Span(first.start(), last.end(), text[first.start() : last.end()])
            if "\n" in span.text:
                break
            if (LAST.match(last[0]) and last[0].lower() not in LEFT_OUT) or span.text.lower() in SEMI_ANNUAL:
                spans.append(span)
    return spans


def is_sign(text: str, atom: re.Match[str]) -> bool:
    """Whether a minus or plus stands right before a figure and after a space: "-0.5", but not "6-Feb" or "- 10.5"."""
    before, after = text[: atom.start()][-1:], text[atom.end() :][:1]
    return atom[0] in "-+\u2212" and (before.isspace() or before in "(:=") and after.isdigit()


def inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
