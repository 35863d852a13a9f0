"""What a bond yields above a curve: Z-spread over all spot rates, G- and I-spread over one rate at its maturity.

>>> curve = Curve.of_zero_rates([1, 10], [0.03, 0.03], compounding=2)
>>> z_spread(Flows.regular([2, 2, 2, 102], 2), 99.0, curve, compounding=2).spread.round(6)
array([0.015286])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.curves import Curve
from bondsft.bonds.daycount import Floats
from bondsft.bonds.flows import Flows
from bondsft.bonds.rates import CONTINUOUS, check_compounding
from bondsft.bonds.statuses import NOT_MEANINGFUL, SOLVED, Statuses
from bondsft.bonds.tables import alongside

STEPS = 60


class Spreads(NamedTuple):
    """Spreads of n bonds, each array of shape (n,)."""

    spread: Floats
    """Decimals; NaN unless the status is SOLVED."""
    status: Statuses
    """One of `Status`."""


def price_at_spread(flows: Flows, curve: Curve, spread: ArrayLike, compounding: float = CONTINUOUS) -> Floats:
    """Return dirty prices, shape (n,), with every spot rate of the curve `spread` higher, rates compounding `compounding` times.

    Raises BondsftError for a spread that takes a rate to minus its compounding or below.
    """
    (extra,) = alongside(len(flows), spread=spread)
    flows = flows.repeated(len(extra))
    years, rates = spot_rates(flows, curve, compounding)
    check("spread", extra, (compounding + rates.min(axis=1) + extra > 0) & np.isfinite(extra), "above minus the compounding")
    return worth(flows.amount, years, rates, extra, compounding)[0]


def z_spread(flows: Flows, price: ArrayLike, curve: Curve, compounding: float = CONTINUOUS) -> Spreads:
    """Return the spreads, shape (n,), that make `price_at_spread` the dirty price `price`.

    A row with a price that is not above 0, or with a negative payment, is NOT_MEANINGFUL; the others are computed.
    """
    (target,) = alongside(len(flows), price=price)
    flows = flows.repeated(len(target))
    years, rates = spot_rates(flows, curve, compounding)
    fit = np.isfinite(target) & (target > 0) & (flows.amount >= 0).all(axis=1) & (years * flows.amount > 0).any(axis=1)
    lowest = -compounding - rates.min(axis=1)
    spread = np.zeros(len(flows))
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            value, slope = worth(flows.amount, years, rates, spread, compounding)
            # log value is convex and falls: a step that would leave the domain goes half the way to its edge
            moved = spread + np.log(value / target) * value / slope
            step = np.maximum(moved, np.where(np.isfinite(lowest), (spread + lowest) / 2, moved)) - spread
            spread = spread + step
            if not (np.abs(step[fit]) > 1e-15 * (1 + np.abs(spread[fit]))).any():
                break
        value, slope = worth(flows.amount, years, rates, spread, compounding)
        solved = fit & (np.abs(value - target) <= 1e-11 * target * (1 + slope / value))
    status = np.where(solved, SOLVED, NOT_MEANINGFUL).astype(np.int8)
    return Spreads(np.where(solved, spread, np.nan), status)


def g_spread(yields: ArrayLike, years: ArrayLike, government_years: ArrayLike, government_yields: ArrayLike) -> Floats:
    """Return yields less the government yield at the same maturity, decimals of shape (n,).

    `years` are to maturity; the government's, shape (m,), rise, and yields between them are linear. All yields must compound
    alike: see `convert_rate`. Raises BondsftError for a maturity outside the government's.
    """
    return over_linear(yields, years, government_years, government_yields)


def i_spread(yields: ArrayLike, years: ArrayLike, swap_years: ArrayLike, swap_rates: ArrayLike) -> Floats:
    """Return yields less the par swap rate at the same maturity, linear between quoted tenors; otherwise as `g_spread`.

    `Curve.par_rate` gives swap rates where only a curve is known.
    """
    return over_linear(yields, years, swap_years, swap_rates)


def over_linear(yields: ArrayLike, years: ArrayLike, nodes: ArrayLike, rates: ArrayLike) -> Floats:
    rate, time = columns(yields=yields, years=years)
    tenors, known = columns(tenors=nodes, rates=rates)
    check("tenor", tenors, np.diff(tenors, prepend=-np.inf) > 0, "above the tenor before", of="node")
    check("years", time, (time >= tenors[0]) & (time <= tenors[-1]), f"between the tenors {tenors[0]:g} and {tenors[-1]:g}")
    return np.asarray(rate - np.interp(time, tenors, known), np.float64)


def spot_rates(flows: Flows, curve: Curve, compounding: float) -> tuple[Floats, Floats]:
    """Times of payments, and the curve's spot rates there; where nothing is paid, a time of 0 and the row's last rate."""
    check_compounding(np.atleast_1d(compounding))
    time = np.nan_to_num(flows.years)
    last = np.maximum(time.max(axis=1, keepdims=True), 1e-9)
    rates = curve.zero_rate(np.where(time > 0, time, last).ravel(), compounding).reshape(time.shape)
    return time, rates


def worth(amount: Floats, years: Floats, rates: Floats, spread: Floats, compounding: float) -> tuple[Floats, Floats]:
    """Value, and minus its slope in the spread."""
    total = rates + spread[:, None]
    if np.isinf(compounding):
        value = amount * np.exp(-total * years)
        return value.sum(axis=1), (value * years).sum(axis=1)
    growth = 1 + total / compounding
    value = amount * np.exp(-compounding * years * np.log(growth))
    return value.sum(axis=1), (value * years / growth).sum(axis=1)
