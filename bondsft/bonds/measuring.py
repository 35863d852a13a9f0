"""How long dated bonds wait for their next coupons, and what has accrued up to settlement."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.accrual import CANADIAN, Grid, periods
from bondsft.bonds.bond_columns import BondColumns
from bondsft.bonds.columns import by_label
from bondsft.bonds.conventions import SIMPLE_BY
from bondsft.bonds.daycount import Dates, Flags, Floats, Whole, actual_days
from bondsft.bonds.placed import DatedTerms, Period, Placed
from bondsft.bonds.years import OF_30_DAYS, year_fraction


def with_own_days(terms: DatedTerms, odd: Flags) -> DatedTerms:
    """Terms of Canadian bonds in an odd period: the days of their interest are also those of time and of the clean price. No
    source says so, but thus 2.25 % of June 2029 is worth 100 at 2.249977 % on 16 October 2018, as published."""
    own = odd & among(terms.day_count, (CANADIAN,)) if odd.any() else odd
    if not own.any():
        return terms
    names = {name: np.where(own, CANADIAN, getattr(terms, name)) for name in ("discount_day_count", "clean_day_count")}
    return replace(terms, **names)


def waits(terms: DatedTerms, grid: Grid, period: Period) -> tuple[Floats, Floats]:
    """Coupon periods to the next coupon, and the part of them over which interest is simple."""
    left = terms.remainder | among(terms.discount_day_count, OF_30_DAYS)
    wait = np.empty(len(left)) if left.all() else share(terms.discount_day_count, terms.settlement, period.end, period, grid)
    if left.any():
        whole = length(terms.discount_day_count, period.start, period.end, period.odd, grid)
        gone = share(terms.discount_day_count, period.start, terms.settlement, period, grid)
        wait = np.where(left, np.maximum(whole - gone, 0.0), wait)
    last = (period.coupons == 1) & (terms.last_period != "compound")
    if last.any():
        wait = np.where(last, single_wait(terms, period.end, wait), wait)
    simple = np.where(terms.first_period == "simple", wait - np.floor(wait), 0.0)
    return wait, np.where(last, wait, simple)


def single_wait(bonds: DatedTerms | BondColumns, end: Dates, wait: Floats) -> Floats:
    """Coupon periods up to a single payment, by the day count that its simple interest has for itself, if any."""
    grid = Grid(end, bonds.frequency, bonds.month_end, end)

    def counted(rule: str, rows: Any) -> Floats:
        if rule not in SIMPLE_BY:
            return np.asarray(wait[rows], np.float64)
        return periods(SIMPLE_BY[rule], bonds.settlement[rows], end[rows], grid.at(rows))

    return by_label(bonds.last_period, counted)


def accrued(
    terms: DatedTerms, names: NDArray[np.str_], equal: Floats, period: Period, grid: Grid, dropped: Flags, now: Floats
) -> Floats:
    """Interest up to settlement; where the next coupon is the seller's, less than nothing: that of the days up to it."""
    gone = equal * share(names, period.start, terms.settlement, period, grid)
    if not dropped.any():
        return gone
    to_come = equal * share(names, terms.settlement, period.end, period, grid)
    left = terms.remainder | among(names, OF_30_DAYS)
    return np.where(dropped, -np.where(left, now - gone, to_come), gone)


def with_one_payment(terms: DatedTerms, placed: Placed, near: Flags) -> Placed:
    """Bonds of which the buyer gets the last payment alone, as simple interest by days of 365 from settlement has them. Source:
    AFMA, Long-Dated Fixed Income Securities Conventions: near-maturing bonds."""
    wait = year_fraction("Act/365F", terms.settlement, terms.maturity) * terms.frequency
    return placed._replace(
        count=np.where(near, 1, placed.count),
        wait=np.where(near, wait, placed.wait),
        simple=np.where(near, wait, placed.simple),
        first_coupon=np.where(near, placed.last_coupon, placed.first_coupon),
        back=np.where(near, placed.back - 1, placed.back),
    )


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


def among(column: NDArray[np.str_], names: Container[str]) -> Flags:
    """Which labels of a column are among names."""
    return by_label(column, lambda name, rows: np.full(len(column[rows]), float(name in names))) > 0


def rounded(amounts: Floats, decimals: Whole) -> Floats:
    """Amounts to their own number of decimals, as they are where that is below 0."""
    return by_label(decimals, lambda places, rows: amounts[rows] if places < 0 else np.round(amounts[rows], places))
