"""Prices of bonds for later delivery, and what they and the prices of bond futures say of each other.

Buying a bond with borrowed money and delivering it later costs simple interest, the repo rate, on what is still owed; coupons
that come meanwhile pay some of it back. `bonds` are settled when they are bought, `delivered` are the same bonds settled when
they are delivered.

>>> bought, delivered = (Bonds.of_market("uk", 0.0575, day, "2009-12-07") for day in ("2000-03-16", "2000-06-30"))
>>> forward_price(bought, delivered, 102.732, 0.0624, "Act/365F").round(6)
array([102.945537])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.cashflows import cash_flows
from bondsft.bonds.columns import check, columns, numbers
from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.tables import alongside
from bondsft.bonds.terms import Bonds
from bondsft.bonds.years import year_fraction


class FuturesBasis(NamedTuple):
    """What a bond costs beyond its future, each shape (n,)."""

    gross: Floats
    """Clean price less the future's times the conversion factor, per 100 face."""
    net: Floats
    """The same of the forward price at the repo rate: what remains of the gross basis after carry."""
    implied_repo: Floats
    """The repo rate, a decimal, at which nothing remains."""


class Holding(NamedTuple):
    """From purchase to delivery, each shape (n,): money per 100 face, times in years up to delivery."""

    paid: Floats
    years: Floats
    coupons: Floats
    coupon_years: Floats
    """Each coupon times the years for which it can pay back, summed."""
    accrued: Floats
    """On delivery."""


def forward_price(bonds: Bonds, delivered: Bonds, price: ArrayLike, repo: ArrayLike, day_count: str) -> Floats:
    """Return clean forward prices per 100, shape (n,), from clean prices and repo rates as decimals, simple by `day_count`.

    A coupon that is the seller's on delivery counts as received. Raises BondsftError for bonds that are not the same, a
    delivery that is not after settlement, or an unknown day count. Source: Choudhry, The Futures Bond Basis.
    """
    held, cost = holding(bonds, delivered, price, day_count, numbers("repo rate", repo))
    owed = held.paid * (1 + cost * held.years) - held.coupons - cost * held.coupon_years
    return np.asarray(owed - held.accrued, np.float64)


def implied_repo(bonds: Bonds, delivered: Bonds, price: ArrayLike, forward: ArrayLike, day_count: str) -> Floats:
    """Return the repo rates, decimals of shape (n,), at which clean prices have these clean forward prices: the inverse."""
    held, later = holding(bonds, delivered, price, day_count, numbers("forward price", forward))
    gain = later + held.accrued + held.coupons - held.paid
    return np.asarray(gain / (held.paid * held.years - held.coupon_years), np.float64)


def futures_basis(
    bonds: Bonds,
    delivered: Bonds,
    price: ArrayLike,
    future: ArrayLike,
    factor: ArrayLike,
    repo: ArrayLike,
    day_count: str,
) -> FuturesBasis:
    """Return the basis of bonds that may be delivered into a future, from clean prices, its price and conversion factors.

    Rates are decimals, simple by `day_count`; all columns have shape (n,). Raises as `forward_price` does.
    """
    clean, level, share, cost = alongside(
        len(bonds),
        price=numbers("price", price),
        future=numbers("future", future),
        factor=numbers("factor", factor),
        repo=numbers("repo rate", repo),
    )
    paid = level * share
    net = forward_price(bonds, delivered, clean, cost, day_count) - paid
    return FuturesBasis(clean - paid, net, implied_repo(bonds, delivered, clean, paid, day_count))


def holding(bonds: Bonds, delivered: Bonds, price: ArrayLike, day_count: str, other: Floats) -> tuple[Holding, Floats]:
    """What is paid and received, and another column of the same length."""
    lengths = {"bonds": np.zeros(len(bonds)), "delivered": np.zeros(len(delivered))}
    clean, column, *_ = columns(price=numbers("price", price), other=other, **lengths)
    check("price", clean, np.isfinite(clean) & (clean > 0), "above 0")
    bonds, delivered = bonds.repeated(len(clean)), delivered.repeated(len(clean))
    until = delivered.settlement
    check("delivery", until, until > bonds.settlement, "after settlement")
    same = (bonds.maturity == delivered.maturity) & (bonds.coupon == delivered.coupon)
    check("maturity on delivery", delivered.maturity, same, "that of the same bond, with its coupon")
    before, after = (payments(one, until, day_count) for one in (bonds, delivered))
    ahead = year_fraction(day_count, bonds.settlement, until)
    held = Holding(clean + bonds.accrued, ahead, before[0] - after[0], before[1] - after[1], delivered.accrued)
    return held, column


def payments(bonds: Bonds, until: Dates, day_count: str) -> tuple[Floats, Floats]:
    """All payments, and each times the years from it to a date, summed. The first owner keeps what the next does not get."""
    flows = cash_flows(bonds)
    years = np.nan_to_num(year_fraction(day_count, flows.date, until[:, None]))
    return flows.amount.sum(axis=1), (flows.amount * years).sum(axis=1)
