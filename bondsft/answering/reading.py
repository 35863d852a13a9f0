"""The call of a question about one bond, read off its words: each figure is what it is called there, and of each other kind there
is one. It is tried in place of a call that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bondsft.answering.asked_for import RISK, SCHEDULE, YIELDS
from bondsft.answering.completing import is_held
from bondsft.answering.copied import is_price_for
from bondsft.answering.dirty_prices import by_its_name
from bondsft.answering.figures import figures, one_of
from bondsft.answering.other_matters import without_other_clauses
from bondsft.answering.rebuilding import both_dates
from bondsft.calculators import CALCULATORS
from bondsft.calculators.span import Spans
from bondsft.calculators.spans import find_spans, longest_of
from bondsft.tasks.base import Call

PAYMENTS = re.compile(
    r"cash[ _-]?flows?|\b(?:payments?|payouts?|pay out|receipts?|schedule|instal+ments?|amounts|sums|flows)\b"
    r"|\b(?:receive|get|paid|pay me)\b.*\bwhen\b|\bwhen\b.*\b(?:receive|get|paid)\b",
    re.IGNORECASE | re.DOTALL,
)
ENDS = re.compile(r"(?<=[.?!])\s+|\n")
ASKS = re.compile(
    r"\?|\b(?:give|show|list|calc\w*|compute|find|need|tell|work out|set out|intimate|confirm|forecast|want)\b", re.IGNORECASE
)
"""What a sentence has that asks."""
WORTH = re.compile(r"\b(?:pric\w*|px|worth|value|pay|costs?|consideration)\b", re.IGNORECASE)
PAID_SO = re.compile(r"coupon|cpn|\bpay|\bpaid|%|per ?cent|instal|interest|freq", re.IGNORECASE)


def read_off(question: str) -> Iterator[Call]:
    """The calls that a question may ask for, by what it speaks of."""
    question = without_other_clauses(question)
    spans = find_spans(question)
    known = {**terms(question, spans), **figures(question, spans)}
    for name in asked_of(question, known):
        kinds = CALCULATORS[name].kinds
        own = {argument: text for argument, text in known.items() if argument in kinds}
        if "yield_pct" in own:
            own.pop("price", None)
        if "market" in own:
            own.pop("frequency", None)
        if "measure" in kinds and (measure := one_of(spans, kinds["measure"])):
            own["measure"] = measure
        if {"price", "face"} <= own.keys() and not is_price_for(own["price"], own["face"]):
            own.pop("face")  # of what somebody holds
        if name == SCHEDULE and "face" not in own and is_held(price := known.get("price", "")):
            own["face"] = price  # nothing else of it is money
        if own.keys() & {"coupon_pct", "coupon_amount"}:
            yield by_its_name(question, Call(name, own))


def asked_of(question: str, known: dict[str, str]) -> list[str]:
    """The calculators that may answer a question, by the sentence that asks."""
    asking = " ".join(sentence for sentence in ENDS.split(question) if ASKS.search(sentence))
    if not any(quantity.search(asking) for quantity in (RISK, PAYMENTS, YIELDS, WORTH)):
        asking = question
    if RISK.search(asking):
        return ["bond_risk"]
    priced = "bond_price" if "yield_pct" in known else "bond_yield"
    if PAYMENTS.search(asking) and not (YIELDS.search(asking) and "price" in known):
        return [SCHEDULE, priced]
    return [priced, SCHEDULE] if "price" not in known and priced == "bond_yield" else [priced]


def terms(question: str, spans: Spans) -> dict[str, str]:
    """What a question says of a bond, and of which there is one."""
    often = [span for span in spans["frequency"] if PAID_SO.search(question[max(0, span.start - 25) : span.end + 15])]
    spans = {**spans, "frequency": often or spans["frequency"]}
    kinds = {"market": "market", "frequency": "frequency", "day_count": "day count", "compounding": "compounding"}
    kinds |= {"face": "face", "redemption": "redemption", "yield_change": "move"}
    found = {argument: text for argument, kind in kinds.items() if (text := one_of(spans, kind))}
    dates = both_dates(list(dict.fromkeys(span.text for span in longest_of(spans["date"]))))
    tenors = [span for span in spans["tenor"] if not span.text.isdigit()]
    years = one_of({"tenor": tenors}, "tenor") or one_of(spans, "tenor")
    return found | (dates or ({"years": years} if years else {}))
