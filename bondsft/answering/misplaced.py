"""Calls with what they have in another place: dates and figures in order, exchanged, or said once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bondsft.answering.call_texts import CALL, calls_of, turn_of
from bondsft.answering.completing import is_round
from bondsft.answering.doubt import ENDLESS, IS_PRICE, IS_RATE, NOT_FOR_FACE, REPEATED, SWAPPED_RATES, Doubt
from bondsft.answering.rebuilding import BOTH_DATES, in_order
from bondsft.answering.two_bonds import apart
from bondsft.answering.two_rates import names_of
from bondsft.calculators import CALCULATORS
from bondsft.calculators.span import Spans
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text.numbers import ZERO

NEIGHBOURS = r'{}="(?P<first>[^"]*)", {}="(?P<last>[^"]*)"'
NO_COUPON = ", and face is "
"""What an error has about the money of a coupon that is too much for its face."""
SWAPPED = {SWAPPED_RATES: ("coupon_pct", "yield_pct"), NO_COUPON: ("face", "coupon_amount")}
"""Arguments in each other's place, by what a doubt says of them."""
DATES = ("issue", "settlement", "first_coupon", "maturity")
"""Arguments that are dates, in the only order in which they can follow each other."""
BOTH = {
    "coupon_pct and coupon_amount both state": ("coupon_amount", "coupon_pct"),
    "price and yield_pct both state": ("price", "yield_pct"),
    "price and dirty_price both state": ("price", "dirty_price"),
    "years and maturity both state": ("years", "maturity"),
}
"""Arguments of which a call takes one, by what a doubt says of them."""


def first_call_alone(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The first call alone, where others say again what it says, have no coupon left, or follow without end."""
    calls = list(CALL.finditer(text))
    if len(calls) > 1 and any(doubt.reason.endswith((REPEATED, ENDLESS)) or NO_COUPON in doubt.reason for doubt in doubts):
        yield f"{text[: calls[0].end()]}]"


def rearranged(text: str, spans: Spans) -> Iterator[str]:
    """The same calls with their dates in order, and of two bonds with the figures of its own each."""
    calls = calls_of(text)
    better = apart([with_dates_in_order(call) for call in calls], spans)
    if better != calls:
        yield turn_of(better)


def with_the_coupon_named(text: str, question: str) -> Iterator[str]:
    """The call with what the question calls a coupon as the coupon, where it has that for a yield, and money for a coupon."""
    calls = calls_of(text)
    if len(calls) != 1 or not {"yield_pct", "coupon_amount"} <= calls[0].arguments.keys() or "price" in calls[0].arguments:
        return
    kept = dict(calls[0].arguments)
    rate, money = kept.pop("yield_pct"), kept.pop("coupon_amount")
    if names_of(rate, question) == {"coupon"}:
        yield turn_of([Call(calls[0].calculator, {**kept, "coupon_pct": rate, "price": money})])


def with_dates_in_order(call: Call) -> Call:
    """A call with its dates in the order in which they can follow each other, if they can be read; of two, the first is the
    settlement."""
    own = {name: call.arguments[name] for name in DATES if name in call.arguments}
    try:
        texts = in_order(list(own.values()))
    except BondsftError:
        return call
    calculator = CALCULATORS.get(call.calculator)
    two = len(own) == 2 and calculator is not None and calculator.parameters.keys() >= set(BOTH_DATES)
    names = BOTH_DATES if two else tuple(own)
    others = {name: span for name, span in call.arguments.items() if name not in DATES}
    return Call(call.calculator, {**others, **dict(zip(names, texts, strict=True))})


def with_one_of_both(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text without either of two arguments that say the same, where it has both."""
    for names in [names for said, names in BOTH.items() if any(doubt.reason.startswith(said) for doubt in doubts)]:
        for name in names:
            yield re.sub(rf', {name}="[^"]*"|{name}="[^"]*", ', "", text)


def with_the_rate(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text with the coupon as a rate, where it has a rate for its money."""
    if any(doubt.reason == IS_RATE for doubt in doubts):
        yield turn_of(calls_of(text.replace('coupon_amount="', 'coupon_pct="')))


def with_the_price(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The call with what the question calls a price as that, and its one rate as the coupon, where it has it for a coupon."""
    calls = calls_of(text)
    if len(calls) == 1 and calls[0].calculator in CALCULATORS and any(doubt.reason == IS_PRICE for doubt in doubts):
        kept = dict(calls[0].arguments)
        price, rate = kept.pop("coupon_amount"), kept.pop("yield_pct", None)
        coupon = {"coupon_pct": rate} if rate and "coupon_pct" not in kept else {}
        name = calls[0].calculator if "price" in CALCULATORS[calls[0].calculator].parameters else "bond_yield"
        yield turn_of([Call(name, {"price": price} | coupon | kept)])


def without_face(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text without a face value that its price is not for: of what somebody holds, beside a price per 100."""
    if any(doubt.reason == NOT_FOR_FACE for doubt in doubts):
        yield re.sub(r', face="[^"]*"|face="[^"]*", ', "", text)


def without_coupons(text: str, spans: Spans) -> Iterator[str]:
    """The call of a bond that is said to have no coupons, without the money of one: that is what is repaid."""
    calls = calls_of(text)
    zeros = dict.fromkeys(span.text for span in spans["rate"] if span.text.lower() in ZERO)
    if len(calls) == len(zeros) == 1 and calls[0].arguments.get("coupon_pct") not in zeros:
        kept = dict(calls[0].arguments)
        money, rate = kept.pop("coupon_amount", None), kept.pop("coupon_pct", None)
        if rate and kept.get("yield_pct") in zeros:
            kept["yield_pct"] = rate
        repaid = {"face": money} if money and "face" not in kept and is_round(money) else {}
        yield turn_of([Call(calls[0].calculator, {**kept, "coupon_pct": next(iter(zeros)), **repaid})])


def exchanged(text: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The text with two arguments in each other's place."""
    for one, other in [names for reason, names in SWAPPED.items() if any(reason in doubt.reason for doubt in doubts)]:
        better = re.sub(NEIGHBOURS.format(one, other), rf'{one}="\g<last>", {other}="\g<first>"', text)
        if better != text:
            yield better
