"""Writes a fact the way people do: 8.0 years as "8 years", "8-year" or "96 months".

The text written here is what the question shows, and a calculator reads it back: `bondsft.text` must accept every form.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import date
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


def write_percent(value: float, random: random.Random) -> str:
    """A rate without its sign: 7.5 or 7.50. Three decimals are printed when it has them."""
    text = plain_number(value, 3)
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction:0<2}" if random.random() < 0.35 else text


def write_price(value: float, random: random.Random) -> str:
    """At least two decimals, so that the price determines the yield to a basis point."""
    text = plain_number(value, 4)
    whole, _, fraction = text.partition(".")
    if len(whole) > 3:
        whole = f"{int(whole):,}"
    return f"{whole}.{fraction:0<2}"


def write_face(value: float, random: random.Random) -> str:
    return f"{value:,.0f}" if random.random() < 0.7 else f"{value:.0f}"


def write_years(value: float, random: random.Random) -> str:
    months = round(value * 12)
    years, rest = divmod(months, 12)
    forms = [f"{plain_number(value, 2)} years"] if 100 * months % 12 == 0 else []
    if rest:
        forms.append(f"{years} years and {rest} months" if years > 1 else f"{months} months")
    else:
        unit = "year" if years == 1 else "years"
        forms = [f"{years} {unit}"] * 3 + [f"{years}y"]
        if years <= 12:
            forms.append(f"{NUMBER_WORDS[years]} {unit}")
    if months <= 60 or not forms:
        forms.append(f"{months} months")
    return random.choice(forms)


def write_years_adjective(value: float, random: random.Random) -> str:
    months = round(value * 12)
    if months % 12:
        return f"{months}-month" if 100 * months % 12 else f"{plain_number(value, 2)}-year"
    return random.choice((f"{months // 12}-year", f"{months // 12}-year", f"{months // 12}y"))


def write_days(value: float, random: random.Random) -> str:
    return f"{value:.0f} days"


def write_days_adjective(value: float, random: random.Random) -> str:
    return f"{value:.0f}-day"


def write_spread(value: float, random: random.Random) -> str:
    """A spread in basis points, with its unit."""
    unit = random.choice((" bp", " bp", " bps", "bp", " basis points", "%"))
    return f"{value / 100:.2f}%" if unit == "%" else f"{value:.0f}{unit}"


def write_date(value: np.datetime64, random: random.Random) -> str:
    """In a form that no reader can mistake: ISO, or with the month as a word."""
    day: date = value.astype("datetime64[D]").item()
    month = MONTHS[day.month - 1]
    return random.choice(
        (
            day.isoformat(),
            f"{day.day} {month} {day.year}",
            f"{day.day} {month[:3]} {day.year}",
            f"{day.day:02d}-{month[:3]}-{day.year}",
            f"{month} {day.day}, {day.year}",
            f"{month[:3]} {day.day}, {day.year}",
        )
    )


def write_frequency(value: float, random: random.Random) -> str:
    return random.choice(FREQUENCY_ADVERBS[int(value)])


def write_frequency_adjective(value: float, random: random.Random) -> str:
    return random.choice(FREQUENCY_ADJECTIVES[int(value)])


def write_day_count(value: str, random: random.Random) -> str:
    return random.choice(DAY_COUNTS[value])


def write_text(value: str, random: random.Random) -> str:
    return str(value)


Writer = Callable[[Any, random.Random], str]
WRITERS: dict[str, Writer] = {
    "coupon_pct": write_percent,
    "yield_pct": write_percent,
    "price": write_price,
    "clean_price": write_price,
    "face": write_face,
    "years": write_years,
    "years|adjective": write_years_adjective,
    "settlement": write_date,
    "maturity": write_date,
    "frequency": write_frequency,
    "frequency|adjective": write_frequency_adjective,
    "compounding": write_frequency,
    "compounding|adjective": write_frequency_adjective,
    "day_count": write_day_count,
    "days": write_days,
    "days|adjective": write_days_adjective,
    "spread": write_spread,
    "margin": write_spread,
}
"""How each fact is written, by the slot that asks for it."""
BY_ENDING: tuple[tuple[str, Writer], ...] = (
    ("_pct", write_percent),
    ("_price", write_price),
    ("_amount", write_price),
    ("_date", write_date),
    ("_years", write_years),
)
"""How other facts are written, by the end of their names; one with another end is text and is written as it stands."""


def write(slot: str, value: Any, random: random.Random) -> str:
    """Write a fact's value as its slot asks, for example `years|adjective`. A suffix `_a` or `_b` names one bond of two."""
    fact, bar, form = slot.partition("|")
    if fact.endswith(("_a", "_b")):
        fact = fact[:-2]
    by_ending = next((writer for ending, writer in BY_ENDING if fact.endswith(ending)), write_text)
    return WRITERS.get(f"{fact}{bar}{form}", by_ending)(value, random)
