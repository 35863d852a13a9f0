"""Arguments that a call lacks, from the spans of the conversation that a turn leaves."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from bondsft.answering.asked_for import SCHEDULE
from bondsft.answering.call_texts import ARGUMENT, CALL, calls_of, turn_of
from bondsft.answering.doubt import FIGURE, SHARED
from bondsft.answering.two_bonds import stretch
from bondsft.calculators import CALCULATORS
from bondsft.calculators.arguments import read_face
from bondsft.calculators.span import Spans
from bondsft.calculators.spans import inside, longest_of, shortest_of
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text import read_number, read_percent

MOST_LEFT = 4
"""Spans that are tried in an argument's place at the most."""
SELDOM = ("face", "issue", "first_coupon")
"""What few questions state, and so is left out most."""
LEAST_HELD = 500
"""What somebody holds of a bond at the least, where it is not called a face value."""
BY_NAME = ("coupon_amount", "dirty_price")
"""What a span that is left is only if the question calls it so."""
OF_ITS_KIND = ("redemption", "yield_change")
"""What a span that is left can only be this."""


def completed(text: str, argument: str, spans: Spans, *, whole: bool = False) -> Iterator[str]:
    """The text with an argument in each call that lacks it, or up to its place in the calculator's order where several spans are
    left; `whole` with each of these."""
    used = [match["value"] for match in ARGUMENT.finditer(text)]
    calls = calls_of(text)
    for number, call in enumerate(CALL.finditer(text)):
        calculator = CALCULATORS.get(call["name"])
        given = list(ARGUMENT.finditer(text, *call.span("arguments")))
        values = {match["name"]: match["value"] for match in given}
        if calculator is None or not {argument, *values} <= calculator.parameters.keys():
            continue
        if argument in values or needless(argument, values):
            continue
        left = left_for(calculator.kinds[argument], used, spans, stretch(calls, number, spans))
        left = [each for each in left if argument != "face" or is_round(each)]
        if not left and argument == "face" and call["name"] == SCHEDULE:  # nothing else of it is money
            left = [each for each in left_for("amount", used, spans) if is_held(each)]
        if not left and argument in SHARED:
            left = list(dict.fromkeys(other.arguments[argument] for other in calls if argument in other.arguments))
        if not left:
            continue
        order = list(calculator.parameters)
        later = next((match for match in given if order.index(match["name"]) > order.index(argument)), None)
        place = later.start() if later else call.end("arguments")
        begun = f'{text[:place]}{", " if given and not later else ""}{argument}="'
        ends = [f'{begun}{span}"{", " if later else ""}{text[place:]}' for span in left[:MOST_LEFT]]
        yield from ends if whole or len(left) == 1 else [begun]


def in_place_of(text: str, culprits: Collection[str], spans: Spans) -> Iterator[str]:
    """The text with another span that is left in the place of each argument that is to blame."""
    used = [match["value"] for match in ARGUMENT.finditer(text)]
    calls = calls_of(text)
    for number, call in enumerate(calls):
        for argument in [name for name, value in call.arguments.items() if value in culprits]:
            kind = CALCULATORS[call.calculator].kinds.get(argument) if call.calculator in CALCULATORS else None
            within = stretch(calls, number, spans)
            for span in left_for(kind, used, spans, within) if kind else ():
                better = Call(call.calculator, {**call.arguments, argument: span})
                yield turn_of([*calls[:number], better, *calls[number + 1 :]])


def needless(argument: str, values: dict[str, str]) -> bool:
    """Whether a call does without: a bond without coupons has no frequency, one of a market has the market's, and one without
    dates no first coupon."""
    if argument in ("issue", "first_coupon"):
        return "maturity" not in values
    if argument != "frequency":
        return False
    try:
        return "market" in values or read_percent(values.get("coupon_pct", "1")) == 0
    except BondsftError:
        return False


def what_is_left(text: str, name: str, spans: Spans, figures: Collection[str]) -> dict[str, str]:
    """The arguments of one more call, each the only span that is left for it, if one of these figures or none stands in it."""
    used = [match["value"] for match in ARGUMENT.finditer(text)]
    given = {}
    for argument, kind in CALCULATORS[name].kinds.items() if name in CALCULATORS else ():
        left = [span for span in left_for(kind, used, spans) if set(figures) >= set(FIGURE.findall(span))]
        if argument not in (*SELDOM, *BY_NAME) and len(left) == 1:
            given[argument] = left[0]
            used += left
    return given


def left_for(kind: str, used: Sequence[str], spans: Spans, within: tuple[float, float] = (0, math.inf)) -> list[str]:
    """The texts of a kind, without what may stand around them, that the conversation has more often than the call, and `within`
    two places: the "22" of a "22-year" that the call has is none."""
    everywhere = {span for each in spans.values() for span in each}
    taken = [span for span in everywhere if span.text in used]
    free = [span for span in spans[kind] if not any(other != span and inside(span, other) for other in taken)]
    plain = longest_of(free) if kind == "market" else shortest_of(free)  # "US" and "Treasury" name one market between them
    texts = dict.fromkeys(span.text for span in plain if within[0] <= span.start < within[1])
    return [text for text in texts if sum(span.text == text for span in everywhere) > used.count(text)]


def is_amount(text: str) -> bool:
    """Whether a price is told as money, and not as a quote."""
    try:
        return read_number(text) > 0
    except BondsftError:
        return False


def is_held(text: str) -> bool:
    """Whether a figure may be what somebody holds of a bond."""
    return is_amount(text) and is_round(text) and read_face(text) >= LEAST_HELD


def is_round(amount: str) -> bool:
    """Whether an amount may be a face value: no price is left of a second bond, or of this one, that is so round."""
    return read_face(amount) % 100 == 0
