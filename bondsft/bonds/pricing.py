"""Price from yield and yield from price, both ways exact to rounding."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.cashflows import cash_flows
from bondsft.bonds.daycount import Floats
from bondsft.bonds.terms import Bonds, check, columns

STEPS = 60


def accrued_interest(bonds: Bonds) -> Floats:
    """Return interest earned since the last coupon, per 100 face, shape (n,)."""
    return 100 * bonds.coupon / bonds.frequency * bonds.accrued


def dirty_price(bonds: Bonds, yields: ArrayLike) -> Floats:
    """Return prices with accrued interest, per 100 face, shape (n,), from yields as decimals.

    Raises BondsftError for a yield at or below minus the compounding frequency, where no price exists.
    """
    return present_values(bonds, growth(bonds, yields))[0]


def clean_price(bonds: Bonds, yields: ArrayLike) -> Floats:
    """Return quoted prices, without accrued interest, per 100 face, shape (n,), from yields as decimals."""
    return dirty_price(bonds, yields) - accrued_interest(bonds)


def yield_to_maturity(bonds: Bonds, price: ArrayLike, *, quote: str = "clean") -> Floats:
    """Return yields as decimals, shape (n,), from clean (or, with `quote="dirty"`, dirty) prices per 100 face.

    Newton's method on the logarithm of price, which is convex and falls in the log of growth: one root, no bracket.
    Raises BondsftError for a price that is not above 0, and for one so absurd that no yield can be stated.
    """
    (target,) = columns(price=np.asarray(price, np.float64) + np.zeros(len(bonds)))
    check("price", target, np.isfinite(target) & (target > 0), "above 0")
    if quote == "clean":
        target = target + accrued_interest(bonds)
    u = np.log1p(bonds.coupon / bonds.frequency)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for _ in range(STEPS):
            value, first, _second = present_values(bonds, u)
            step = np.log(value / target) * value / first
            u = u + np.clip(step, -2.0, 2.0)
            if not (np.abs(step) > 1e-15 * (1 + np.abs(u))).any():
                break
        yields = bonds.compounding * np.expm1(u * bonds.frequency / bonds.compounding)
        value, first, _second = present_values(bonds, u)
    settled = np.isfinite(yields) & (np.abs(value - target) <= 1e-11 * target * (1 + first / value))
    check("price", target, settled, "one for which a yield can be stated")
    return np.asarray(yields, np.float64)


def growth(bonds: Bonds, yields: ArrayLike) -> Floats:
    """Return the logarithm of growth over a coupon period, shape (n,)."""
    (rates,) = columns(yields=np.asarray(yields, np.float64) + np.zeros(len(bonds)))
    check(
        "yield",
        rates,
        np.isfinite(rates) & (1 + rates / bonds.compounding > 0),
        "above minus its compounding frequency",
    )
    logs: Floats = np.log1p(rates / bonds.compounding) * bonds.compounding / bonds.frequency
    return logs


def present_values(bonds: Bonds, u: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums over payments of value, value times periods, value times periods squared, each shape (n,)."""
    flows = cash_flows(bonds)
    periods = np.nan_to_num(flows.periods)
    values = flows.amount * np.exp(-u[:, None] * periods)
    return values.sum(axis=1), (values * periods).sum(axis=1), (values * periods**2).sum(axis=1)
