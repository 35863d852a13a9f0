"""Rates at which payments are worth nothing together: IRR of regular payments and XIRR of dated ones, with every root.

    >>> internal_rate([-100.0, 230.0, -132.0])
    InternalRates(rate=array([nan]), status=array([2], dtype=int8), every=array([[0.1, 0.2]]))

Payments that change sign more than once may have several rates. None of them is then given as the rate; `every` has them all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.one_root import bisect, bracket, scaled
from bondsft.bonds.rates import log_growth
from bondsft.bonds.solver import solve_flows
from bondsft.bonds.statuses import MEANINGFUL, NOT_MEANINGFUL, SEVERAL_ROOTS, SOLVED, Statuses
from bondsft.bonds.tables import rows_alike, table


class InternalRates(NamedTuple):
    """Rates of n investments, as decimals."""

    rate: Floats
    """Shape (n,); NaN unless the status is SOLVED."""
    status: Statuses
    """Shape (n,): one of `Status`."""
    every: Floats
    """Shape (n, r), r the most that any row has: all rates of a row, lowest first, padded with NaN."""


def internal_rate(amounts: ArrayLike) -> InternalRates:
    """Return rates per period of payments at equal intervals, the first of them now.

    `amounts` has shape (k,) for one investment or (n, k) for many, what is paid with the other sign than what is received,
    padded with 0 or NaN at the end. Never raises for a row without a rate: its status says so.
    """
    amount = table("amounts", amounts, np.float64)
    periods = np.broadcast_to(np.arange(amount.shape[1], dtype=np.float64), amount.shape)
    none = np.isnan(amount)
    bad = np.isinf(amount).any(axis=1) | (none[:, :-1] & ~none[:, 1:]).any(axis=1)  # a gap is no end
    return rates_of(periods, np.nan_to_num(amount, nan=0.0), bad)


def xirr(dates: ArrayLike, amounts: ArrayLike) -> InternalRates:
    """Return annual effective rates of dated payments, time counted as actual days over 365 from each row's first date.

    `dates` and `amounts` have shape (k,) for one investment or (n, k) for many, and a single row of either goes with many of the
    other; pad with NaT dates or amounts of 0. The order of a row does not matter. A row with a date but no amount is
    NOT_MEANINGFUL; a row whose payments have one sign has NO_ROOT. Raises BondsftError for rows of different lengths.
    Source: the XIRR function of spreadsheet programs, which gives one root at most.
    """
    date, amount = rows_alike(dates=table("dates", dates, "datetime64[D]"), amounts=table("amounts", amounts, np.float64))
    none = np.isnat(date) | (amount == 0)
    first = first_dates(date, none)
    years = np.where(none, np.nan, (np.where(none, first, date) - first).astype(np.float64) / 365)
    bad = (~np.isfinite(amount) & ~np.isnat(date)).any(axis=1)
    return rates_of(years, np.where(none | ~np.isfinite(amount), 0.0, amount), bad)


def xnpv(rate: ArrayLike, dates: ArrayLike, amounts: ArrayLike) -> Floats:
    """Return what dated payments are worth on each row's first date, that day's included, shape (n,), at annual rates.

    Dates and amounts as in `xirr`; rates are decimals of shape (n,). Raises BondsftError for a rate of -1 or less, or rows of
    different lengths. Source: the XNPV function of spreadsheet programs.
    """
    date, amount = rows_alike(dates=table("dates", dates, "datetime64[D]"), amounts=table("amounts", amounts, np.float64))
    none = np.isnat(date)
    first = first_dates(date, none)
    years = (np.where(none, first, date) - first).astype(np.float64) / 365
    growth = log_growth(rate, 1, len(amount))
    return np.asarray((np.where(none, 0.0, amount) * np.exp(-growth[:, None] * years)).sum(axis=1), np.float64)


def first_dates(date: Dates, none: NDArray[np.bool_]) -> Dates:
    """Each row's first date but for those that are none, shape (n, 1)."""
    never = np.full((len(date), 1), np.datetime64("9999-12-31"))
    return np.asarray(np.concatenate([never, np.where(none, never, date)], axis=1).min(axis=1, keepdims=True))


def rates_of(times: Floats, amount: Floats, bad: NDArray[np.bool_]) -> InternalRates:
    """Solve each row for the rate over one unit of time; rows marked bad are not meaningful."""
    log_growth, status = solve_flows(times, np.where(bad[:, None], 0.0, amount), np.zeros(len(amount)))
    status = np.where(bad, NOT_MEANINGFUL, status).astype(np.int8)
    rate = np.expm1(np.where(status == SOLVED, log_growth, np.nan))
    several = {
        int(row): [float(np.expm1(root)) for root in every_root(times[row], amount[row]) if abs(root) <= MEANINGFUL]
        for row in np.flatnonzero(status == SEVERAL_ROOTS)
    }
    every = np.full((len(rate), max([1, *map(len, several.values())])), np.nan)
    every[:, 0] = rate
    for row, roots in several.items():
        every[row, : len(roots)] = roots
    return InternalRates(rate, status, every)


def every_root(times: Floats, amounts: Floats) -> list[float]:
    """Return all u with sum(amounts * exp(-u * times)) = 0 for one set of flows, lowest first; none is missed.

    By induction on the changes of sign in time: times exp(u * middle), with `middle` between the flows at the first change,
    the slope of the sum is again such a sum, with one change fewer. Between two of its roots the sum is monotone.
    """
    own = (amounts != 0) & np.isfinite(times)
    moments, place = np.unique(times[own], return_inverse=True)
    merged = np.bincount(place, amounts[own], len(moments))
    return turning(moments[merged != 0], merged[merged != 0])


def turning(t: Floats, a: Floats) -> list[float]:
    changes = np.flatnonzero(np.sign(a[1:]) != np.sign(a[:-1]))
    if len(changes) == 0:
        return []
    if len(changes) == 1:
        return [bisect(t, a, *bracket(t, a))]
    middle = (t[changes[0]] + t[changes[0] + 1]) / 2
    edges = turning(t, a * (middle - t))
    values = [float(scaled(np.array([edge]), t, a)[0]) for edge in edges]
    sizes = [float(scaled(np.array([edge]), t, np.abs(a))[0]) for edge in edges]
    # A value within rounding of zero where the sum turns is a root that the sum touches.
    touched = [abs(value) <= 1e-14 * size for value, size in zip(values, sizes, strict=True)]
    roots = [edge for edge, touch in zip(edges, touched, strict=True) if touch]
    reach = 2.0 * max([1.0, *map(abs, edges)])
    low, high = bounds(t, a, reach)
    points = [low, *edges, high]
    signs = [np.sign(a[-1]), *(0.0 if touch else np.sign(v) for v, touch in zip(values, touched, strict=True)), np.sign(a[0])]
    for left, right, before, after in zip(points, points[1:], signs, signs[1:], strict=False):
        if before * after < 0:
            roots.append(bisect(t, a, left, right))
    return sorted(roots)


def bounds(t: Floats, a: Floats, reach: float) -> tuple[float, float]:
    """Points beyond which the sum keeps the sign of its last flow (below) and of its first (above)."""
    while reach < 2.0**60:
        low, high = scaled(np.array([-reach, reach]), t, a)
        if np.sign(low) == np.sign(a[-1]) and np.sign(high) == np.sign(a[0]):
            break
        reach *= 2
    return -reach, reach
