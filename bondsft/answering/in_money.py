"""Bonds in money, of which a call has amounts in each other's place: which is the face, which a coupon and which the price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bondsft.answering.asked_for import SCHEDULE
from bondsft.answering.call_texts import calls_of, turn_of
from bondsft.answering.completing import is_amount, is_round
from bondsft.calculators import CALCULATORS
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import shortest_of
from bondsft.tasks.base import Call
from bondsft.text import read_number

AMOUNTS = ("price", "dirty_price", "coupon_pct", "coupon_amount", "yield_pct", "face")
LEAST = 4
"""Coupons that a face value is at least: what is more of it is a price."""
PRICE_OF = "bond_price"
"""The calculator for questions that give no price."""


def in_money(text: str, spans: Spans) -> Iterator[str]:
    """The call with the face by its name, and of the other amounts the smaller as the coupon and the larger as the price. Where
    there is one other, it is the coupon, and the question's one rate the yield; without any rate, payments are asked for."""
    calls = calls_of(text)
    if len(calls) != 1 or calls[0].calculator not in CALCULATORS:
        return
    faces = [face for face in alone(spans["face"]) if is_round(face)]
    amounts = dict.fromkeys([*alone(spans["amount"]), *(text for text in alone(spans["price"]) if is_amount(text))])
    others = sorted([amount for amount in amounts if amount not in faces], key=read_number)
    rates = alone(spans["rate"])
    if len(faces) != 1 or not others or LEAST * read_number(others[0]) > read_number(faces[0]):
        return
    [call], given = calls, {"coupon_amount": others[0], "face": faces[0]}
    if len(others) == 2 and not rates:
        name, given = call.calculator, given | {"price": others[1]}
    elif len(others) == 1 and len(rates) == 1:
        takes = "yield_pct" in CALCULATORS[call.calculator].parameters
        name, given = call.calculator if takes else PRICE_OF, given | {"yield_pct": rates[0]}
    elif len(others) == 1 and not rates:
        name = SCHEDULE
    else:
        return
    kept = {argument: span for argument, span in call.arguments.items() if argument not in AMOUNTS} | given
    arguments = {argument: span for argument, span in kept.items() if argument in CALCULATORS[name].parameters}
    if given.keys() <= arguments.keys():
        yield turn_of([Call(name, arguments)])


def alone(spans: Sequence[Span]) -> list[str]:
    """The texts of spans, without what may stand around them."""
    return list(dict.fromkeys(span.text for span in shortest_of(spans)))
