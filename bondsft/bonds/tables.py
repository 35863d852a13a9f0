"""Tables of payments: one row an instrument, padded at the end, and columns that go with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import columns
from bondsft.errors import BondsftError


def table(name: str, values: ArrayLike, kind: str | type) -> NDArray[Any]:
    """One row or many as an array of shape (n, k)."""
    try:
        array = np.asarray(values, kind)
    except (ValueError, TypeError) as error:
        raise BondsftError(f"The {name} cannot be read: {error}.", "Give rows of one length; dates as 2031-05-15.") from None
    if array.ndim > 2:
        raise BondsftError(f"The {name} have {array.ndim} dimensions.", "Give one row of payments, or a row for each instrument.")
    return np.atleast_2d(array)


def tables(**terms: NDArray[Any]) -> list[NDArray[Any]]:
    """Broadcast named tables to one shape (n, k)."""
    try:
        return list(np.broadcast_arrays(*terms.values()))
    except ValueError:
        raise different(terms) from None


def rows_alike(**terms: NDArray[Any]) -> list[NDArray[Any]]:
    """The same of tables whose rows are of one length: a single value is not meant for all columns."""
    if len({array.shape[1] for array in terms.values()}) > 1:
        raise different(terms)
    return tables(**terms)


def different(terms: dict[str, NDArray[Any]]) -> BondsftError:
    found = ", ".join(f"{name} {array.shape}" for name, array in terms.items())
    return BondsftError(f"The tables have different shapes: {found}.", "Give rows of one length, one or as many.")


def alongside(rows: int, **terms: ArrayLike) -> list[NDArray[Any]]:
    """Broadcast named terms to columns of the length of a table; to that of the terms where the table has one row."""
    return columns(**terms, rows=np.zeros(rows))[:-1]
