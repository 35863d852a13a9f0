"""Columns of numbers as text: with so many decimals, as floats, as hexadecimal digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from bondsft.dataset.texts import TEXT, Texts, joined, texts_of, with_others

MOST_DECIMALS, MOST_SCALED = 6, 1e15
"""Decimals up to which Arrow writes numbers without an exponent, and units of the last below which floats hold them all."""


def as_numbers(values: ArrayLike, decimals: int, unit: str = "") -> Texts:
    """Numbers with so many decimals, rounded as Python does it: to the nearest of what the float exactly is, ties to even."""
    numbers = np.asarray(values, np.float64)
    scaled = np.abs(numbers) * 10.0**decimals
    if decimals > MOST_DECIMALS or not (scaled < MOST_SCALED).all():
        return texts_of([f"{value:.{decimals}f}{unit}" for value in numbers])
    rounded = np.rint(scaled).astype(np.int64)
    ties = np.flatnonzero(np.abs(scaled - rounded) > 0.4999)  # or nearly, where the product's own rounding may decide
    if len(ties):
        whole = np.floor(scaled[ties])
        above = scaled[ties] - whole - 0.5 + lost(np.abs(numbers[ties]), 10.0**decimals, scaled[ties])
        rounded[ties] = whole + ((above > 0) | ((above == 0) & (whole % 2 == 1)))
    negative = np.signbit(numbers)
    signed = np.where(negative, -rounded, rounded)
    halves = np.stack([signed, signed >> 63], axis=1)  # of a number of 128 bits, which Arrow writes quickest
    column = pa.Array.from_buffers(pa.decimal128(18, decimals), len(signed), [None, pa.py_buffer(halves)]).cast(TEXT)
    zeros = negative & (rounded == 0)
    if zeros.any():
        column = pc.if_else(pa.array(zeros), joined("-", column), column)
    return joined(column, unit) if unit else column


def lost(numbers: NDArray[np.float64], factor: float, product: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a rounded product lacks of the exact one (Dekker, Numerische Mathematik 18, 1971)."""
    high, other = upper_half(numbers), float(upper_half(np.float64(factor)))
    low, rest = numbers - high, factor - other
    return np.asarray(((high * other - product) + high * rest + low * other) + low * rest, np.float64)


def upper_half(numbers: Any) -> Any:
    """Numbers with the upper half of their digits."""
    spread = numbers * 134_217_729.0  # 2**27 + 1
    return spread - (spread - numbers)


def as_floats(values: ArrayLike) -> Texts:
    """Numbers with the digits that tell them from all others, and as floats: 6.0, not 6."""
    numbers = np.asarray(values, np.float64)
    texts = pa.array(numbers).cast(TEXT)
    rows = np.flatnonzero((numbers == np.floor(numbers)) & (np.abs(numbers) < 1e10))  # larger ones are written with an exponent
    return with_others(texts, rows, joined(texts.take(pa.array(rows)), ".0")) if len(rows) else texts


def by_value(numbers: NDArray[np.float64], write: Callable[[NDArray[np.float64]], Texts]) -> Texts:
    """Numbers as `write` writes them, each different one once: quicker where few differ."""
    different = pa.array(numbers).dictionary_encode()
    return write(different.dictionary.to_numpy()).take(different.indices)


def as_hex(numbers: NDArray[np.uint64]) -> Texts:
    """Numbers as 16 hexadecimal digits each."""
    data = np.asarray(numbers, np.uint64).astype(">u8").tobytes().hex().encode()
    ends = np.arange(0, 16 * len(numbers) + 1, 16, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(data))
