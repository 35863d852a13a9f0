"""Calls for two bonds or more, read off the spans of a question that compares them: as many coupons as prices, in the order in
which they stand; what is said once is said of all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bondsft.answering.rebuilding import in_order
from bondsft.calculators.money import SMALL
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import longest_of, readings, shortest_of
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text import read_number

COMPARES = re.compile(r"\b(?:which|rank|compar\w+|cheaper|higher|highest|either|both)\b", re.IGNORECASE)
YIELD = "bond_yield"
OF_ALL = {"frequency": "frequency", "market": "market", "day_count": "day count", "compounding": "compounding"}
"""Arguments that bonds may have each their own of, or all the same, and their kinds."""


def in_columns(question: str, spans: Spans) -> list[Call]:
    """The calls that find the yield of each bond, where the question compares several and says of all the same things."""
    coupons, prices = coupons_and_prices(spans)
    if not COMPARES.search(question) or not 2 <= len(prices) == len(coupons):
        return []
    columns = {"price": texts_of(prices), "coupon_pct": texts_of(coupons), **terms(spans, len(prices))}
    for name, kind in OF_ALL.items():
        found = texts_of(longest_of(spans[kind]) if kind == "market" else shortest_of(spans[kind]))
        if len(found) > 1 and len({str(readings(text)[kind]) for text in found}) == 1:
            found = found[:1]  # said more than once, of both and of each
        if len(found) not in (0, 1, len(prices)):
            return []
        columns |= {name: found * len(prices) if len(found) == 1 else found} if found else {}
    if not columns.keys() & {"years", "maturity"}:
        return []
    return [Call(YIELD, {name: texts[number] for name, texts in columns.items()}) for number in range(len(prices))]


def crossed(calls: Sequence[Call], question: str, spans: Spans) -> bool:
    """Whether calls have prices beside other coupons than the question has them."""
    own = [(call.arguments.get("price"), call.arguments.get("coupon_pct")) for call in calls]
    read = [(call.arguments["price"], call.arguments["coupon_pct"]) for call in in_columns(question, spans)]
    return own != read and sorted(map(str, own)) != sorted(map(str, read)) and columns_of(own) == columns_of(read)


def columns_of(pairs: Sequence[tuple[str | None, str | None]]) -> list[set[str | None]]:
    return [set(column) for column in zip(*pairs, strict=True)]


def coupons_and_prices(spans: Spans) -> tuple[list[Span], list[Span]]:
    """The rates of a question and its prices; a figure that could be both is a rate if it is as small as one."""
    rates, prices = set(shortest_of(spans["rate"])), set(shortest_of(spans["price"]))
    both = {span for span in rates & prices if abs(read_number(span.text)) <= SMALL}
    return sorted(rates - (prices - both)), sorted(prices - both)


def terms(spans: Spans, count: int) -> dict[str, list[str]]:
    """Tenors, one for all or one for each, or a settlement for all and each bond's own maturity; none where it is neither."""
    dates = texts_of(longest_of(spans["date"]))
    tenors = texts_of(shortest_of([span for span in spans["tenor"] if not span.text.isdigit()]))
    if not dates and len(tenors) in (1, count):
        return {"years": tenors * count if len(tenors) == 1 else tenors}
    try:
        earliest = in_order(dates)[0] if len(dates) == count + 1 else None
    except BondsftError:
        return {}
    if earliest is None:
        return {}
    return {"settlement": [earliest] * count, "maturity": [text for text in dates if text != earliest]}


def texts_of(spans: Sequence[Span]) -> list[str]:
    """The texts of spans in the order in which they stand."""
    return [span.text for span in sorted(spans)]
