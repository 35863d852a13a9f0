"""The coupon, the yield and the price of a question about one bond, by what its words call each figure."""

from __future__ import annotations

import re

from bondsft.answering.completing import is_amount, is_held, is_round
from bondsft.answering.in_money import LEAST
from bondsft.answering.two_rates import names_at
from bondsft.calculators.meant import PERCENT, PERCENT_FOLLOWS
from bondsft.calculators.money import is_named_price
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import longest_of, readings, shortest_of
from bondsft.text import read_number, read_percent
from bondsft.text.numbers import ZERO
from bondsft.text.prices import TICKS

TITLE = re.compile(r" ?%?(?: percent)?(?: [a-z/-]+)? (?:bonds?|notes?|debentures?|ncds?|gilts?|loan)\b", re.IGNORECASE)
"""What follows the coupon in a bond's name: "4.5% semi-annual bond"."""
WISHED = re.compile(
    r"\bwants?(?: to (?:get|earn|make))?(?: (?:at least|a|about))* $"
    r"|\b(?:less than|at least|target\w*|hurdle|returns? of|earn(?:ing)?|achieve|to make)\b[^\d,;.?!%]{0,20}$",
    re.IGNORECASE,
)
"""What stands before a rate that a buyer asks for."""
OF_BONDS = re.compile(r" of (?:[a-z-]+ ){0,4}(?:bonds|notes|debentures|gilts|ncds|paper|stock)\b", re.IGNORECASE)
"""What follows the face value of what somebody owns, if a price in money is for all of it: "$400,000 of notes, for $391,720"."""
FEW_TIMES = 2
"""How many times less or more than its face value a bond may cost in money."""
LONGEST = ("market", "date")
"""Kinds of which the whole span is meant: "US Treasury note", and not its "Treasury"."""


def figures(question: str, spans: Spans) -> dict[str, str]:
    """The coupon, the yield and the price of a question, where one figure alone has that name, or is left for it."""
    rates = sorted(shortest_of(spans["rate"]))
    zeros = [span for span in rates if span.text.lower() in ZERO]
    called = {span: names(span, question, spans) for span in rates if span not in zeros}
    if zeros:  # the word is of what the bond lacks: "a zero-coupon bond at 5%"
        called = {span: names - {"coupon"} for span, names in called.items() if read_percent(span.text)}
    found = {"coupon_pct": zeros[0].text} if zeros else {}
    for argument, name in (("coupon_pct", "coupon"), ("yield_pct", "yield")):
        own = [span for span in called if called[span] == {name}]
        if len({span.text for span in own}) > 1:
            own = [span for span in own if not of_discounting(span, question)]
        if len({span.text for span in own}) == 1 and argument not in found:
            found[argument] = own[0].text
    nameless = list(dict.fromkeys(span.text for span in called if not called[span]))
    signed = {span.text for span in called if PERCENT_FOLLOWS.match(question, span.end) or PERCENT.search(span.text)}
    others = {span.text for span in shortest_of(spans["price"]) if not is_held(span.text)} - set(nameless)
    for argument in ("coupon_pct", "yield_pct"):
        may_be = argument == "coupon_pct" or (nameless[:1] and nameless[0] in signed and (zeros or not others))
        if len(nameless) == 1 and argument not in found and may_be:
            found[argument] = nameless.pop()
    return with_amounts(question, spans, found)


def names(rate: Span, question: str, spans: Spans) -> set[str]:
    """What a question calls a rate; one in the name of a bond, beside its market or before "bond", is its coupon."""
    titled = TITLE.match(question, rate.end) or any(beside(rate, other, question) for other in spans["market"])
    titled = titled or any(
        rate.end <= day.start and re.fullmatch(r"[ %]{0,3}(?:of )?(?:the )?", question[rate.end : day.start])
        for day in spans["date"]
    )
    named = names_at(rate.start, rate.end, question) or ({"coupon"} if titled else set())
    return named or ({"yield"} if WISHED.search(question[: rate.start]) else set())


def of_discounting(rate: Span, question: str) -> bool:
    """Whether a figure is called a discount rate, which beside a yield is of something else."""
    return re.search(r"\bdiscount(?: rate)?[^\d.;]{0,16}$", question[: rate.start], re.IGNORECASE) is not None


def with_amounts(question: str, spans: Spans, found: dict[str, str]) -> dict[str, str]:
    """What is found, with the price, and with the money of a coupon where no rate is one."""
    taken = {*found.values(), one_of(spans, "face"), one_of(spans, "redemption")}
    prices = [span for span in shortest_of(spans["price"]) if span.text not in taken]
    texts = list(dict.fromkeys(span.text for span in prices))
    if len(ticks := [text for text in texts if TICKS.fullmatch(text)]) == 1:
        return found | {"price": ticks[0]}  # said again in words perhaps
    if (
        found.get("coupon_pct", "").lower() in ZERO
        and len(texts) == 2
        and all(map(is_amount, texts))
        and not one_of(spans, "face")
    ):
        price, face = sorted(texts, key=read_number)
        return found | {"price": price, "face": face}
    held = [text for text in texts if is_held(text)]
    texts = [text for text in texts if text not in held] or texts
    owned = [span.text for span in prices if span.text in held and OF_BONDS.match(question, span.end)]
    if len(owned) == len(texts) == 1 and not one_of(spans, "face") and is_near(texts[0], owned[0]):
        return found | {"price": texts[0], "face": owned[0]}
    named = list(dict.fromkeys(span.text for span in prices if is_named_price(question, span)))
    if "coupon_pct" not in found and (face := one_of(spans, "face")):
        amounts = sorted((text for text in texts if is_amount(text) and text not in named), key=read_number)
        if amounts and LEAST * read_number(amounts[0]) <= read_number(face):
            found["coupon_amount"] = amounts[0]
            texts = [text for text in texts if text != amounts[0]]
    priced = named if len(named) == 1 else texts
    return found | ({"price": priced[0]} if len(priced) == 1 else {})


def is_near(price: str, face: str) -> bool:
    """Whether an amount of money may be the price of a face value, and of no other."""
    return (
        is_amount(price)
        and not is_round(price)
        and FEW_TIMES * read_number(face) > read_number(price) > read_number(face) / FEW_TIMES
    )


def beside(rate: Span, market: Span, question: str) -> bool:
    first, last = sorted((rate, market))
    return re.fullmatch(r"[ %-]{0,3}", question[first.end : last.start]) is not None


def one_of(spans: Spans, kind: str) -> str:
    """The text of the only thing of a kind that a question says, perhaps more than once and in several ways; "" if there is none,
    or more than one."""
    found = [span for span in spans[kind] if kind != "face" or is_round(span.text)]
    if kind == "price measure":  # a price that is asked for with accrued interest is the dirty one
        found = [span for span in found if readings(span.text)[kind] != "accrued_interest"] or found
    texts = [span.text for span in sorted(longest_of(found) if kind in LONGEST else shortest_of(found))]
    return texts[0] if len({str(readings(text)[kind]) for text in texts}) == 1 else ""
