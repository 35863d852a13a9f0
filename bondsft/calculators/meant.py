"""Whether the words around a span allow what it may be: 98.5 after "price" is no rate, and the 5.3 of "5.3 times" neither."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.calculators.counting import counts
from bondsft.calculators.money import (
    A_YEAR,
    MONEY,
    SMALL,
    is_named_yield,
    may_be_face,
    may_be_price,
    may_be_repaid,
)
from bondsft.calculators.span import Span
from bondsft.text.dates import MONTH_NAME

PERCENT = re.compile(r"%|per ?cent|pct|bps?\b|basis points?", re.IGNORECASE)
BEFORE, AFTER = re.compile(r"(?:[\w'-]+[ :|=]+){0,4}$"), re.compile(r"(?:[ -]+[\w'-]+){0,2}")
"""A few words before and after, within their clause."""
AND, BARE = re.compile(r"\band\b"), re.compile(r"(?:last |a )?(?:years?|months?|quarters?)\b", re.IGNORECASE)
"""What ends a clause; and what says how often only after "every", and so begins no span that does."""
OWN_RATE = re.compile(r"\brate(?: compounded)?$", re.IGNORECASE)
"""How a span ends that is a yearly rate, however it compounds."""
OFTEN_BEFORE = re.compile(r"\bfreq\w*[ :|=]*$", re.IGNORECASE)
"""What stands before a bare number of payments a year, or a letter for it: "Freq S"."""
COMPOUNDS = re.compile(
    r"compound|convertible|\byields? (?:basis|quoted)|\bquoted?\b.*\bbasis|\beffective annual\s+yield|bond[ -]equivalent",
    re.IGNORECASE,
)
PERCENT_FOLLOWS = re.compile(rf"\s*(?:{PERCENT.pattern})", re.IGNORECASE)
RATE_WORDS = re.compile(r"coupon|cpn|yield|yld|\bytm\b|\brate\b|interest", re.IGNORECASE)
PRICE_WORDS = re.compile(
    r"(?:\b(?:payments?|price[sd]?|px|quoted?|listed|trad(?:es|ed|ing)|cost(?:s|ing)?|paid|bought|offer(?:ed)?|available|sell(?:s|ing)"
    r"|worth|at|clean|dirty|face|par|nominal)\b(?:[ :|=]+(?:of|at|is|for|now|value|price|amount)\b)*[ :|=]*|[$€£¥₹@]) ?$",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r" (?:desk|department|dept|team|head|manager|function|operations|policy|committee|limit|officer|rules?|here)\b", re.IGNORECASE
)
"""What follows "treasury" where people work."""
TICKER_AFTER = re.compile(r" \d")
"""What stands after the ticker of US Treasuries: "T 4 5/8 2/15/2035"."""
PER_ANNUM = re.compile(r"(?:per )?annum\b|per year\b|p\.? ?a\b", re.IGNORECASE)
"""How a span begins that says of a rate before it that it is yearly, and not how often it is paid."""
PAYMENT = re.compile(r"\bpayments?(?: (?:of|is))?[ :|=]+$", re.IGNORECASE)
EACH_FACE = re.compile(
    rf"(?: [a-z0-9-]+){{0,5}} (?:(?:per|for each) (?:{MONEY})?\d|on (?:{MONEY})?[\d,]{{4,}}(?![-/.\d]))", re.IGNORECASE
)
"""What stands before the money of a coupon, and what after, and by no rate: "Coupon payment: 36", "5 half-yearly per 1,000"."""
OF_A_NUMBER = re.compile(r"\b(?:payments|coupons|times) $")
NO_COUPON = re.compile(r"[ -]coupons?\b", re.IGNORECASE)
"""What follows the word that says that there are none; else it may deny anything: "no calls"."""
WITHOUT_DAY = re.compile(rf"[a-z] \d{{1,2}}\D+\b{MONTH_NAME}$", re.IGNORECASE)
MOVES = re.compile(r"\b(?:mov|chang|shift|shock)\w*\b", re.IGNORECASE)
STOP, YIELD_WORD = re.compile(r"[.;!?\n](?!\d)"), re.compile(r"\b(?:yields?|ylds?|ytm|gry|rates?)\b", re.IGNORECASE)
"""What ends a sentence, and what moves in it."""
FIGURES = ("rate", "price", "amount", "face", "tenor")
"""Kinds of which a bare figure may be one."""
MOVES_BY = re.compile(r"\b(?:mov\w+|chang\w+|shift\w*)(?: by| of)? $", re.IGNORECASE)
NOT_ZERO = re.compile(r"\b(?:time|below|above|from|near) $", re.IGNORECASE)
POSSESSIVE = re.compile(r"\w['\u2019]$")
ZERO_OTHER = re.compile(r" (?:accrued|fees?|tax|risk|commission)\b", re.IGNORECASE)
"""What stands before a figure that is no rate, and after."""
RATE_FOLLOWS = re.compile(r"[ -](?:(?:coupon|interest|nominal) )?rate\b", re.IGNORECASE)


def is_meant(kind: str, value: object, text: str, span: Span) -> bool:
    """Whether the words around allow a kind: "annual" may be how often coupons come, or how a yield compounds ("annual
    compounding", "Yield basis: annual"); in "the annual coupon rate is 5 %" it is neither. 98.5 after "price" is no rate."""
    if kind in (*FIGURES, "frequency", "compounding") and counts(text, span):
        return False
    if kind == "rate":
        return may_be_rate(value, text, span)
    if kind == "face":
        return may_be_face(text, span)
    if kind == "price":
        return may_be_price(text, span)
    if kind == "redemption":
        return may_be_repaid(text, span)
    if kind == "move":
        return may_be_move(text, span)
    if kind == "amount" and A_YEAR.fullmatch(span.text):
        return False
    if kind == "price measure" and text[: span.start].lower().endswith("no "):
        return False
    if kind == "price measure" and span.text.lower() == "accrued":  # "interest accrued on 30/360" names no result
        return False
    if kind == "market" and span.text == "T":
        return TICKER_AFTER.match(text, span.end) is not None
    if kind == "market" and OFFICE.match(text, span.end):
        return False
    if kind not in ("frequency", "compounding"):
        return True
    if (span.text.isdigit() or len(span.text) == 1) and not OFTEN_BEFORE.search(text[: span.start]):
        return False
    if kind == "frequency" and PER_ANNUM.match(span.text) and re.search(r"(?:%|\bper ?cent|\d)(?: per)? *$", text[: span.start]):
        return False
    if kind == "frequency" and WITHOUT_DAY.search(span.text) and re.match(r" \d", text[span.end :]):
        return False  # "Feb 10 and Aug" of "Feb 10 and Aug 10"
    before, after = BEFORE.search(text[: span.start]), AFTER.match(text, span.end)
    led = text[: span.start].lower()
    if kind == "frequency" and value == 1 and (led.endswith("nominal ") or span.text.lower().startswith("nominal")):
        return False
    if kind == "frequency" and span.text[:2] in ("s", "s ") and POSSESSIVE.search(led):
        return False  # the s of "today's coupon"
    if kind == "frequency" and OF_A_NUMBER.search(led) and re.match(r"(?:a|per) ", span.text):
        return False  # of so many a year
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
    if may_be_repaid(text, span) or MOVES_BY.search(text[: span.start]):
        return False
    if span.text.lower() == "zero" and (NOT_ZERO.search(text[: span.start]) or ZERO_OTHER.match(text, span.end)):
        return False
    if span.text.lower() == "no":
        return NO_COUPON.match(text, span.end) is not None
    if not span.text[-1:].isdigit() or PERCENT_FOLLOWS.match(text, span.end) or is_named_yield(text, span):
        return True
    before = text[: span.start]
    words = BEFORE.search(before)
    is_price = PRICE_WORDS.search(before) and not RATE_WORDS.search(words[0] if words else "")
    is_money = PAYMENT.search(before) or EACH_FACE.match(text, span.end)
    return not (is_price or is_money) and "," not in span.text and abs(Decimal(str(value))) <= SMALL


def may_be_move(text: str, span: Span) -> bool:
    """Whether what moves is a yield, by the words of its sentence: a spread moves as well."""
    before, after = STOP.split(text[: span.start])[-1], STOP.split(text[span.end :])[0]
    if span.text[0] in "-+\u2212" and span.text.endswith("%") and not MOVES.search(before):
        return False  # a yield below zero
    return YIELD_WORD.search(before[-60:]) is not None or YIELD_WORD.search(after[:30]) is not None
