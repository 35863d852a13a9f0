"""How a price answers a move in yield: durations, convexity and DV01, all on the dirty price."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import in_blocks
from bondsft.bonds.daycount import Floats
from bondsft.bonds.pricing import all_simple, at_yields, block_moments, growth
from bondsft.bonds.terms import Bonds


class Risk(NamedTuple):
    """Measures of n bonds, each shape (n,)."""

    macaulay_duration: Floats
    """Present-value-weighted time to payment, in years, also where interest is simple: with one payment left, the time to it.
    The JSE then prints modified duration times 1 + y/m, which is a little more."""
    modified_duration: Floats
    """-(dP/dy) / P, in years."""
    convexity: Floats
    """(d2P/dy2) / P, in years squared."""
    dv01: Floats
    """Fall in price per 100 face for a yield one basis point higher."""


def risk(bonds: Bonds, yields: ArrayLike) -> Risk:
    """Return the risk measures at yields given as decimals, shape (n,)."""
    bonds, rate = at_yields(bonds, yields)
    return Risk(*in_blocks(lambda rows: block_risk(bonds.at(rows), rate[rows]), len(rate)))


def block_risk(bonds: Bonds, rate: Floats) -> Risk:
    """With price = value(u) / simple: the slopes of u and of the simple interest in the yield, and the chain rule."""
    log, simple = growth(bonds, rate)
    value, first, second = block_moments(bonds, log)
    time, spread = first / value, second / value
    with np.errstate(divide="ignore"):
        factor = np.where(all_simple(bonds), 0.0, 1 / (1 + rate / bonds.compounding))
    slope, simple_slope = factor / bonds.frequency, bonds.simple / bonds.frequency / simple
    modified = time * slope + simple_slope
    convexity = spread * slope**2 + time * slope * (factor / bonds.compounding + 2 * simple_slope) + 2 * simple_slope**2
    return Risk((bonds.simple + time) / bonds.frequency, modified, convexity, modified * value / simple * 1e-4)
