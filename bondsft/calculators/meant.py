"""Whether the words around a span allow what it may be: 98.5 after "price" is no rate, and the 5.3 of "5.3 times" neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bondsft.text.dates import MONTH
from bondsft.text.numbers import CURRENCY

PERCENT = re.compile(r"%|per ?cent|pct|bps?\b|basis points?", re.IGNORECASE)
BEFORE, AFTER = re.compile(r"(?:[\w'-]+[ :|=]+){0,4}$"), re.compile(r"(?:[ -]+[\w'-]+){0,2}")
"""A few words before and after, within their clause."""
AND, BARE = re.compile(r"\band\b"), re.compile(r"(?:last |a )?(?:years?|months?|quarters?)\b", re.IGNORECASE)
"""What ends a clause; and what says how often only after "every", and so begins no span that does."""
OWN_RATE = re.compile(r"\brate(?: compounded)?$", re.IGNORECASE)
"""How a span ends that is a yearly rate, however it compounds."""
OFTEN_BEFORE = re.compile(r"\bfreq\w*[ :|=]*$", re.IGNORECASE)
"""What stands before a bare number of payments a year."""
COMPOUNDS = re.compile(r"compound|\byields? (?:basis|quoted)|\bquoted?\b.*\bbasis|bond[ -]equivalent", re.IGNORECASE)
PERCENT_FOLLOWS = re.compile(rf"\s*(?:{PERCENT.pattern})", re.IGNORECASE)
RATE_WORDS = re.compile(r"coupon|cpn|yield|yld|\bytm\b|\brate\b|interest", re.IGNORECASE)
PRICE_WORDS = re.compile(
    r"(?:\b(?:payments?|price[sd]?|px|quoted?|listed|trad(?:es|ed|ing)|cost(?:s|ing)?|paid|bought|offer(?:ed)?|available|sell(?:s|ing)"
    r"|worth|at|clean|dirty|face|par|nominal)\b(?:[ :|=]+(?:of|at|is|for|now|value|price|amount)\b)*[ :|=]*|[$€£¥₹@]) ?$",
    re.IGNORECASE,
)
RATE_ALONE = re.compile(r"\b(?:yield|yld|ytm|coupon|cpn|rate)(?: to maturity| rate)?(?: (?:of|is|was))?[ :|=]+$", re.IGNORECASE)
"""What stands before a rate, and before no price as small as one: "yld 4.53", "| Coupon | 5 |"."""
AT_PAR, PAR_BOND = re.compile(r"(?P<words>(?:\b[\w-]+ ){0,3})(?:\bat|@)[ :=]*$", re.IGNORECASE), re.compile(r"[ -]bonds?\b")
OTHERWISE_PAR = re.compile(r"\b(?:redeem|redempt|repa[iy]|issue|call|matur|back|reset)\w*", re.IGNORECASE)
"""Where "par" is a price, and what else than a price is at par."""
MONEY = rf"{CURRENCY} ?"
FACE_BEFORE = re.compile(
    r"(?:\b(?:[Ff]ace|[Pp]ar|[Nn]ominal|[Pp]rincipal|[Dd]enominations?)\b[^\d\n.;]{0,24}"
    rf"|\b(?:per|on) (?:{MONEY})?|\bfor {MONEY})$"
)
FACE_ALONE = re.compile(
    r"(?:(?<!\d )(?<!lakh )(?<!crore )\b(?:face|par|nominal)(?: value| amount)?(?: (?:of|is))?[ :|=]+"
    rf"|\bper |\bprice for )(?:{MONEY})?$",
    re.IGNORECASE,
)
"""What stands before a face value, and before no price."""
FACE_AFTER = re.compile(
    r"[ -]*(?:of )?(?:(?:face|par|nominal|principal|bond)\b|is repaid)"
    r"|(?: (?:euros?|dollars?|pounds?|rupees|francs))? (?:of (?:an?|the|this|these)|in (?:[a-z]+|\d+) years?|at maturity)\b",
    re.IGNORECASE,
)
"""What stands before or after a face value, and before or after no other amount: not the 40 of "we own 40 of them"."""
REPAID = re.compile(rf"\b(?:repaid|redeemed|redemption)(?: at maturity)? at (?:{MONEY})?$", re.IGNORECASE)
OF_FACE = re.compile(r" (?:face|nominal|principal|par value)\b", re.IGNORECASE)
"""What stands before what is paid back, and after a face value: neither is a price."""
COUNTED = re.compile(
    r" (?:times|(?:other )?(?:bids?|bonds|funds|clients|holders|investors|dealers|issuers|banks|plants|people))\b",
    re.IGNORECASE,
)
"""What follows a figure that counts things and is no fact of a bond: "covered 1.4 times", "one of 22 bonds"."""
DIVIDED, OVER_PRICE = re.compile(r"(?:\bdivided by |[\s(]/|\w\^)$", re.IGNORECASE), re.compile(r" ?/ ?P\b")
"""What stands around the figures of a formula: "divided by 100", "not /100", "(1/P)"."""
DAY_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)? {MONTH}\b(?! ?,? ?\d)", re.IGNORECASE)
"""What follows the day of a date without a year: "pays each 4 July"."""
NUMBERED = re.compile(r"\b(?:question|exercise|problem|number|page|chapter|example) $", re.IGNORECASE)
"""What stands before the number of an exercise."""
MINUTE_AFTER, HOUR_BEFORE = re.compile(r":\d\d\b"), re.compile(r"\b\d{1,2}:$")
PAYMENT = re.compile(r"\bpayments?(?: (?:of|is))?[ :|=]+$", re.IGNORECASE)
EACH_FACE = re.compile(
    rf"(?: [a-z0-9-]+){{0,5}} (?:(?:per|for each) (?:{MONEY})?\d|on (?:{MONEY})?[\d,]{{4,}}(?![-/.\d]))", re.IGNORECASE
)
"""What stands before the money of a coupon, and what after, and by no rate: "Coupon payment: 36", "5 half-yearly per 1,000"."""
NO_COUPON = re.compile(r"[ -]coupons?\b", re.IGNORECASE)
"""What follows the word that says that there are none; else it may deny anything: "no calls"."""
SMALL = 30
"""Percent a year up to which a figure without its sign may be a rate, and one that is called a rate is no price."""
A_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
"""What is no money without a comma or a decimal: "Treasury Gilt 2032"."""
PLAIN = re.compile(r"\d+(?:\.\d+)?")
FIGURES = ("rate", "price", "amount", "face", "tenor")
"""Kinds of which a bare figure may be one."""
RATE_FOLLOWS = re.compile(r"[ -](?:(?:coupon|interest|nominal) )?rate\b", re.IGNORECASE)


class Span(NamedTuple):
    """A piece of a text, from `start` to before `end`."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


