"""Columns of terms: broadcast to one length, checked by name, and worked on label by label and block by block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.daycount import Dates, Floats
from bondsft.errors import BondsftError

BLOCK = 8192
"""Rows at a time: the dozen arrays that a formula needs stay in a core's own cache, and memory stays level."""
FEW, USUAL = 64, 8
"""Rows for which a set is quicker than comparing arrays of names, and names that are looked for one by one."""


def columns(**terms: ArrayLike) -> list[NDArray[Any]]:
    """Broadcast named terms to columns of one length."""
    arrays = {name: np.atleast_1d(np.asarray(value)) for name, value in terms.items()}
    lengths = {name: len(array) for name, array in arrays.items() if len(array) != 1}
    if len(set(lengths.values())) > 1 or any(array.ndim > 1 for array in arrays.values()):
        found = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.shape != (1,))
        raise BondsftError(f"The terms have different lengths: {found}.", "Give columns of one length, or single values.")
    return list(np.broadcast_arrays(*arrays.values()))


def numbers(name: str, values: ArrayLike) -> Floats:
    """Values as numbers. Raises BondsftError for what is none."""
    try:
        return np.asarray(values, np.float64)
    except (ValueError, TypeError):
        raise BondsftError(f"The {name} {values!r} cannot be read as numbers.", "Give decimals, or columns of them.") from None


def as_dates(name: str, values: ArrayLike) -> Dates:
    """Values as dates. Raises BondsftError for what is none."""
    try:
        return np.asarray(values, "datetime64[D]")
    except (ValueError, TypeError):
        raise BondsftError(f"The {name.replace('_', ' ')} {values!r} is not a date.", 'Write it as "2031-05-15".') from None


def check(name: str, values: NDArray[Any], good: NDArray[np.bool_], wanted: str, of: str = "bond") -> None:
    """Raise BondsftError that names the first bad value and where it stands."""
    if not good.all():
        index = int(np.flatnonzero(~good)[0])
        raise BondsftError(f"The {name} of {of} {index} is {values[index]}.", f"It must be {wanted}.")


def labels(values: NDArray[Any]) -> list[Any]:
    """The different values of a column of names; quickly where one name, or a few, stand for all rows."""
    found: list[Any] = []
    while len(values) > FEW and len(found) < USUAL:
        found.append(values[0])
        values = values[:0] if values.strides == (0,) else values[values != values[0]]
    return found + (sorted(set(values.tolist())) if len(values) <= FEW else list(np.unique(values)))


def by_label(values: NDArray[Any], compute: Callable[[Any, Any], Floats]) -> Floats:
    """Return `compute(label, rows)` for the rows of each different label, put together in one column."""
    known = labels(values)
    if len(known) == 1:
        return compute(known[0], slice(None))
    result = np.empty(len(values))
    for label in known:
        rows = np.flatnonzero(values == label)
        result[rows] = compute(label, rows)
    return result


def in_blocks(compute: Callable[[slice], tuple[NDArray[Any], ...]], count: int, size: int = BLOCK) -> tuple[NDArray[Any], ...]:
    """Return the columns, or tables, that `compute` gives for each block of rows, joined."""
    if count <= size:
        return compute(slice(0, count))
    results: list[NDArray[Any]] = []
    for start in range(0, count, size):
        part = compute(slice(start, start + size))
        if not results:
            results = [np.empty((count, *column.shape[1:]), column.dtype) for column in part]
        for whole, column in zip(results, part, strict=True):
            whole[start : start + size] = column
    return tuple(results)
