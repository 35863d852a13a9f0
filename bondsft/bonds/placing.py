"""Where a settlement date lies among a bond's coupon dates: what is still paid, how far off it is, and what has accrued."""

from __future__ import annotations

import numpy as np

from bondsft.bonds.accrual import Grid
from bondsft.bonds.daycount import Dates, Flags
from bondsft.bonds.measuring import accrued, length, rounded, waits, with_one_payment, with_own_days
from bondsft.bonds.placed import DatedTerms, Period, Placed
from bondsft.bonds.schedule import coupon_date, coupons_around, remaining_coupons


def place(terms: DatedTerms) -> Placed:
    """Count coupon dates back from maturity, or from the last coupon where that is given, and measure the current period."""
    odd_last = ~np.isnat(terms.last_coupon)
    anchor = np.where(odd_last, terms.last_coupon, terms.maturity) if odd_last.any() else terms.maturity
    grid = Grid(anchor, terms.frequency, terms.month_end, terms.maturity)
    period = current_period(terms, grid, odd_last)
    terms = with_own_days(terms, period.odd)
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
        accrued(terms, names, equal, period, grid, dropped, now) for names in (terms.day_count, terms.clean_day_count)
    )
    placed = Placed(
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
    near = dropped & (period.coupons == 2) & (terms.last_period == "near-maturing") & ~odd_last
    return with_one_payment(terms, placed, near) if near.any() else placed


def current_period(terms: DatedTerms, grid: Grid, odd_last: Flags) -> Period:
    """Find the period: a regular one, or where first or last coupons are odd, that."""
    ahead = remaining_coupons(terms.settlement, *grid[:3])
    start, end = coupons_around(ahead, *grid[:3])
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
