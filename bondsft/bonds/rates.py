"""Annual rates of any compounding, and one turned into another.

    >>> convert_rate(0.0842, compounding=12, to=1).round(4)  # an Indian debenture that pays monthly
    array([0.0875])

A rate that compounds m times a year grows 1 to (1 + rate/m) ** m; one that compounds continuously, to exp(rate).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats

CONTINUOUS = np.inf
"""The compounding of a continuous rate."""


def convert_rate(rate: ArrayLike, compounding: ArrayLike, to: ArrayLike) -> Floats:
    """Return annual rates, shape (n,), that compound `to` times a year and grow as `rate` does, compounding `compounding` times.

    1 is the effective rate, `CONTINUOUS` the continuous one; others are nominal rates. Raises BondsftError for a rate at or
    below minus its compounding frequency.
    """
    known, often, wanted = columns(rate=rate, compounding=compounding, to=to)
    check_compounding(wanted)
    return rate_of(log_growth(known, often), wanted)


def log_growth(rate: ArrayLike, compounding: ArrayLike, rows: int = 1) -> Floats:
    """Return the logarithm of one year's growth, shape (n,), for as many rows or as many rates as there are."""
    known, often, _ = columns(rate=rate, compounding=compounding, rows=np.zeros(rows))
    check_compounding(often)
    check("rate", known, np.isfinite(known) & (1 + known / often > 0), "above minus its compounding frequency")
    forever = np.isinf(often)
    finite = np.where(forever, 1, often)
    with np.errstate(divide="ignore", invalid="ignore"):  # a continuous rate may be below -1
        return np.where(forever, known, finite * np.log1p(known / finite))


def rate_of(u: Floats, compounding: NDArray[Any]) -> Floats:
    """The rate that compounds so often and grows by exp(u) a year."""
    forever = np.isinf(compounding)
    finite = np.where(forever, 1, compounding)
    with np.errstate(over="ignore"):
        return np.where(forever, u, finite * np.expm1(u / finite))


def check_compounding(compounding: NDArray[Any]) -> None:
    check("compounding", compounding, compounding > 0, "times a year, or infinite for continuous")
