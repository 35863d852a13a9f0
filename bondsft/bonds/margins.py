"""Floating-rate notes: price from discount margin and back, each period discounted by simple interest.

    >>> dates = ["2012-10-31", "2013-01-31", "2013-04-30", "2013-07-31"]
    >>> note = Floaters.projected("2012-07-31", "2012-07-31", dates, index=0.001, spread=0.0012)
    >>> price_from_discount_margin(note, 0.0012).clean
    array([100.])

A payment at the end of period i is worth amount / product over j up to i of (1 + (index_j + margin) * fraction_j).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check
from bondsft.bonds.daycount import Floats
from bondsft.bonds.floaters import Floaters
from bondsft.bonds.spreads import STEPS, Spreads
from bondsft.bonds.statuses import NOT_MEANINGFUL, SOLVED
from bondsft.bonds.tables import alongside


class FloaterPrices(NamedTuple):
    """Prices of n notes per 100, each shape (n,)."""

    dirty: Floats
    accrued: Floats
    clean: Floats


def price_from_discount_margin(notes: Floaters, margin: ArrayLike) -> FloaterPrices:
    """Return prices at discount margins as decimals, shape (n,). Raises BondsftError for a margin that leaves no price."""
    (extra,) = alongside(len(notes), margin=margin)
    check("discount margin", extra, np.isfinite(extra) & (extra > lowest_margin(notes)), "high enough for money to keep a value")
    dirty, _ = worth(notes, extra)
    return FloaterPrices(dirty, np.broadcast_to(notes.accrued, dirty.shape), dirty - notes.accrued)


def discount_margin(notes: Floaters, clean_price: ArrayLike) -> Spreads:
    """Return the margins, decimals of shape (n,), that give the clean prices, with a status for each note.

    A row whose price with accrued interest is not above 0, or which no margin gives, is NOT_MEANINGFUL.
    """
    (clean,) = alongside(len(notes), price=clean_price)
    target = clean + notes.accrued
    fit = np.isfinite(target) & (target > 0)
    lowest, margin = lowest_margin(notes), np.zeros(len(target))
    margin = np.maximum(margin, lowest + 1e-6)
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            value, slope = worth(notes, margin)
            moved = np.maximum(margin + np.log(value / target) * value / slope, (margin + lowest) / 2)
            step, margin = moved - margin, moved
            if not (np.abs(step[fit]) > 1e-15 * (1 + np.abs(margin[fit]))).any():
                break
        value, slope = worth(notes, margin)
        solved = fit & (np.abs(value - target) <= 1e-11 * target * (1 + slope / value))
    return Spreads(np.where(solved, margin, np.nan), np.where(solved, SOLVED, NOT_MEANINGFUL).astype(np.int8))


def lowest_margin(notes: Floaters) -> Floats:
    """The margin at which a period's growth is nothing."""
    lives = notes.fraction > 0
    return np.asarray(np.where(lives, -1 / np.where(lives, notes.fraction, 1) - notes.index, -np.inf).max(axis=1), np.float64)


def worth(notes: Floaters, margin: Floats) -> tuple[Floats, Floats]:
    """Value, and minus its slope in the margin."""
    growth = 1 + (notes.index + margin[:, None]) * notes.fraction
    value = notes.amount * np.exp(-np.cumsum(np.log(growth), axis=1))
    return value.sum(axis=1), (value * np.cumsum(notes.fraction / growth, axis=1)).sum(axis=1)
