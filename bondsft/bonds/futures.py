"""Conversion factors of bonds that may be delivered into a future: the price per 1 of face at the contract's notional yield.

>>> us_conversion_factor(0.0575, "2003-09-01", "2010-08-15")
array([0.9862])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Dates, Floats, parts
from bondsft.bonds.schedule import coupon_date, remaining_coupons

US_NOTIONAL = 0.06
BOND_AND_TEN_YEAR = 3
"""Months to which the bond and 10-year contracts round the time to maturity down."""
SHORTER_NOTES = 1
"""Months to which the 2-, 3- and 5-year contracts do."""


def us_conversion_factor(coupon: ArrayLike, delivery: ArrayLike, maturity: ArrayLike, rounding_months: ArrayLike = 3) -> Floats:
    """Return factors of US Treasury futures, shape (n,), rounded to 4 decimals.

    `coupon` is a decimal, `delivery` a day of the delivery month, `maturity` the bond's (or its first call's).
    `rounding_months` is BOND_AND_TEN_YEAR or SHORTER_NOTES. Source: CME Group, Calculating US Treasury Futures Conversion
    Factors: the price at 6 % by whole half-years and at most 5 further months, interest for those months simple.
    """
    rate, start, end, step = columns(
        coupon=coupon,
        delivery=as_dates("delivery", delivery),
        maturity=as_dates("maturity", maturity),
        rounding_months=rounding_months,
    )
    check("coupon", rate, np.isfinite(rate) & (rate >= 0), "a decimal of 0 or more")
    check("rounding", step, np.isin(step, (BOND_AND_TEN_YEAR, SHORTER_NOTES)), "3 months, or 1 for the shorter notes")
    check("delivery", start, ~np.isnat(start), "a date")
    check("maturity", end, ~np.isnat(end), "a date")
    months = parts(end)[0] - parts(start)[0]
    check("maturity", end, months >= step, "after the delivery month")
    years, over = months // 12, months % 12 // step * step
    # Months past a half-year beyond 7 count from that half-year; the bond contract's 9 months do so as 3.
    half = over >= 7
    v = np.where(half, over - 6, over)
    a = 1.03 ** (-v / 6)
    b = rate / 2 * (6 - v) / 6
    c = 1.03 ** -(2.0 * years + half)
    d = rate / US_NOTIONAL * (1 - c)
    return np.asarray(np.round(a * (rate / 2 + c + d) - b, 4), np.float64)


def eurex_conversion_factor(
    coupon: ArrayLike, delivery: ArrayLike, maturity: ArrayLike, notional: ArrayLike = 0.06, month_end: ArrayLike = False
) -> Floats:
    """Return factors of Eurex futures on bonds with annual coupons, shape (n,), rounded to 6 decimals.

    `coupon` and `notional` are decimals; `delivery` is the delivery day itself. First coupons must be regular.
    Source: Eurex, Contract Specifications, conversion factors of fixed income futures.
    """
    rate, start, end, level, last_days = columns(
        coupon=coupon,
        delivery=as_dates("delivery", delivery),
        maturity=as_dates("maturity", maturity),
        notional=notional,
        month_end=month_end,
    )
    check("coupon", rate, np.isfinite(rate) & (rate >= 0), "a decimal of 0 or more")
    check("notional", level, np.isfinite(level) & (level > 0), "above 0")
    check("maturity", end, end > start, "after delivery")
    count, gone = periods_ahead(start, end, 1, last_days)
    v = 1 / (1 + level)
    whole = v ** (count - 1.0)
    dirty = v ** (1 - gone) * (rate / level * (1 + level - whole) + whole)
    return np.asarray(np.round(dirty - rate * gone, 6), np.float64)


def gilt_conversion_factor(
    coupon: ArrayLike,
    delivery: ArrayLike,
    maturity: ArrayLike,
    ex_dividend: ArrayLike = False,
    notional: ArrayLike = 0.04,
    month_end: ArrayLike = True,
) -> Floats:
    """Return factors of ICE gilt futures, shape (n,), rounded to 7 decimals.

    `delivery` is the first day of the delivery month; `ex_dividend` says whether the gilt is then without its next coupon,
    as it is from 7 business days before. Source: ICE Futures Europe, price factors of gilt futures; the DMO's gilt price.
    """
    rate, start, end, without, level, last_days = columns(
        coupon=coupon,
        delivery=as_dates("delivery", delivery),
        maturity=as_dates("maturity", maturity),
        ex_dividend=ex_dividend,
        notional=notional,
        month_end=month_end,
    )
    check("coupon", rate, np.isfinite(rate) & (rate >= 0), "a decimal of 0 or more")
    check("notional", level, np.isfinite(level) & (level > 0), "above 0")
    check("maturity", end, end > start, "after delivery")
    count, gone = periods_ahead(start, end, 2, last_days)
    v = 1 / (1 + level / 2)
    later = v ** (count - 1.0)
    dirty = v ** (1 - gone) * (rate / 2 * ~without.astype(np.bool_) + rate / level * (1 - later) + later)
    accrued = rate / 2 * (gone - without)
    return np.asarray(np.round(dirty - accrued, 7), np.float64)


def periods_ahead(
    start: Dates, maturity: Dates, frequency: int, month_end: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Floats]:
    """Coupons still to come, and the part of the present coupon period that is gone, by actual days."""
    often = np.full(len(maturity), frequency, np.int64)
    count = remaining_coupons(start, maturity, often, month_end)
    following = coupon_date(maturity, often, count - 1, month_end)
    previous = coupon_date(maturity, often, count, month_end)
    gone = (start - previous).astype(np.float64) / (following - previous).astype(np.float64)
    return count, np.asarray(gone, np.float64)
