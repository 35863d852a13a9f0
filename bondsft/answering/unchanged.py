"""What a short question after another leaves unchanged: "And at 98.50?" asks for the call before with one other argument."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from bondsft.answering.call_texts import turn_of
from bondsft.answering.doubt import CHANGED, LOST, SAME, UNNAMED, Doubt, Message, whole
from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import find_spans
from bondsft.tasks.base import Call

COUPON = re.compile(r"\b(?:coupons?|cpn|pay(?:s|ing)?|paid|interest)\b", re.IGNORECASE)
YIELD = re.compile(r"\b(?:yield\w*|yld|ytm|return\w*)\b", re.IGNORECASE)
"""What names a rate. A question such as "And at 7.5%?" names none, and means the yield."""


def call_before(before: Sequence[Message]) -> Call | None:
    """The one call that answered the question before; None where there were two, or none but for a bond's terms."""
    made = [message["tool_calls"] for message in before if message.get("tool_calls")]
    if not made or len(made[-1]) != 1 or made[-1][0]["function"]["name"] == "find_bond":
        return None
    function = made[-1][0]["function"]
    return Call(function["name"], json.loads(function["arguments"]))


def unlike_before(before: Sequence[Message], question: str, calls: Sequence[Call]) -> Iterator[Doubt]:
    """What a call changes of the call before, though the question does not speak of it. A question that states two arguments or
    more is one of its own, and is not judged."""
    earlier = call_before(before)
    if earlier is None or len(calls) != 1 or calls[0].calculator not in CALCULATORS:
        return
    call, known = calls[0], earlier.arguments
    told = {name for name, span in call.arguments.items() if whole(span).search(question)}
    if len(told) > 1:
        return
    if call == earlier:
        yield Doubt(SAME)
    for name in call.arguments.keys() - told:
        if call.arguments[name] not in known.values():
            yield Doubt(f"{name} {CHANGED}")
    if told <= known.keys() | {"measure"}:  # else what it states may stand in the place of others: years for dates
        for name in known.keys() - call.arguments.keys():
            if name in CALCULATORS[call.calculator].parameters and name != "measure":
                yield Doubt(f"{name} {LOST}")
    named = bool(COUPON.search(question)), bool(YIELD.search(question))
    if (told == {"coupon_pct"} and not named[0]) or (told == {"yield_pct"} and named == (True, False)):
        yield Doubt(UNNAMED)


def with_one_changed(before: Sequence[Message], question: str) -> Iterator[str]:
    """The call before with each of its arguments replaced, in turn, by what the question states."""
    earlier = call_before(before)
    if earlier is None or earlier.calculator not in CALCULATORS:
        return
    spans = find_spans(question)
    for name, kind in CALCULATORS[earlier.calculator].kinds.items():
        if name in earlier.arguments or name == "measure":
            for text in sorted({span.text for span in spans[kind]}, key=len, reverse=kind != "rate"):
                if text != earlier.arguments.get(name):
                    yield turn_of([Call(earlier.calculator, {**earlier.arguments, name: text})])
