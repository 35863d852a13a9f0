"""Bonds that pay for ever and never repay: price from yield, yield from price, and risk, in closed form.

    >>> perpetual_price(0.025, 2, 0.05)
    array([50.])

The first payment falls after `wait` coupon periods; prices are dirty, per 100, and yields compound as often as coupons are paid.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.risk import Risk

STEPS = 60


def perpetual_price(coupon: ArrayLike, frequency: ArrayLike, yields: ArrayLike, wait: ArrayLike = 1.0) -> Floats:
    """Return dirty prices per 100, shape (n,), from annual coupons and yields as decimals.

    Raises BondsftError for a yield of 0 or less.
    """
    rate, often, known, first = terms(coupon, frequency, wait, yields=yields)
    check("yield", known, known > 0, "above 0: payments that never end have no price otherwise")
    u = np.log1p(known / often)
    return np.asarray(100 * rate / often * np.exp(-u * first) / -np.expm1(-u), np.float64)


def perpetual_yield(coupon: ArrayLike, frequency: ArrayLike, price: ArrayLike, wait: ArrayLike = 1.0) -> Floats:
    """Return yields as decimals, shape (n,), from dirty prices per 100. Each price above 0 has one."""
    rate, often, target, first = terms(coupon, frequency, wait, price=price)
    check("price", target, target > 0, "above 0")
    ratio = 100 * rate / often / target
    # In log(yield) the log of price is nearly straight; exact where the wait is a whole period.
    x = np.log(ratio)
    for _ in range(STEPS):
        growth = np.exp(x)
        u = np.log1p(growth)
        excess = np.log(ratio) - u * first + u - x
        slope = 1 + (first - 1) * growth / (1 + growth)
        step = excess / slope
        x = x + step
        if not (np.abs(step) > 1e-15).any():
            break
    return np.asarray(often * np.exp(x), np.float64)


def perpetual_risk(frequency: ArrayLike, yields: ArrayLike, wait: ArrayLike = 1.0, coupon: ArrayLike = 1.0) -> Risk:
    """Return durations, convexity and DV01, each shape (n,), at yields as decimals; only DV01 depends on the coupon."""
    rate, often, known, first = terms(coupon, frequency, wait, yields=yields)
    price = perpetual_price(rate, often, known, first)
    growth = known / often
    macaulay = (first + 1 / growth) / often
    modified = macaulay / (1 + growth)
    # P = c (1 + g)**(1 - w) / g, twice differentiated
    w = first - 1
    second = (w * (w + 1) / (1 + growth) ** 2 + 2 * w / (growth * (1 + growth)) + 2 / growth**2) / often**2
    return Risk(macaulay, modified, second, modified * price * 1e-4)


def terms(coupon: ArrayLike, frequency: ArrayLike, wait: ArrayLike, **known: ArrayLike) -> list[NDArray[Any]]:
    """Check and broadcast what every perpetual has, and its yield or price."""
    ((name, value),) = known.items()
    rate, often, given, first = columns(coupon=coupon, frequency=frequency, given=value, wait=wait)
    check("coupon", rate, np.isfinite(rate) & (rate > 0), "above 0")
    check("frequency", often, np.isfinite(often) & (often > 0), "above 0")
    check(name.removesuffix("s"), given, np.isfinite(given), "a number")
    check("wait", first, (first > 0) & (first <= 1), "above 0 and at most 1 coupon period")
    return [rate, often, given, first]
