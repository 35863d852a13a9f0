"""Better turns where something is known to be wrong with a call: arguments in each other's place are exchanged, and an argument
that is not there gets the one span of the question that is left for it. Where several are left, the call is begun anew up to that
argument, and the model chooses, within its bounds. A doubtful reply gives way to a plain one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bondsft.answering.asked_for import PRICED, SCHEDULE
from bondsft.answering.call_texts import CALL, calls_of, turn_of
from bondsft.answering.completing import OF_ITS_KIND, SELDOM, completed, in_place_of, what_is_left
from bondsft.answering.dirty_prices import with_prices_by_name
from bondsft.answering.doubt import COMPOUNDING, ELSEWHERE, UNASKED, UNUSED, Doubt, Message, asked_in
from bondsft.answering.found_terms import with_found_terms
from bondsft.answering.in_money import in_money
from bondsft.answering.misplaced import (
    exchanged,
    first_call_alone,
    rearranged,
    with_one_of_both,
    with_the_coupon_named,
    with_the_price,
    with_the_rate,
    without_coupons,
    without_face,
)
from bondsft.answering.plain_replies import plain_replies
from bondsft.answering.several_bonds import in_columns
from bondsft.answering.two_bonds import apart, stand_apart
from bondsft.answering.unchanged import with_one_changed
from bondsft.calculators import CALCULATORS, run_call
from bondsft.calculators.span import Spans
from bondsft.tasks.base import Call

MISSING, UNDATED = " is missing", "years, or settlement and maturity, are missing"


def mended(text: str, doubts: Sequence[Doubt], spans: Spans, messages: Sequence[Message]) -> list[str]:
    """Turns, or beginnings of one, for each doubt about an argument that is not there, and for those in each other's place; none
    for a turn in another form. `spans` are those of the conversation by kind, as `find_spans` gives them; `messages` come before
    the turn."""
    if messages[-1]["role"] == "tool" and not CALL.search(text):
        return list(plain_replies(messages))
    arguments = dict.fromkeys(argument for doubt in doubts for argument in lacking(doubt))
    asked = max(place for place, message in enumerate(messages) if message["role"] == "user")
    better = [
        *with_found_terms(text, messages),
        *with_one_changed(messages[:asked], str(messages[asked]["content"])),
        *rearranged(text, spans),
        *([turn_of(several)] if (several := in_columns(str(messages[asked]["content"]), spans)) else []),
        *in_money(text, spans),
        *first_call_alone(text, doubts),
        *exchanged(text, doubts),
        *without_face(text, doubts),
        *without_coupons(text, spans),
        *with_prices_by_name(text, str(messages[asked]["content"])),
        *with_the_price(text, doubts),
        *with_the_rate(text, doubts),
        *with_the_coupon_named(text, str(messages[asked]["content"])),
        *with_one_of_both(text, doubts),
        *(better for argument in arguments for better in completed(text, argument, spans)),
        *gone_on(text, doubts, spans),
        *in_place_of(text, [doubt.culprit for doubt in doubts if doubt.reason.endswith(ELSEWHERE)], spans),
        *schedule_instead(text, doubts, spans, "\n".join(asked_in(messages))),
    ]
    return [each for each in dict.fromkeys(better) if each != text]


def schedule_instead(text: str, doubts: Sequence[Doubt], spans: Spans, question: str) -> Iterator[str]:
    """The payments of the bond, where nothing else is asked for, or a call lacks a price or a yield, none is left for it, and the
    question speaks of neither, nor of what they give."""
    calls = calls_of(text)
    lacks = any(doubt.reason.endswith(MISSING) and doubt.reason.startswith(("price", "yield")) for doubt in doubts)
    unasked = any(doubt.reason == UNASKED for doubt in doubts)
    if len(calls) != 1 or not (lacks or unasked) or PRICED.search(question):
        return
    if unasked or not any(list(completed(text, argument, spans)) for argument in ("price", "yield_pct")):
        taken = CALCULATORS[SCHEDULE].parameters
        yield turn_of([Call(SCHEDULE, {name: span for name, span in calls[0].arguments.items() if name in taken})])


def gone_on(text: str, doubts: Sequence[Doubt], spans: Spans) -> Iterator[str]:
    """The text with another call, and with one begun, where nothing is wrong but that figures of a second bond are left."""
    left = bool(doubts) and all(doubt.reason.endswith(UNUSED) or doubt.reason == COMPOUNDING for doubt in doubts)
    if left and text.endswith(")]") and (calls := calls_of(text)):
        name = calls[-1].calculator
        figures = [doubt.reason.removesuffix(UNUSED) for doubt in doubts]
        pair = apart([*calls, Call(name, what_is_left(text, name, spans, figures))], spans)
        if stand_apart(pair, spans) and "error" not in run_call(pair[-1].calculator, pair[-1].arguments):
            yield turn_of(pair)
        if len(doubts) > 1:
            yield f"{text[:-1]}, {name}("


def lacking(doubt: Doubt) -> Sequence[str]:
    """The arguments that a doubt may be about."""
    if doubt.reason == COMPOUNDING:
        return ["compounding"]
    if doubt.reason == UNDATED:
        return ["years"]
    if doubt.reason.endswith(UNUSED):
        return *SELDOM, *OF_ITS_KIND
    argument = doubt.reason.removesuffix(MISSING)
    if argument == "coupon_pct":
        return ["coupon_pct", "coupon_amount"]
    return () if argument == doubt.reason else ["market", argument] if argument == "frequency" else argument.split(" or ")
