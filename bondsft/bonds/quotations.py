"""Prices quoted in 32nds of a point, as US Treasuries and their futures are, read and written as columns.

    >>> read_32nds(["99-16", "99-16+", "101-083"])
    array([ 99.5       ,  99.515625  , 101.26171875])

After the 32nds a third digit counts parts of a 32nd: eighths of one for notes and bonds ("+" is four of them), while
futures write 0, 2, 5 and 7 for quarters of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import check
from bondsft.bonds.daycount import Floats
from bondsft.errors import BondsftError

EIGHTHS: Mapping[str, float] = MappingProxyType({"": 0.0, **{str(part): part / 8 for part in range(8)}, "+": 0.5})
"""The third digit of cash notes and bonds."""
QUARTERS: Mapping[str, float] = MappingProxyType({"": 0.0, "0": 0.0, "2": 0.25, "5": 0.5, "7": 0.75, "+": 0.5})
"""The third digit of futures."""
QUOTE = re.compile(r"(\d+)[-'](\d\d)([0-7+]?)", re.ASCII)


def read_32nds(quotes: ArrayLike, third: Mapping[str, float] = EIGHTHS) -> Floats:
    """Return prices, shape (n,), from quotes such as "99-16+" or "99-162"; `third` says what the third digit counts.

    Raises BondsftError that names the first quote that is none.
    """
    return np.array([read_quote(str(quote), place, third) for place, quote in enumerate(np.atleast_1d(quotes))], np.float64)


def read_quote(quote: str, place: int, third: Mapping[str, float]) -> float:
    found = QUOTE.fullmatch(quote.strip())
    if found is None or int(found[2]) > 31 or found[3] not in third:
        raise BondsftError(f"The quote of bond {place} is {quote!r}.", 'It must be points, a hyphen and 32nds: "99-16+".')
    return int(found[1]) + (int(found[2]) + third[found[3]]) / 32


def write_32nds(prices: ArrayLike, third: Mapping[str, float] = EIGHTHS) -> NDArray[np.str_]:
    """Return quotes, shape (n,), of prices rounded to the finest part of a 32nd that `third` has; a half 32nd is a "+".

    Raises BondsftError for a price below 0.
    """
    price = np.atleast_1d(np.asarray(prices, np.float64))
    check("price", price, np.isfinite(price) & (price >= 0), "0 or more")
    parts = len({part for part in third.values()})
    steps = np.floor(price * 32 * parts + 0.5).astype(np.int64)
    # later signs of one value win: "" for none, "+" for a half
    signs = {value: sign for sign, value in third.items()} | {0.0: ""}
    return np.array([write_quote(int(step), parts, signs) for step in steps], np.str_)


def write_quote(step: int, parts: int, signs: Mapping[float, str]) -> str:
    ticks, part = divmod(step, parts)
    points, ticks = divmod(ticks, 32)
    return f"{points}-{ticks:02d}{signs[part / parts]}"
