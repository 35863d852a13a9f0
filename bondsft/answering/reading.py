"""The call of a question about one bond, read off its words: each figure is what it is called there, and of each other kind there
is one. It is tried in place of a call that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bondsft.answering.asked_for import SCHEDULE
from bondsft.answering.asking import NOT_ASKED, asked_of, asking
from bondsft.answering.completing import is_amount, is_held
from bondsft.answering.copied import is_price_for
from bondsft.answering.dirty_prices import by_its_name
from bondsft.answering.doubt import whole
from bondsft.answering.figures import figures, one_of
from bondsft.answering.other_matters import without_other_clauses, without_past_prices
from bondsft.answering.terms import terms
from bondsft.calculators import CALCULATORS
from bondsft.calculators.meant import PERCENT_FOLLOWS
from bondsft.calculators.spans import find_spans
from bondsft.tasks.base import Call
from bondsft.text.numbers import ZERO

PER_100 = re.compile(r"\bonly (?:need|want) the (?:clean |dirty )?(?:quote|price)\b|\bprice \(?per 100\b", re.IGNORECASE)
"""What asks for a price that is not that of what somebody holds."""


def read_off(question: str) -> Iterator[Call]:
    """The calls that a question may ask for, by what it speaks of."""
    question = NOT_ASKED.sub(" ", without_past_prices(without_other_clauses(question)))
    spans = find_spans(question)
    known = {**terms(question, spans), **figures(question, spans)}
    for name in asked_of(question, known):
        kinds = CALCULATORS[name].kinds
        own = {argument: text for argument, text in known.items() if argument in kinds}
        if "yield_pct" in own:
            own.pop("price", None)
        if "market" in own:
            own.pop("frequency", None)
        if own.get("redemption", "").lower() == "par":
            own.pop("redemption")  # as bonds are that say nothing of it
        if own.get("coupon_pct", "").lower() in ZERO and "face" not in own and is_amount(own.get("redemption", "")):
            own["face"] = own.pop("redemption")
        if "measure" in kinds:
            asked, said = (one_of(each, kinds["measure"]) for each in (find_spans(asking(question)), spans))
            own |= {"measure": asked or said} if asked or said else {}
        if {"price", "face"} <= own.keys() and not is_price_for(own["price"], own["face"]):
            own.pop("face")  # of what somebody holds
        if name == "bond_price" and PER_100.search(asking(question)) and own.get("face") != "100":
            own.pop("face", None)  # of what somebody owns
        if name == SCHEDULE and "face" not in own and is_held(price := known.get("price", "")):
            own["face"] = price  # nothing else of it is money
        if {"coupon_pct", "face"} <= own.keys() and may_be_money(own["coupon_pct"], question):
            continue  # "coupon 28.75, face 1,000" could be either
        if own.keys() & {"coupon_pct", "coupon_amount"}:
            yield by_its_name(question, Call(name, own))


def may_be_money(coupon: str, question: str) -> bool:
    """Whether a coupon is told as a number alone, without a sign that it is a rate."""
    places = whole(coupon).finditer(question)
    return coupon[-1:].isdigit() and not any(PERCENT_FOLLOWS.match(question, place.end()) for place in places)
