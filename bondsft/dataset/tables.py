"""Groups of questions as the table of a data set: a row for each thing that a model must write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsft.dataset.conversations import MESSAGE, alone, messages_of
from bondsft.dataset.digits import as_hex
from bondsft.dataset.groups import Group
from bondsft.dataset.messages import without_nulls
from bondsft.dataset.texts import NAMED, TEXT, Texts, chained, few_of, joined, texts_of

FEW = ("task", "plugin", "style", "split", "wording_split", "tools")
MANY = {"query": "queries", "response": "responses", "inputs": "inputs", "answer": "answers"}
TAKEN = {"market": "markets", "wording": "wordings"} | MANY
"""Columns of which groups hold a text for each question, and what groups call them."""
SCHEMA = pa.schema(
    {"id": TEXT, "task": NAMED, "task_version": pa.int64(), "plugin": NAMED}
    | {"style": NAMED, "split": NAMED, "wording_split": NAMED, "market": NAMED, "tools": NAMED, "wording": NAMED}
    | dict.fromkeys(MANY, TEXT)
    | {"turn": pa.int64(), "prompt": pa.list_(MESSAGE), "completion": pa.list_(MESSAGE)}
)


def table_of(groups: Sequence[Group], order: NDArray[np.int64], rows: int) -> pa.Table:
    """The first `rows` rows of the groups' questions in an order, where a question's number counts through all groups."""
    sizes = np.array([len(group) for group in groups], np.int64)
    turns = np.repeat([group.turns for group in groups], sizes)[order]
    question = np.repeat(order, turns)[:rows]
    turn = np.asarray(np.arange(turns.sum()) - np.repeat(np.cumsum(turns) - turns, turns) + 1, np.int64)[:rows]
    group_of = np.repeat(np.arange(len(groups)), sizes)[question]
    place = question - (np.cumsum(sizes) - sizes)[group_of]
    taken = pa.array(question)
    columns = {name: chained([getattr(group, many) for group in groups]).take(taken) for name, many in TAKEN.items()}
    columns |= {name: few_of([group.kind.common[name] for group in groups], group_of) for name in FEW}
    columns["id"] = ids_of(groups, group_of, np.concatenate([group.keys for group in groups])[question], turn)
    columns["task_version"] = pa.array(np.array([group.kind.task.version for group in groups])[group_of])
    columns["turn"] = pa.array(turn)
    if any(group.steps or group.history for group in groups):
        columns["prompt"], columns["completion"] = messages_of(groups, group_of, place, turn)
    else:
        columns["prompt"], columns["completion"] = alone("user", columns["query"]), alone("assistant", columns["response"])
    return pa.table({name: columns[name] for name in SCHEMA.names}, SCHEMA)


def ids_of(groups: Sequence[Group], group_of: NDArray[np.int64], keys: NDArray[np.uint64], turn: NDArray[np.int64]) -> Texts:
    """The ids of rows: task, version, the question's key, style and turn."""
    turns = max(group.turns for group in groups)
    kinds = [group.kind.common for group in groups]
    before = texts_of([f"{common['task']}-{common['task_version']}-" for common in kinds])
    after = texts_of([f"-{common['style']}-{number}" for common in kinds for number in range(1, turns + 1)])
    return joined(before.take(pa.array(group_of)), as_hex(keys), after.take(pa.array(group_of * turns + turn - 1)))


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as dictionaries, their messages without what they lack."""
    for row in table.to_pylist():
        yield {name: without_nulls(value) if isinstance(value, list) else value for name, value in row.items()}


def table_of_rows(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as a table; what the schema does not know is left out."""
    return pa.Table.from_pylist(rows, SCHEMA)
