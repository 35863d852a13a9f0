"""Turns what a user gives as terms into columns of the types that formulas need, or says what cannot be one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.columns import labels
from bondsft.bonds.daycount import Flags, Whole
from bondsft.bonds.faults import Faults
from bondsft.errors import BondsftError

WHOLE = ("frequency", "compounding", "count", "accrued_decimals")


def typed(column: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    floats = {name: column[name].astype(np.float64, copy=False) for name in ("coupon", "redemption")}
    return column | floats | {name: whole(column[name]) for name in WHOLE if name in column}


def numbers(name: str, values: NDArray[Any]) -> NDArray[Any]:
    """The values, unless they are something else than numbers."""
    if values.dtype.kind not in "biuf" and len(values):
        raise BondsftError(f"The {name.replace('_', ' ')} of bond 0 is {values[0]}.", "It must be a number.")
    return values


def flags(faults: Faults, name: str, values: NDArray[Any]) -> Flags:
    """The values as true or false."""
    if values.dtype.kind == "b":
        return values
    good = np.isin(values, (0, 1)) if values.dtype.kind in "iuf" else np.zeros(len(values), np.bool_)
    faults.note(name.replace("_", " "), values, good, "true or false")
    return np.asarray(np.where(good, values, 0), np.bool_) if values.dtype.kind in "iuf" else good


def otherwise(values: NDArray[np.str_], fallback: NDArray[np.str_]) -> NDArray[np.str_]:
    """The names given, and where there is none the fallback's."""
    return fallback if labels(values) in ([""], []) else np.where(values == "", fallback, values)


def whole(values: NDArray[Any]) -> Whole:
    return values.astype(np.int64, copy=False)
