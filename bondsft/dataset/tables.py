"""Rows as Arrow tables, which Parquet files hold: messages are nested columns, made flat first, which Arrow does quickly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

TEXT = pa.string()
NAMED = pa.dictionary(pa.int32(), TEXT)
"""A text of which there are few, such as the calculators' schemas: each is held once, and Parquet reads it back as text."""
CALL = pa.struct({"id": TEXT, "type": TEXT, "function": pa.struct({"name": TEXT, "arguments": TEXT})})
MESSAGE = pa.struct({"role": TEXT, "content": TEXT, "tool_calls": pa.list_(CALL), "tool_call_id": TEXT, "name": TEXT})
FEW = ("task", "plugin", "style", "split", "wording_split", "market", "tools")
NUMBERS = ("task_version", "turn")
MESSAGES = ("prompt", "completion")


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of a data set as a table, its columns in the order of the first row's fields."""
    return pa.table({name: column_of(name, [row[name] for row in rows]) for name in rows[0]})


def column_of(name: str, values: Sequence[Any]) -> pa.Array:
    if name in MESSAGES:
        return messages_of(values)
    if name in FEW:
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(value, len(numbers)) for value in values]
        return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(numbers), TEXT))
    return pa.array(values, pa.int64() if name in NUMBERS else TEXT)


def messages_of(lists: Sequence[Sequence[Mapping[str, Any]]]) -> pa.ListArray:
    """Lists of messages; what a message lacks is null."""
    flat = [message for messages in lists for message in messages]
    calls = calls_of([message.get("tool_calls") for message in flat])
    texts = {
        name: pa.array([message.get(name) for message in flat], TEXT) for name in ("role", "content", "tool_call_id", "name")
    }
    columns = [calls if field.name == "tool_calls" else texts[field.name] for field in MESSAGE]
    return pa.ListArray.from_arrays(offsets_of(map(len, lists)), pa.StructArray.from_arrays(columns, fields=list(MESSAGE)))


def calls_of(lists: Sequence[Sequence[Mapping[str, Any]] | None]) -> pa.ListArray:
    """Lists of calls, null where a message makes none."""
    flat = [call for calls in lists if calls for call in calls]
    functions = [call["function"] for call in flat]
    function = pa.StructArray.from_arrays(
        [pa.array([each[name] for each in functions], TEXT) for name in ("name", "arguments")], names=["name", "arguments"]
    )
    columns = [pa.array([call[name] for call in flat], TEXT) for name in ("id", "type")]
    values = pa.StructArray.from_arrays([*columns, function], fields=list(CALL))
    lacking = pa.array([calls is None for calls in lists])
    return pa.ListArray.from_arrays(offsets_of(len(calls or ()) for calls in lists), values, mask=lacking)


def offsets_of(lengths: Iterable[int]) -> pa.Array:
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    return pa.array(ends, pa.int32())
