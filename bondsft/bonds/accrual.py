"""Time in coupon periods between two dates of a bond, by the day counts that bonds use."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from bondsft.bonds.daycount import Dates, Flags, Floats, Whole, actual_days
from bondsft.bonds.schedule import coupon_date, positions, remaining_coupons
from bondsft.bonds.years import YEAR_DAY_COUNTS, year_fraction

OF_BONDS_ALONE = ("Act/Act ICMA", "Act/Act SEBI", "Act/365 Canadian")
DAY_COUNTS = OF_BONDS_ALONE + tuple(name for name in YEAR_DAY_COUNTS if name != "Bus/252")
"""Day counts of bonds. Act/Act SEBI counts days of the year that ends on a coupon date, 365 or 366, whatever the frequency;
Act/365 Canadian, days of 365, but in more than half of a half-year those still to come.

Sources: SEBI circulars CIR/IMD/DF/18/2013 and CIR/IMD/DF-1/122/2016; IIAC, Canadian Conventions in Fixed Income Markets."""


class Grid(NamedTuple):
    """Coupon dates of n bonds as `coupon_date` counts them from an anchor, and their maturities. Each array has shape (n,)."""

    anchor: Dates
    frequency: Whole
    month_end: Flags
    maturity: Dates

    def at(self, rows: Any) -> Grid:
        return Grid(*(column[rows] for column in self))


def periods(day_count: str, start: Dates, end: Dates, grid: Grid) -> Floats:
    """Return coupon periods from start to end, shape (n,), by one of DAY_COUNTS."""
    match day_count:
        case "Act/Act ICMA":
            return positions(end, *grid[:3]) - positions(start, *grid[:3])
        case "Act/Act SEBI":
            yearly = np.ones_like(grid.frequency)
            years = positions(end, grid.anchor, yearly, grid.month_end) - positions(start, grid.anchor, yearly, grid.month_end)
            return years * grid.frequency
        case "Act/365 Canadian":
            return canadian_position(end, grid) - canadian_position(start, grid)
    return year_fraction(day_count, start, end, maturity=grid.maturity) * grid.frequency


def canadian_position(dates: Dates, grid: Grid) -> Floats:
    """Where dates lie on the grid, in coupon periods from its anchor, days counted from the nearer coupon date."""
    count = remaining_coupons(dates, *grid[:3])
    gone = actual_days(coupon_date(grid.anchor, grid.frequency, count, grid.month_end), dates)
    left = actual_days(dates, coupon_date(grid.anchor, grid.frequency, count - 1, grid.month_end))
    year = 365 / grid.frequency
    return np.where(gone <= year, gone / year, 1 - left / year) - count
