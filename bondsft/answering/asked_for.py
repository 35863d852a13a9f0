"""Whether a call can give what a question asks for, by the words of the question."""

from __future__ import annotations

import json
import re

from bondsft.answering.doubt import Message
from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import find_spans, readings
from bondsft.tasks.base import Call

SCHEDULE = "bond_cashflows"
PRICED = re.compile(r"\b(?:pric\w*|yields?|ytm|duration|convexity|dv01|pvbp|worth|returns?|earn|costs?)\b", re.IGNORECASE)
"""What questions speak of that ask for more than payments."""
SINGLE = {
    "bond_price": re.compile(r"\b(?:clean|dirty) (?:price|px)\b", re.IGNORECASE),
    "bond_risk": re.compile(r"\b(?:duration|convex\w*|dv01|(?:mod|mac) dur|cvx)\b", re.IGNORECASE),
    SCHEDULE: re.compile(r"(?<![a-z])(?:cash[ _-]?flows?|payment schedule)\b", re.IGNORECASE),
}
"""What one calculator alone gives, by its name."""
YIELDS = re.compile(r"\b(?:yield\w*|yld|ytm|gry|returns?|earn)\b", re.IGNORECASE)
RISK = re.compile(
    r"\b(?:durations?|convex\w*|dv01|pvbp|bpv|basis[- ]point value|dur|cvx|modified|macaulay|sensitiv\w*|risk\w*)\b",
    re.IGNORECASE,
)
"""What a question about risk speaks of."""
WITH_ACCRUED = re.compile(r"\b(?:including|incl\.?|with|plus) accrued\b", re.IGNORECASE)
"""What a question says that asks for a price with accrued interest."""


def asks_for_another(question: str, call: Call) -> bool:
    """Whether a call from a yield, or for payments, cannot give the quantity that the question names; one from a price neither,
    where the question names payments and nothing that has to do with a price."""
    named = [name for name, quantity in SINGLE.items() if quantity.search(question)]
    if call.calculator == "bond_yield" and named == ["bond_risk"] and not YIELDS.search(question):
        return True
    if call.arguments.keys() & {"price", "dirty_price"} or call.calculator not in SINGLE:
        return named == [SCHEDULE] and call.calculator != SCHEDULE and not PRICED.search(question)
    return len(named) == 1 and call.calculator not in named


def prices_named(text: str) -> set[object]:
    """Which prices a text speaks of, clean, dirty or both: "clean px?"."""
    found = {readings(span.text)["price measure"] for span in find_spans(text)["price measure"]}
    return found & {"clean_price", "dirty_price"}


def measure_left(result: Message, left: str) -> bool:
    """Whether a calculator gives several quantities, and the question names one of them that the call does not."""
    quantities = json.loads(result["content"])
    calculator = CALCULATORS.get(result["name"])
    if calculator is None or "measure" not in calculator.parameters or len(quantities) < 2:
        return False
    if "dirty_price" in quantities and (WITH_ACCRUED.search(left) or len(prices_named(left)) == 1):
        return True
    return sum(name.replace("_", " ") in left.lower() for name in quantities) == 1
