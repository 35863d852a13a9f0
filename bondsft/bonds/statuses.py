"""What became of the price of each bond: solved, or why there is no one yield."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.daycount import Floats

Statuses = NDArray[np.int8]
Rows = NDArray[np.intp]

MEANINGFUL = np.log(10_000)  # growth by more than this over one period, either way, is no yield that anyone states


class Status(IntEnum):
    """What became of one bond's price."""

    SOLVED = 0
    """There is one yield."""
    NOT_MEANINGFUL = 1
    """Input is not a number, or the one root is beyond growth by a factor of 10,000 a period, either way."""
    SEVERAL_ROOTS = 2
    """The flows change sign and more than one yield gives the price; none is returned."""
    NO_ROOT = 3
    """No yield gives the price: it is not above 0, or flows of one sign cannot be worth it."""


SOLVED, NOT_MEANINGFUL, SEVERAL_ROOTS, NO_ROOT = (np.int8(status) for status in Status)
"""The same as numbers for arrays. NumPy asks a member of an enumeration for attributes, and a Ctrl-C in the midst is lost."""


class Roots(NamedTuple):
    """Solutions of n bonds, each shape (n,)."""

    log_growth: Floats
    """log(1 + y/m) over one period; NaN where there is no one root."""
    status: Statuses


class Yields(NamedTuple):
    """Yields of n instruments, each array of shape (n,)."""

    rate: Floats
    """Decimals; NaN unless the status is SOLVED."""
    status: Statuses
    """One of `Status`: with payments of both signs there may be several yields, or none."""
