"""Writes facts the way people do: 8.0 years as "8 years", "8-year" or "96 months".

A value has ways to be written, which depend on it alone; a row draws one of them. What is written here the question
shows, and a calculator reads it back: `bondsft.text` must accept every way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

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
    2: ("semi-annual", "half-yearly", "semiannual", "six-monthly"),
    4: ("quarterly", "three-monthly"),
    12: ("monthly",),
}
DAY_COUNTS = {
    "30/360": ("30/360", "30/360 US"),
    "Act/Act ICMA": ("Act/Act", "actual/actual", "Act/Act ICMA"),
    "Act/360": ("Act/360", "actual/360"),
    "Act/365F": ("Act/365", "actual/365", "Act/365 Fixed"),
}
NUMBER_WORDS = tuple(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
BEFORE_VOWEL = re.compile(r"8|11(?![0-9,])|18(?![0-9,])|[aeioAEIO](?!ne[ -]|ur)")


def is_stated(value: Any) -> bool:
    """Whether a fact's value is there: NaN, NaT and "" stand for a fact that the question leaves out."""
    if isinstance(value, str):
        return value != ""
    if isinstance(value, np.datetime64):
        return not np.isnat(value)
    return not math.isnan(value)


def plain_number(value: float, decimals: int) -> str:
    """`decimals` at most, trailing zeros dropped: 7.5, 98.75, 12."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(100_000)
def ways_of_percent(value: float) -> tuple[str, ...]:
    """A rate without its sign: 7.5 or, in one of three, 7.50. Three decimals are printed when it has them."""
    text = plain_number(value, 3)
    return text, text, with_decimals(f"{value:.3f}", 2)


def ways_of_price(value: float) -> tuple[str, ...]:
    """At least two decimals, so that the price determines the yield to a basis point."""
    return (with_decimals(f"{value:,.4f}" if value >= 1000 else f"{value:.4f}", 2),)


def with_decimals(text: str, least: int) -> str:
    """A number with fewer zeros at its end, but with some decimals at least."""
    shortest = text.index(".") + 1 + least
    return text[:shortest] + text[shortest:].rstrip("0")


def ways_of_number(value: float) -> tuple[str, ...]:
    """A plain number, such as a duration, with as many decimals as it has, four at most."""
    return (plain_number(value, 4),)


def ways_of_face(value: float) -> tuple[str, ...]:
    ways = (f"{value:,.0f}", f"{value:,.0f}", f"{value:.0f}")
    lakhs = value / 100_000
    return (*ways, f"{lakhs:g},00,000", f"{lakhs:g} lakh") if lakhs == int(lakhs) and 0 < lakhs < 100 else ways


@lru_cache(100_000)
def ways_of_years(value: float) -> tuple[str, ...]:
    months = round(value * 12)
    years, rest = divmod(months, 12)
    forms = [f"{plain_number(value, 2)} years"] if 100 * months % 12 == 0 else []
    if rest:
        forms.append(f"{years} years and {rest} months" if years > 1 else f"{months} months")
    else:
        unit = "year" if years == 1 else "years"
        forms = [f"{years} {unit}"] * 4 + [f"{years}y", f"{years} yrs" if years > 1 else "1 yr"]
        if years <= 12:
            forms.append(f"{NUMBER_WORDS[years]} {unit}")
    if months <= 60 or not forms:
        forms.append(f"{months} months")
    return tuple(forms)


@lru_cache(100_000)
def ways_of_years_adjective(value: float) -> tuple[str, ...]:
    months = round(value * 12)
    if months % 12:
        return (f"{months}-month" if 100 * months % 12 else f"{plain_number(value, 2)}-year",)
    years = months // 12
    return *[f"{years}-year"] * 4, f"{years}y", f"{years}-yr"


def ways_of_days(value: float) -> tuple[str, ...]:
    return (f"{value:.0f} days",)


def ways_of_days_adjective(value: float) -> tuple[str, ...]:
    return (f"{value:.0f}-day",)


def ways_of_spread(value: float) -> tuple[str, ...]:
    """A spread in basis points, with its unit."""
    units = (" bp", " bp", " bps", "bp", " basis points")
    return *(f"{value:.0f}{unit}" for unit in units), f"{value / 100:.2f}%"


@lru_cache(100_000)
def ways_of_date(day: date) -> tuple[str, ...]:
    """In forms that no reader can mistake: ISO, or with the month as a word."""
    month = MONTHS[day.month - 1]
    return (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day:02d}-{month[:3]}-{day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day.day}{ordinal(day.day)} {month} {day.year}",
    )


def ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def ways_of_frequency(value: float) -> tuple[str, ...]:
    return FREQUENCY_ADVERBS[int(value)]


def ways_of_frequency_adjective(value: float) -> tuple[str, ...]:
    return FREQUENCY_ADJECTIVES[int(value)]


def ways_of_day_count(value: str) -> tuple[str, ...]:
    return DAY_COUNTS[value]


def ways_of_text(value: str) -> tuple[str, ...]:
    return (str(value),)


Ways = Callable[[Any], tuple[str, ...]]
WAYS: dict[str, Ways] = {
    "coupon_pct": ways_of_percent,
    "yield_pct": ways_of_percent,
    "price": ways_of_price,
    "clean_price": ways_of_price,
    "face": ways_of_face,
    "years": ways_of_years,
    "years|adjective": ways_of_years_adjective,
    "settlement": ways_of_date,
    "maturity": ways_of_date,
    "frequency": ways_of_frequency,
    "frequency|adjective": ways_of_frequency_adjective,
    "compounding": ways_of_frequency,
    "compounding|adjective": ways_of_frequency_adjective,
    "day_count": ways_of_day_count,
    "days": ways_of_days,
    "days|adjective": ways_of_days_adjective,
    "spread": ways_of_spread,
    "margin": ways_of_spread,
}
"""How each fact is written, by the slot that asks for it."""
BY_ENDING: tuple[tuple[str, Ways], ...] = (
    ("_pct", ways_of_percent),
    ("_price", ways_of_price),
    ("_amount", ways_of_price),
    ("_date", ways_of_date),
    ("_years", ways_of_years),
    ("_number", ways_of_number),
)
"""How other facts are written, by the end of their names; one with another end is text and is written as it stands."""


@lru_cache
def ways_of(slot: str) -> Ways:
    """The ways of a slot such as `years|adjective`. A suffix `_a` or `_b` names one bond of two."""
    fact, bar, form = slot.partition("|")
    if fact.endswith(("_a", "_b")):
        fact = fact[:-2]
    by_ending = next((ways for ending, ways in BY_ENDING if fact.endswith(ending)), ways_of_text)
    return WAYS.get(f"{fact}{bar}{form}", by_ending)


def with_article(article: str, text: str) -> str:
    """Put "a" or "A" before a text, or "an" or "An"."""
    return f"{article}n {text}" if BEFORE_VOWEL.match(text) else f"{article} {text}"
