"""Years between two columns of dates, by a named day count that needs no coupon schedule.

>>> year_fraction("30/360", np.datetime64("2026-01-31"), np.datetime64("2026-07-31"))
array([0.5])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import as_dates
from bondsft.bonds.daycount import Dates, Floats, actual_days, leap_days, months_of_30
from bondsft.errors import BondsftError

OF_30_DAYS = {"30/360": "bond", "30/360 US": "US", "30E/360": "E", "30E/360 ISDA": "E ISDA"}
FIXED_YEARS = {"Act/360": 360.0, "Act/364": 364.0, "Act/365F": 365.0, "Act/365.25": 365.25}
YEAR_DAY_COUNTS = (*FIXED_YEARS, *OF_30_DAYS, "NL/365", "Act/Act ISDA", "Bus/252")


def year_fraction(
    day_count: str,
    start: ArrayLike,
    end: ArrayLike,
    *,
    maturity: ArrayLike | None = None,
    calendar: np.busdaycalendar | None = None,
) -> Floats:
    """Return years from start to end, of the shape that the two broadcast to, at least (1,).

    `maturity` matters to 30E/360 ISDA alone, `calendar` (`market_calendar("br")`) to Bus/252, which without one counts
    Monday to Friday. NaN where a date is missing. Raises BondsftError for a day count that is not one of YEAR_DAY_COUNTS. Source:
    ISDA 2006 definitions, section 4.16; NL/365 leaves out each 29 February; ANBIMA for Bus/252.
    """
    first, last = np.broadcast_arrays(np.atleast_1d(as_dates("start", start)), np.atleast_1d(as_dates("end", end)))
    missing = np.isnat(first) | np.isnat(last)
    if missing.any():
        here = np.datetime64("2000-01-01")
        known = year_fraction(
            day_count, *(np.where(missing, here, day) for day in (first, last)), maturity=maturity, calendar=calendar
        )
        return np.where(missing, np.nan, known)
    if day_count in FIXED_YEARS:
        return actual_days(first, last) / FIXED_YEARS[day_count]
    if day_count in OF_30_DAYS:
        final = None if maturity is None else as_dates("maturity", maturity)
        return months_of_30(first, last, OF_30_DAYS[day_count], final) / 360
    match day_count:
        case "NL/365":
            return (actual_days(first, last) - (leap_days(last) - leap_days(first))) / 365
        case "Act/Act ISDA":
            return years_isda(last) - years_isda(first)
        case "Bus/252":
            days = np.busday_count(first, last, busdaycal=calendar or np.busdaycalendar())
            return np.asarray(days / 252, np.float64)
    raise BondsftError(f"The day count is {day_count!r}.", f"It must be one of {', '.join(YEAR_DAY_COUNTS)}.")


def years_isda(dates: Dates) -> Floats:
    """Years since 1970 in which each calendar year counts as one, whatever its days."""
    year = dates.astype("datetime64[Y]")
    first = year.astype("datetime64[D]")
    days = ((year + 1).astype("datetime64[D]") - first).astype(np.float64)
    return np.asarray(year.astype(np.float64) + (dates - first).astype(np.float64) / days, np.float64)
