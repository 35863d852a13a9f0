"""Whether the words around a figure allow that it is a price, a face value, or what is repaid."""

from __future__ import annotations

import re

from bondsft.calculators.span import Span
from bondsft.text.numbers import CURRENCY

UNIT = r"(?:(?:swiss |us )?(?:euros?|dollars?|pounds?|rupees|francs)'? (?:worth (?:at |of )?)?)?"
MONEY = rf"{CURRENCY} ?"
FACE_BEFORE = re.compile(
    r"(?:\b(?:[Ff]ace|[Pp]ar|[Nn]ominal|[Pp]rincipal|[Dd]enominations?|FV)\b[^\d\n.;]{0,24}"
    rf"|\b(?:per|on|pays? out) (?:{MONEY})?|\bfor {MONEY}"
    r"|\b(?:NCDs?|[Dd]ebentures?|[Bb]onds?|[Nn]otes?|[Gg]ilts?|[Hh]olding|[Hh]old|[Oo]wn) (?:of |worth |in )?"
    rf"{MONEY})$"
)
HELD_BEFORE = re.compile(
    rf"\b(?:bought|buy|buying|buyer of|sold|sell|selling|seller of|long|own|hold|holding) (?:{MONEY})?$", re.IGNORECASE
)
"""What stands before a face value with its unit: "bought 1mm"."""
FACE_ALONE = re.compile(
    r"(?:(?<!\d )(?<!lakh )(?<!crore )\b(?:face|par|nominal)(?: value| amount)?(?: (?:of|is))?[ :|=]+"
    rf"|\bper |\bprice for )(?:{MONEY})?$",
    re.IGNORECASE,
)
"""What stands before a face value, and before no price."""
FACE_AFTER = re.compile(
    rf"[ -]*\(?{UNIT}(?:of )?(?:(?:face|par|nominal|principal|bond|debenture|ncd|note|fv)\b|is repaid)"
    rf"| ?{UNIT}(?:of (?:an?|the|this|these)|in (?:exactly |about )?(?:[a-z]+|\d+) years?|at maturity|in an?"
    r"|(?:exactly |about )?[\w½¼¾.]+ (?:years?|yrs?) (?:later|hence|from now))\b",
    re.IGNORECASE,
)
"""What stands before or after a face value, and before or after no other amount: not the 40 of "we own 40 of them"."""
REPAID = re.compile(
    r"\b(?:repa(?:id|ys|yable|yment)|redeem(?:ed|able|s)?|redemption|(?:paid|pays) back)"
    r"(?: (?:value|price|amount|money|proceeds|at maturity|on maturity|in full))*"
    r"(?: in [\w.]+[ -]?(?:years?|yrs?|y)?)?(?:[ :|=]+(?:at|to|is|of|a|an|the))*"
    rf"[ :|=]+(?:{MONEY})?$",
    re.IGNORECASE,
)
OF_FACE = re.compile(r" (?:face|nominal|principal|par value)\b", re.IGNORECASE)
"""What stands before what is paid back, and after a face value: neither is a price."""
YIELD_AFTER = re.compile(r" ?(?:yld|ytm|yield|gry)\b", re.IGNORECASE)
PRICE_ALONE = re.compile(rf"\b(?:price|px|costs?)(?: (?:of|is|at|was|would be))?[ :|=]+(?:{MONEY})?$", re.IGNORECASE)
PRICE_AFTER = re.compile(r" ?\(?(?:clean|dirty)\b", re.IGNORECASE)
"""What stands before or after a price, and before or after no coupon."""
AT_PAR, PAR_BOND = (
    re.compile(r"(?P<words>(?:\b[\w-]+ ){0,3})(?:\bat(?: exactly| just)?|@)[ :=]*$", re.IGNORECASE),
    re.compile(r"[ -]bonds?\b"),
)
OTHERWISE_PAR = re.compile(
    r"\b(?:redeem|redempt|repa[iy]|issued(?! today)|issuance|issue price|call|matur|back|reset)\w*", re.IGNORECASE
)
"""Where "par" is a price, and what else than a price is at par."""
RATE_ALONE = re.compile(r"\b(?:yield|yld|ytm|coupon|cpn|rate)(?: to maturity| rate)?(?: (?:of|is|was))?[ :|=]+$", re.IGNORECASE)
"""What stands before a rate, and before no price as small as one: "yld 4.53", "| Coupon | 5 |"."""
SMALL = 30
"""Percent a year up to which a figure without its sign may be a rate, and one that is called a rate is no price."""
A_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
"""What is no money without a comma or a decimal: "Treasury Gilt 2032"."""
PLAIN = re.compile(r"\d+(?:\.\d+)?")


def may_be_face(text: str, span: Span) -> bool:
    if may_be_repaid(text, span):
        return False
    if HELD_BEFORE.search(text[: span.start]) and span.text[-1].isalpha():
        return True
    return FACE_BEFORE.search(text[: span.start]) is not None or FACE_AFTER.match(text, span.end) is not None


def may_be_repaid(text: str, span: Span) -> bool:
    """Whether a figure is said to be repaid: "redeemed at 102%", "redeemable at a premium of 2%"."""
    return REPAID.search(text[: span.start]) is not None and A_YEAR.fullmatch(span.text) is None


def may_be_price(text: str, span: Span) -> bool:
    if A_YEAR.fullmatch(span.text):
        return False
    led = text[: span.start]
    if span.text.lower() == "par":
        at_par = AT_PAR.search(led)
        return PAR_BOND.match(text, span.end) is not None or bool(at_par and not OTHERWISE_PAR.search(at_par["words"]))
    is_face = FACE_ALONE.search(led) or REPAID.search(led) or OF_FACE.match(text, span.end)
    return not is_face and not is_named_rate(text, span)


def is_named_rate(text: str, span: Span) -> bool:
    """Whether a figure is called a rate, and is as small as one: in "6% coupon 98.5" the price follows the name of another."""
    small = PLAIN.fullmatch(span.text) and float(span.text) <= SMALL
    led = RATE_ALONE.search(text[: span.start]) and not PRICE_AFTER.match(text, span.end)
    return bool(small and led) or is_named_yield(text, span)


def is_named_yield(text: str, span: Span) -> bool:
    """Whether a small figure is called a yield by what follows: "@ 6.94 yld"."""
    small = PLAIN.fullmatch(span.text) and float(span.text) <= SMALL
    return bool(small) and YIELD_AFTER.match(text, span.end) is not None


def is_named_price(text: str, span: Span) -> bool:
    return PRICE_ALONE.search(text[: span.start]) is not None or PRICE_AFTER.match(text, span.end) is not None
