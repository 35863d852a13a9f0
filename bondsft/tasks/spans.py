"""Writes facts the way people do: a frequency of 2 as "half-yearly", "semi" or "every six months".

A value has ways to be written, which depend on it alone; a row draws one of them. What is written here the question
shows, and a calculator reads it back: `bondsft.text` must accept every way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from bondsft.tasks.amounts import (
    PRICE,
    RATE,
    Decimals,
    plain_number,
    ways_from_par,
    ways_of_32nds,
    ways_of_face,
    ways_of_face_by_apostrophes,
    ways_of_face_in_lakh,
    ways_of_fraction,
    ways_of_indian,
    ways_of_money,
    ways_of_spread,
    ways_of_swiss,
    ways_off_par,
)
from bondsft.tasks.times import DATES, Dates, ways_of_days, ways_of_days_adjective, ways_of_years, ways_of_years_adjective

FREQUENCY_ADVERBS = {
    1: ("annually", "once a year", "yearly", "every year", "every 12 months"),
    2: (
        "semi-annually",
        "twice a year",
        "every six months",
        "half-yearly",
        "semiannually",
        "every 6 months",
        "two times a year",
    ),
    4: ("quarterly", "every three months", "four times a year", "every 3 months", "each quarter"),
    12: ("monthly", "every month", "twelve times a year", "each month"),
}
FREQUENCY_ADJECTIVES = {
    1: ("annual", "yearly"),
    2: ("semi-annual", "half-yearly", "semiannual"),
    4: ("quarterly",),
    12: ("monthly",),
}
FREQUENCY_SHORT = {1: ("ann", "annual"), 2: ("s/a", "semi", "semi-ann"), 4: ("qtrly", "quarterly"), 12: ("monthly",)}
"""As a desk types them."""
DAY_COUNTS = {
    "30/360": ("30/360", "30/360 bond"),
    "Act/Act ICMA": ("Act/Act", "actual/actual", "Act/Act ICMA"),
    "Act/360": ("Act/360", "actual/360"),
    "Act/365F": ("Act/365", "actual/365", "Act/365 Fixed"),
}
BEFORE_VOWEL, NOT_BEFORE_VOWEL = r"^(8|11($|[^0-9,])|18($|[^0-9,])|[aeioAEIO])", r"^[aeioAEIO](ne[ -]|ur)"
"""Texts after "an", but for those that only look so: a one-year bond, a euro bond."""


def is_stated(value: Any) -> bool:
    """Whether a fact's value is there: NaN, NaT and "" stand for a fact that the question leaves out."""
    if isinstance(value, str):
        return value != ""
    if isinstance(value, np.datetime64):
        return not np.isnat(value)
    return not math.isnan(value)


def ways_of_frequency(value: float) -> tuple[str, ...]:
    return FREQUENCY_ADVERBS[int(value)]


def ways_of_frequency_adjective(value: float) -> tuple[str, ...]:
    return FREQUENCY_ADJECTIVES[int(value)]


def ways_of_frequency_short(value: float) -> tuple[str, ...]:
    return FREQUENCY_SHORT[int(value)]


def ways_of_day_count(value: str) -> tuple[str, ...]:
    return DAY_COUNTS[value]


def ways_of_redemption(value: float) -> tuple[str, ...]:
    """What is repaid per 100: "102%", "2% above par"."""
    repaid = plain_number(value, 2)
    return f"{repaid}%", f"{repaid}% of face value", f"{repaid} per cent", f"{plain_number(value - 100, 2)}% above par"


def ways_of_premium(value: float) -> tuple[str, ...]:
    """The same after "a": "premium of 2%"."""
    above = plain_number(value - 100, 2)
    return f"premium of {above}%", f"{above}% premium", f"premium of {above} per cent"


def ways_of_change(value: float) -> tuple[str, ...]:
    """A move of a yield by so many basis points, as a verb: "rises by 50 bp"."""
    verbs = ("rises by", "goes up by", "increases by") if value > 0 else ("falls by", "goes down by", "drops by")
    sizes = (f"{abs(value):.0f} bp", f"{abs(value):.0f} basis points", f"{abs(value):.0f}bps")
    return *(f"{verb} {size}" for verb, size in zip(verbs, sizes, strict=True)), f"{verbs[0]} {abs(value) / 100:.2f}%"


def ways_of_change_short(value: float) -> tuple[str, ...]:
    return f"{'up' if value > 0 else 'down'} {abs(value):.0f} bp", f"{value:+.0f}bp", f"{value:+.0f} bps"


def ways_of_text(value: str) -> tuple[str, ...]:
    return (str(value),)


Ways = Callable[[Any], tuple[str, ...]]
WAYS: dict[str, Ways] = {
    "coupon_pct": RATE,
    "coupon_pct|fraction": ways_of_fraction,
    "yield_pct": RATE,
    "price": PRICE,
    "clean_price": PRICE,
    "coupon_amount": ways_of_money,
    "coupon_amount|indian": ways_of_indian,
    "price|indian": ways_of_indian,
    "price|swiss": ways_of_swiss,
    "quote_32nds": ways_of_32nds,
    "off_par": ways_off_par,
    "off_par|distance": ways_from_par,
    "face": ways_of_face,
    "face|indian": ways_of_face_in_lakh,
    "face|swiss": ways_of_face_by_apostrophes,
    "years": ways_of_years,
    "years|adjective": ways_of_years_adjective,
    "settlement": DATES,
    "maturity": DATES,
    "issue": DATES,
    "first_coupon": DATES,
    "frequency": ways_of_frequency,
    "frequency|adjective": ways_of_frequency_adjective,
    "frequency|short": ways_of_frequency_short,
    "compounding": ways_of_frequency,
    "compounding|adjective": ways_of_frequency_adjective,
    "day_count": ways_of_day_count,
    "days": ways_of_days,
    "days|adjective": ways_of_days_adjective,
    "spread": ways_of_spread,
    "margin": ways_of_spread,
    "redemption": ways_of_redemption,
    "redemption|premium": ways_of_premium,
    "yield_change": ways_of_change,
    "yield_change|short": ways_of_change_short,
}
"""How each fact is written, by the slot that asks for it."""
BY_ENDING: tuple[tuple[str, Ways], ...] = (
    ("_pct", RATE),
    ("_price", PRICE),
    ("_amount", PRICE),
    ("_date", DATES),
    ("_years", ways_of_years),
    ("_number", Decimals(4)),
)
"""How other facts are written, by the end of their names; one with another end is text and is written as it stands."""
KEPT = 10_000
"""Values of a slot whose ways are kept: all prices near par in cents, and most quotes in 32nds. Others hardly come again."""


@lru_cache
def ways_of(slot: str) -> Ways:
    """The ways of a slot such as `years|adjective`, kept for values that come again. A suffix `_a` or `_b` names one bond of
    two."""
    fact, bar, form = slot.partition("|")
    if fact.endswith(("_a", "_b")):
        return ways_of(f"{fact[:-2]}{bar}{form}")
    by_ending = next((ways for ending, ways in BY_ENDING if fact.endswith(ending)), ways_of_text)
    ways = WAYS.get(f"{fact}{bar}{form}", by_ending)
    return ways if isinstance(ways, Decimals | Dates) else lru_cache(KEPT, typed=True)(ways)
