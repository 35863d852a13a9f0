"""Better turns where something is known to be wrong with a call: arguments in each other's place are exchanged, and an argument
that is not there gets the one span of the question that is left for it. Where several are left, the call is begun anew up to that
argument, and the model chooses, within its bounds. A reply that quotes no result gives way to a plain one.
"""

from __future__ import annotations

import itertools
import json
import re
import string
from collections.abc import Iterable, Iterator, Sequence

from bondsft.answering.call_texts import CALL, calls_of, turn_of
from bondsft.answering.completing import SELDOM, completed, in_place_of, what_is_left
from bondsft.answering.doubt import COMPOUNDING, ELSEWHERE, ENDLESS, REPEATED, SWAPPED_RATES, UNQUOTED, Doubt, Message, asked_in
from bondsft.answering.found_terms import with_found_terms
from bondsft.answering.two_bonds import apart
from bondsft.answering.unchanged import with_one_changed
from bondsft.calculators import CALCULATORS, run_call
from bondsft.calculators.meant import Spans
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.tasks.wording import capital
from bondsft.text import read_date

NEIGHBOURS = r'{}="(?P<first>[^"]*)", {}="(?P<last>[^"]*)"'
SWAPPED = {SWAPPED_RATES: ("coupon_pct", "yield_pct"), ", and face is ": ("face", "coupon_amount")}
"""Arguments in each other's place, by what a doubt says of them."""
DATES = ("issue", "settlement", "first_coupon", "maturity")
"""Arguments that are dates, in the only order in which they can follow each other."""
BOTH = {
    "coupon_pct and coupon_amount both state": ("coupon_amount", "coupon_pct"),
    "price and yield_pct both state": ("price", "yield_pct"),
    "years and maturity both state": ("years", "maturity"),
}
"""Arguments of which a call takes one, by what a doubt says of them."""
MISSING, UNUSED, UNDATED = " is missing", " is not used", "years, or settlement and maturity, are missing"
SCHEDULE = "bond_cashflows"
PRICED = re.compile(r"\b(?:pric\w*|yields?|ytm|duration|convexity|dv01|pvbp|worth|returns?|earn|costs?)\b", re.IGNORECASE)
"""What questions speak of that ask for more than payments."""


def mended(text: str, doubts: Sequence[Doubt], spans: Spans, messages: Sequence[Message]) -> list[str]:
    """Turns, or beginnings of one, for each doubt about an argument that is not there, and for those in each other's place; none
    for a turn in another form. `spans` are those of the conversation by kind, as `find_spans` gives them; `messages` come before
    the turn."""
    if any(doubt.reason.endswith(UNQUOTED) for doubt in doubts):
        return list(plain_replies(messages))
    swapped = [names for reason, names in SWAPPED.items() if any(reason in doubt.reason for doubt in doubts)]
    turned = [exchanged for names in swapped if (exchanged := exchange(text, *names)) != text]
    arguments = [argument for doubt in doubts for argument in lacking(doubt)]
    filled = [better for argument in dict.fromkeys(arguments) for better in completed(text, argument, spans)]
    asked = max(place for place, message in enumerate(messages) if message["role"] == "user")
    return [
        *with_found_terms(text, messages),
        *with_one_changed(messages[:asked], str(messages[asked]["content"])),
        *rearranged(text, spans),
        *alone(text, doubts),
        *turned,
        *with_one_of_both(text, doubts),
        *filled_at_once(text, dict.fromkeys(arguments), spans),
        *filled,
        *gone_on(text, doubts, spans),
        *in_place_of(text, [doubt.culprit for doubt in doubts if doubt.reason.endswith(ELSEWHERE)], spans),
        *schedule_instead(text, doubts, spans, "\n".join(asked_in(messages))),
    ]


def plain_replies(messages: Sequence[Message]) -> Iterator[str]:
    """What the calculators gave last, where it is one quantity, in a sentence: of one bond, or of several with their ranks."""
    told = itertools.takewhile(lambda message: message["role"] == "tool", reversed(messages))
    results = [json.loads(str(message["content"])) for message in told][::-1]
    quantities = {name for result in results for name in result} - {"rank"}
    if len(quantities) != 1 or "error" in quantities:
        return
    [name] = quantities
    quantity = name.replace("_", " ")
    if len(results) == 1:
        yield f"The {quantity} is {results[0][name]}."
    elif all("rank" in result for result in results):
        each = [
            f"bond {letter} has the {result['rank']} {quantity}, {result[name]}"
            for letter, result in zip(string.ascii_uppercase, results, strict=False)
        ]
        yield f"{capital('; '.join(each))}."


