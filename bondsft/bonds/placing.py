"""Where a settlement date lies among a bond's coupon dates: what is still paid, how far off it is, and what has accrued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.accrual import Grid, periods
from bondsft.bonds.columns import by_label
from bondsft.bonds.daycount import Dates, Flags, Floats, Whole, actual_days
from bondsft.bonds.schedule import coupon_date, remaining_coupons
from bondsft.bonds.years import OF_30_DAYS, year_fraction


@dataclass(frozen=True)
class DatedTerms:
    """Checked terms of n bonds with dates, as `Bonds.dated` takes them. Every array has shape (n,)."""

    coupon: Floats
    frequency: Whole
    compounding: Whole
    redemption: Floats
    settlement: Dates
    maturity: Dates
    issue: Dates
    first_coupon: Dates
    last_coupon: Dates
    month_end: Flags
    day_count: NDArray[np.str_]
    discount_day_count: NDArray[np.str_]
    clean_day_count: NDArray[np.str_]
    coupon_amounts: NDArray[np.str_]
    timing: NDArray[np.str_]
    first_period: NDArray[np.str_]
    last_period: NDArray[np.str_]
    remainder: Flags
    accrued_decimals: Whole
    ex_dividend: Flags

    def at(self, rows: slice) -> DatedTerms:
        return DatedTerms(**{name: column[rows] for name, column in vars(self).items()})


class Placed(NamedTuple):
    """What `Bonds` holds under the same names, each shape (n,)."""

    count: Whole  # type: ignore[assignment]  # tuple.count is of no use here
    wait: Floats
    simple: Floats
    first_coupon: Floats
    last_coupon: Floats
    last_length: Floats
    accrued: Floats
    discounted_accrued: Floats
    anchor: Dates
    back: Whole
    accrual_start: Dates


class Period(NamedTuple):
    """The coupon periods in which settlements fall, each shape (n,). An odd one is shorter or longer than the regular."""

    start: Dates
    end: Dates
    odd: Flags
    coupons: Whole
    """Those from its end on."""
    back: Whole
    """Coupon periods from its end to the date from which coupons are counted back."""


def place(terms: DatedTerms) -> Placed:
    """Count coupon dates back from maturity, or from the last coupon where that is given, and measure the current period."""
    odd_last = ~np.isnat(terms.last_coupon)
    anchor = np.where(odd_last, terms.last_coupon, terms.maturity) if odd_last.any() else terms.maturity
    grid = Grid(anchor, terms.frequency, terms.month_end, terms.maturity)
    period = current_period(terms, grid, odd_last)
    wait, simple = waits(terms, grid, period)
    equal = 100 * terms.coupon / terms.frequency
    by_days = terms.coupon_amounts == "by days"
    now = equal * length(terms.day_count, period.start, period.end, period.odd | by_days, grid)
    last_start, last_odd = last_periods(terms, grid, odd_last)
    later = equal * length(terms.day_count, last_start, terms.maturity, last_odd | by_days, grid)
    final = np.where(period.coupons == 1, now, later)
    last_length = length(terms.discount_day_count, last_start, terms.maturity, last_odd, grid)
    # A coupon on the settlement date itself is past, and the seller's anyway.
    dropped = terms.ex_dividend & (terms.settlement > period.start)
    earned, parting = (
        np.where(dropped, -now, 0.0) + equal * share(names, period.start, terms.settlement, period, grid)
        for names in (terms.day_count, terms.clean_day_count)
    )
    return Placed(
        period.coupons,
        wait,
        simple,
        np.where(dropped, 0.0, now),
        np.where(dropped & (period.coupons == 1), 0.0, final),
        last_length,
        rounded(earned, terms.accrued_decimals),
        rounded(parting, terms.accrued_decimals),
        anchor,
        period.back,
        period.start,
    )


def current_period(terms: DatedTerms, grid: Grid, odd_last: Flags) -> Period:
    """Find the period: a regular one, or where first or last coupons are odd, that."""
    ahead = remaining_coupons(terms.settlement, *grid[:3])
    start, end = (coupon_date(grid.anchor, terms.frequency, ahead - step, terms.month_end) for step in (0, 1))
    odd, count, back = np.zeros(len(ahead), np.bool_), ahead, np.maximum(ahead, 0) - 1
    if odd_last.any():
        inside = odd_last & (ahead <= 0)
        odd = inside & (end != terms.maturity)
        count = np.maximum(ahead, 0) + odd_last
        start, end = np.where(inside, grid.anchor, start), np.where(inside, terms.maturity, end)
    if not np.isnat(terms.issue).all():
        first = first_coupons(terms, grid)
        inside = ~np.isnat(terms.issue) & (terms.settlement < first)
        after = remaining_coupons(first, *grid[:3])
        odd = np.where(inside, coupon_date(grid.anchor, terms.frequency, after + 1, terms.month_end) != terms.issue, odd)
        back = np.where(inside, np.maximum(after, 0), back)
        count = np.where(inside, back + 1 + (odd_last & (first < terms.maturity)), count)
        start, end = np.where(inside, terms.issue, start), np.where(inside, first, end)
    return Period(start, end, odd, count, back)


def last_periods(terms: DatedTerms, grid: Grid, odd_last: Flags) -> tuple[Dates, Flags]:
    """Where the last coupon periods start, and whether they are odd."""
    if not odd_last.any():
        return coupon_date(grid.anchor, terms.frequency, np.ones_like(terms.frequency), terms.month_end), odd_last
    step = np.where(odd_last, -1, 1)
    other = coupon_date(grid.anchor, terms.frequency, step, terms.month_end)
    return np.where(odd_last, grid.anchor, other), odd_last & (other != terms.maturity)


def first_coupons(terms: DatedTerms, grid: Grid) -> Dates:
    """The first coupon dates: as given, else the first on the grid after issue, up to maturity."""
    issue = np.where(np.isnat(terms.issue), terms.settlement, terms.issue)
    ahead = remaining_coupons(issue, *grid[:3])
    following = coupon_date(grid.anchor, terms.frequency, ahead - 1, terms.month_end)
    following = np.where(ahead > 0, following, terms.maturity)
    return np.asarray(np.where(np.isnat(terms.first_coupon), following, terms.first_coupon), "datetime64[D]")


def waits(terms: DatedTerms, grid: Grid, period: Period) -> tuple[Floats, Floats]:
    """Coupon periods to the next coupon, and the part of them over which interest is simple."""
    left = by_label(terms.discount_day_count, lambda name, rows: terms.remainder[rows] | (name in OF_30_DAYS))
    wait = np.empty(len(left)) if left.all() else share(terms.discount_day_count, terms.settlement, period.end, period, grid)
    if left.any():
        whole = length(terms.discount_day_count, period.start, period.end, period.odd, grid)
        gone = share(terms.discount_day_count, period.start, terms.settlement, period, grid)
        wait = np.where(left, np.maximum(whole - gone, 0.0), wait)
    last = (period.coupons == 1) & (terms.last_period != "compound")
    by_days = last & (terms.last_period == "simple Act/365F")
    if by_days.any():
        wait = np.where(by_days, year_fraction("Act/365F", terms.settlement, period.end) * terms.frequency, wait)
    simple = np.where(terms.first_period == "simple", wait - np.floor(wait), 0.0)
    return wait, np.where(last, wait, simple)


def share(day_counts: NDArray[np.str_], start: Dates, end: Dates, period: Period, grid: Grid) -> Floats:
    """Coupon periods between two dates of the current period."""
    if period.odd.any():
        return by_label(day_counts, lambda name, rows: periods(name, start[rows], end[rows], grid.at(rows)))

    def regular(name: str, rows: slice) -> Floats:
        if name == "Act/Act ICMA":
            return actual_days(start[rows], end[rows]) / actual_days(period.start[rows], period.end[rows])
        return periods(name, start[rows], end[rows], grid.at(rows))

    return by_label(day_counts, regular)


def length(day_counts: NDArray[np.str_], start: Dates, end: Dates, odd: Flags, grid: Grid) -> Floats:
    """Coupon periods in whole periods: 1, unless they are odd."""
    result = np.ones(len(start))
    rows = np.flatnonzero(odd)
    if len(rows):
        names, first, last, own = day_counts[rows], start[rows], end[rows], grid.at(rows)
        result[rows] = by_label(names, lambda name, some: periods(name, first[some], last[some], own.at(some)))
    return result


def rounded(amounts: Floats, decimals: Whole) -> Floats:
    """Amounts to their own number of decimals, as they are where that is below 0."""
    return by_label(decimals, lambda places, rows: amounts[rows] if places < 0 else np.round(amounts[rows], places))
