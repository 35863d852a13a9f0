"""Price from yield, exact to rounding."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.cashflows import cash_flows
from bondsft.bonds.closed_form import Moments, moments, shape_of, values
from bondsft.bonds.columns import check, columns, in_blocks, numbers
from bondsft.bonds.daycount import Flags, Floats
from bondsft.bonds.terms import Bonds


def accrued_interest(bonds: Bonds) -> Floats:
    """Return what the buyer pays for interest at settlement, per 100 face, shape (n,); negative without the next coupon."""
    return bonds.accrued


def dirty_price(bonds: Bonds, yields: ArrayLike) -> Floats:
    """Return the discounted values of what is still paid, per 100 face, shape (n,), from yields as decimals.

    Clean price and accrued interest add up to it, except in Canada, which accrues by one day count and discounts by another.
    Raises BondsftError for a yield so low that no price exists: minus its compounding frequency, or less.
    """
    bonds, rate = at_yields(bonds, yields)
    return in_blocks(lambda rows: (block_price(bonds.at(rows), rate[rows]),), len(rate))[0]


def clean_price(bonds: Bonds, yields: ArrayLike) -> Floats:
    """Return quoted prices, without accrued interest, per 100 face, shape (n,), from yields as decimals."""
    return dirty_price(bonds, yields) - bonds.discounted_accrued


class Growth(NamedTuple):
    """How money grows at a yield, each shape (n,)."""

    log: Floats
    """Logarithm of growth over a coupon period, where interest compounds."""
    simple: Floats
    """Growth by simple interest up to where compounding starts."""


def growth(bonds: Bonds, rate: Floats) -> Growth:
    """Return how money grows at yields from settlement on."""
    compounds = np.where(all_simple(bonds), 0.0, rate / bonds.compounding)
    return Growth(np.log1p(compounds) * bonds.compounding / bonds.frequency, 1 + bonds.simple * rate / bonds.frequency)


def all_simple(bonds: Bonds) -> Flags:
    """Whether interest is simple up to a single last payment."""
    return np.asarray((bonds.count == 1) & (bonds.simple > 0) & (bonds.simple == bonds.wait), np.bool_)


def at_yields(bonds: Bonds, yields: ArrayLike) -> tuple[Bonds, Floats]:
    """Bonds and yields in columns of one length. Raises BondsftError for a yield at which there is no price."""
    rate, _ = columns(yields=numbers("yields", yields), bonds=bonds.count)
    bonds = bonds.repeated(len(rate))
    check("yield", rate, np.isfinite(rate), "a decimal")
    possible = (1 + bonds.simple * rate / bonds.frequency > 0) & (all_simple(bonds) | (rate > -bonds.compounding))
    check("yield", rate, possible, "above minus its compounding frequency")
    return bonds, rate


def block_price(bonds: Bonds, rate: Floats) -> Floats:
    log, simple = growth(bonds, rate)
    price = values(shape_of(bonds), log) * np.exp(-log * (bonds.wait - bonds.simple))
    rows = np.flatnonzero(bonds.irregular)
    if len(rows):
        price[rows] = table_moments(bonds.at(rows), log[rows]).value
    return np.asarray(price / simple, np.float64)


def block_moments(bonds: Bonds, log: Floats) -> Moments:
    """Sums over payments of value, value times periods and value times periods squared, counted from where interest compounds."""
    at_next, wait = moments(shape_of(bonds), log), bonds.wait - bonds.simple
    factor = np.exp(-log * wait)
    first = wait * at_next.value + at_next.first
    second = wait * (first + at_next.first) + at_next.second
    result = Moments(factor * at_next.value, factor * first, factor * second)
    rows = np.flatnonzero(bonds.irregular)
    if len(rows):
        for column, own in zip(result, table_moments(bonds.at(rows), log[rows]), strict=True):
            column[rows] = own
    return result


def table_moments(bonds: Bonds, log: Floats) -> Moments:
    """The same, payment by payment."""
    flows = cash_flows(bonds)
    times = np.nan_to_num(flows.periods)
    value = flows.amount * np.exp(-log[:, None] * times)
    return Moments(value.sum(axis=1), (value * times).sum(axis=1), (value * times**2).sum(axis=1))
