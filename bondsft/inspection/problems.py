"""What is wrong with a row: its answer recomputed from its printed inputs by the calculators, which had no part in writing it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bondsft.calculators import run_together
from bondsft.dataset.answers import is_rounding
from bondsft.dataset.split import belongs, text_number
from bondsft.errors import BondsftError
from bondsft.inspection.reading import Line
from bondsft.inspection.worked_lines import untrue
from bondsft.marking import from_row
from bondsft.plugin import RegisteredTask, named
from bondsft.tasks.base import Task

SLOT_LEFT = re.compile(r"\{[a-z_|]+\}|%s|%\(|\x00")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    line: Line
    text: str

    def __str__(self) -> str:
        name = self.line.row.get("id")
        return f"{self.line.place}: {f'{name} ' if name else ''}{self.text}"


@dataclass
class Inspector:
    """Looks at one line after another, and remembers what it has seen of each."""

    tasks: Mapping[str, RegisteredTask]
    tokens: Callable[[Row], int] | None = None
    """How many tokens a row has for a model, where rows too long for it are looked for."""
    most_tokens: int = 0
    ids: dict[str, str] = field(default_factory=dict)
    questions: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Where each question stood first, by a hash of its words, and its split."""

    def problems(self, line: Line) -> Iterator[Problem]:
        if line.broken:
            yield Problem(line, line.broken)
            return
        for text in self.founding(line) if line.is_founding else self.row(line):
            yield Problem(line, text)

    def founding(self, line: Line) -> Iterator[str]:
        row = line.row
        yield from unfilled(row)
        yield from (f"has an empty {name}" for name in ("query", "response") if not str(row[name]).strip())
        yield from self.repeated(line, "", str(row["query"]))

    def row(self, line: Line) -> Iterator[str]:
        row = line.row
        if row["id"] in self.ids:
            yield f"has the id of {self.ids[row['id']]}"
        self.ids.setdefault(row["id"], line.place)
        yield from unfilled(row)
        if row["turn"] == 1:
            yield from self.repeated(line, f"{row['split']}", asked_in(row))
        if self.tokens and (count := self.tokens(row)) > self.most_tokens:
            yield f"has {count} tokens, more than {self.most_tokens}"
        registered = self.tasks.get(row["task"])
        if registered is None:
            yield f"is of the task {row['task']!r}, which is not installed: its answer is not recomputed"
            return
        try:
            with named(registered):
                yield from wrong_in(registered.task, row)
        except (BondsftError, KeyError, TypeError, ValueError) as error:
            yield error.message if isinstance(error, BondsftError) else f"cannot be read: {type(error).__name__} {error}"

    def repeated(self, line: Line, split: str, query: str) -> Iterator[str]:
        place, earlier = self.questions.setdefault(text_number(query), (line.place, split))
        if place != line.place:
            yield f"asks what {place} asks" + (f", and that is {earlier}: the splits leak" if earlier != split else "")


def asked_in(row: Row) -> str:
    """All that the user says in the conversation of a row."""
    return "\n".join(str(message["content"]) for message in row["prompt"] if message["role"] == "user")


def unfilled(row: Row) -> Iterator[str]:
    for name in ("query", "response"):
        if match := SLOT_LEFT.search(str(row[name])):
            yield f"has a slot left in its {name}: {match[0]}"


