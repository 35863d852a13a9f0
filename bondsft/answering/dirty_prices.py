"""Whether the price of a call is with accrued interest, by the words around it, and so in the other price's place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bondsft.answering.call_texts import calls_of, turn_of
from bondsft.answering.doubt import whole
from bondsft.tasks.base import Call

OTHER = {"price": "dirty_price", "dirty_price": "price"}
WITH = r"(?:including|incl\.?|with|cum) (?:the )?accrued"
BEFORE = re.compile(
    rf"\b(?:dirty|gross|invoice price|all[- ]in|full price|total consideration|{WITH}|plus accrued)\b"
    r"(?:(?!\bclean\b)[^\d.;!?\n]){0,40}$",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"(?: per \D?100(?: \w+)?)?(?: in total)?[ %,\u2013\u2014-]*\(?(?:so that's the |this is the )?"
    rf"(?:dirty|gross|all[- ]in|full price|{WITH}|accrued (?:interest )?included"
    rf"|(?:and )?(?:that|which|this)(?: figure| price)? (?:already )?(?:has|includes|contains) (?:the )?accrued)\b",
    re.IGNORECASE,
)


def is_dirty(question: str, figure: str) -> bool:
    """Whether a figure of a question is said to be a price with accrued interest."""
    places = list(whole(figure).finditer(question))
    return any(BEFORE.search(question[: place.start()]) or AFTER.match(question, place.end()) for place in places)


def by_its_name(question: str, call: Call) -> Call:
    """A call of a bond with dates whose price, clean or dirty, is what the question calls it."""
    if "maturity" not in call.arguments or len(OTHER.keys() & call.arguments.keys()) != 1:
        return call
    name = "price" if "price" in call.arguments else "dirty_price"
    if is_dirty(question, call.arguments[name]) == (name == "dirty_price"):
        return call
    return Call(call.calculator, {OTHER.get(argument, argument): span for argument, span in call.arguments.items()})


def with_prices_by_name(text: str, question: str) -> Iterator[str]:
    """The text with each price, clean or dirty, as what the question calls it."""
    calls = calls_of(text)
    better = [by_its_name(question, call) for call in calls]
    if better != calls:
        yield turn_of(better)
