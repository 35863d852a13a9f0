"""Rates of short paper on a bond's footing, other day bases, and paper that pays its interest at maturity.

>>> investment_rate(92.265, 364).round(6)  # the 52-week Treasury bill of 7 June 1990
array([0.082373])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.bills import paper
from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.years import OF_30_DAYS, year_fraction


def investment_rate(price: ArrayLike, days: ArrayLike, year: ArrayLike = 365) -> Floats:
    """Return coupon-equivalent (bond-equivalent) yields of bills as decimals, shape (n,), from prices per 100.

    Up to half a year the simple rate on price over `year` days; beyond, the semi-annual yield of a bond that pays its first
    interest half a year before maturity, the positive root of a quadratic. `year` is 365, or 366 where the year after issue
    holds a 29 February: see `days_in_following_year`. Source: 31 CFR 356 Appendix B, VI.D; Excel's TBILLEQ with 365.
    """
    paid, term, _ = paper(price, days, 100.0)
    paid, term, whole = columns(price=paid, days=term, year=year)
    check("price", paid, paid > 0, "above 0")
    simple = (100 - paid) / paid * whole / term
    long = term > whole / 2
    b = term / whole
    a = np.where(long, b / 2 - 0.25, 1.0)
    # the root in a form that loses no digits where a is small
    gain = (100 - paid) / paid
    root = np.sqrt(np.maximum(b**2 + 4 * a * gain, 0.0))
    check("price", paid, ~long | (b**2 + 4 * a * gain >= 0), "one that a semi-annual yield gives")
    rates: Floats = np.where(long, 2 * gain / (b + root), simple)
    return rates


def price_from_investment_rate(rate: ArrayLike, days: ArrayLike, year: ArrayLike = 365) -> Floats:
    """Return prices per 100 of bills, shape (n,), from coupon-equivalent yields as decimals: the inverse of `investment_rate`."""
    known, term, _ = paper(rate, days, 100.0)
    known, term, whole = columns(rate=known, days=term, year=year)
    growth = np.where(term > whole / 2, (1 + (term - whole / 2) * known / whole) * (1 + known / 2), 1 + known * term / whole)
    check("rate", known, growth > 0, "high enough to leave a price above 0")
    return np.asarray(100 / growth, np.float64)


def change_year_basis(rate: ArrayLike, basis: ArrayLike, to: ArrayLike) -> Floats:
    """Return simple rates over a year of `to` days, shape (n,), that pay what `rate` pays over a year of `basis` days.

    From 360 to 365 a rate of 5 % becomes 5.0694 %: the same money for each day.
    """
    known, old, new = columns(rate=rate, basis=basis, to=to)
    check("rate", known, np.isfinite(known), "a number")
    for name, days in (("basis", old), ("basis wanted", new)):
        check(name, days, np.isin(days, (360, 364, 365, 366)), "360, 364, 365 or 366 days")
    return np.asarray(known * new / old, np.float64)


def price_of_interest_at_maturity(
    coupon: ArrayLike, issue: ArrayLike, settlement: ArrayLike, maturity: ArrayLike, yields: ArrayLike, day_count: str
) -> Floats:
    """Return clean prices per 100, shape (n,), of paper that pays 100 and all its interest, simple from issue, at maturity.

    Rates are decimals, dates of shape (n,). Source: the PRICEMAT function of spreadsheet programs.
    """
    life, ahead, gone = spans(issue, settlement, maturity, day_count)
    known, rate, life, ahead, gone = columns(coupon=coupon, yields=yields, life=life, ahead=ahead, gone=gone)
    check("yield", rate, 1 + rate * ahead > 0, "high enough to leave a price above 0")
    return np.asarray(100 * ((1 + known * life) / (1 + rate * ahead) - known * gone), np.float64)


def yield_of_interest_at_maturity(
    coupon: ArrayLike, issue: ArrayLike, settlement: ArrayLike, maturity: ArrayLike, price: ArrayLike, day_count: str
) -> Floats:
    """Return simple yields as decimals, shape (n,), from clean prices per 100 of such paper. Source: the function YIELDMAT."""
    life, ahead, gone = spans(issue, settlement, maturity, day_count)
    known, clean, life, ahead, gone = columns(coupon=coupon, price=price, life=life, ahead=ahead, gone=gone)
    dirty = clean / 100 + known * gone
    check("time to maturity", ahead, ahead > 0, "above 0 by the day count")
    check("price", clean, dirty > 0, "above 0 with accrued interest")
    return np.asarray(((1 + known * life) / dirty - 1) / ahead, np.float64)


def cumulative_amount(principal: ArrayLike, rate: ArrayLike, years: ArrayLike, days: ArrayLike = 0) -> Floats:
    """Return what a cumulative Indian debenture repays, shape (n,), in the unit of `principal`.

    Interest at the annual rate, a decimal, is added to the principal for each whole year; `days` beyond them, out of 365,
    earn simple interest. Source: Muthoot Finance, NCD Series XII: 1,000 at 9 % for 400 days repays 1,099.41.
    """
    amount, known, whole, over = columns(principal=principal, rate=rate, years=years, days=days)
    check("rate", known, np.isfinite(known) & (known > -1), "above -1")
    check("years", whole, (whole >= 0) & (whole == np.floor(whole)), "a whole number of 0 or more")
    check("days", over, (over >= 0) & (over < 366), "less than a year's")
    return np.asarray(amount * (1 + known) ** whole.astype(np.float64) * (1 + known * over / 365), np.float64)


def spans(issue: ArrayLike, settlement: ArrayLike, maturity: ArrayLike, day_count: str) -> tuple[Floats, Floats, Floats]:
    """Years from issue to maturity, from settlement to maturity, and from issue to settlement.

    Months of 30 days leave for the second what the third takes from the first, as spreadsheet programs have it.
    """
    begin, start, end = columns(
        issue=as_dates("issue", issue),
        settlement=as_dates("settlement", settlement),
        maturity=as_dates("maturity", maturity),
    )
    check("settlement", start, start >= begin, "on or after issue")
    check("maturity", end, end > start, "after settlement")
    life, gone = year_fraction(day_count, begin, end), year_fraction(day_count, begin, start)
    return life, life - gone if day_count in OF_30_DAYS else year_fraction(day_count, start, end), gone
