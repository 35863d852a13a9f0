"""Makes questions with computed answers, block by block.

Block k of a task and market is drawn from a seed sequence over (seed, task, version, market, k), so any order of blocks
gives the same rows. A block keeps the questions whose content belongs to the split asked for.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bondsft.bonds import MARKETS
from bondsft.dataset.rows import TOOLS, rounds_as_rows, run_calls, tool_calls, tool_results
from bondsft.dataset.split import content_key, split_of
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import STATED
from bondsft.tasks.spans import is_stated
from bondsft.tasks.wording import Question, compose, wordings_of

BLOCK = 32


@dataclass(frozen=True)
class Plan:
    """What to generate. `styles` are weights by name; `markets` are names of `bondsft.bonds.MARKETS` or "stated"."""

    rows: int
    tasks: Sequence[RegisteredTask]
    markets: Sequence[str]
    styles: Mapping[str, float]
    split: str = "train"
    seed: int = 0


def generate(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield `plan.rows` rows, the tasks in turn. A question is never asked twice; its turns stay together."""
    if plan.rows < 1:
        raise BondsftError(f"{plan.rows} rows cannot be written.", "Type --rows 1 or more.")
    streams = itertools.cycle([conversations(plan, task) for task in plan.tasks])
    made = itertools.chain.from_iterable(next(stream) for stream in streams)
    return itertools.islice(made, plan.rows)


def conversations(plan: Plan, registered: RegisteredTask) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of one question after another, each question once, markets in turn."""
    seen: set[str] = set()
    for block in itertools.count():
        market = plan.markets[block % len(plan.markets)]
        entropy = [plan.seed, digest_number(registered.task.name), registered.task.version, digest_number(market), block]
        rng = np.random.default_rng(np.random.SeedSequence(entropy))
        facts = registered.task.sample(rng, BLOCK, market)
        choose = random.Random(int(rng.integers(2**63)))
        solutions = registered.task.solve(facts)
        for index, solution in enumerate(solutions):
            stated = {name: column[index] for name, column in facts.items() if is_stated(column[index])}
            key = content_key(registered.task.name, stated)
            if key not in seen and split_of(key) == plan.split:
                seen.add(key)
                yield question_rows(plan, registered, market, stated, solution, key, choose)


def digest_number(text: str) -> int:
    """A number that stands for a name in a seed: the same on every machine and in every version of Python."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())


def question_rows(
    plan: Plan,
    registered: RegisteredTask,
    market: str,
    facts: Mapping[str, Any],
    solution: Any,
    key: str,
    choose: random.Random,
) -> list[dict[str, Any]]:
    """Word one question, check its solution by the calculators' road, and return its rows."""
    task = registered.task
    wording_split = "test" if plan.split == "test" and choose.random() < 0.5 else "train"
    question = compose(task, facts, wording_split, choose)
    style = choose.choices(list(plan.styles), list(plan.styles.values()))[0]
    calls = task.calls(question.spans)
    results = run_calls(calls)
    answer = wordings_of(task).answer({**question.spans, **task.reply(results)}, choose)
    common = {
        "id": f"{task.name}-{task.version}-{key[:12]}",
        "task": task.name,
        "task_version": task.version,
        "plugin": registered.plugin,
        "style": style,
        "split": plan.split,
        "wording": question.wording,
        "wording_split": wording_split,
        "market": market,
        "tools": TOOLS if style == "tool" else "",
        "query": question.text,
        "response": answer,
        "inputs": json.dumps(question.spans, ensure_ascii=False),
        "answer": json.dumps([stated_answer(registered, question, results, solution)], ensure_ascii=False),
    }
    reply = {"role": "assistant", "content": answer}
    rounds = [[tool_calls(calls), *tool_results(calls, results)], [reply]] if style == "tool" else [[reply]]
    return rounds_as_rows(common, question.text, rounds)


def stated_answer(
    registered: RegisteredTask, question: Question, results: Sequence[Mapping[str, str]], solution: Any
) -> dict[str, Any]:
    """The answer at full precision and as printed. Raises BondsftError if the task and the calculator disagree."""
    answer = registered.task.answer
    quoted = registered.task.reply([dict(result) for result in results])
    text = quoted[answer.name]
    value = float(solution) if isinstance(solution, float | np.floating) else solution
    if isinstance(value, float) and abs(float(text.rstrip("%")) - value) > max(6e-4, 1e-4 * abs(value)):
        raise BondsftError(f"Task {registered.task.name} gives {value} and its calculator {text} for {question.spans}.")
    name = next(iter(results[0])) if isinstance(value, float) else answer.name
    unit = "currency" if "face" in question.spans and answer.unit == "per 100" else answer.unit
    return {"name": name, "value": value, "text": text, "unit": unit, "tolerance": answer.tolerance.as_json()}


def check_markets(wanted: Sequence[str]) -> list[str]:
    """The markets to draw from: those named, or all of them with as many bonds of no named market."""
    known = (STATED, *MARKETS)
    if unknown := [name for name in wanted if name not in known]:
        raise BondsftError(f"{unknown[0]!r} is not a market.", f"Type some of {', '.join(known)}.")
    return list(wanted) or [name for market in MARKETS for name in (STATED, market)]
