"""A row's answer recomputed from its printed inputs by the calculators, which had no part in writing it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from bondsft.calculators import CALCULATORS, run_together
from bondsft.dataset.answers import is_rounding
from bondsft.dataset.split import belongs
from bondsft.inspection.messages import Called, Row, asked_in, calls_last_made, wrong_messages
from bondsft.inspection.worked_lines import untrue
from bondsft.marking import from_row
from bondsft.tasks.base import Task


def wrong_in(task: Task, row: Row) -> Iterator[str]:
    """What is wrong with a row of a known task."""
    inputs: dict[str, str] = json.loads(row["inputs"])
    expected = from_row(row)
    [answer, *_] = json.loads(row["answer"])
    missing = isinstance(answer["value"], dict) and "missing" in answer["value"]
    asked = asked_in(row)
    yield from (f"states {name} as {text!r}, which its question does not" for name, text in inputs.items() if text not in asked)
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
    if not missing and answer["tolerance"] != (tolerance := task.asked(inputs).tolerance.as_json()):
        yield f"has the tolerance {json.dumps(answer['tolerance'])}, and not {json.dumps(tolerance)}"
    calls = None if "isin" in inputs else task.calls(inputs)
    if calls is not None:
        yield from unlike(task, inputs, ran_together([(call.calculator, call.arguments) for call in calls]), answer)
    elif (made := calls_last_made(row)) and all(name != "find_bond" and name in CALCULATORS for name, _ in made):
        yield from unlike(task, inputs, ran_together(made), answer)
    yield from wrong_messages(task, row, calls)
    yield from wrong_results(row)


def ran_together(calls: Sequence[Called]) -> Sequence[Mapping[str, str]]:
    """What calculators say to the calls of one message."""
    return ran_lately(tuple((name, tuple(sorted(arguments.items()))) for name, arguments in calls))


@lru_cache(64)
def ran_lately(calls: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Sequence[Mapping[str, str]]:
    """The same, run once for the rows of one question, which stand together."""
    return run_together([(name, dict(arguments)) for name, arguments in calls])


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


def wrong_results(row: Row) -> Iterator[str]:
    """What a row has calculators say that they do not."""
    asked: dict[str, tuple[str, dict[str, str]]] = {}
    for message in row["prompt"]:
        if message.get("tool_calls"):
            functions = {call["id"]: call["function"] for call in message["tool_calls"]}
            asked = {name: (each["name"], json.loads(each["arguments"])) for name, each in functions.items()}
            ran = dict(zip(asked, ran_together(list(asked.values())), strict=True))
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