def alone(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The first call alone, where others say again what it says, or follow without end."""
    calls = list(CALL.finditer(text))
    if len(calls) > 1 and any(doubt.reason.endswith((REPEATED, ENDLESS)) for doubt in doubts):
        yield f"{text[: calls[0].end()]}]"


def rearranged(text: str, spans: Spans) -> Iterator[str]:
    """The same calls with their dates in order, and of two bonds with the figures of its own each."""
    calls = calls_of(text)
    better = apart([with_dates_in_order(call) for call in calls], spans)
    if better != calls:
        yield turn_of(better)


def with_dates_in_order(call: Call) -> Call:
    """A call with its dates in the order in which they can follow each other, if they can be read."""
    names = [name for name in DATES if name in call.arguments]
    try:
        texts = sorted([call.arguments[name] for name in names], key=read_date)
    except BondsftError:
        return call
    return Call(call.calculator, {**call.arguments, **dict(zip(names, texts, strict=True))})


def schedule_instead(text: str, doubts: Sequence[Doubt], spans: Spans, question: str) -> Iterator[str]:
    """The payments of the bond, where a call lacks a price or a yield, none is left for it, and the question speaks of neither,
    nor of what they give."""
    calls = calls_of(text)
    lacks = any(doubt.reason.endswith(MISSING) and doubt.reason.startswith(("price", "yield")) for doubt in doubts)
    if len(calls) != 1 or not lacks or PRICED.search(question):
        return
    if not any(list(completed(text, argument, spans)) for argument in ("price", "yield_pct")):
        taken = CALCULATORS[SCHEDULE].parameters
        yield turn_of([Call(SCHEDULE, {name: span for name, span in calls[0].arguments.items() if name in taken})])


def gone_on(text: str, doubts: Sequence[Doubt], spans: Spans) -> Iterator[str]:
    """The text with another call, and with one begun, where nothing is wrong but that figures of a second bond are left."""
    left = bool(doubts) and all(doubt.reason.endswith(UNUSED) or doubt.reason == COMPOUNDING for doubt in doubts)
    if left and text.endswith(")]") and (calls := calls_of(text)):
        name = calls[-1].calculator
        pair = apart([*calls, Call(name, what_is_left(text, name, spans))], spans)
        if "error" not in run_call(pair[-1].calculator, pair[-1].arguments):
            yield turn_of(pair)
        if len(doubts) > 1:
            yield f"{text[:-1]}, {name}("


def with_one_of_both(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text without either of two arguments that say the same, where it has both."""
    for names in [names for said, names in BOTH.items() if any(doubt.reason.startswith(said) for doubt in doubts)]:
        for name in names:
            yield re.sub(rf', {name}="[^"]*"|{name}="[^"]*", ', "", text)


def filled_at_once(text: str, arguments: Iterable[str], spans: Spans) -> Iterator[str]:
    """The text with all that it lacks and that has one span left for it, if it lacks several."""
    better, count = text, 0
    for argument in arguments:
        options = [each for each in completed(better, argument, spans) if each.endswith(")]")]
        if len(options) == 1 and argument not in SELDOM:
            better, count = options[0], count + 1
    if count > 1:
        yield better


def exchange(text: str, one: str, other: str) -> str:
    return re.sub(NEIGHBOURS.format(one, other), rf'{one}="\g<last>", {other}="\g<first>"', text)


def lacking(doubt: Doubt) -> Sequence[str]:
    """The arguments that a doubt may be about."""
    if doubt.reason == COMPOUNDING:
        return ["compounding"]
    if doubt.reason == UNDATED:
        return ["years"]
    if doubt.reason.endswith(UNUSED):
        return SELDOM
    argument = doubt.reason.removesuffix(MISSING)
    if argument == "coupon_pct":
        return ["coupon_pct", "coupon_amount"]
    return () if argument == doubt.reason else ["market", argument] if argument == "frequency" else [argument]
