"""Columns of text as Arrow arrays: joined, quoted and numbered whole, at little more than the cost of their bytes.

Every function takes and gives arrays of shape (n,); a plain string stands for a column of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from bondsft.dataset.messages import flat_json, quoted
from bondsft.tasks.wording import MARK, capital

Texts: TypeAlias = "pa.StringArray"
Kind = TypeVar("Kind")
MOST_DECIMALS, MOST_SCALED = 6, 1e15
"""Decimals up to which Arrow writes numbers without an exponent, and units of the last below which floats hold them all."""
ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


def texts_of(values: Sequence[str | None]) -> Texts:
    return pa.array(values, pa.string())


def joined(*pieces: str | Texts) -> Texts:
    """Columns and plain strings as one column; at least one is a column."""
    return pc.binary_join_element_wise(*[scalar(piece) if isinstance(piece, str) else piece for piece in pieces], scalar(""))


@lru_cache(65_536)
def scalar(text: str) -> pa.StringScalar:
    """A text as Arrow takes it; the pieces of a sentence come back in others."""
    return pa.scalar(text, pa.string())


def filled(template: str, columns: Sequence[Texts]) -> Texts:
    """A template with a column in place of each mark; at least one."""
    first, *pieces = template.split(MARK)
    return joined(first, *[each for pair in zip(columns, pieces, strict=True) for each in pair])


def capitalised(column: Texts) -> Texts:
    return texts_of([capital(text) for text in column.to_pylist()])


def chained(columns: Sequence[Texts]) -> Texts:
    """Columns one below the other."""
    return columns[0] if len(columns) == 1 else pa.concat_arrays(columns)


def by_kind(rows: Mapping[Kind, NDArray[np.int64]], write: Callable[[Kind, NDArray[np.int64]], Texts]) -> Texts:
    """A column of which the rows of each kind, which are all between them, are written together."""
    blocks = [write(kind, own) for kind, own in rows.items()]
    if len(blocks) == 1:
        return blocks[0]
    in_turn = np.concatenate(list(rows.values()))
    places = np.empty(len(in_turn), np.int64)
    places[in_turn] = np.arange(len(in_turn))
    return chained(blocks).take(pa.array(places))


def coded(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.int64]]:
    """A column's values, each once and in the order of appearance, and which of them each row has. Dates are Python's."""
    if column.dtype.kind == "M":
        days = pa.array(column.astype("datetime64[D]").astype(np.int64)).dictionary_encode()
        return days.dictionary.to_numpy().astype("datetime64[D]").tolist(), days.indices.to_numpy()
    if column.dtype.kind == "U":  # as the bytes that they are: no string is made of any but the different ones
        held = pa.py_buffer(np.ascontiguousarray(column))
        texts = pa.Array.from_buffers(pa.binary(column.itemsize), len(column), [None, held]).dictionary_encode()
        return np.frombuffer(b"".join(texts.dictionary.to_pylist()), column.dtype).tolist(), texts.indices.to_numpy()
    values = pa.array(column.tolist() if column.dtype.kind == "O" else column).dictionary_encode()
    return values.dictionary.to_pylist(), values.indices.to_numpy()


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
    column = pa.Array.from_buffers(pa.decimal128(18, decimals), len(signed), [None, pa.py_buffer(halves)]).cast(pa.string())
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
    texts = pa.array(numbers).cast(pa.string())
    whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < 1e10)  # larger ones are written with an exponent
    return pc.if_else(pa.array(whole), joined(texts, ".0"), texts) if whole.any() else texts


def as_hex(numbers: NDArray[np.uint64]) -> Texts:
    """Numbers as 16 hexadecimal digits each."""
    data = np.asarray(numbers, np.uint64).astype(">u8").tobytes().hex().encode()
    ends = np.arange(0, 16 * len(numbers) + 1, 16, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(data))


def as_json(column: Texts) -> Texts:
    """Texts as JSON strings without their quotation marks."""
    if len(column) == 0:
        return column
    data = bytes_of(column)
    controls = set(data[data < 32].tolist())
    if controls - {9, 10, 13}:
        return texts_of([quoted(text)[1:-1] for text in column.to_pylist()])
    for plain, escaped in ESCAPES:
        if ord(plain) in controls or (ord(plain) >= 32 and (data == ord(plain)).any()):
            column = pc.replace_substring(column, plain, escaped)
    return column


def bytes_of(column: Texts) -> NDArray[np.uint8]:
    """All the bytes of a column in a row."""
    _, ends, data = column.buffers()
    first, last = np.frombuffer(ends, np.int32, len(column) + 1, 4 * column.offset)[[0, -1]].tolist()
    return np.frombuffer(data, np.uint8, last - first, first) if last > first else np.zeros(0, np.uint8)


def as_objects(columns: Mapping[str, Texts]) -> Texts:
    """Columns of texts by name as JSON objects; what is null is left out."""
    if any(column.null_count for column in columns.values()):
        return texts_of([flat_json(row) for row in rows_of(columns)])
    pieces: list[Any] = []
    for number, (name, column) in enumerate(columns.items()):
        pieces += [f'{", " if number else "{"}{quoted(name)}: "', as_json(column), '"']
    return joined(*pieces, "}")


def as_list(lists: pa.ListArray) -> Texts:
    """Lists of JSON texts as JSON lists."""
    return joined("[", pc.binary_join(lists, ", "), "]")


def rows_of(columns: Mapping[str, Texts]) -> list[dict[str, str]]:
    """Columns as a dictionary a row, without what is null."""
    rows = [
        dict(zip(columns, row, strict=True)) for row in zip(*[column.to_pylist() for column in columns.values()], strict=True)
    ]
    if any(column.null_count for column in columns.values()):
        return [{name: text for name, text in row.items() if text is not None} for row in rows]
    return rows


def columns_of(rows: Sequence[Mapping[str, str]]) -> dict[str, Texts]:
    """Dictionaries as columns, null where one has no such name."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: texts_of([row.get(name) for row in rows]) for name in names}
