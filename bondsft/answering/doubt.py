"""What a doubt about a model's turn is, and the reasons that something can be done about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

COMPOUNDING = "the compounding is not used"
ENDLESS = "it did not stop"
REPEATED = "is not in the question, or is used twice"
SWAPPED_RATES = "coupon_pct and yield_pct are in each other's place"
MEASURE = "measure is missing"
UNQUOTED = " is not quoted"
UNUSED = " is not used"
ELSEWHERE = "is of another matter"
CROSSED = "a figure of one bond is in the call of the other"
SAME = "it is the call before"
CHANGED, LOST = "is not that of the call before", "of the call before is left out"
OTHER_PRICE = "the price is clean where the question has a dirty one, or the other way round"
IS_YIELD = "what it has for the price is called a yield"
IS_PRICE = "what it has for the money of a coupon is called a price"
IS_RATE = "the money of a coupon is written as a rate"
NOT_FOR_FACE = "the price is not for the face value"
IS_COUPON = "what it has for the yield is called a coupon"
UNNAMED = "the question names another rate"
IMPLAUSIBLE = "no bond yields as much or as little"
UNASKED = "the question asks for what another calculator gives"
OTHER_MEASURE = "the question asks for another measure"
MISNAMED = "is another of the bond's terms"
FIGURE = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?(?!\d*nds)")
"""A unit of quotation, as in "99-16 in 32nds", is none."""
SHARED = ("frequency", "years", "market", "settlement", "maturity", "day_count", "compounding", "face")
"""What a question may say once of two bonds."""
LIST = 3
"""A result with more figures is a list of payments."""
Message = dict[str, Any]


class Doubt(NamedTuple):
    """Why a turn is doubtful, and the text in it that is to blame, if one is."""

    reason: str
    culprit: str = ""


def asked_in(messages: Sequence[Message]) -> list[str]:
    """The questions of a conversation."""
    return [str(message["content"]) for message in messages if message["role"] == "user"]


def whole(span: str) -> re.Pattern[str]:
    """What finds a span where it is no piece of a longer figure or word."""
    return re.compile(rf"(?<![\w.-]){re.escape(span)}(?!\w|[.,]\d)", re.IGNORECASE)
