"""Callable and puttable bonds: the yield to each date of a schedule, and to the one that is worst for the holder.

    >>> bond = Bonds.dated(0.08, 2, "2026-01-15", "2036-01-15")
    >>> worst = yield_to_worst(bond, 108.0, ["2031-01-15", "2033-01-15"], [104.0, 102.0])
    >>> worst.rate.round(6), worst.date
    (array([0.067727]), array(['2031-01-15'], dtype='datetime64[D]'))

Redemption on a date pays its price and the interest accrued by then. A bond is called against the holder, who so earns the
lowest yield; it is put by the holder, who so earns the highest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check
from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.effective import EffectiveRisk, effective_risk
from bondsft.bonds.pricing import dirty_price
from bondsft.bonds.shortened import shortened
from bondsft.bonds.statuses import SOLVED, Statuses, Yields
from bondsft.bonds.tables import alongside, table, tables
from bondsft.bonds.terms import Bonds
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
    solved = found.status == SOLVED
    order = np.where(solved, sign * np.where(solved, found.rate, 0.0), np.inf)
    pick = np.where(solved.any(axis=1), order.argmin(axis=1), date.shape[1] - 1)
    row = np.arange(len(pick))
    date, repaid = np.broadcast_to(date, order.shape), np.broadcast_to(repaid, order.shape)
    return Chosen(found.rate[row, pick], date[row, pick], repaid[row, pick], found.status[row, pick])


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
