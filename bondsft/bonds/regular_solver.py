"""Solves bonds of the closed form for their growth: third-order steps for all, and halving of a bracket for what is left.

The logarithm of price is convex and falls in u, so that there is one root; only rounding keeps a step from settling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bondsft.bonds.closed_form import Shape, values
from bondsft.bonds.daycount import Flags, Floats
from bondsft.bonds.solver import curved_step, has_settled
from bondsft.bonds.statuses import MEANINGFUL, Rows

STEPS = 8
NEAR = 1e-6
"""No slope is taken nearer to u = 0 than this: it would lose its digits, and a step from here lands as well."""
HALVINGS = 70


class Discounting(NamedTuple):
    """How payments are discounted, each shape (n,)."""

    wait: Floats
    """Periods of compound interest up to the next payment."""
    simple: Floats
    """Periods of simple interest before."""
    per_period: Floats
    """Compounding periods a coupon period."""


class Slopes(NamedTuple):
    log_price: Floats
    mean: Floats
    """Minus the first derivative by u."""
    spread: Floats
    """The second derivative."""


def solve_regular(shape: Shape, discounting: Discounting, target: Floats) -> Floats:
    """Return u, shape (n,), at which the payments are worth `target`; NaN where |u| would be above MEANINGFUL."""
    found = np.full(len(target), np.nan)
    rows: Rows = np.arange(len(target))
    cost = np.log(target)
    with np.errstate(all="ignore"):
        u = first_guess(shape, discounting, target)
        for number in range(STEPS):
            if np.abs(u).min() < NEAR:
                u = np.where(np.abs(u) < NEAR, NEAR, u)
            here = slopes(shape, discounting, u)
            step = curved_step(here.log_price - cost, here.mean, here.spread)
            u = u + step
            if number == 0:
                continue  # hardly a bond settles in one step
            settled = has_settled(step, u, here.mean, here.spread)
            found[rows] = np.where(settled, u, np.nan)
            left = np.flatnonzero(~settled)
            if not len(left):
                return found
            rows, u, cost = rows.take(left), u.take(left), cost.take(left)
            shape, discounting = Shape(*(c.take(left) for c in shape)), Discounting(*(c.take(left) for c in discounting))
        found[rows] = halve(shape, discounting, cost)
    return found


def first_guess(shape: Shape, discounting: Discounting, target: Floats) -> Floats:
    """Current yield and the pull to the last payment, over the middle of the price's way there."""
    term = discounting.wait + discounting.simple + shape.step
    rate = 2 * (shape.coupon + (shape.last - target) / term) / (shape.last + target)
    return np.asarray(np.log1p(np.maximum(rate, -0.5)), np.float64)


def slopes(shape: Shape, discounting: Discounting, u: Floats) -> Slopes:
    """Log of price and its derivatives by u. The sums are those of `closed_form.moments`, with few operations."""
    fall, end = np.expm1(-u), np.expm1(-u * shape.many)
    factor, many_end = fall + 1, shape.many * (end + 1)
    ones = end / fall
    times = (many_end - factor * ones) / fall
    squares = (shape.many * many_end - factor * (ones + 2 * times)) / fall
    last = shape.last * (end + 1 if shape.step is shape.many else np.exp(-u * shape.step))
    value = shape.coupon * ones + shape.extra + last
    moved = shape.step * last
    mean = (shape.coupon * times + moved) / value
    spread = (shape.coupon * squares + shape.step * moved) / value - mean**2
    log_price, mean = np.log(value) - u * discounting.wait, mean + discounting.wait
    if discounting.simple.any():
        often = 1 / discounting.per_period
        slope = discounting.simple * np.exp(u * often)
        growth = 1 + discounting.simple * np.expm1(u * often) * discounting.per_period
        log_price = log_price - np.log(growth)
        mean = mean + slope / growth
        spread = spread - slope * often / growth + (slope / growth) ** 2
    return Slopes(log_price, mean, spread)


def halve(shape: Shape, discounting: Discounting, cost: Floats) -> Floats:
    """Roots by halving between the bounds of what is meaningful; NaN where a root is not between them."""
    low, high = np.full(len(cost), -MEANINGFUL), np.full(len(cost), MEANINGFUL)

    def above(u: Floats) -> Flags:
        growth = 1 + discounting.simple * np.expm1(u / discounting.per_period) * discounting.per_period
        log_price = np.log(values(shape, u)) - u * discounting.wait - np.log(growth)
        return np.asarray(log_price > cost, np.bool_)

    inside = above(low) & ~above(high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        over = above(middle)
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    return np.where(inside, (low + high) / 2, np.nan)
