"""Writes dates and lengths of time the way people do: 8.0 years as "8 years", "8-year" or "96 months"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from bondsft.tasks.amounts import plain_number

NUMBER_WORDS = tuple(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
"""Of ordinal numbers, by their last digit."""


@lru_cache(100_000)
def ways_of_years(value: float) -> tuple[str, ...]:
    months = round(value * 12)
    years, rest = divmod(months, 12)
    forms = [f"{plain_number(value, 2)} years"] if 100 * months % 12 == 0 else []
    if rest:
        forms.append(f"{years} years and {rest} months" if years > 1 else f"{months} months")
        if rest == 6 and 1 < years <= 12:
            forms += [f"{NUMBER_WORDS[years]} and a half years", f"{years}½ years"]
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


class Dates:
    """Dates in forms that no reader can mistake: ISO, with the month as a word, or with points. A slot of a form has a table of
    texts by the number of the day, of the month or of the year in its century; the year in full is the only one without."""

    forms = (
        "{year}-{mm}-{dd}",
        "{day} {month} {year}",
        "{day} {mon} {year}",
        "{dd}-{mon}-{year}",
        "{month} {day}, {year}",
        "{mon} {day}, {year}",
        "{nth} {month} {year}",
        "{dd}.{mm}.{year}",
        "{dd}-{mon}-{yy}",
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
    years: Mapping[str, Sequence[str]] = {"yy": [f"{year:02d}" for year in range(100)]}

    def __call__(self, when: date) -> tuple[str, ...]:
        slots = {name: texts[when.day] for name, texts in self.days.items()}
        slots |= {name: texts[when.month] for name, texts in self.months.items()}
        slots |= {name: texts[when.year % 100] for name, texts in self.years.items()}
        return tuple(form.format(year=when.year, **slots) for form in self.forms)


DATES = Dates()
