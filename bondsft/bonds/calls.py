"""Callable and puttable bonds: the yield to each date of a schedule, and to the one that is worst for the holder.

    >>> bond = Bonds.dated(0.08, 2, "2026-01-15", "2036-01-15")
    >>> worst = yield_to_worst(bond, 108.0, ["2031-01-15", "2033-01-15"], [104.0, 102.0])
    >>> worst.rate.round(6), worst.date
    (array([0.067727]), array(['2031-01-15'], dtype='datetime64[D]'))

Redemption on a date pays its price and the interest accrued by then. A bond is called against the holder, who so earns the
lowest yield; it is put by the holder, who so earns the highest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.accrual import Grid, periods
from bondsft.bonds.columns import by_label, check
from bondsft.bonds.daycount import Dates, Floats, Whole
from bondsft.bonds.effective import EffectiveRisk, effective_risk
from bondsft.bonds.pricing import dirty_price
from bondsft.bonds.schedule import coupon_date, remaining_coupons
from bondsft.bonds.statuses import Status, Statuses, Yields
from bondsft.bonds.tables import alongside, table, tables
from bondsft.bonds.terms import Bonds
from bondsft.bonds.years import year_fraction
from bondsft.bonds.yields import solve_yield


class Chosen(NamedTuple):
    """One redemption of each of n bonds, each array of shape (n,)."""

    rate: Floats
    """Its yield as a decimal; NaN unless the status is SOLVED."""
    date: Dates
    """When it is."""
    price: Floats
    """What is repaid per 100, without interest."""
    status: Statuses
    """One of `Status`: what became of the price."""


def yields_to_redemption(bonds: Bonds, price: ArrayLike, dates: ArrayLike, prices: ArrayLike) -> Yields:
    """Return the yields of clean prices to each date of a schedule: yields to call, or to put; both arrays of shape (n, c).

    `price` has shape (n,); `dates` and redemption `prices` per 100 (c,) or (n, c), padded with NaT. Where there is no date,
    or it is not after settlement, the status is NOT_MEANINGFUL. Yields compound as the bonds' own.
    """
    (clean,) = alongside(len(bonds), price=price)
    shape, called = shortened(bonds.repeated(len(clean)), *schedule(bonds, dates, prices))
    dirty = np.repeat(clean + bonds.discounted_accrued, shape[1])
    found = solve_yield(called, dirty, quote="dirty")
    return Yields(found.rate.reshape(shape), found.status.reshape(shape))


def yield_to_worst(bonds: Bonds, price: ArrayLike, dates: ArrayLike, prices: ArrayLike) -> Chosen:
    """Return the redemption with the lowest yield among the calls of a schedule, as in `yields_to_redemption`, and maturity."""
    return lowest(bonds, price, dates, prices, 1)


def yield_to_best(bonds: Bonds, price: ArrayLike, dates: ArrayLike, prices: ArrayLike) -> Chosen:
    """Return the redemption with the highest yield among the puts of a schedule, and maturity."""
    return lowest(bonds, price, dates, prices, -1)


def price_to_worst(bonds: Bonds, yields: ArrayLike, dates: ArrayLike, prices: ArrayLike) -> Floats:
    """Return clean prices, shape (n,), at which `yield_to_worst` is `yields`: the lowest over calls and maturity."""
    (rate,) = alongside(len(bonds), yields=yields)
    shape, called = shortened(bonds.repeated(len(rate)), *with_maturity(bonds, *schedule(bonds, dates, prices)))
    value = dirty_price(called, np.repeat(rate, shape[1])).reshape(shape)
    return np.asarray(np.where(np.isnan(value), np.inf, value).min(axis=1) - bonds.discounted_accrued, np.float64)


def risk_to_worst(
    bonds: Bonds, yields: ArrayLike, dates: ArrayLike, prices: ArrayLike, bump: ArrayLike = 0.0001
) -> EffectiveRisk:
    """Return effective duration and convexity, shape (n,), of bonds whose redemption is the worst one at each yield."""
    rate, move = alongside(len(bonds), yields=yields, bump=bump)
    low, here, high = (
        price_to_worst(bonds, rate + step, dates, prices) + bonds.discounted_accrued for step in (-move, 0 * move, move)
    )
    return effective_risk(low, here, high, move)


def lowest(bonds: Bonds, price: ArrayLike, dates: ArrayLike, prices: ArrayLike, sign: int) -> Chosen:
    """The redemption whose yield times `sign` is lowest."""
    date, repaid = with_maturity(bonds, *schedule(bonds, dates, prices))
    found = yields_to_redemption(bonds, price, date, repaid)
    solved = found.status == Status.SOLVED
    order = np.where(solved, sign * np.where(solved, found.rate, 0.0), np.inf)
    pick = np.where(solved.any(axis=1), order.argmin(axis=1), date.shape[1] - 1)
    row = np.arange(len(pick))
    date, repaid = np.broadcast_to(date, order.shape), np.broadcast_to(repaid, order.shape)
    return Chosen(found.rate[row, pick], date[row, pick], repaid[row, pick], found.status[row, pick])


def shortened(bonds: Bonds, date: Dates, price: Floats) -> tuple[tuple[int, int], Bonds]:
    """Each bond as though each redemption were its last payment: the shape (n, c), and n * c bonds, row by row.

    Between coupon dates the last coupon is what has accrued. Where there is no date, or it falls before a coupon that is the
    seller's, what is paid is NaN.
    """
    shape = (len(bonds), date.shape[1])
    date, price = np.broadcast_to(date, shape).ravel(), np.broadcast_to(price, shape).ravel()
    many = bonds.at(np.repeat(np.arange(shape[0]), shape[1]))
    end = np.where(np.isnat(date), many.maturity, date)
    grid = Grid(many.anchor, many.frequency, many.month_end, many.maturity)
    left_over = np.maximum(remaining_coupons(end, *grid[:3]), 0)
    coupons = np.maximum(many.back + 1 - left_over, 0)  # those paid up to the date
    none = coupons == 0
    latest = np.where(none, many.accrual_start, coupon_date(many.anchor, many.frequency, left_over, many.month_end))
    on_coupon, at_maturity = ~none & (latest == end), end == many.maturity
    equal = 100 * many.coupon / many.frequency
    stub = equal * by_label(many.day_count, lambda name, rows: periods(name, latest[rows], end[rows], grid.at(rows)))
    length = by_label(many.discount_day_count, lambda name, rows: periods(name, latest[rows], end[rows], grid.at(rows)))
    ahead = by_label(many.discount_day_count, lambda name, rows: periods(name, many.settlement[rows], end[rows], grid.at(rows)))
    no_interest = none & ~at_maturity & (many.first_coupon == 0) & (many.coupon > 0)  # the seller's period, with a coupon dropped
    count = np.where(at_maturity, many.count, coupons + ~on_coupon)
    last = np.where(on_coupon, np.where(coupons == 1, many.first_coupon, equal), stub)
    last = np.where(at_maturity, many.last_coupon, last)
    wait, simple = last_interest(many, end, count, np.where(none & ~at_maturity, ahead, many.wait))
    return shape, replace(
        many,
        maturity=end,
        redemption=np.where(np.isnat(date) | no_interest, np.nan, price),
        count=count,
        wait=wait,
        simple=simple,
        first_coupon=np.where(count == 1, last, many.first_coupon),
        last_coupon=last,
        last_length=np.where(at_maturity, many.last_length, np.where(on_coupon, 1.0, length)),
    )


def last_interest(bonds: Bonds, end: Dates, count: Whole, wait: Floats) -> tuple[Floats, Floats]:
    """Periods to the next payment, and those of simple interest among them, by the rules for that and for a single one."""
    single = (count == 1) & (bonds.last_period != "compound")
    days = year_fraction("Act/365F", bonds.settlement, end) * bonds.frequency
    wait = np.where(single & (bonds.last_period == "simple Act/365F"), days, wait)
    part = np.where(bonds.first_period == "simple", wait - np.floor(wait), 0.0)
    return wait, np.where(single, wait, part)


def with_maturity(bonds: Bonds, date: Dates, price: Floats) -> tuple[Dates, Floats]:
    """The schedule with redemption at maturity as its last column."""
    return np.column_stack([date, bonds.maturity]), np.column_stack([price, bonds.redemption])


def schedule(bonds: Bonds, dates: ArrayLike, prices: ArrayLike) -> tuple[Dates, Floats]:
    """Dates and prices as (n, c), NaT where a date is not after settlement. Raises BondsftError for one after maturity."""
    check("maturity", bonds.maturity, ~np.isnat(bonds.maturity), "a date, for a schedule of dates")
    rows = np.zeros((len(bonds), 1))
    date, price, _ = tables(dates=table("dates", dates, "datetime64[D]"), prices=table("prices", prices, np.float64), rows=rows)
    none = np.isnat(date) | (date <= bonds.settlement[:, None])
    check("row of dates", date, np.asarray((none | (date <= bonds.maturity[:, None])).all(axis=1), np.bool_), "up to maturity")
    check("row of prices", price, np.asarray((none | (price > 0)).all(axis=1), np.bool_), "above 0")
    return np.where(none, np.datetime64("NaT"), date), price
