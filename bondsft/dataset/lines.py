"""The rows of a table as lines of JSON, written a column at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from bondsft.dataset.messages import quoted
from bondsft.dataset.texts import TEXT, Texts, as_json, as_list, bytes_of, joined

BLOCK = 4096
"""Rows that are held as JSON at a time."""
LONG = 1000
"""Bytes from which a text that many rows share, such as the calculators' schemas, is put into their lines without a copy."""


def lines_of(table: pa.Table) -> Iterator[bytes]:
    """A JSON object a row, each with its end of line: many in one piece, or where they share a long text, one in a few."""
    for start in range(0, len(table), BLOCK):
        pieces: list[str | Texts] = []
        split: list[list[bytes]] = []
        for name, chunks in zip(table.column_names, table.slice(start, BLOCK).columns, strict=True):
            column = chunks.combine_chunks()
            pieces.append(f"{', ' if pieces or split else '{'}{quoted(name)}: ")
            if pa.types.is_dictionary(column.type) and (pc.max(pc.binary_length(column.dictionary)).as_py() or 0) > LONG:
                texts = as_bytes(json_of(column.dictionary))
                split += [as_bytes(joined(*pieces)), [texts[code] for code in column.indices.to_pylist()]]
                pieces = []
            else:
                pieces.append(pc.fill_null(json_of(column), "null"))
        rest = joined(*pieces, "}\n")
        if split:
            yield from itertools.chain.from_iterable(zip(*split, as_bytes(rest), strict=True))
        else:
            yield bytes_of(rest).tobytes()


def as_bytes(column: Texts) -> list[bytes]:
    return column.cast(pa.binary()).to_pylist()


def json_of(column: pa.Array) -> Texts:
    """A column's values as JSON: texts, numbers, or lists of messages."""
    if pa.types.is_dictionary(column.type):
        few = len(column.dictionary) <= len(column)  # else fewer are quoted row by row
        return json_of(column.dictionary).take(column.indices) if few else json_of(column.dictionary_decode())
    if pa.types.is_list(column.type):
        return as_list(within(column, json_of(column.flatten())))
    if pa.types.is_struct(column.type):
        return struct_as_json(column)
    return joined('"', as_json(column), '"') if pa.types.is_string(column.type) else column.cast(TEXT)


def struct_as_json(column: pa.StructArray) -> Texts:
    """Objects with the fields that are there: a message without calls has no field of calls. Each has its first field."""
    pieces: list[str | Texts] = []
    for number, field in enumerate(column.type):
        values = column.field(number)
        if number and values.null_count == len(values):
            continue
        pair = [f"{', ' if number else '{'}{quoted(field.name)}: ", json_of(values)]
        pieces += [pc.fill_null(joined(*pair), "")] if values.null_count else pair
    return joined(*pieces, "}")


def within(lists: pa.ListArray, values: pa.Array) -> pa.ListArray:
    """Lists of other values in the place of theirs, null where they are."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    ends = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths).cast(pa.int32())])
    return pa.ListArray.from_arrays(ends, values, mask=pc.is_null(lists) if lists.null_count else None)
