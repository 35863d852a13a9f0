"""How a price answers a move in yield: durations, convexity and DV01, all on the dirty price."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.daycount import Floats
from bondsft.bonds.pricing import growth, present_values
from bondsft.bonds.terms import Bonds


class Risk(NamedTuple):
    """Measures of n bonds, each shape (n,)."""

    macaulay_duration: Floats
    """Present-value-weighted time to payment, in years."""
    modified_duration: Floats
    """-(dP/dy) / P, in years."""
    convexity: Floats
    """(d2P/dy2) / P, in years squared."""
    dv01: Floats
    """Fall in price per 100 face for a yield one basis point higher."""


def risk(bonds: Bonds, yields: ArrayLike) -> Risk:
    """Return the risk measures at yields given as decimals, shape (n,)."""
    u = growth(bonds, yields)
    value, first, second = present_values(bonds, u)
    macaulay = first / value / bonds.frequency
    # exp(u * f / m) is 1 + y/m: one compounding period's growth
    factor = 1 / np.exp(u * bonds.frequency / bonds.compounding)
    modified = macaulay * factor
    convexity = (second / value / bonds.frequency**2 + macaulay / bonds.compounding) * factor**2
    return Risk(macaulay, modified, convexity, modified * value * 1e-4)
