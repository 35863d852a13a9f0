"""Counts days between two columns of dates: by the calendar, or in years of twelve months of 30 days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def parts(dates: Dates) -> tuple[Whole, Whole]:
    """Months since January 1970 and day of the month."""
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months).astype(np.int64) + 1


def days_in_month(month: Whole) -> Whole:
    first = month.astype("datetime64[M]").astype("datetime64[D]")
    following = (month + 1).astype("datetime64[M]").astype("datetime64[D]")
    days: Whole = (following - first).astype(np.int64)
    return days


def actual_days(start: Dates, end: Dates) -> Floats:
    return (end - start).astype(np.float64)


def days_30_360(start: Dates, end: Dates) -> Floats:
    """The 31st counts as the 30th, at the end only if the start is the 30th or 31st.

    Source: ISDA 2006 definitions, section 4.16(f), "30/360" or "Bond Basis"; MSRB rule G-33.
    """
    return months_of_30(start, end, "bond")


def months_of_30(start: Dates, end: Dates, rule: str, maturity: Dates | None = None) -> Floats:
    """Days between dates in months of 30: `rule` is "bond", "US" (which also stretches the end of February), "E" or "E ISDA".

    Source: ISDA 2006 definitions, section 4.16(f) to (h); SIA, Standard Securities Calculation Methods, for "US". By
    "E ISDA" a last day of February counts as the 30th, unless it is the maturity at the end.
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
