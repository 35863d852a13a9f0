"""The call of a question about one bond, read off its words: each figure is what it is called there, and of each other kind there
is one. It is tried in place of a call that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bondsft.answering.asked_for import RISK, SCHEDULE, YIELDS
from bondsft.answering.completing import is_amount, is_held
from bondsft.answering.copied import is_price_for
from bondsft.answering.dirty_prices import by_its_name
from bondsft.answering.figures import figures, one_of
from bondsft.answering.other_matters import without_idle_terms, without_other_clauses, without_past_prices
from bondsft.answering.rebuilding import both_dates
from bondsft.calculators import CALCULATORS
from bondsft.calculators.money import MONEY
from bondsft.calculators.span import Spans
from bondsft.calculators.spans import find_spans, longest_of, readings
from bondsft.tasks.base import Call
from bondsft.text.numbers import ZERO

PAYMENTS = re.compile(
    r"cash[ _-]?flows?|\bcfs?\b|\b(?:payments?|payouts?|pay out|receipts?|schedule|instal+ments?|amounts|sums|flows|pmts?"
    r"|(?:left|still) to come|coming (?:to me|in))\b"
    r"|\breceipt with\b|\b(?:receive|get|paid|pay me)\b.*\bwhen\b|\bwhen\b.*\b(?:receive|get|paid)\b",
    re.IGNORECASE | re.DOTALL,
)
MEASURES = r"(?:dv01|macaulay|modified|effective|convexity|annual(?:ly)?)(?: duration)?"
NOT_ASKED = re.compile(
    rf"\b(?:not|nor|no|instead of|rather than|know|have) (?:the |a |just )?{MEASURES}\b"
    r"|\b(?:not|instead of|rather than) (?:by |with )?(?:the )?duration\b"
    rf"|\b{MEASURES} (?:I|we) (?:have|know|got)\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"(?<=[.?!])(?<![. ]\w\.)\s+|\n")
ASKS = re.compile(
    r"\?|\b(?:give|show|list|calc\w*|compute|find|(?<!n't )(?<!not )need|tell|work out|set out|fill in|intimate|confirm|forecast"
    r"|want|what(?:'s| is| are))\b",
    re.IGNORECASE,
)
"""What a sentence has that asks."""
PLEASE = r"(?i:[^\d]*\b(?:please|pls)\b[^\d]*)"
"""A sentence that asks, without a figure."""
MONEY_ASKED = re.compile(r"\b(?:how (?:much|many)|total|dollars|rupees|euros|pounds|amount|cash|invest\w*)\b", re.IGNORECASE)
WORTH = re.compile(r"\b(?:pric\w*|px|worth|value|pay|costs?|consideration)\b", re.IGNORECASE)
VALUE = re.compile(r"\bwhat (?:value|number|figure)s?\b", re.IGNORECASE)
"""What asks for something that another sentence names."""
PAID_SO = re.compile(r"coupon|cpn|\bpay|\bpaid|%|per ?cent|instal|interest|freq", re.IGNORECASE)
AWAY = re.compile(r"\s*(?:off|away|apart|ago|(?:from|after) (?:now|settlement|today))\b", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:first|next)(?: [a-z]+){0,3} (?:in|after) $", re.IGNORECASE)
"""What follows, and what stands before, a length of time that is not the bond's: "the next coupon is six months off"."""
FOR = re.compile(rf"\bfor (?:{MONEY})?$")
"""What stands before a face value, and before what is paid for another: "face value 25 lakh for 24.80 lakh"."""


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
        if name == SCHEDULE and "face" not in own and is_held(price := known.get("price", "")):
            own["face"] = price  # nothing else of it is money
        if own.keys() & {"coupon_pct", "coupon_amount"}:
            yield by_its_name(question, Call(name, own))


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


def terms(question: str, spans: Spans) -> dict[str, str]:
    """What a question says of a bond, and of which there is one."""
    often = [span for span in spans["frequency"] if PAID_SO.search(question[max(0, span.start - 25) : span.end + 15])]
    spans = {**spans, "frequency": often or spans["frequency"]}
    kinds = {"market": "market", "frequency": "frequency", "day_count": "day count", "compounding": "compounding"}
    kinds |= {"face": "face", "redemption": "redemption", "yield_change": "move"}
    faces = [span for span in spans["face"] if not FOR.search(question[: span.start])]
    repaid = [span for span in spans["redemption"] if span.text.endswith("%")] if not one_of(spans, "redemption") else []
    spans = {**spans, "face": faces or spans["face"], "redemption": repaid or spans["redemption"]}
    found = {argument: text for argument, kind in kinds.items() if (text := one_of(spans, kind))}
    if "market" not in found and (gilts := [span for span in spans["market"] if "gilt" in span.text.lower()]):
        found |= {"market": gilts[0].text} if all(span in gilts or is_treasury(span.text) for span in spans["market"]) else {}
    dates = both_dates(list(dict.fromkeys(span.text for span in longest_of(spans["date"]))))
    lives = [span for span in spans["tenor"] if not AWAY.match(question, span.end) and not UNTIL.search(question[: span.start])]
    with_units = {"tenor": [span for span in lives or spans["tenor"] if not span.text.isdigit()]}
    years = one_of(with_units, "tenor") or one_of(spans, "tenor") or one_of(find_spans(without_idle_terms(question)), "tenor")
    return found | (dates or ({"years": years} if years else {}))


def is_treasury(text: str) -> bool:
    """Whether a name may be that of a British bond too: "Treasury 4¾% 2038"."""
    return text.lower() in ("treasury", "treasury stock", "t")
