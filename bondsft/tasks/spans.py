"""Writes facts the way people do: 8.0 years as "8 years", "8-year" or "96 months".

A value has ways to be written, which depend on it alone; a row draws one of them. What is written here the question
shows, and a calculator reads it back: `bondsft.text` must accept every way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from bondsft.bonds import write_32nds

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
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
"""Of ordinal numbers, by their last digit."""
BEFORE_VOWEL, NOT_BEFORE_VOWEL = r"^(8|11($|[^0-9,])|18($|[^0-9,])|[aeioAEIO])", r"^[aeioAEIO](ne[ -]|ur)"
"""Texts after "an", but for those that only look so: a one-year bond, a euro bond."""


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


@dataclass(frozen=True)
class Decimals:
    """Numbers with `most` decimals at most, and a way for each number of decimals that they have at least."""

    most: int
    least: tuple[int, ...] = (0,)
    grouped: bool = False
    """Whether thousands are: 1,098.75."""

    def __call__(self, value: float) -> tuple[str, ...]:
        text = f"{value:,.{self.most}f}" if self.grouped else f"{value:.{self.most}f}"
        return tuple(with_decimals(text, least) for least in self.least)


RATE = Decimals(3, (0, 0, 2))
"""A rate without its sign: 7.5 or, in one of three, 7.50. Three decimals are printed when it has them."""
PRICE = Decimals(4, (2,), grouped=True)
"""At least two decimals, so that the price determines the yield to a basis point."""


def with_decimals(text: str, least: int) -> str:
    """A number with fewer zeros at its end, but with some decimals at least."""
    shortest = text.index(".") + 1 + least
    return (text[:shortest] + text[shortest:].rstrip("0")).rstrip(".")


def ways_of_money(value: float) -> tuple[str, ...]:
    """Two decimals, or none where there are none: 37.50, 25."""
    [text] = PRICE(value)
    return (text.removesuffix(".00"), text) if text.endswith(".00") else (text,)


def ways_of_indian(value: float) -> tuple[str, ...]:
    """Money grouped by lakhs: 9,87,654.30."""
    whole, _, fraction = PRICE(value)[0].replace(",", "").partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return (f"{','.join([*groups, tail])}.{fraction}",)


def ways_of_swiss(value: float) -> tuple[str, ...]:
    """Money grouped by apostrophes: 98'765.40."""
    return (PRICE(value)[0].replace(",", "'"),)


@lru_cache(100_000)
def ways_of_32nds(value: float) -> tuple[str, ...]:
    return (str(write_32nds(value)[0]),)


def ways_off_par(value: float) -> tuple[str, ...]:
    """A price per 100 as its distance from par, which follows "a": "discount of 2.35"."""
    return (f"{'discount' if value < 100 else 'premium'} of {PRICE(abs(value - 100))[0]}",)


def ways_from_par(value: float) -> tuple[str, ...]:
    """The same without "a": "2.35 below par"."""
    [distance] = PRICE(abs(value - 100))
    below, under = ("below", "under") if value < 100 else ("above", "over")
    return f"{distance} {below} par", f"{distance} points {under} par"


def ways_of_face(value: float) -> tuple[str, ...]:
    ways = (f"{value:,.0f}", f"{value:,.0f}", f"{value:.0f}")
    lakhs = value / 100_000
    return (*ways, *ways_of_face_in_lakh(value)) if lakhs == int(lakhs) and 0 < lakhs < 100 else ways


def ways_of_face_in_lakh(value: float) -> tuple[str, ...]:
    """A face value as it is told in India: 1,00,000, 10 lakh."""
    lakhs = value / 100_000
    grouped = ways_of_indian(value)[0].removesuffix(".00")
    return (grouped, f"{lakhs:g} lakh") if lakhs >= 1 else (grouped,)


def ways_of_face_by_apostrophes(value: float) -> tuple[str, ...]:
    return (f"{value:,.0f}".replace(",", "'"),)


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


class Dates:
    """Dates in forms that no reader can mistake: ISO, or with the month as a word. A slot of a form has a table of texts by the
    number of the day or month; the year is the only one without."""

    forms = (
        "{year}-{mm}-{dd}",
        "{day} {month} {year}",
        "{day} {mon} {year}",
        "{dd}-{mon}-{year}",
        "{month} {day}, {year}",
        "{mon} {day}, {year}",
        "{nth} {month} {year}",
    )
    days: Mapping[str, Sequence[str]] = {
        "day": [str(day) for day in range(32)],
        "dd": [f"{day:02d}" for day in range(32)],
        "nth": [f"{day}{'th' if 10 < day < 14 else ENDINGS.get(day % 10, 'th')}" for day in range(32)],
    }
    months: Mapping[str, Sequence[str]] = {
        "month": ["", *MONTHS],
        "mon": ["", *[month[:3] for month in MONTHS]],
        "mm": [f"{month:02d}" for month in range(13)],
    }

    def __call__(self, when: date) -> tuple[str, ...]:
        slots = {name: texts[when.day] for name, texts in self.days.items()}
        slots |= {name: texts[when.month] for name, texts in self.months.items()}
        return tuple(form.format(year=when.year, **slots) for form in self.forms)


DATES = Dates()


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
    "coupon_pct": RATE,
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
    ("_pct", RATE),
    ("_price", PRICE),
    ("_amount", PRICE),
    ("_date", DATES),
    ("_years", ways_of_years),
    ("_number", Decimals(4)),
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
