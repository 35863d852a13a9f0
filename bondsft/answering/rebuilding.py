"""A call built anew: what a doubtful one has that is not to blame, and the one span that is left for each other argument. Another
calculator may fit better: a price cannot be missing where a yield is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bondsft.answering.call_texts import calls_of, turn_of
from bondsft.answering.completing import BY_NAME, SELDOM, in_place_of, left_for, needless
from bondsft.answering.doubt import FIGURE, UNUSED, Doubt
from bondsft.answering.found_terms import INSTEAD
from bondsft.calculators import CALCULATORS
from bondsft.calculators.span import Spans
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text import read_dates

OTHERS = ("bond_price", "bond_yield", "bond_risk")
RISK = CALCULATORS["bond_risk"].kinds["measure"]
BOTH_DATES = ("settlement", "maturity")


def rebuilt(text: str, doubts: Sequence[Doubt], spans: Spans) -> Iterator[str]:
    """One call without what is to blame and with what is left, of its own calculator and of others."""
    calls = calls_of(text)
    if len(calls) != 1 or calls[0].calculator not in CALCULATORS:
        return
    culprits = {doubt.culprit for doubt in doubts}
    kept = {name: span for name, span in calls[0].arguments.items() if span not in culprits}
    if "coupon_pct" in kept:
        kept.pop("coupon_amount", None)
    if "maturity" not in kept:  # no date is known to be in its place
        kept = {name: span for name, span in kept.items() if name not in (*BOTH_DATES, *SELDOM) or name == "face"}
    for name in dict.fromkeys([calls[0].calculator, *(OTHERS[::-1] if spans[RISK] else OTHERS)]):
        better = with_what_is_left(name, kept, culprits, spans)
        if better != calls[0]:
            yield turn_of([better])


def with_what_is_left(name: str, kept: dict[str, str], culprits: Collection[str], spans: Spans) -> Call:
    """A calculator's call with what of a call it takes, and for each other argument the one span left that is not to blame."""
    kinds, prices = CALCULATORS[name].kinds, {span.text for span in spans["price"]}
    given = {argument: span for argument, span in kept.items() if argument in kinds}
    if not given.keys() & {"years", *BOTH_DATES} and kinds.keys() >= set(BOTH_DATES):
        given |= both_dates(left_for(kinds["maturity"], [*given.values(), *culprits], spans))
    for argument, kind in kinds.items():
        if argument in given or argument in (*SELDOM, *BY_NAME) or needless(argument, given) or INSTEAD.get(argument) in given:
            continue
        left = left_for(kind, [*given.values(), *culprits], spans)
        if kind == "rate":  # and no price
            left = [text for text in left if text not in prices]
        if len(left) == 1 and (argument != "years" or "maturity" not in given):
            given[argument] = left[0]
    if "coupon_amount" in kinds and "face" in given and not given.keys() & {"coupon_pct", "coupon_amount"}:
        left = left_for(kinds["coupon_amount"], [*given.values(), *culprits], spans)
        given |= {"coupon_amount": left[0]} if len(left) == 1 else {}
    return Call(name, given)


def both_dates(left: list[str]) -> dict[str, str]:
    """Settlement and maturity, where two dates are left, in the only order in which they can follow each other."""
    try:
        return dict(zip(BOTH_DATES, in_order(left), strict=True)) if len(left) == len(BOTH_DATES) else {}
    except BondsftError:
        return {}


def in_order(texts: Sequence[str]) -> list[str]:
    """Dates as they follow each other. Raises BondsftError for a text that is none."""
    days = read_dates(texts, month_first=True)  # which comes first, their years say
    if len({day.year for day in days}) < len(days):
        days = read_dates(texts)
    return [texts[place] for place in sorted(range(len(texts)), key=days.__getitem__)]


def with_what_is_unused(text: str, doubts: Sequence[Doubt], spans: Spans) -> Iterator[str]:
    """The text with a figure that is not used in the place of each that it could be meant for; a rate also as the yield in place
    of a price, and the other way round."""
    unused = {doubt.reason.removesuffix(UNUSED) for doubt in doubts if doubt.reason.endswith(UNUSED)}
    left = {kind: [span for span in each if unused & set(FIGURE.findall(span.text))] for kind, each in spans.items()}
    calls = calls_of(text)
    if unused:
        yield from in_place_of(text, [value for call in calls for value in call.arguments.values()], left)
    for call in calls if unused and len(calls) == 1 and calls[0].calculator in CALCULATORS else ():
        kinds = CALCULATORS[call.calculator].kinds
        for name, other in INSTEAD.items():
            if name in kinds and other in call.arguments:
                kept = {argument: span for argument, span in call.arguments.items() if argument != other}
                for span in left_for(kinds[name], list(kept.values()), left):
                    yield turn_of([Call(call.calculator, {**kept, name: span})])