Spans = Mapping[str, Sequence[Span]]
"""Those of a text by kind, as `find_spans` gives them."""


def is_meant(kind: str, value: object, text: str, span: Span) -> bool:
    """Whether the words around allow a kind: "annual" may be how often coupons come, or how a yield compounds ("annual
    compounding", "Yield basis: annual"); in "the annual coupon rate is 5 %" it is neither. 98.5 after "price" is no rate."""
    if kind in (*FIGURES, "frequency", "compounding") and counts(text, span):
        return False
    if kind == "rate":
        return may_be_rate(value, text, span)
    if kind == "face":
        return FACE_BEFORE.search(text[: span.start]) is not None or FACE_AFTER.match(text, span.end) is not None
    if kind in ("price", "amount") and A_YEAR.fullmatch(span.text):
        return False
    if kind == "price" and span.text.lower() == "par":
        at_par = AT_PAR.search(text[: span.start])
        return PAR_BOND.match(text, span.end) is not None or bool(at_par and not OTHERWISE_PAR.search(at_par["words"]))
    if kind == "price":
        led = text[: span.start]
        is_face = FACE_ALONE.search(led) or REPAID.search(led) or OF_FACE.match(text, span.end)
        return not is_face and not is_named_rate(text, span)
    if kind == "price measure" and span.text.lower() == "accrued":  # "interest accrued on 30/360" names no result
        return False
    if kind not in ("frequency", "compounding"):
        return True
    if span.text.isdigit() and not OFTEN_BEFORE.search(text[: span.start]):
        return False
    before, after = BEFORE.search(text[: span.start]), AFTER.match(text, span.end)
    around = AND.split(before[0] if before else "")[-1], span.text, AND.split(after[0] if after else "")[0]
    compounds = COMPOUNDS.search(" ".join(around)) is not None
    if kind == "compounding":  # "the annual rate compounded quarterly" says how often once
        return compounds and not (
            value == 1
            and (RATE_FOLLOWS.match(text, span.end) or OWN_RATE.search(span.text) or text[: span.start].endswith("-compounded "))
        )
    is_rate = RATE_FOLLOWS.match(text, span.end) is not None or span.text.endswith("rate")
    return not (compounds or (value == 1 and is_rate) or BARE.match(span.text))


def may_be_rate(value: object, text: str, span: Span) -> bool:
    """Whether a figure may be a rate: it has a percent sign, or is small and does not stand where prices do."""
    if span.text.lower() == "no":
        return NO_COUPON.match(text, span.end) is not None
    if not span.text[-1:].isdigit() or PERCENT_FOLLOWS.match(text, span.end):
        return True
    before = text[: span.start]
    words = BEFORE.search(before)
    is_price = PRICE_WORDS.search(before) and not RATE_WORDS.search(words[0] if words else "")
    is_money = PAYMENT.search(before) or EACH_FACE.match(text, span.end)
    return not (is_price or is_money) and "," not in span.text and abs(Decimal(str(value))) <= SMALL


def is_named_rate(text: str, span: Span) -> bool:
    """Whether a figure is called a rate, and is as small as one: in "6% coupon 98.5" the price follows the name of another."""
    small = PLAIN.fullmatch(span.text) and float(span.text) <= SMALL
    return bool(small) and RATE_ALONE.search(text[: span.start]) is not None


def counts(text: str, span: Span) -> bool:
    """Whether a figure counts things, or is of a time of day or a formula: no 31 of "at 12:31" is a fact of a bond."""
    if not span.text[-1:].isdigit():
        return False
    if (
        NUMBERED.search(text[: span.start])
        or DAY_AFTER.match(text, span.end)
        or DIVIDED.search(text[: span.start])
        or OVER_PRICE.match(text, span.end)
    ):
        return True
    hour, minute = MINUTE_AFTER.match(text, span.end), HOUR_BEFORE.search(text[: span.start])
    return COUNTED.match(text, span.end) is not None or hour is not None or minute is not None
