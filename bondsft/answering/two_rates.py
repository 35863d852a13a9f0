"""Whether the coupon and the yield of a call are in each other's place, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bondsft.answering.doubt import whole
from bondsft.calculators.meant import PERCENT_FOLLOWS
from bondsft.calculators.money import PLAIN, SMALL, is_named_price
from bondsft.calculators.span import Span
from bondsft.text.numbers import ZERO

NAMES = "coupon|cpn|yield|yld|ytm|gry|bey|aer|irr|pays|paying|offer|price|px|quote|trad|convex|durat"
OF_A_BOND = r"\b(?:on|of|for|by) (?:the|an?|my|our|this)\b|\bpls\b"
"""What may follow the name of a figure that is asked for: "the yield on the 4% gilt"."""
BEFORE = re.compile(
    r"(?:(?P<coupon>coupon|cpn|pays?|paying)"
    r"|(?P<yield>yield\w*|yld|ytm|gry|bey|aer|irr|discount(?:ed|ing)?|demand|require[ds]?|market wants))"
    rf"\b(?:(?!{NAMES}|\band\b|{OF_A_BOND})[^\d\n,;.?!]){{0,24}}$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"[ %]*(?:percent |per cent )?(?:p\.?a\.? |per annum )?"
    r"(?:(?P<yield>yield|yld|bey|gry|ytm)|(?:[a-z-]+ )?(?P<coupon>coupon|cpn))\b",
    re.IGNORECASE,
)
"""What names a figure."""
AT_A = re.compile(r"\b(?:trad\w+|cross\w*|bid|offered|marked|goes) at an? $", re.IGNORECASE)
"""What stands before a yield, and before no price: "it trades at a 4.085"."""
LABELLED = re.compile(r"\b(?:coupon|cpn)(?: rate)?[ :=]+$", re.IGNORECASE)


def rates_swapped(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether what a call has for the coupon is named a yield alone, or for the yield a coupon, and the other is not so named."""
    if not {"coupon_pct", "yield_pct"} <= arguments.keys():
        return False
    without = [str(arguments[name]).lower() in ZERO for name in ("coupon_pct", "yield_pct")]
    if any(without):
        return not without[0]  # the bond is what has no coupons
    coupon, known = (names_of(str(arguments[name]), question) for name in ("coupon_pct", "yield_pct"))
    return (coupon == {"yield"} != known) or (known == {"coupon"} != coupon)


def is_coupon(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a call without a coupon's rate has for the yield what is named a coupon alone."""
    return {"coupon_amount", "yield_pct"} <= arguments.keys() and names_of(str(arguments["yield_pct"]), question) == {"coupon"}


def is_rate(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a call has for the money of a coupon, without a face value, what is written as a rate: "cpn 10.7"."""
    figure = str(arguments.get("coupon_amount", ""))
    if not PLAIN.fullmatch(figure) or "face" in arguments:
        return False
    return any(LABELLED.search(question[: place.start()]) for place in whole(figure).finditer(question))


def is_price(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a call has for the money of a coupon what is named a price: "deal price 99.8250 clean"."""
    figure = str(arguments.get("coupon_amount", ""))
    return bool(figure) and is_called_price(question, figure)


def is_called_price(question: str, figure: str) -> bool:
    return any(is_named_price(question, Span(*place.span(), place[0])) for place in whole(figure).finditer(question))


def is_yield(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a call has for the price a figure as small as a rate that is called a yield alone."""
    price = str(arguments.get("price", ""))
    return (
        bool(PLAIN.fullmatch(price))
        and float(price) <= SMALL
        and names_of(price, question) == {"yield"}
        and not is_called_price(question, price)
    )


def names_of(figure: str, question: str) -> set[str]:
    """What the words around a figure call it: "coupon", "yield", both or neither."""
    return {name for place in whole(figure).finditer(question) for name in names_at(place.start(), place.end(), question)}


def names_at(start: int, end: int, question: str) -> set[str]:
    """What the words around a place of a question call what stands there: the nearer ones."""
    if question[:start].endswith(("@", "@ ")) and PERCENT_FOLLOWS.match(question, end):
        return {"yield"}
    if AT_A.search(question[:start]) and PLAIN.fullmatch(figure := question[start:end]) and float(figure) <= SMALL:
        return {"yield"}
    before, after = BEFORE.search(question[:start]), AFTER.match(question, end)
    if before and after and start - before.end(before.lastgroup or 0) > after.start(after.lastgroup or 0) - end:
        before = None
    return {match.lastgroup for match in (before, after) if match and match.lastgroup}
