"""What calls copied of a question, and which figures that are left of it need no place in a call."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bondsft.answering.doubt import FIGURE, SHARED, Message, whole
from bondsft.answering.other_matters import COPIED, SENTENCE, has_fact
from bondsft.calculators.arguments import read_price
from bondsft.calculators.counting import counts
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import find_spans
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text import read_number

YEAR_LAST, ISO_DATE = re.compile(r".*\D\d{4}", re.ASCII), re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

LEAST_PRICE, MOST_PRICE = 1.5, 1000
"""Per 100: the least that a price in the money of a face value comes to, and the most that any does."""


def without_spans(question: str, calls: Sequence[Message], earlier: str) -> tuple[str, list[str]]:
    """The question without what the calls copied from it, and the arguments that nothing is left to copy from. What two bonds
    have in common is copied once for both: "both pay semi-annually"."""
    said = [(name, str(span)) for call in calls for name, span in json.loads(call["arguments"]).items()]
    left, unused, known = question, [], set()
    for name, span in sorted(said, key=lambda each: len(each[1]), reverse=True):
        places = [Span(*match.span(), match[0]) for match in whole(span).finditer(left)]
        place = next((place for place in places if not counts(left, place)), next(iter(places), None))
        if place:
            left = left[: place.start] + COPIED + left[place.end :]
        if not place and not whole(span).search(earlier) and not (name in SHARED and (name, span) in known):
            unused.append(span)
        known.add((name, span))
    return left, unused


def known_figures(calls: Sequence[Message]) -> set[str]:
    """Figures that a question may have once more: the years of dates, since a bond's name has that of its maturity, and what the
    one bond's call has."""
    spans = [str(span) for call in calls for span in json.loads(call["arguments"]).values()]
    years = {span[-4:] for span in spans if YEAR_LAST.fullmatch(span)} | {span[:4] for span in spans if ISO_DATE.fullmatch(span)}
    return years | {figure for span in spans for figure in FIGURE.findall(span) if len(calls) == 1}


def held(calls: Sequence[Call], spans: Spans) -> set[str]:
    """Face values of what somebody holds, which the price of the one bond, per 100, is not for."""
    [call, *others] = calls
    if others or "price" not in call.arguments or "face" in call.arguments:
        return set()
    faces = [span.text for span in spans["face"] if not is_price_for(call.arguments["price"], span.text)]
    return {figure for text in faces for figure in FIGURE.findall(text)}


def is_price_for(price: str, face: str) -> bool:
    """Whether a price may be for a face value, 100 if none is given; one that is far too low is per 100, beside what somebody
    holds, and one that is far too high for more."""
    try:
        value = read_price(price, read_number(face or "100"))
    except BondsftError:
        return not face
    return value <= MOST_PRICE and not (face and value < LEAST_PRICE)


def bare_years(call: Call, left: str) -> bool:
    """Whether a call has a bare figure for its tenor, and the question has a tenor with its unit that no call has."""
    return call.arguments.get("years", "").isdigit() and has_tenor(left)


def one_tenor(calls: Sequence[Call], left: str) -> bool:
    """Whether calls of several bonds have one tenor, and another with its unit is left."""
    tenors = [call.arguments["years"] for call in calls if "years" in call.arguments]
    return len(set(tenors)) < len(tenors) and has_tenor(left)


def has_tenor(left: str) -> bool:
    """Whether a tenor with its unit is left where a question speaks of bonds."""
    facts = "\n".join(sentence for sentence in SENTENCE.split(left) if COPIED in sentence or has_fact(sentence))
    return any(not span.text.isdigit() for span in find_spans(facts)["tenor"])
