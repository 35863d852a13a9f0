"""Whether the coupon and the yield of a call are in each other's place, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bondsft.answering.doubt import whole
from bondsft.calculators.meant import PLAIN

NAMES = "coupon|cpn|yield|yld|ytm|pays|paying"
BEFORE = re.compile(
    rf"(?:(?P<coupon>coupon|cpn|pays|paying)|(?P<yield>yield\w*|yld|ytm|gry|bey|discount(?:ed)?))\b(?:(?!{NAMES}|\band\b)[^\d\n,;.]){{0,16}}$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"[ %]*(?:percent |per cent )?(?:(?P<yield>yield|yld|bey|gry|ytm)|(?:[a-z-]+ )?(?P<coupon>coupon|cpn))\b", re.IGNORECASE
)
"""What names a figure."""
LABELLED = re.compile(r"\b(?:coupon|cpn)(?: rate)?[ :=]+$", re.IGNORECASE)


def rates_swapped(question: str, arguments: Mapping[str, Any]) -> bool:
    """Whether what a call has for the coupon is named a yield alone, or for the yield a coupon, and the other is not so named."""
    if not {"coupon_pct", "yield_pct"} <= arguments.keys():
        return False
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


def names_of(figure: str, question: str) -> set[str]:
    """What the words around a figure call it: "coupon", "yield", both or neither."""
    found = set()
    for place in re.finditer(rf"(?<![\w.-]){re.escape(figure)}(?!\w|[.,]\d)", question):
        for match in (BEFORE.search(question[: place.start()]), AFTER.match(question, place.end())):
            found |= {name for name, text in match.groupdict().items() if text} if match else set()
    return found
