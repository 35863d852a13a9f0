"""Reads a reply to a question that lacks a fact: what it asks for, and whether it states a number of its own.

"What is the price of the bond?" asks for the price. "Assuming a price of 100, the yield is 7.5%." asks for
nothing and states 100, which the question does not hold.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bondsft.marking.expected import Missing
from bondsft.marking.names import FAMILY_OF_UNIT, may_answer
from bondsft.marking.quantities import Quantity, find_quantities

FACTS = {
    "price": r"\bprice|\bpriced\b|\bcosts?\b|\btrad(?:es?|ing) at|\bquoted?\b|\bpay for\b",
    "coupon": r"\bcoupons?\b(?!\s(?:frequency|payments?|dates?|periods?|paid))|\b(?:interest|nominal) rate\b",
    "maturity": r"\bmatur|\btenor|\bterm\b|\bhow long\b|\byears (?:left|remaining)|\bremaining life"
    r"|\bredemption date|\bcome due\b",
    "frequency": r"\bfrequen|\bhow often\b|\bhow many (?:coupons|payments|times)"
    r"|\b(?:times|coupons|payments) (?:a|per|each) year"
    r"|\b(?:annual|yearly|once|twice|quarterly|monthly)\w*\b.*\bor\b",
    "settlement": r"\bsettle|\btrade date|\bvalue date|\bvaluation date|\bpurchase date|\bdate of purchase",
    "yield": r"\byield|\bytm\b|\b(?:required|market|discount) rate\b|\brate of return|\brequired return",
    "face": r"\bface\b|\bpar\b|\bnominal\b|\bprincipal|\bnotional|\bdenominat",
    "day count": r"\bday[ -]?count|\baccrual (?:basis|convention)",
    "compounding": r"\bcompound",
    "isin": r"\bisin\b|\bidentifier",
    "terms": r"\bterms\b|\bdetails|\bparticulars|\bfeatures|\bspecification"
    r"|\bcoupon\b.*\bmatur|\bmatur.*\bcoupon\b",
}
SPELLINGS = {
    "coupon pct": "coupon",
    "coupon rate": "coupon",
    "clean price": "price",
    "years": "maturity",
    "settlement date": "settlement",
    "maturity date": "maturity",
    "yield pct": "yield",
    "face value": "face",
    "bond": "terms",
}
"""Facts under the names that the calculators give them."""
SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\d))+[.!?]*")
ASKS = re.compile(
    r"\b(?:please|tell me|let me know|provide|give me|specify|share|supply|need|requires?|required"
    r"|missing|unknown|without|lacks?"
    r"|(?:not|n't) (?:been )?(?:given|stated|specified|provided|mentioned|know))\b",
    re.IGNORECASE,
)
EXAMPLE_BEFORE = re.compile(r"(?:\be\.g\.|\bfor (?:example|instance)|\bsuch as|\blike)[^.\n]{0,40}$", re.IGNORECASE)


class Ask(NamedTuple):
    """The words that ask ("" if none do), the missing facts they leave out, and a number of its own."""

    asks: str
    not_asked: tuple[str, ...]
    stated: Quantity | None


def read_ask(text: str, expected: Missing) -> Ask:
    """Read a plain text as a reply to a question that lacks `expected.facts`."""
    sentences = [sentence for sentence in SENTENCE.findall(text) if sentence.strip() not in expected.question]
    asking = [sentence.strip() for sentence in sentences if sentence.endswith("?") or ASKS.search(sentence)]
    asks = " ".join(asking)
    not_asked = tuple(fact for fact in expected.facts if not _pattern(fact).search(asks))
    return Ask(asks, not_asked, _own_number(text, expected))


def _pattern(fact: str) -> re.Pattern[str]:
    words = fact.lower().replace("_", " ").strip()
    return re.compile(FACTS.get(SPELLINGS.get(words, words), rf"\b{re.escape(words)}"), re.IGNORECASE)


def _own_number(text: str, expected: Missing) -> Quantity | None:
    """The first number outside a question that is called what was asked for, or that was not given."""
    for sentence in SENTENCE.finditer(text):
        if sentence[0].endswith("?"):
            continue
        for quantity in find_quantities(sentence[0]):
            is_countable = quantity.unit and quantity.unit not in FAMILY_OF_UNIT and not quantity.unit.startswith("per ")
            if is_countable or EXAMPLE_BEFORE.search(sentence[0], 0, quantity.start):
                continue
            is_answer = bool(expected.name and quantity.name) and may_answer(quantity.name, expected.name, "")
            if is_answer or quantity.value not in expected.given:
                return quantity
    return None
