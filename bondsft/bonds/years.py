"""Years between two columns of dates, by a named day count that needs no coupon schedule.

>>> year_fraction("30/360", np.datetime64("2026-01-31"), np.datetime64("2026-07-31"))
array([0.5])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.daycount import Dates, Floats, days_30_360, parts
from bondsft.errors import BondsftError

YEAR_DAY_COUNTS = ("Act/360", "Act/365F", "Act/364", "Act/365.25", "30/360", "30E/360", "NL/365", "Act/Act ISDA")


def year_fraction(day_count: str, start: ArrayLike, end: ArrayLike) -> Floats:
    """Return years from start to end, of the shape that the two broadcast to, at least (1,).

    Raises BondsftError for a day count that is not one of YEAR_DAY_COUNTS. Source: ISDA 2006 definitions, section 4.16;
    NL/365 leaves out each 29 February.
    """
    first, last = np.broadcast_arrays(
        np.atleast_1d(np.asarray(start, "datetime64[D]")), np.atleast_1d(np.asarray(end, "datetime64[D]"))
    )
    actual: Floats = (last - first).astype(np.float64)
    match day_count:
        case "Act/360" | "Act/364" | "Act/365.25":
            return actual / float(day_count.removeprefix("Act/"))
        case "Act/365F":
            return actual / 365
        case "30/360":
            return days_30_360(first, last) / 360
        case "30E/360":
            (begin, begin_day), (finish, finish_day) = parts(first), parts(last)
            days = 30.0 * (finish - begin) + (np.minimum(finish_day, 30) - np.minimum(begin_day, 30))
            return np.asarray(days / 360, np.float64)
        case "NL/365":
            return (actual - (leap_days(last) - leap_days(first))) / 365
        case "Act/Act ISDA":
            return years_isda(last) - years_isda(first)
    raise BondsftError(f"The day count is {day_count!r}.", f"It must be one of {', '.join(YEAR_DAY_COUNTS)}.")


def leap_days(dates: Dates) -> Floats:
    """How many 29ths of February since 1970 lie on or before each date."""
    following = (dates + 1).astype("datetime64[Y]").astype(np.int64) + 1970
    past = (dates + 1).astype("datetime64[M]").astype(np.int64) % 12 >= 2
    years = following - 1 + past
    return (years // 4 - years // 100 + years // 400).astype(np.float64)


def years_isda(dates: Dates) -> Floats:
    """Years since 1970 in which each calendar year counts as one, whatever its days."""
    year = dates.astype("datetime64[Y]")
    first = year.astype("datetime64[D]")
    days = ((year + 1).astype("datetime64[D]") - first).astype(np.float64)
    return np.asarray(year.astype(np.float64) + (dates - first).astype(np.float64) / days, np.float64)
