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
from bondsft.dataset.messages import Message, flat_json, in_order, tool_calls, tool_results
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import Call, Task
from bondsft.tasks.composing import Composer
from bondsft.tasks.spans import with_article, write_column
from bondsft.tasks.wording import Slot, said, wordings_of

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
    """A round of calls: for each question its calls and their results."""

    calls: Sequence[Sequence[Call]]
    results: Sequence[Results]


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
            asked = tool_calls(step.calls[index])
            yield {"id": f"{name}-{turn}", **shared, "turn": turn, "prompt": list(prompt), "completion": [asked]}
            prompt += [asked, *tool_results(step.calls[index], step.results[index])]
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
    wordings, queries, spans = [], [], []
    for start in range(0, len(keys), share):
        shape = composer.compose(choose)
        some = slice(start, start + share)
        filled = zip(*[texts.column(slot)[some] for slot in shape.slots], strict=True)
        queries += [shape.template % row for row in filled]
        wordings += [shape.wording] * (len(queries) - start)
        names = [slot.fact for slot in shape.slots]
        printed = zip(*[texts.column(slot._replace(article=""))[some] for slot in shape.slots], strict=True)
        spans += [dict(zip(names, row, strict=True)) for row in printed]
    results = results_of(kind.task, spans, solutions)
    quoted = [kind.task.reply(*pair) for pair in zip(spans, results, strict=True)]
    name = kind.task.asked(spans[0]).name
    answers = answer_texts(kind.task, spans[0], results[0], solutions, [each[name] for each in quoted])
    inputs = [flat_json(each) for each in spans]
    responses = replies(kind, [{**each, **more} for each, more in zip(spans, quoted, strict=True)], choose, share)
    calls = [[in_order(call) for call in kind.task.calls(each)] for each in spans] if kind.style == "tool" else []
    steps = [Step(calls, results)] if kind.style == "tool" else []
    group = Group(kind, keys, wordings, queries, inputs, responses, answers, steps)
    return with_lines(group, spans, [each[name] for each in quoted]) if kind.style == "worked" else group


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


def replies(kind: Kind, slots: Sequence[Spans], choose: random.Random, share: int) -> list[str]:
    """What is said in the end, `share` in a row in one sentence."""
    replies = []
    for start in range(0, len(slots), share):
        sentence = wordings_of(kind.task).answer(slots[start].keys(), choose)
        replies += [said(sentence, each) for each in slots[start : start + share]]
    return replies
