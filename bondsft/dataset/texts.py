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
from numpy.typing import NDArray

from bondsft.dataset.messages import flat_json, quoted
from bondsft.tasks.wording import MARK, capital

Texts: TypeAlias = "pa.StringArray"
Labels: TypeAlias = "pa.DictionaryArray"
"""A column of few texts, as `few_of` makes it."""
Column = TypeVar("Column", Texts, Labels)
Kind = TypeVar("Kind")
TEXT = pa.string()
NAMED = pa.dictionary(pa.int32(), TEXT)
"""A text of which there are few, such as the calculators' schemas: each is held once, and Parquet reads it back as text."""
ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


def texts_of(values: Sequence[str | None]) -> Texts:
    return pa.array(values, TEXT)


def joined(*pieces: str | Texts) -> Texts:
    """Columns and plain strings as one column; at least one is a column."""
    return pc.binary_join_element_wise(*[scalar(piece) if isinstance(piece, str) else piece for piece in pieces], scalar(""))


@lru_cache(8_192)
def scalar(text: str) -> pa.StringScalar:
    """A text as Arrow takes it; the pieces of a sentence come back in others."""
    return pa.scalar(text, TEXT)


def filled(template: str, columns: Sequence[Texts]) -> Texts:
    """A template with a column in place of each mark; at least one."""
    first, *pieces = template.split(MARK)
    return joined(first, *[each for pair in zip(columns, pieces, strict=True) for each in pair])


def capitalised(column: Texts) -> Texts:
    return texts_of([capital(text) for text in column.to_pylist()])


def chained(columns: Sequence[Column]) -> Column:
    """Columns one below the other."""
    return columns[0] if len(columns) == 1 else pa.concat_arrays(columns)


def few_of(values: Sequence[str], places: NDArray[np.int64]) -> Labels:
    """Texts of which there are few: which of the values, some of which may be equal, each row has."""
    numbers: dict[str, int] = {}
    codes = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes[places]), pa.array(list(numbers), TEXT))


def by_kind(rows: Mapping[Kind, NDArray[np.int64]], write: Callable[[Kind, NDArray[np.int64]], Texts]) -> Texts:
    """A column of which the rows of each kind, which are all between them, are written together."""
    blocks = [write(kind, own) for kind, own in rows.items()]
    if len(blocks) == 1:
        return blocks[0]
    in_turn = np.concatenate(list(rows.values()))
    places = np.empty(len(in_turn), np.int64)
    places[in_turn] = np.arange(len(in_turn))
    return chained(blocks).take(pa.array(places))


def with_others(column: Texts, rows: NDArray[np.int64], others: Texts) -> Texts:
    """A column with other texts in some rows; quicker than Arrow's own `replace_with_mask`, which goes text by text."""
    places = np.arange(len(column))
    places[rows] = len(column) + np.arange(len(rows))
    return chained([column, others]).take(pa.array(places))


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
    for name, column in columns.items():
        pieces += [('", ' if pieces else "{") + quoted(name) + ': "', as_json(column)]
    return joined(*pieces, '"}')


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
