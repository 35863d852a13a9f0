"""The call of a question about one bond, read off its words: each figure is what it is called there, and of each other kind there
is one. It is tried in place of a call that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bondsft.answering.asked_for import RISK, SCHEDULE, YIELDS
from bondsft.answering.completing import is_amount, is_held, is_round
from bondsft.answering.copied import is_price_for
from bondsft.answering.dirty_prices import by_its_name
from bondsft.answering.in_money import LEAST
from bondsft.answering.other_matters import without_other_clauses
from bondsft.answering.rebuilding import both_dates
from bondsft.answering.two_rates import names_at
from bondsft.calculators import CALCULATORS
from bondsft.calculators.money import is_named_price
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import find_spans, longest_of, readings, shortest_of
from bondsft.tasks.base import Call
from bondsft.text import read_number
from bondsft.text.numbers import ZERO

PAYMENTS = re.compile(
    r"cash[ _-]?flows?|\b(?:payments?|payouts?|pay out|receipts?|schedule|instal+ments?|amounts|sums|flows)\b"
    r"|\b(?:receive|get|paid|pay me)\b.*\bwhen\b|\bwhen\b.*\b(?:receive|get|paid)\b",
    re.IGNORECASE | re.DOTALL,
)
TITLE = re.compile(r" ?%?(?: percent)?(?: [a-z/-]+)? (?:bonds?|notes?|debentures?|ncds?|gilts?|loan)\b", re.IGNORECASE)
"""What follows the coupon in a bond's name: "4.5% semi-annual bond"."""
ENDS = re.compile(r"(?<=[.?!])\s+|\n")
ASKS = re.compile(
    r"\?|\b(?:give|show|list|calc\w*|compute|find|need|tell|work out|set out|intimate|confirm|forecast|want)\b", re.IGNORECASE
)
"""What a sentence has that asks."""
WORTH = re.compile(r"\b(?:pric\w*|px|worth|value|pay|costs?|consideration)\b", re.IGNORECASE)
PAID_SO = re.compile(r"coupon|cpn|\bpay|\bpaid|%|per ?cent|instal|interest|freq", re.IGNORECASE)
LONGEST = ("market", "date")
"""Kinds of which the whole span is meant: "US Treasury note", and not its "Treasury"."""


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


def one_of(spans: Spans, kind: str) -> str:
    """The text of the only thing of a kind that a question says, perhaps more than once and in several ways; "" if there is none,
    or more than one."""
    found = [span for span in spans[kind] if kind != "face" or is_round(span.text)]
    texts = [span.text for span in sorted(longest_of(found) if kind in LONGEST else shortest_of(found))]
    return texts[0] if len({str(readings(text)[kind]) for text in texts}) == 1 else ""


def figures(question: str, spans: Spans) -> dict[str, str]:
    """The coupon, the yield and the price of a question, where one figure alone has that name, or is left for it."""
    rates = sorted(shortest_of(spans["rate"]))
    zeros = [span for span in rates if span.text.lower() in ZERO]
    called = {span: names(span, question, spans) for span in rates if span not in zeros}
    found = {"coupon_pct": zeros[0].text} if zeros else {}
    for argument, name in (("coupon_pct", "coupon"), ("yield_pct", "yield")):
        own = [span for span in called if called[span] == {name}]
        if len({span.text for span in own}) > 1:
            own = [span for span in own if not of_discounting(span, question)]
        if len({span.text for span in own}) == 1 and argument not in found:
            found[argument] = own[0].text
    nameless = list(dict.fromkeys(span.text for span in called if not called[span]))
    others = {span.text for span in shortest_of(spans["price"])} - set(nameless)
    for argument in ("coupon_pct", "yield_pct"):
        if len(nameless) == 1 and argument not in found and (argument == "coupon_pct" or not others):
            found[argument] = nameless.pop()
    return in_money(question, spans, found)


def names(rate: Span, question: str, spans: Spans) -> set[str]:
    """What a question calls a rate; one in the name of a bond, beside its market or before "bond", is its coupon."""
    titled = TITLE.match(question, rate.end) or any(beside(rate, market, question) for market in spans["market"])
    return names_at(rate.start, rate.end, question) or ({"coupon"} if titled else set())


def of_discounting(rate: Span, question: str) -> bool:
    """Whether a figure is called a discount rate, which beside a yield is of something else."""
    return re.search(r"\bdiscount(?: rate)?[^\d.;]{0,16}$", question[: rate.start], re.IGNORECASE) is not None


def in_money(question: str, spans: Spans, found: dict[str, str]) -> dict[str, str]:
    """What is found, with the price, and with the money of a coupon where no rate is one."""
    taken = {*found.values(), one_of(spans, "face"), one_of(spans, "redemption")}
    prices = [span for span in shortest_of(spans["price"]) if span.text not in taken]
    texts = list(dict.fromkeys(span.text for span in prices))
    named = list(dict.fromkeys(span.text for span in prices if is_named_price(question, span)))
    if "coupon_pct" not in found and (face := one_of(spans, "face")):
        amounts = sorted((text for text in texts if is_amount(text) and text not in named), key=read_number)
        if amounts and LEAST * read_number(amounts[0]) <= read_number(face):
            found["coupon_amount"] = amounts[0]
            texts = [text for text in texts if text != amounts[0]]
    priced = named if len(named) == 1 else texts
    return found | ({"price": priced[0]} if len(priced) == 1 else {})


def beside(rate: Span, market: Span, question: str) -> bool:
    first, last = sorted((rate, market))
    return re.fullmatch(r"[ %-]{0,3}", question[first.end : last.start]) is not None
