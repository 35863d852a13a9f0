"""What a move of the yield does to a price, and what a move of the price does to the yield, from a bond's measures.

>>> measures = risk(Bonds.of_periods(0.06, 2, 20), 0.06)
>>> price_change(measures, 100.0, 0.01).round(4)  # the exact change is -7.1062
array([-7.0949])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.risk import Risk


def dollar_duration(measures: Risk) -> Floats:
    """Return -dP/dy per 100 face, shape (n,): modified duration times dirty price, 10,000 times DV01."""
    return measures.dv01 * 10_000


def price_change(measures: Risk, dirty: ArrayLike, move: ArrayLike, *, with_convexity: bool = True) -> Floats:
    """Return changes of dirty prices per 100 face, shape (n,), for yields higher by `move` (decimal, 0.0001 a basis point).

    By duration alone, or with convexity: P * (-D * move + C * move**2 / 2).
    """
    duration, convexity, price, step = columns(
        duration=measures.modified_duration, convexity=measures.convexity, price=dirty, move=move
    )
    check("price", price, np.isfinite(price) & (price > 0), "above 0")
    bend = convexity * step**2 / 2 if with_convexity else 0.0
    return np.asarray(price * (bend - duration * step), np.float64)


def yield_value_of_price_change(measures: Risk, change: ArrayLike = 1 / 32) -> Floats:
    """Return the fall in yield, as a decimal, shape (n,), that goes with a rise of price per 100 face: a 32nd, or any other."""
    slope, rise = columns(dollar_duration=dollar_duration(measures), change=change)
    check("dollar duration", slope, slope > 0, "above 0")
    return np.asarray(rise / slope, np.float64)
