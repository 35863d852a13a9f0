"""The messages of groups as nested columns. Each message is made once; the prompts that it stands in take it from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsft.dataset.groups import Group, Step
from bondsft.dataset.messages import call_id
from bondsft.dataset.texts import TEXT, Texts

FUNCTION = pa.struct({"name": TEXT, "arguments": TEXT})
CALL = pa.struct({"id": TEXT, "type": TEXT, "function": FUNCTION})
MESSAGE = pa.struct({"role": TEXT, "content": TEXT, "tool_calls": pa.list_(CALL), "tool_call_id": TEXT, "name": TEXT})


def messages_of(
    groups: Sequence[Group], group_of: NDArray[np.int64], place: NDArray[np.int64], turn: NDArray[np.int64]
) -> tuple[pa.ListArray, pa.ListArray]:
    """Prompts and completions of rows: each row's group, its place in the group, and its turn from 1."""
    said = [conversation_of(group) for group in groups]
    all_messages = pa.concat_arrays([message for messages in said for message in messages])
    sizes = np.array([len(group) for group in groups])
    lengths = sizes * np.array([len(messages) for messages in said])
    before = [written_at(group) for group in groups]
    turns = np.array([len(each) for each in before])
    given = np.concatenate(before)[(np.cumsum(turns) - turns)[group_of] + turn - 1]
    first = (np.cumsum(lengths) - lengths)[group_of] + place
    step = sizes[group_of]
    row = np.repeat(np.arange(len(given)), given)
    number = np.arange(len(row)) - np.repeat(np.cumsum(given) - given, given)
    prompts = pa.array(np.concatenate([[0], np.cumsum(given)]), pa.int32())
    completions = pa.array(np.arange(len(given) + 1), pa.int32())
    return (
        pa.ListArray.from_arrays(prompts, all_messages.take(pa.array(first[row] + number * step[row]))),
        pa.ListArray.from_arrays(completions, all_messages.take(pa.array(first + given * step))),
    )


def alone(role: str, contents: Texts) -> pa.ListArray:
    """Each row's only message."""
    return pa.ListArray.from_arrays(pa.array(np.arange(len(contents) + 1), pa.int32()), message(role, contents))


def written_at(group: Group) -> list[int]:
    """For each turn of a group's questions, the number of messages before what the model writes."""
    given = [1 + (length_of(group.history) if group.history else 0)]
    for step in group.steps:
        given.append(given[-1] + 1 + len(step.results))
    return given


def length_of(group: Group) -> int:
    """Messages of a conversation up to the answer to its question."""
    return written_at(group)[-1] + 1


def conversation_of(group: Group) -> list[pa.StructArray]:
    """The messages of each question in their order, a column each."""
    messages = [*(conversation_of(group.history) if group.history else ()), message("user", group.queries)]
    for step in group.steps:
        messages.append(message("assistant", constant("", len(group)), tool_calls=calls_of(step)))
        for number, (calculator, result) in enumerate(zip(step.calculators, step.results, strict=True), 1):
            who = {"tool_call_id": constant(call_id(number), len(group)), "name": constant(calculator, len(group))}
            messages.append(message("tool", result, **who))
    return [*messages, message("assistant", group.responses)]


def message(role: str, content: Texts, **others: Any) -> pa.StructArray:
    """A column of messages; what they lack is null."""
    fields = {"role": constant(role, len(content)), "content": content, **others}
    columns = [fields.get(field.name, pa.nulls(len(content), field.type)) for field in MESSAGE]
    return pa.StructArray.from_arrays(columns, fields=list(MESSAGE))


def calls_of(step: Step) -> pa.ListArray:
    """The calls of a step, one for each of its calculators, a list a question."""
    count, of = len(step.arguments[0]), len(step.calculators)
    columns = []
    for number, (calculator, arguments) in enumerate(zip(step.calculators, step.arguments, strict=True), 1):
        function = pa.StructArray.from_arrays([constant(calculator, count), arguments], fields=list(FUNCTION))
        columns.append(
            pa.StructArray.from_arrays(
                [constant(call_id(number), count), constant("function", count), function], fields=list(CALL)
            )
        )
    in_turn = np.arange(count * of).reshape(of, count).T.ravel()
    ends = pa.array(np.arange(0, count * of + 1, of), pa.int32())
    return pa.ListArray.from_arrays(ends, pa.concat_arrays(columns).take(pa.array(in_turn)))


def constant(text: str, count: int) -> Texts:
    return pa.repeat(pa.scalar(text, TEXT), count)
