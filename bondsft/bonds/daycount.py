"""Counts days between two columns of dates, as 30/360 (bond basis) or by the calendar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
Floats = NDArray[np.float64]


def parts(dates: Dates) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Months since January 1970 and day of the month."""
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months).astype(np.int64) + 1


def actual_days(start: Dates, end: Dates) -> Floats:
    return (end - start).astype(np.float64)


def days_30_360(start: Dates, end: Dates) -> Floats:
    """Days of a 360-day year: the 31st counts as the 30th, at the end only if the start is the 30th or 31st.

    Source: ISDA 2006 definitions, section 4.16(f), "30/360" or "Bond Basis".
    """
    start_month, start_day = parts(start)
    end_month, end_day = parts(end)
    start_day = np.minimum(start_day, 30)
    end_day = np.where((end_day == 31) & (start_day == 30), 30, end_day)
    return (30.0 * (end_month - start_month) + (end_day - start_day)).astype(np.float64)
