"""What a bond with equal coupons at equal intervals is worth, in a number of steps that does not depend on its length.

After the time to the next payment, k coupons c fall one period apart, an extra d comes with the first, and a last payment F
comes N periods after it: with v = exp(-u), their value is c * (1 + v + ... + v^(k-1)) + d + F * v^N.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bondsft.bonds.cashflows import final_step
from bondsft.bonds.daycount import Floats
from bondsft.bonds.terms import Bonds

EXPLICIT = 0.1
"""Below this u * k the sums of times and squared times lose digits in closed form, and are added up payment by payment."""


class Shape(NamedTuple):
    """The numbers of the formula, each shape (n,)."""

    coupon: Floats
    extra: Floats
    last: Floats
    many: Floats
    """k, the coupons before the last payment."""
    step: Floats
    """N, periods from the next payment to the last."""


class Moments(NamedTuple):
    """Sums over payments of value, value times periods, and value times periods squared, counted from the next payment."""

    value: Floats
    first: Floats
    second: Floats


def shape_of(bonds: Bonds) -> Shape:
    coupon = 100 * bonds.coupon / bonds.frequency
    extra, last, many = bonds.first_coupon - coupon, bonds.redemption + bonds.last_coupon, (bonds.count - 1).astype(np.float64)
    single = many == 0
    if not single.any():
        return Shape(coupon, extra, last, many, many - 1 + bonds.last_length)
    return Shape(np.where(single, 0.0, coupon), np.where(single, 0.0, extra), last, many, final_step(bonds))


def values(shape: Shape, u: Floats) -> Floats:
    """Values at the time of the next payment, shape (n,)."""
    return shape.coupon * annuity(shape.many, u) + shape.extra + shape.last * np.exp(-u * shape.step)


def annuity(many: Floats, u: Floats) -> Floats:
    """1 + v + ... + v^(many - 1), right to the last digits however near 0 u is."""
    with np.errstate(all="ignore"):
        return np.where(u == 0, many, np.expm1(-u * many) / np.expm1(-u))


def moments(shape: Shape, u: Floats) -> Moments:
    """Sums at the time of the next payment, each shape (n,)."""
    ones, times, squares = annuity_moments(shape.many, u)
    last = shape.last * np.exp(-u * shape.step)
    return Moments(
        shape.coupon * ones + shape.extra + last,
        shape.coupon * times + shape.step * last,
        shape.coupon * squares + shape.step**2 * last,
    )


def annuity_moments(many: Floats, u: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums of v^j, j v^j and j^2 v^j over j from 0 to many - 1, each shape (n,)."""
    ones = annuity(many, u)
    fall, factor, end = np.expm1(-u), np.exp(-u), np.exp(-u * many)
    with np.errstate(all="ignore"):
        times = (many * end - factor * ones) / fall
        squares = (many**2 * end - factor * (ones + 2 * times)) / fall
    rows = np.flatnonzero(~(np.abs(u) * many > EXPLICIT))
    if len(rows):
        rows = rows[np.argsort(-many[rows], kind="stable")]  # the longest first, so that those with another payment lead
        short, small = many[rows], u[rows]
        sums = np.zeros((2, len(rows)))
        for number in range(1, int(np.nan_to_num(short).max(initial=0.0))):
            left = int(np.searchsorted(-short, -number))
            term = number * np.exp(-small[:left] * number)
            sums[:, :left] += term, number * term
        times[rows], squares[rows] = sums
    return ones, times, squares
