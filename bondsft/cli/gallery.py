"""Samples of tasks: `bondsft tasks NAME`, and two pages of built-in ones, `python -m bondsft.cli.gallery docs`."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bondsft.plugin import RegisteredTask
    from bondsft.tasks.base import Answer

SAMPLES = 3
HEAD = """# Tasks

Made by `make docs` from the registry: every built-in query type, with what it answers and three questions of the test split.
The first six run when `generate-data` and `evaluate` name none; the others with `--tasks NAME`. A package can bring more:
[plugins.md](plugins.md).
"""


QUESTIONS = 100
QUESTIONS_HEAD = """# A hundred questions

Made by `make docs`: random questions of the six founding tasks, from both splits, as a model gets them.
"""


def sample_rows(registered: RegisteredTask, count: int) -> list[dict[str, Any]]:
    """Questions of the test split with their calls, markets in turn."""
    from bondsft.dataset.generate import Plan, check_markets, generate

    rows = generate(Plan(3 * 8 * count, [registered], check_markets([]), {"tool": 1.0}, "test", seed=1))
    first = [row for row in rows if row["turn"] == 1]
    return first[:: max(1, len(first) // count)][:count]


def lines_of(row: dict[str, Any]) -> Iterator[str]:
    """A question, the calls that answer it, and the answer."""
    yield row["query"]
    for call in row["completion"][0]["tool_calls"]:
        function = call["function"]
        named = ", ".join(f"{name}={value!r}" for name, value in json.loads(function["arguments"]).items())
        yield f"-> {function['name']}({named})"
    yield f"-> {row['response']}"


def facts_of(registered: RegisteredTask) -> dict[str, str]:
    task = registered.task
    return {
        "what": task.description,
        "answer": "; or ".join(told(answer) for answer in task.answers),
        "calculator": task.calculator,
        "version": str(task.version),
        "plugin": f"{registered.plugin} of {registered.distribution}",
    }


def told(answer: Answer) -> str:
    tolerance = answer.tolerance
    allowed = f"{tolerance.absolute:g}" if tolerance.absolute is not None else f"{tolerance.relative:.1%} of it"
    return f"{answer.name}, in {answer.unit}, right within {allowed}"


def page() -> str:
    from bondsft.plugin import Choice, load_tasks

    parts = [HEAD]
    for name, registered in load_tasks(Choice(only=())).tasks.items():
        facts = "\n".join(f"- {fact}: {text}" for fact, text in facts_of(registered).items() if fact != "plugin")
        shown = "\n\n".join("\n".join(lines_of(row)) for row in sample_rows(registered, SAMPLES))
        parts.append(f"## {name}\n\n{facts}\n\n```text\n{shown}\n```\n")
    return "\n".join(parts)


def questions_page() -> str:
    """Random questions of the founding tasks, half of them of the test split."""
    from bondsft.dataset.generate import Plan, check_markets, generate
    from bondsft.plugin import Choice, load_tasks

    registry = load_tasks(Choice(only=()))
    tasks = [registry.get(name) for name in registry.default]
    parts = [QUESTIONS_HEAD]
    number = 0
    for split in ("train", "test"):
        rows = list(generate(Plan(600, tasks, check_markets([]), {"direct": 1.0}, split, seed=7)))
        for row in random.Random(split).sample(rows, QUESTIONS // 2):
            number += 1
            parts.append(f"{number}. {row['task']}\n\n```text\n{row['query']}\n-> {row['response']}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    from bondsft.dataset.store import write_text

    write_text(Path(sys.argv[1]) / "tasks.md", page())
    write_text(Path(sys.argv[1]) / "questions.md", questions_page())
