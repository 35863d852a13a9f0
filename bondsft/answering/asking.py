"""What a question asks for, by the sentences of it that ask."""

from __future__ import annotations

import re

from bondsft.answering.asked_for import RISK, SCHEDULE, YIELDS
from bondsft.answering.figures import one_of
from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import find_spans, readings
from bondsft.tasks.base import Call

PAYMENTS = re.compile(
    r"cash[ _-]?flows?|\bcfs?\b|\b(?:payments?|payouts?|pay out|receipts?|schedule|instal+ments?|amounts|sums|flows|pmts?"
    r"|timeline|(?:left|still) to come|coming (?:to me|in))\b"
    r"|\b(?:rupees|dollars|euros|pounds|money|income) (?:each|every|per) (?:month|quarter|half|year|period)\b"
    r"|\breceipt with\b|\b(?:receive|get|paid|pay me)\b.*\bwhen\b|\bwhen\b.*\b(?:receive|get|paid)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What speaks of payments."""
MEASURES = r"(?:dv01|macaulay|modified|effective|convexity|annual(?:ly)?)(?: duration)?"
NOT_ASKED = re.compile(
    rf"\b(?:not|nor|no|instead of|rather than|know|have) (?:the |a |just )?{MEASURES}\b"
    r"|\b(?:not|instead of|rather than) (?:by |with )?(?:the )?duration\b"
    rf"|\b{MEASURES} (?:I|we) (?:have|know|got)\b",
    re.IGNORECASE,
)
"""Measures that are named and not asked for."""
ENDS = re.compile(r"(?<=[.?!])(?<![. ]\w\.)\s+|\n")
"""What stands between sentences."""
ASKS = re.compile(
    r"\?|\b(?:give|show|list|calc\w*|compute|find|(?<!n't )(?<!not )need|tell|work out|set out|fill in|intimate|confirm|forecast"
    r"|want|what(?:'s| is| are))\b",
    re.IGNORECASE,
)
"""What a sentence has that asks."""
PLEASE = r"(?i:[^\d]*\b(?:please|pls)\b[^\d]*)"
"""A sentence that asks, without a figure."""
MONEY_ASKED = re.compile(r"\b(?:how (?:much|many)|total|dollars|rupees|euros|pounds|amount|cash|invest\w*)\b", re.IGNORECASE)
"""What asks for an amount of money."""
WORTH = re.compile(r"\b(?:pric\w*|px|worth|value|pay|costs?|consideration)\b", re.IGNORECASE)
"""What speaks of a price."""
VALUE = re.compile(r"\bwhat (?:value|number|figure)s?\b", re.IGNORECASE)
"""What asks for something that another sentence names."""


def asked_of(question: str, known: dict[str, str]) -> list[str]:
    """The calculators that may answer a question, by the sentence that asks."""
    asked = asking(question)
    measured = [match[0].lower() for match in RISK.finditer(asked)]
    if measured and not (WORTH.search(asked) and all(word.startswith("risk") for word in measured)):
        return ["bond_risk"]
    sought = "price" in known and YIELDS.search(asked) and not (WORTH.search(asked) or MONEY_ASKED.search(asked))
    priced = "bond_price" if "yield_pct" in known and not sought else "bond_yield"
    if PAYMENTS.search(asked) and not (YIELDS.search(asked) and "price" in known):
        return [SCHEDULE, priced]
    unpriced = priced == "bond_yield" and "price" not in known and not YIELDS.search(asked)
    return [priced, SCHEDULE] if unpriced else [priced]


def asks_for_another_measure(question: str, call: Call) -> bool:
    """Whether the sentences that ask name one measure, and the call has another: "I have the DV01. What is the convexity?".
    A call for risk always names its measure."""
    kind = CALCULATORS[call.calculator].kinds.get("measure", "") if call.calculator in CALCULATORS else ""
    named = "measure" in call.arguments or kind == "risk measure"
    asked = one_of(find_spans(asking(NOT_ASKED.sub(" ", question))), kind) if kind and named else ""
    return bool(asked) and readings(asked)[kind] != readings(call.arguments.get("measure", "")).get(kind)


def asking(question: str) -> str:
    """The sentences of a question that ask; all of it if these name no quantity."""
    asked = " ".join(each for each in ENDS.split(question) if ASKS.search(each) or re.fullmatch(PLEASE, each))
    named = any(quantity.search(VALUE.sub("", asked)) for quantity in (RISK, PAYMENTS, YIELDS, WORTH))
    return asked if named else question
