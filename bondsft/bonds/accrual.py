"""Time in coupon periods between two dates of a bond, by the day counts that bonds use."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from bondsft.bonds.daycount import Dates, Flags, Floats, Whole, actual_days
from bondsft.bonds.schedule import coupons_around, positions, remaining_coupons
from bondsft.bonds.years import YEAR_DAY_COUNTS, year_fraction

CANADIAN = "Act/365 Canadian"
OF_BONDS_ALONE = ("Act/Act ICMA", "Act/Act SEBI", CANADIAN)
DAY_COUNTS = OF_BONDS_ALONE + tuple(name for name in YEAR_DAY_COUNTS if name != "Bus/252")
"""Day counts of bonds. Act/Act SEBI counts days of the year that ends on a coupon date, 365 or 366, whatever the frequency;
Act/365 Canadian, days of 365, but beyond half a year of a half-year's period the whole of it less the days that are left; in an
odd period they are the time to payment too, whatever it is counted by elsewhere.

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
    if day_count == CANADIAN:
        return canadian_periods(start, end, grid)
    return year_fraction(day_count, start, end, maturity=grid.maturity) * grid.frequency


def canadian_periods(start: Dates, end: Dates, grid: Grid) -> Floats:
    """Coupon periods by days of 365, or of more than half a year in one, what the days outside leave of the whole."""
    count = remaining_coupons(start, *grid[:3])
    previous, following = coupons_around(count, *grid[:3])
    stop = np.minimum(end, following)
    return canadian_share(start, stop, previous, following, grid) + canadian_position(end, grid) - canadian_position(stop, grid)


def canadian_position(dates: Dates, grid: Grid) -> Floats:
    """Where dates lie on the grid, in coupon periods from its anchor."""
    count = remaining_coupons(dates, *grid[:3])
    previous, following = coupons_around(count, *grid[:3])
    return canadian_share(previous, dates, previous, following, grid) - count


def canadian_share(start: Dates, end: Dates, previous: Dates, following: Dates, grid: Grid) -> Floats:
    year = 365 / grid.frequency
    inside = actual_days(start, end)
    outside = actual_days(previous, following) - inside
    return np.where(inside <= year, inside / year, 1 - outside / year)
