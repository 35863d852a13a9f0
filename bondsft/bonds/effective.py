"""Effective duration and convexity: from prices after a fall and a rise in yields, however those prices are made.

    >>> effective_risk(price_down=103.1, price=100.0, price_up=97.2, bump=0.01).duration
    array([2.95])

For bonds whose payments move with yields (callable to worst, floating), where no formula for the slope holds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats


class EffectiveRisk(NamedTuple):
    """Measures of n bonds, each shape (n,)."""

    duration: Floats
    """(price_down - price_up) / (2 * bump * price), in years."""
    convexity: Floats
    """(price_down + price_up - 2 * price) / (bump ** 2 * price), in years squared."""


def effective_risk(price_down: ArrayLike, price: ArrayLike, price_up: ArrayLike, bump: ArrayLike) -> EffectiveRisk:
    """Return duration and convexity from dirty prices at yields lower by `bump`, unmoved and higher, shape (n,)."""
    low, here, high, move = columns(price_down=price_down, price=price, price_up=price_up, bump=bump)
    check("price", here, np.isfinite(here) & (here > 0), "above 0")
    check("bump", move, np.isfinite(move) & (move > 0), "above 0")
    duration = (low - high) / (2 * move * here)
    return EffectiveRisk(duration, np.asarray((low + high - 2 * here) / (move**2 * here), np.float64))
