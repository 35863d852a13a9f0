"""Better turns where a calculator said what is wrong with a call: arguments in each other's place are exchanged, and an argument
that is not there gets the one span of the question that is left for it. Where several are left, the call is begun anew up to that
argument, and the model chooses, within its bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import Span, inside
from bondsft.errors import BondsftError
from bondsft.evaluation.doubts import COMPOUNDING, ENDLESS, REPEATED, SWAPPED_RATES, Doubt
from bondsft.text import read_number, read_percent

Spans = Mapping[str, Sequence[Span]]
CALL = re.compile(r'(?P<name>\w+)\((?P<arguments>(?:[^()"]|"[^"]*")*)\)')
ARGUMENT = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')
NEIGHBOURS = r'{}="(?P<first>[^"]*)", {}="(?P<last>[^"]*)"'
SWAPPED = {
    " is not after settlement ": ("settlement", "maturity"),
    SWAPPED_RATES: ("coupon_pct", "yield_pct"),
    ", and face is ": ("face", "coupon_amount"),
    " is not after issue ": ("issue", "first_coupon"),
}
"""Arguments in each other's place, by what a doubt says of them."""
TWO_COUPONS = "coupon_pct and coupon_amount both state a coupon"
MISSING, UNUSED, UNDATED = " is missing", " is not used", "years, or settlement and maturity, are missing"
SELDOM = ("face", "issue", "first_coupon")
"""What few questions state, and so is left out most."""


def mended(text: str, doubts: Sequence[Doubt], spans: Spans) -> list[str]:
    """Turns, or beginnings of one, for each doubt about an argument that is not there, and for those in each other's place; none
    for a turn in another form. `spans` are those of the conversation by kind, as `find_spans` gives them."""
    swapped = [names for reason, names in SWAPPED.items() if any(reason in doubt.reason for doubt in doubts)]
    turned = [exchanged for names in swapped if (exchanged := exchange(text, *names)) != text]
    arguments = [argument for doubt in doubts for argument in lacking(doubt)]
    filled = [better for argument in dict.fromkeys(arguments) for better in completed(text, argument, spans)]
    return [*alone(text, doubts), *turned, *with_one_coupon(text, doubts), *filled, *gone_on(text, doubts, spans)]


def alone(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The first call alone, where others say again what it says, or follow without end."""
    calls = list(CALL.finditer(text))
    if len(calls) > 1 and any(doubt.reason.endswith((REPEATED, ENDLESS)) for doubt in doubts):
        yield f"{text[: calls[0].end()]}]"


def gone_on(text: str, doubts: Sequence[Doubt], spans: Spans) -> Iterator[str]:
    """The text with another call, and with one begun, where nothing is wrong but that figures of a second bond are left."""
    left = len(doubts) > 1 and all(doubt.reason.endswith(UNUSED) for doubt in doubts)
    if left and text.endswith(")]") and (calls := list(CALL.finditer(text))):
        begun = f"{text[:-1]}, {calls[-1]['name']}("
        if arguments := what_is_left(text, calls[-1]["name"], spans):
            yield f"{begun}{arguments})]"
        yield begun


def what_is_left(text: str, name: str, spans: Spans) -> str:
    """The arguments of one more call, each the only span that is left for it."""
    used = [match["value"] for match in ARGUMENT.finditer(text)]
    given = []
    for argument, kind in CALCULATORS[name].kinds.items() if name in CALCULATORS else ():
        if argument not in (*SELDOM, "coupon_amount") and len(left := left_for(kind, used, spans)) == 1:
            given.append(f'{argument}="{left[0]}"')
            used += left
    return ", ".join(given)


def with_one_coupon(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text without the money of the coupon, and without its rate, where it has both."""
    if any(doubt.reason == TWO_COUPONS for doubt in doubts):
        for name in ("coupon_amount", "coupon_pct"):
            yield re.sub(rf', {name}="[^"]*"|{name}="[^"]*", ', "", text)


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
    return () if argument == doubt.reason else ["market", argument] if argument == "frequency" else [argument]


def completed(text: str, argument: str, spans: Spans) -> Iterator[str]:
    """The text with an argument in each call that lacks it, or up to its place in the calculator's order."""
    used = [match["value"] for match in ARGUMENT.finditer(text)]
    for call in CALL.finditer(text):
        calculator = CALCULATORS.get(call["name"])
        given = list(ARGUMENT.finditer(text, *call.span("arguments")))
        values = {match["name"]: match["value"] for match in given}
        if calculator is None or argument in values or argument not in calculator.parameters or needless(argument, values):
            continue
        left = left_for(calculator.kinds[argument], used, spans)
        if not (left := [each for each in left if argument != "face" or is_round(each)]):
            continue
        order = list(calculator.parameters)
        later = next((match for match in given if order.index(match["name"]) > order.index(argument)), None)
        place = later.start() if later else call.end("arguments")
        begun = f'{text[:place]}{", " if given and not later else ""}{argument}="'
        yield begun if len(left) > 1 else f'{begun}{left[0]}"{", " if later else ""}{text[place:]}'


def left_for(kind: str, used: Sequence[str], spans: Spans) -> list[str]:
    """The texts of a kind, without what may stand around them, that the conversation has more often than the call: the "22" of a
    "22-year" that the call has is none."""
    everywhere = {span for each in spans.values() for span in each}
    taken = [span for span in everywhere if span.text in used]
    free = [span for span in spans[kind] if not any(other != span and inside(span, other) for other in taken)]
    shortest = [span for span in free if not any(other != span and inside(other, span) for other in free)]
    texts = dict.fromkeys(span.text for span in shortest)
    return [text for text in texts if sum(span.text == text for span in everywhere) > used.count(text)]


def is_round(amount: str) -> bool:
    """Whether an amount may be a face value: no price is left of a second bond, or of this one, that is so round."""
    return read_number(amount) % 100 == 0


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
