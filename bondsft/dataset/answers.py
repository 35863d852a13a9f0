"""What the calculators say of solved questions, as text, without running them for each: one question of every group runs
through them, and must agree to the last printed digit."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from bondsft.calculators.registry import rank
from bondsft.dataset.messages import quoted, run_calls, to_json
from bondsft.errors import BondsftError
from bondsft.tasks.base import Answer, Call, Task

Spans = Mapping[str, str]
Results = list[dict[str, str]]


def results_of(task: Task, spans: Sequence[Spans], solutions: Sequence[Any]) -> list[Results]:
    """What the calls of each question give. Raises BondsftError if the task and its calculator disagree.

    Questions of one group ask for the same quantity. Where its form is known (a number, a pick by numbers, a schedule), the
    results are written from the solutions and the first alone is compared; else every question runs through its calculators.
    """
    answer = task.asked(spans[0])
    first = told(task, answer, spans[0], solutions[0])
    write = writer_of(first, answer, solutions)
    if write is None:
        return [first, *(told(task, answer, *pair) for pair in zip(spans[1:], solutions[1:], strict=True))]
    for each, solution in zip(spans, solutions, strict=True):
        check_finite(task, each, solution)
    written = [write(solution) for solution in solutions]
    if not isinstance(solutions[0], float) and written[0] != first:
        raise BondsftError(f"Task {task.name} gives {written[0]} and its calculator {first} for {dict(spans[0])}.")
    return [first, *written[1:]]


def writer_of(first: Results, answer: Answer, solutions: Sequence[Any]) -> Callable[[Any], Results] | None:
    """What writes results like the first from a solution; None where only the calculators can."""
    single = len(first) == 1 and len(first[0]) == 1
    quantity, text = next(iter(first[0].items()))
    number = f"%.{answer.decimals}f" + ("%%" if text.endswith("%") else "")
    if single and all(isinstance(solution, float) for solution in solutions):
        return lambda value: [{quantity: number % value}]
    if single and all(isinstance(solution, list) for solution in solutions):
        return lambda payments: [{quantity: "; ".join(f"{shown(when)}: {amount:.2f}" for when, amount in payments)}]
    ranked = len(first) > 1 and all(each.keys() == {quantity, "rank"} for each in first)
    if ranked and all(isinstance(each, dict) and len(each.get("values", ())) == len(first) for each in solutions):
        return lambda solution: ranked_results(quantity, [number % value for value in solution["values"]])
    return None


def ranked_results(quantity: str, texts: Sequence[str]) -> Results:
    """Results that say how each ranks, by what is printed, as the calculators' own do."""
    values = [float(text.rstrip("%")) for text in texts]
    return [{quantity: text, "rank": rank(value, values)} for text, value in zip(texts, values, strict=True)]


def shown(when: str | float) -> str:
    """A payment's time as a schedule prints it: a date, or "year 0.5"."""
    return when if isinstance(when, str) else f"year {when:g}"


def told(task: Task, answer: Answer, spans: Spans, solution: Any) -> Results:
    """What the calculators give for one question. Raises BondsftError if the solution is another."""
    calls: list[Call] = task.calls(spans)
    results = run_calls(calls, refused=isinstance(solution, dict) and "missing" in solution)
    check_finite(task, spans, solution)
    if isinstance(solution, float):
        text = task.reply(spans, results)[answer.name]
        if not is_rounding(text, solution, answer.decimals):
            raise BondsftError(f"Task {task.name} gives {solution} and its calculator {text} for {dict(spans)}.")
    return results


def check_finite(task: Task, spans: Spans, solution: Any) -> None:
    if isinstance(solution, float) and not math.isfinite(solution):
        raise BondsftError(f"Task {task.name} has the answer {solution} for {dict(spans)}.")


def is_rounding(text: str, value: float, decimals: int) -> bool:
    """Whether a text is a value rounded to so many decimals; a tie may go either way."""
    return abs(float(text.rstrip("%").replace(",", "")) - value) <= 0.5000001 * 10.0**-decimals + 1e-9 * abs(value)


def plain_solutions(solutions: Any) -> list[Any]:
    """Solutions as Python's own values, every number a float."""
    values = solutions.tolist() if isinstance(solutions, np.ndarray) else list(solutions)
    return [float(value) if isinstance(value, np.floating | int) and not isinstance(value, bool) else value for value in values]


def answer_texts(task: Task, spans: Spans, results: Results, solutions: Sequence[Any], texts: Sequence[str]) -> list[str]:
    """The column `answer`: JSON text of a list with the one answer, at full precision and as printed.

    `spans` and `results` are those of the first question; `texts` are the answers as printed.
    """
    answer = task.asked(spans)
    is_number = isinstance(solutions[0], float)
    name = next(iter(results[0])) if is_number else answer.name
    unit = "currency" if "face" in spans and answer.unit == "per 100" else answer.unit
    head = json.dumps([{"name": name, "value": 0}])[:-3]
    tail = json.dumps({"unit": unit, "tolerance": answer.tolerance.as_json()})[1:]
    values = map(repr if is_number else to_json, solutions)
    return [f'{head}{value}, "text": {quoted(text)}, {tail}]' for value, text in zip(values, texts, strict=True)]
