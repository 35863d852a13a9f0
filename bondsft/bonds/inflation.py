"""Bonds whose principal follows a price index: reference index, index ratio, and prices in money from real prices.

    >>> index_ratio(163.29032, 161.55484)
    array([1.01074])

The real yield and the real price are those of a plain bond with the real coupon, by the convention of its market.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Floats, days_in_month, parts


class AdjustedPrices(NamedTuple):
    """Money per 100 of original principal, each shape (n,)."""

    price: Floats
    accrued: Floats
    settlement_amount: Floats
    """Price and accrued interest together."""


def reference_index(date: ArrayLike, month: ArrayLike, next_month: ArrayLike, decimals: int | None = 5) -> Floats:
    """Return the index of a day, shape (n,), between the reference indexes of its month's first day and the next month's.

    The reference of a first day is the index published for the third month before it. Rounded to 5 decimals after
    truncation to 6; `decimals` None leaves it unrounded. Source: 31 CFR 356 Appendix B, I.B.
    """
    day, first, following = columns(date=as_dates("date", date), month=month, next_month=next_month)
    check("date", day, ~np.isnat(day), "a date")
    known = np.isfinite(first) & np.isfinite(following)
    check("index", first, known & (first > 0) & (following > 0), "above 0, as must be the next month's")
    months, number = parts(day)
    reference = first + (number - 1) / days_in_month(months) * (following - first)
    return reference if decimals is None else truncate_then_round(reference, decimals)


def index_ratio(reference: ArrayLike, base: ArrayLike, decimals: int | None = 5) -> Floats:
    """Return how far the index has come since the base (issue or dated) date, shape (n,).

    Rounded to 5 decimals after truncation to 6, as US and UK (three-month lag) bonds do; `decimals` None leaves it unrounded.
    """
    now, then = columns(reference=reference, base=base)
    check("index", now, np.isfinite(now) & (now > 0), "above 0")
    check("base index", then, np.isfinite(then) & (then > 0), "above 0")
    return np.asarray(now / then if decimals is None else truncate_then_round(now / then, decimals), np.float64)


def adjusted_prices(real_price: ArrayLike, real_accrued: ArrayLike, ratio: ArrayLike, decimals: int | None = 6) -> AdjustedPrices:
    """Return prices and accrued interest in money from real ones per 100, shape (n,), and index ratios.

    The Treasury rounds the real price to 6 decimals before it adjusts; `decimals` None does not round.
    Source: 31 CFR 356 Appendix B, III.
    """
    clean, earned, factor = columns(real_price=real_price, real_accrued=real_accrued, ratio=ratio)
    check("index ratio", factor, np.isfinite(factor) & (factor > 0), "above 0")
    price = (clean if decimals is None else np.round(clean, decimals)) * factor
    return AdjustedPrices(price, earned * factor, price + earned * factor)


class StrippedInterest(NamedTuple):
    """A stripped interest component of an indexed Treasury, in dollars rounded to cents, each shape (n,)."""

    adjusted_value: Floats
    """Its value at an index of 100, which makes components of one maturity alike."""
    payment: Floats
    """What is paid at its maturity."""


def stripped_interest(par: ArrayLike, coupon: ArrayLike, base: ArrayLike, reference: ArrayLike) -> StrippedInterest:
    """Return values of semi-annual interest components from par amounts, coupons as decimals, and reference indexes.

    `base` is the index of the bond's issue (or dated) date, `reference` that of the component's maturity.
    Source: 31 CFR 356 Appendix B, V.
    """
    amount, rate, then, now = columns(par=par, coupon=coupon, base=base, reference=reference)
    check("base index", then, np.isfinite(then) & (then > 0), "above 0")
    check("index", now, np.isfinite(now) & (now > 0), "above 0")
    adjusted = np.round(amount * rate / 2 * 100 / then, 2)
    return StrippedInterest(adjusted, np.round(adjusted * now / 100, 2))


def redemption_with_floor(ratio: ArrayLike) -> Floats:
    """Return what is repaid per 100 of original principal, shape (n,): never less than 100. Source: 31 CFR 356.30."""
    (factor,) = columns(ratio=ratio)
    return np.asarray(100 * np.maximum(factor, 1.0), np.float64)


def truncate_then_round(values: Floats, decimals: int) -> Floats:
    """Cut after one more decimal than wanted, then round half up: what the Treasury's two steps come to."""
    # 1e-7 of the unit that is cut keeps a value such as 1.000005, stored a little below, from losing its last digit
    cut = np.floor(values * 10.0 ** (decimals + 1) + 1e-7)
    return np.asarray(np.floor((cut + 5) / 10) / 10.0**decimals, np.float64)
