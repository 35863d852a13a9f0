"""Questions of one kind as columns: worded, answered, and turned into rows.

The questions of a group are of one task, market, style and split, state the same facts and ask for the same quantity. What
differs stands in columns; a few questions in a row share a shape, which is then filled for each.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

import numpy as np

from bondsft.calculators import schemas
from bondsft.dataset.answers import Results, answer_texts, results_of
from bondsft.dataset.messages import Message, asking, columns_as_json, flat_json, in_order, telling
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import Task
from bondsft.tasks.composing import Composer
from bondsft.tasks.spans import with_article, write_column
from bondsft.tasks.wording import Slot, capital, wordings_of

Spans = dict[str, str]
COLUMNS = ("keys", "wordings", "queries", "inputs", "responses", "answers")


@dataclass(frozen=True)
class Kind:
    """What the questions of a group share."""

    registered: RegisteredTask
    market: str
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
            "market": self.market,
            "tools": json.dumps(schemas(self.task.calculators)) if self.style == "tool" else "",
        }


@dataclass(frozen=True)
class Step:
    """A round of calls: the calculators, and for each a column of arguments and one of results, as JSON."""

    calculators: Sequence[str]
    arguments: Sequence[Sequence[str]]
    results: Sequence[Sequence[str]]

    def asked(self, index: int) -> Message:
        return asking([(name, column[index]) for name, column in zip(self.calculators, self.arguments, strict=True)])

    def told(self, index: int) -> list[Message]:
        return telling([(name, column[index]) for name, column in zip(self.calculators, self.results, strict=True)])


@dataclass(frozen=True)
class Group:
    """Questions as columns, each of length n, and the steps before their answers."""

    kind: Kind
    keys: Sequence[int]
    wordings: Sequence[str]
    queries: Sequence[str]
    inputs: Sequence[str]
    responses: Sequence[str]
    answers: Sequence[str]
    steps: Sequence[Step] = field(default=())

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def turns(self) -> int:
        """Rows of each question: one for each thing that a model must write."""
        return len(self.steps) + 1

    def rows(self, index: int) -> Iterator[dict[str, Any]]:
        """The rows of one question."""
        common = self.kind.common
        name = f"{common['task']}-{common['task_version']}-{self.keys[index]:016x}-{common['style']}"
        shared = common | {
            "wording": self.wordings[index],
            "query": self.queries[index],
            "response": self.responses[index],
            "inputs": self.inputs[index],
            "answer": self.answers[index],
        }
        prompt: list[Message] = [{"role": "user", "content": self.queries[index]}]
        for turn, step in enumerate(self.steps, 1):
            asked = step.asked(index)
            yield {"id": f"{name}-{turn}", **shared, "turn": turn, "prompt": list(prompt), "completion": [asked]}
            prompt += [asked, *step.told(index)]
        reply = {"role": "assistant", "content": self.responses[index]}
        yield {"id": f"{name}-{self.turns}", **shared, "turn": self.turns, "prompt": prompt, "completion": [reply]}


class Texts:
    """The facts of a group as printed, a column for each way that a slot asks for."""

    def __init__(self, facts: Mapping[str, Sequence[Any]], rng: np.random.Generator) -> None:
        self.facts, self.rng = facts, rng
        self.count = len(next(iter(facts.values())))
        self.known: dict[Slot, list[str]] = {}

    def column(self, slot: Slot) -> list[str]:
        if slot not in self.known:
            if slot.article:
                column = [with_article(slot.article, text) for text in self.column(slot._replace(article=""))]
            else:
                name = f"{slot.fact}|{slot.form}" if slot.form else slot.fact
                column = write_column(name, self.facts[slot.fact], self.rng.integers(0, 2**30, self.count).tolist())
            self.known[slot] = column
        return self.known[slot]


def stated_group(
    kind: Kind,
    keys: Sequence[int],
    facts: Mapping[str, Sequence[Any]],
    solutions: Sequence[Any],
    rng: np.random.Generator,
    *,
    share: int,
) -> Group:
    """Questions that state every fact, `share` in a row in one shape."""
    choose = random.Random(int(rng.integers(2**63)))
    composer = Composer(kind.task, frozenset(facts), kind.wording_split)
    texts = Texts(facts, rng)
    wordings, queries = [], []
    printed: dict[str, list[str]] = {name: [] for name in facts}
    for start in range(0, len(keys), share):
        shape = composer.compose(choose)
        some = slice(start, start + share)
        queries += [shape.template % row for row in zip(*[texts.column(slot)[some] for slot in shape.slots], strict=True)]
        wordings += [shape.wording] * (len(queries) - start)
        for slot in shape.slots:
            printed[slot.fact] += texts.column(slot._replace(article=""))[some]
    spans = [dict(zip(printed, row, strict=True)) for row in zip(*printed.values(), strict=True)]
    results = results_of(kind.task, spans, solutions)
    quotes = quoted_of(kind.task, spans, results)
    name = kind.task.asked(spans[0]).name
    answers = answer_texts(kind.task, spans[0], results[0], solutions, quotes[name])
    responses = replies(kind.task, printed | quotes, choose, share)
    steps = [step_of(kind.task, printed, spans, results)] if kind.style == "tool" else []
    group = Group(kind, keys, wordings, queries, columns_as_json(printed), responses, answers, steps)
    return with_lines(group, spans, quotes[name]) if kind.style == "worked" else group


def quoted_of(task: Task, spans: Sequence[Spans], results: Sequence[Results]) -> dict[str, list[str]]:
    """What the replies quote, a column a slot. The questions of a group quote the same slots."""
    if type(task).reply is Task.reply and len(results[0][0]) == 1:
        return {task.asked(spans[0]).name: [next(iter(result[0].values())) for result in results]}
    quoted = [task.reply(*pair) for pair in zip(spans, results, strict=True)]
    return {slot: [each[slot] for each in quoted] for slot in quoted[0]}


def step_of(task: Task, printed: Mapping[str, Sequence[str]], spans: Sequence[Spans], results: Sequence[Results]) -> Step:
    """The calls of a group. A task that keeps the usual call has its arguments written a column at a time."""
    told = [[flat_json(result[number]) for result in results] for number in range(len(results[0]))]
    if type(task).calls is Task.calls:
        usual = in_order(task.calls({name: name for name in printed})[0])
        columns = {argument: printed[fact] for argument, fact in usual.arguments.items()}
        return Step([usual.calculator], [columns_as_json(columns)], told)
    calls = [task.calls(each) for each in spans]
    asked = [[flat_json(in_order(each[number]).arguments) for each in calls] for number in range(len(told))]
    return Step([call.calculator for call in calls[0]], asked, told)


def with_lines(group: Group, spans: Sequence[Spans], printed: Sequence[str]) -> Group:
    """The questions whose answers can be worked out, with the lines that lead to them before each reply. Raises BondsftError
    for a task that writes no lines at all."""
    task = group.kind.task
    if type(task).worked is Task.worked:
        raise BondsftError(f"Task {task.name} has no lines to work its answer out.", "Leave worked out of --styles.")
    worked = [task.worked(each) for each in spans]
    kept = [index for index, lines in enumerate(worked) if lines and leads_to(lines[-1], printed[index])]
    columns: dict[str, Any] = {name: [getattr(group, name)[index] for index in kept] for name in COLUMNS}
    columns["responses"] = ["\n".join([*worked[index], group.responses[index]]) for index in kept]
    return replace(group, **columns)


def leads_to(line: str, printed: str) -> bool:
    """Whether a last line ends with the number that is printed; where that is no number, the lines lead to its parts."""
    try:
        return Decimal(line.rpartition("= ")[2].strip("()")) == Decimal(printed.rstrip("%"))
    except InvalidOperation:
        return True


def replies(task: Task, slots: Mapping[str, Sequence[str]], choose: random.Random, share: int) -> list[str]:
    """What is said in the end, `share` in a row in one sentence."""
    replies: list[str] = []
    count = len(next(iter(slots.values())))
    for start in range(0, count, share):
        sentence = wordings_of(task).answer(slots.keys(), choose)
        rows = zip(*[slots[slot.fact][start : start + share] for slot in sentence.slots], strict=True)
        replies += [capital(sentence.template % row) for row in rows]
    return replies
