"""Conversion factors of bonds that may be delivered into a future: the price per 1 of face at the contract's notional yield.

>>> us_conversion_factor(0.0575, "2003-09-01", "2010-08-15")
array([0.9862])
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.bond_columns import NO_DATE
from bondsft.bonds.columns import as_dates, check, columns, numbers
from bondsft.bonds.daycount import Floats, parts
from bondsft.bonds.pricing import clean_price
from bondsft.bonds.terms import Bonds

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
        coupon=numbers("coupon", coupon),
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
    coupon: ArrayLike,
    delivery: ArrayLike,
    maturity: ArrayLike,
    notional: ArrayLike = 0.06,
    month_end: ArrayLike = False,
    *,
    issue: ArrayLike = NO_DATE,
    first_coupon: ArrayLike = NO_DATE,
) -> Floats:
    """Return factors of Eurex futures on bonds with annual coupons, shape (n,), rounded to 6 decimals.

    `coupon` and `notional` are decimals; `delivery` is the delivery day itself. `issue` and `first_coupon`, as `Bonds.dated`
    takes them, matter while the first coupon is still to come, short or long. Swiss bonds have a rule of their own:
    `conf_conversion_factor`.
    Source: Eurex, Contract Specifications, conversion factors of fixed income futures.
    """
    terms = {"month_end": month_end, "issue": issue, "first_coupon": first_coupon}
    return np.round(price_at_notional(1, coupon, delivery, maturity, notional, **terms), 6)


def conf_conversion_factor(coupon: ArrayLike, delivery: ArrayLike, maturity: ArrayLike, notional: ArrayLike = 0.06) -> Floats:
    """Return factors of CONF futures on bonds of the Swiss Confederation, shape (n,), rounded to 6 decimals.

    `coupon` and `notional` are decimals: 6 % up to the contract of June 2026, 1 % from that of September 2026 on. `delivery`
    is the delivery day, from which whole years and whole further months to maturity count. Source: Eurex, Contract
    Specifications, conversion factors of fixed income futures, and circular 012/26.
    """
    rate, start, end, level = at_delivery(coupon, delivery, maturity, notional)
    (first, day), (last, last_day) = parts(start), parts(end)
    years, months = np.divmod(last - first - (last_day < day), 12)
    v, wait = 1 / (1 + level), months / 12
    whole = v ** years.astype(np.float64)
    dirty = v**wait * (rate / level * (1 + level - whole) + whole)
    return np.asarray(np.round(dirty - rate * (1 - wait), 6), np.float64)


def gilt_conversion_factor(
    coupon: ArrayLike,
    delivery: ArrayLike,
    maturity: ArrayLike,
    ex_dividend: ArrayLike = False,
    notional: ArrayLike = 0.04,
    month_end: ArrayLike = True,
    *,
    issue: ArrayLike = NO_DATE,
    first_coupon: ArrayLike = NO_DATE,
) -> Floats:
    """Return factors of ICE gilt futures, shape (n,), rounded to 7 decimals.

    `delivery` is the first day of the delivery month; `ex_dividend` says whether the gilt is then without its next coupon,
    as it is from 7 business days before. `issue` and `first_coupon` as in `eurex_conversion_factor`.
    Source: ICE Futures Europe, price factors of gilt futures; the DMO's gilt price.
    """
    terms = {"month_end": month_end, "issue": issue, "first_coupon": first_coupon, "ex_dividend": ex_dividend}
    return np.round(price_at_notional(2, coupon, delivery, maturity, notional, **terms), 7)


def price_at_notional(
    frequency: int, coupon: ArrayLike, delivery: ArrayLike, maturity: ArrayLike, notional: ArrayLike, **terms: Any
) -> Floats:
    """Clean prices per 1 of face on the delivery day, interest compound throughout, time in parts of coupon periods."""
    rate, start, end, level = at_delivery(coupon, delivery, maturity, notional)
    return clean_price(Bonds.dated(rate, frequency, start, end, "Act/Act ICMA", **terms), level) / 100


def at_delivery(coupon: ArrayLike, delivery: ArrayLike, maturity: ArrayLike, notional: ArrayLike) -> list[NDArray[Any]]:
    """The columns that every factor at a notional yield has, checked."""
    rate, start, end, level = columns(
        coupon=numbers("coupon", coupon),
        delivery=as_dates("delivery", delivery),
        maturity=as_dates("maturity", maturity),
        notional=numbers("notional", notional),
    )
    check("coupon", rate, np.isfinite(rate) & (rate >= 0), "a decimal of 0 or more")
    check("notional", level, np.isfinite(level) & (level > 0), "above 0")
    check("delivery", start, ~np.isnat(start), "a date")
    check("maturity", end, end > start, "after delivery")
    return [rate, start, end, level]
