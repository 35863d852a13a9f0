"""Counts days between two columns of dates: by the calendar, or in years of twelve months of 30 days."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


FIRST_MONTH = np.datetime64("1900-01", "M")
LAST_MONTH = np.datetime64("2300-01", "M")


class Calendar(NamedTuple):
    """Months from FIRST_MONTH to LAST_MONTH, looked up ten times faster than NumPy converts them."""

    first_month: int
    first_day: int
    first_days: NDArray[np.int32]
    """The number of each month's first day, since 1970."""
    months: NDArray[np.int32]
    """The number of each day's month, since 1970."""


@cache
def calendar() -> Calendar:
    months = np.arange(FIRST_MONTH, LAST_MONTH)
    days = np.arange(FIRST_MONTH.astype("datetime64[D]"), LAST_MONTH.astype("datetime64[D]"))
    starts = months.astype("datetime64[D]").astype(np.int32)
    return Calendar(int(months[0].astype(int)), int(starts[0]), starts, days.astype("datetime64[M]").astype(np.int32))


def month_starts(month: Whole) -> Whole:
    """Day numbers, since 1970, of the first days of months since January 1970."""
    known = calendar()
    place = month - known.first_month
    if within(place, len(known.first_days)):
        return known.first_days.take(place).astype(np.int64)
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def parts(dates: Dates) -> tuple[Whole, Whole]:
    """Months since January 1970 and day of the month."""
    known, day = calendar(), dates.astype("datetime64[D]", copy=False).view(np.int64)
    place = day - known.first_day
    in_reach = within(place, len(known.months))
    month = known.months.take(place).astype(np.int64) if in_reach else dates.astype("datetime64[M]").astype(np.int64)
    return month, day - month_starts(month) + 1


def within(places: Whole, length: int) -> bool:
    return places.size > 0 and int(places.view(np.uint64).max()) < length  # what is below 0 counts as beyond


def days_in_month(month: Whole) -> Whole:
    return month_starts(month + 1) - month_starts(month)


def actual_days(start: Dates, end: Dates) -> Floats:
    return (end - start).astype(np.float64)


def months_of_30(start: Dates, end: Dates, rule: str, maturity: Dates | None = None) -> Floats:
    """Days between dates in months of 30: `rule` is "bond", "US" (which also stretches the end of February), "E" or "E ISDA".

    Source: ISDA 2006 definitions, section 4.16(f) to (h); MSRB rule G-33 for "bond"; SIA, Standard
    Securities Calculation Methods, for "US". By "E ISDA" a last day of February counts as the 30th, unless it is the
    maturity at the end.
    """
    (start_month, start_day), (end_month, end_day) = parts(start), parts(end)
    if rule == "US":
        first_february = is_february_end(start_month, start_day)
        end_day = np.where(first_february & is_february_end(end_month, end_day), 30, end_day)
        start_day = np.where(first_february, 30, start_day)
    if rule == "E ISDA":
        start_day = np.where(is_february_end(start_month, start_day), 30, start_day)
        final = np.zeros(end.shape, np.bool_) if maturity is None else end == maturity
        end_day = np.where(is_february_end(end_month, end_day) & ~final, 30, end_day)
    start_day = np.minimum(start_day, 30)
    end_day = np.minimum(end_day, 30) if rule in ("E", "E ISDA") else np.where((end_day == 31) & (start_day == 30), 30, end_day)
    return np.asarray(30.0 * (end_month - start_month) + (end_day - start_day), np.float64)


def is_february_end(month: Whole, day: Whole) -> Flags:
    return np.asarray((month % 12 == 1) & (day >= 28) & (day == days_in_month(month)), np.bool_)


def leap_days(dates: Dates) -> Floats:
    """How many 29ths of February since 1970 lie on or before each date."""
    following = (dates + 1).astype("datetime64[Y]").astype(np.int64) + 1970
    past = (dates + 1).astype("datetime64[M]").astype(np.int64) % 12 >= 2
    years = following - 1 + past
    return (years // 4 - years // 100 + years // 400).astype(np.float64)
