"""Questions of one kind as columns: worded, answered and worked.

The questions of a group are of one task, market, style and split, state the same facts and ask for the same quantity. What
differs stands in columns; a few questions in a row share a shape, which is then filled for each.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsft.calculators import schemas
from bondsft.dataset.answers import Told, answer_texts, told_by
from bondsft.dataset.forms import form_of
from bondsft.dataset.messages import in_order
from bondsft.dataset.texts import Labels, Texts, as_objects, capitalised, chained, columns_of, filled, joined, rows_of, texts_of
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import Task
from bondsft.tasks.own_wordings import wordings_of
from bondsft.tasks.wording import MARK, Part, capital


@dataclass(frozen=True)
class Kind:
    """What the questions of a group share."""

    registered: RegisteredTask
    style: str
    split: str
    wording_split: str

    @property
    def task(self) -> Task:
        return self.registered.task

    @cached_property
    def common(self) -> dict[str, Any]:
        return {
            "task": self.task.name,
            "task_version": self.task.version,
            "plugin": self.registered.plugin,
            "style": self.style,
            "split": self.split,
            "wording_split": self.wording_split,
            "tools": json.dumps(schemas(self.task.calculators), separators=(",", ":")) if self.style == "tool" else "",
        }


@dataclass(frozen=True)
class Step:
    """A round of calls: the calculators, and for each a column of arguments and one of results, as JSON."""

    calculators: Sequence[str]
    arguments: Sequence[Texts]
    results: Sequence[Texts]


@dataclass(frozen=True)
class Group:
    """Questions as columns, each of length n, and the steps before their answers."""

    kind: Kind
    markets: Labels
    keys: NDArray[np.uint64]
    wordings: Labels
    queries: Texts
    printed: Mapping[str, Texts]
    """The facts as the questions print them."""
    responses: Texts
    answers: Texts
    steps: Sequence[Step] = field(default=())
    history: Group | None = None
    """The questions of the same conversations before these, one for each."""

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def inputs(self) -> Texts:
        return as_objects(self.printed)

    @property
    def turns(self) -> int:
        """Rows of each question: one for each thing that a model must write."""
        return len(self.steps) + 1

    def of(self, rows: Sequence[int]) -> Group:
        """Some of its questions."""
        places = pa.array(rows, pa.int64())
        names = ("markets", "wordings", "queries", "responses", "answers")
        columns: dict[str, Any] = {name: getattr(self, name).take(places) for name in names}
        columns["printed"] = {name: column.take(places) for name, column in self.printed.items()}
        columns["steps"] = [
            Step(step.calculators, *[[column.take(places) for column in each] for each in (step.arguments, step.results)])
            for step in self.steps
        ]
        return replace(self, keys=self.keys[list(rows)], **columns)


def answered(
    kind: Kind,
    markets: Labels,
    keys: NDArray[np.uint64],
    wordings: Labels,
    queries: Texts,
    printed: Mapping[str, Texts],
    solutions: NDArray[Any],
    choose: random.Random,
    share: int,
    history: Group | None = None,
) -> Group:
    """Worded questions with their answers, `share` in a row in one sentence."""
    form = form_of(solutions)
    told = told_by(kind.task, printed, form)
    answers = answer_texts(told, form)
    responses = replies(kind.task, {**printed, **told.quoted}, choose, share)
    steps = [step_of(kind.task, printed, told)] if kind.style == "tool" else []
    group = Group(kind, markets, keys, wordings, queries, printed, responses, answers, steps, history)
    return with_lines(group, told) if kind.style == "worked" else group


def step_of(task: Task, printed: Mapping[str, Texts], told: Told) -> Step:
    """The calls of a group. A task that keeps the usual call has its arguments written a column at a time."""
    results = [as_objects(columns) for columns in told.results]
    if type(task).calls is Task.calls:
        usual = in_order(task.calls({name: name for name in printed})[0])
        return Step([usual.calculator], [as_objects({name: printed[fact] for name, fact in usual.arguments.items()})], results)
    calls = [[in_order(call) for call in task.calls(spans)] for spans in rows_of(printed)]
    arguments = [as_objects(columns_of([each[number].arguments for each in calls])) for number in range(len(results))]
    return Step([call.calculator for call in calls[0]], arguments, results)


def with_lines(group: Group, told: Told) -> Group:
    """The questions whose answers can be worked out, with the lines that lead to them before each reply. Raises BondsftError
    for a task that writes no lines at all."""
    task = group.kind.task
    if type(task).worked is Task.worked:
        raise BondsftError(f"Task {task.name} has no lines to work its answer out.", "Leave worked out of --styles.")
    lines = [task.worked(spans) for spans in rows_of(group.printed)]
    answers = told.quoted[told.answer.name].to_pylist()
    kept = [row for row, each in enumerate(lines) if each and leads_to(each[-1], answers[row])]
    some = group.of(kept)
    return replace(some, responses=joined(texts_of(["\n".join(lines[row]) for row in kept]), "\n", some.responses))


def leads_to(line: str, printed: str) -> bool:
    """Whether a last line ends with the number that is printed; where that is no number, the lines lead to its parts."""
    try:
        return Decimal(line.rpartition("= ")[2].strip("()")) == Decimal(printed.rstrip("%"))
    except InvalidOperation:
        return True


def replies(task: Task, slots: Mapping[str, Texts], choose: random.Random, share: int) -> Texts:
    """What is said in the end: each in a sentence of its own where questions are worded so, else eight times as many in a row in
    one, of which there are few."""
    count, some = len(next(iter(slots.values()))), 8 * share - 7
    blocks = []
    for start in range(0, count, some):
        sentence = wordings_of(task).answer(slots.keys(), choose)
        blocks.append(said_of(sentence, {slot.fact: slots[slot.fact][start : start + some] for slot in sentence.slots}))
    return chained(blocks)


def said_of(sentence: Part, slots: Mapping[str, Texts]) -> Texts:
    """An answer's sentence with its slots filled, a row at a time as `bondsft.tasks.wording.said` does."""
    column = filled(capital(sentence.template), [slots[slot.fact] for slot in sentence.slots])
    return capitalised(column) if sentence.template.startswith(MARK) else column
