"""Bonds and loans that repay by instalments or whose coupon steps: interest, principal and what is outstanding, by period.

    >>> instalment(100, 0.05 / 12, 360).round(4)
    array([0.5368])

Amounts are per 100 of original notional. A market price is usually per 100 of current notional: say which, or convert it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.tables import table, tables


class Repayments(NamedTuple):
    """Payments of n bonds over at most k periods, per 100 of original notional, each shape (n, k), 0 after the last."""

    interest: Floats
    principal: Floats
    outstanding: Floats
    """Notional on which a period's interest accrues: before that period's repayment."""

    @property
    def amount(self) -> Floats:
        """Interest and principal together, shape (n, k): what `Flows.regular` and `Flows.dated` take."""
        return self.interest + self.principal


def instalment(principal: ArrayLike, rate: ArrayLike, periods: ArrayLike) -> Floats:
    """Return the level payment that repays `principal` with interest over `periods`, `rate` a decimal per period; shape (n,).

    Source: the PMT function of spreadsheet programs, with the other sign.
    """
    amount, growth, count = columns(principal=principal, rate=rate, periods=periods)
    check("principal", amount, np.isfinite(amount), "a number")
    check("rate", growth, np.isfinite(growth) & (growth > -1), "above -1 a period")
    check("periods", count, (count >= 1) & (count == np.floor(count)), "a whole number of 1 or more")
    flat = growth == 0
    some = np.where(flat, 1.0, growth)
    annuity = np.where(flat, count, -np.expm1(-count * np.log1p(some)) / some)
    return np.asarray(amount / annuity, np.float64)


def level_pay(coupon: ArrayLike, frequency: ArrayLike, periods: ArrayLike) -> Repayments:
    """Return the payments of loans that pay one amount each period, interest first, shape (n, k).

    `coupon` is an annual decimal, `frequency` payments a year, `periods` how many in all; each of shape (n,).
    """
    rate, often, count = columns(coupon=coupon, frequency=frequency, periods=periods)
    check("frequency", often, np.isfinite(often) & (often > 0), "above 0")
    each = rate / often
    payment = instalment(100.0, each, count)[:, None]
    step = np.arange(count.max(initial=0))
    left = count[:, None] - step
    flat = each[:, None] == 0
    some = np.where(flat, 1.0, each[:, None])
    owed = np.where(flat, payment * left, payment * -np.expm1(-left * np.log1p(some)) / some)
    outstanding = np.where(left > 0, owed, 0.0)
    interest = outstanding * each[:, None]
    return Repayments(interest, np.where(left > 0, payment - interest, 0.0), outstanding)


def sinking_fund(coupon: ArrayLike, frequency: ArrayLike, periods: ArrayLike, first: ArrayLike = 1) -> Repayments:
    """Return the payments of bonds that repay equal shares of the notional, from period number `first` to the last.

    With `first` equal to `periods` all is repaid at maturity. Arguments have shape (n,).
    """
    rate, often, count, begin = columns(coupon=coupon, frequency=frequency, periods=periods, first=first)
    check("periods", count, (count >= 1) & (count == np.floor(count)), "a whole number of 1 or more")
    check("first", begin, (begin >= 1) & (begin <= count) & (begin == np.floor(begin)), "a period from 1 to the last")
    number = np.arange(1, count.max(initial=0) + 1)
    repays = (number >= begin[:, None]) & (number <= count[:, None])
    return repayments(rate, often, np.where(repays, (100 / (count - begin + 1))[:, None], 0.0))


def step_coupon(coupons: ArrayLike, frequency: ArrayLike) -> Repayments:
    """Return the payments of bonds repaid at the end whose coupon rate has its own value in each period.

    `coupons` are annual decimals of shape (k,) or (n, k), padded with NaN after a bond's last period.
    """
    rate = table("coupons", coupons, np.float64)
    lives = ~np.isnan(rate)
    last = lives & (np.cumsum(lives[:, ::-1], axis=1)[:, ::-1] == 1)
    in_order = lives.any(axis=1) & (lives[:, :-1] | ~lives[:, 1:]).all(axis=1)
    check("row of coupons", rate, in_order & ~np.isinf(rate).any(axis=1), "rates, then NaN")
    return repayments(np.nan_to_num(rate), frequency, np.where(last, 100.0, 0.0))


def repayments(coupon: ArrayLike, frequency: ArrayLike, principal: ArrayLike) -> Repayments:
    """Return the payments of bonds from any repayments of principal, per 100 of original notional.

    `principal` has shape (k,) or (n, k); `coupon` is an annual decimal of shape (n,), or (n, k) for a rate of each period.
    Raises BondsftError where a row's repayments do not add up to 100.
    """
    repaid = table("principal", principal, np.float64)
    rate = np.asarray(coupon, np.float64)
    rate = rate if rate.ndim == 2 else np.atleast_1d(rate)[:, None]
    often = np.atleast_1d(np.asarray(frequency, np.float64))[:, None]
    repaid, rate, often = tables(principal=repaid, coupon=rate, frequency=often)
    check("frequency", often[:, 0], np.isfinite(often[:, 0]) & (often[:, 0] > 0), "above 0")
    check("row of coupons", rate, np.asarray(np.isfinite(rate).all(axis=1), np.bool_), "made of numbers")
    each = rate / often
    total = repaid.sum(axis=1)
    check("sum of repayments", total, np.abs(total - 100) <= 1e-9, "100, the original notional")
    outstanding = np.maximum(100.0 - np.cumsum(repaid, axis=1) + repaid, 0.0)
    outstanding = np.where(outstanding <= 1e-11, 0.0, outstanding)
    return Repayments(outstanding * each, repaid.astype(np.float64), outstanding)


def per_current_notional(price_per_original: ArrayLike, factor: ArrayLike) -> Floats:
    """Return prices per 100 of what is outstanding from prices per 100 of original notional; `factor` is their ratio."""
    price, left = columns(price=price_per_original, factor=factor)
    check("factor", left, (left > 0) & (left <= 1), "above 0 and at most 1")
    return np.asarray(price / left, np.float64)


def per_original_notional(price_per_current: ArrayLike, factor: ArrayLike) -> Floats:
    """Return prices per 100 of original notional from prices per 100 of what is outstanding; `factor` is their ratio."""
    price, left = columns(price=price_per_current, factor=factor)
    check("factor", left, (left > 0) & (left <= 1), "above 0 and at most 1")
    return np.asarray(price * left, np.float64)