def wrong_in(task: Task, row: Row) -> Iterator[str]:
    """What is wrong with a row of a known task."""
    inputs: dict[str, str] = json.loads(row["inputs"])
    expected = from_row(row)
    [answer, *_] = json.loads(row["answer"])
    missing = isinstance(answer["value"], dict) and "missing" in answer["value"]
    yield from (
        f"states {name} as {text!r}, which its question does not" for name, text in inputs.items() if text not in asked_in(row)
    )
    units = {each.unit for each in task.answers} | ({"currency"} if "face" in inputs else set())
    if not missing and answer["unit"] not in units:
        yield f"has an answer in {answer['unit']}, and not in {' or '.join(sorted(units))}"
    if "isin" not in inputs and not belongs(np.array([int(row["id"].split("-")[2], 16)], np.uint64), row["split"])[0]:
        yield f"does not belong to the split {row['split']}"
    *lines, reply = str(row["response"]).split("\n")
    if row["style"] == "worked":
        yield from (f"has a line that is not true: {line!r}" for line in lines if untrue(line))
    if (found := task.mark(reply, expected)).verdict != "right":
        yield f"has a reply that is marked {found.verdict}: {found.reason}"
    if "isin" not in inputs:
        calls = task.calls(inputs)
        results = run_together([(call.calculator, call.arguments) for call in calls])
        yield from unlike(task, inputs, results, answer)
        yield from (
            f"has other calls than its inputs: {each}" for each in other_calls(row, [dict(call.arguments) for call in calls])
        )
    yield from wrong_results(row)


def unlike(
    task: Task, inputs: Mapping[str, str], results: Sequence[Mapping[str, str]], answer: Mapping[str, Any]
) -> Iterator[str]:
    """Where an answer is not what the calculators make of the inputs."""
    value = answer["value"]
    errors = [result["error"] for result in results if "error" in result]
    if isinstance(value, dict) and "missing" in value:
        if not errors:
            yield "says that a fact is missing, and its calculator finds none to be"
        return
    if errors:
        yield f"cannot be recomputed: {errors[0]}"
        return
    asked = task.asked(inputs)
    text = task.reply(inputs, results)[asked.name]
    if isinstance(value, float | int):
        if not is_rounding(text, float(value), asked.decimals):
            yield f"has the answer {value}, and its inputs come to {text}"
        if not is_rounding(str(answer["text"]), float(value), asked.decimals):
            yield f"prints {answer['text']} for {value}"
    elif isinstance(value, dict) and value.get("pick") not in (None, text):
        yield f"picks {value['pick']}, and its inputs pick {text}"
    elif isinstance(value, list) and task.mark(f"{text}.", from_row({"answer": json.dumps([answer])})).verdict != "right":
        yield f"has other payments than its inputs: {text}"


def other_calls(row: Row, arguments: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """The calls of a first turn that are not those that answer its inputs."""
    calls = row["completion"][0].get("tool_calls") if row["turn"] == 1 and row["style"] == "tool" else None
    said = [json.loads(call["function"]["arguments"]) for call in calls or ()]
    yield from (json.dumps(each) for each in said if each not in arguments)


def wrong_results(row: Row) -> Iterator[str]:
    """What a row has calculators say that they do not."""
    asked: dict[str, tuple[str, dict[str, str]]] = {}
    for message in row["prompt"]:
        if message.get("tool_calls"):
            functions = {call["id"]: call["function"] for call in message["tool_calls"]}
            asked = {name: (each["name"], json.loads(each["arguments"])) for name, each in functions.items()}
            ran = dict(zip(asked, run_together(list(asked.values())), strict=True))
        elif message["role"] == "tool" and asked[message["tool_call_id"]][0] != "find_bond":
            told, recomputed = json.loads(message["content"]), ran[message["tool_call_id"]]
            if told.keys() != recomputed.keys() or not all(alike(told[name], recomputed[name]) for name in told):
                yield f"has {message['name']} say {message['content']}, and it says {json.dumps(recomputed)}"


FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def alike(first: str, second: str) -> bool:
    """Whether two results are the same, but for a last digit that rounds either way."""
    figures = [[figure.replace(",", "") for figure in FIGURE.findall(text)] for text in (first, second)]
    if FIGURE.sub("", first) != FIGURE.sub("", second):
        return False
    return all(
        abs(float(one) - float(other)) < 1.01 * 10.0 ** -len(one.partition(".")[2]) if "." in one else one == other
        for one, other in zip(*figures, strict=True)
    )
