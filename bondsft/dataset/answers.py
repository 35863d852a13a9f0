"""What the calculators say of solved questions, as columns of text, without running them for each: the first question of every
group runs through them, and must agree to the last printed digit."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.calculators import HIGHEST
from bondsft.dataset.forms import Numbers, Others
from bondsft.dataset.messages import run_calls
from bondsft.dataset.texts import Texts, as_json, chained, columns_of, joined, rows_of, texts_of
from bondsft.errors import BondsftError
from bondsft.tasks.base import Answer, Task

Spans = Mapping[str, str]
Results = list[dict[str, str]]


@dataclass(frozen=True)
class Told:
    """What the calls of a group's questions give: a column for each quantity of each call, and each slot that replies quote."""

    answer: Answer
    unit: str
    results: Sequence[Mapping[str, Texts]]
    quoted: Mapping[str, Texts]


def told_by(task: Task, printed: Mapping[str, Texts], form: Others) -> Told:
    """What the calls of each question give. Raises BondsftError if the task and its calculator disagree.

    Questions of one group ask for the same quantity. Where its form is known (a number, a pick by numbers, a schedule), the
    results are written from the solutions and the first alone is compared; else every question runs through its calculators.
    """
    [spans] = rows_of({name: column[:1] for name, column in printed.items()})
    answer = task.asked(spans)
    check_finite(task, printed, form.solutions)
    first = told_of(task, answer, spans, form.solutions[0])
    results = form.like(first, answer.decimals)
    if results is None:
        rows = [told_of(task, answer, *pair) for pair in zip(rows_of(printed), form.solutions, strict=True)]
        results = [columns_of([each[number] for each in rows]) for number in range(len(first))]
    elif isinstance(form, Numbers):  # its tie may be rounded either way; the calculator's own word stands
        results = [{name: chained([texts_of([first[0][name]]), column[1:]]) for name, column in results[0].items()}]
    elif (written := [{name: column[0].as_py() for name, column in each.items()} for each in results]) != first:
        raise BondsftError(f"Task {task.name} gives {written} and its calculator {first} for {spans}.")
    unit = "currency" if "face" in spans and answer.unit == "per 100" else answer.unit
    return Told(answer, unit, results, quoted_of(task, answer, printed, results))


def quoted_of(
    task: Task, answer: Answer, printed: Mapping[str, Texts], results: Sequence[Mapping[str, Texts]]
) -> dict[str, Texts]:
    """What the replies quote, a column a slot. The questions of a group quote the same slots."""
    if type(task).reply is Task.reply:
        if all("rank" in columns for columns in results):
            return ranked(results)
        return {answer.name: results[0].get(answer.name, next(iter(results[0].values())))}
    told = zip(*[rows_of(columns) for columns in results], strict=True)
    return columns_of([task.reply(spans, each) for spans, each in zip(rows_of(printed), told, strict=True)])


def ranked(results: Sequence[Mapping[str, Texts]]) -> dict[str, Texts]:
    """What `Task.reply` says of calls that are ranked."""
    lettered = list(zip(string.ascii_uppercase, results, strict=False))
    quoted = {f"{name}_{letter.lower()}": column for letter, columns in lettered for name, column in columns.items()}
    pick: Any = ""
    for letter, columns in reversed(lettered):
        pick = pc.if_else(pc.is_in(columns["rank"], texts_of(HIGHEST)), letter, pick)
    return quoted | {"pick": pick}


def told_of(task: Task, answer: Answer, spans: Spans, solution: Any) -> Results:
    """What the calculators give for one question. Raises BondsftError if the solution is another."""
    results = run_calls(task.calls(spans), refused=isinstance(solution, dict) and "missing" in solution)
    if isinstance(solution, float):
        check_agreement(task, answer, spans, solution, task.reply(spans, results)[answer.name])
    return results


def check_agreement(task: Task, answer: Answer, spans: Spans, solution: float, text: str) -> None:
    """Raise BondsftError if a text is not the solution rounded as the answer is printed."""
    if not is_rounding(text, solution, answer.decimals):
        raise BondsftError(f"Task {task.name} gives {solution} and its calculator {text} for {dict(spans)}.")


def check_finite(task: Task, printed: Mapping[str, Texts], solutions: NDArray[Any]) -> None:
    if solutions.dtype.kind == "f" and not np.isfinite(solutions).all():
        row = int(np.flatnonzero(~np.isfinite(solutions))[0])
        [spans] = rows_of({name: column[row : row + 1] for name, column in printed.items()})
        raise BondsftError(f"Task {task.name} has the answer {solutions[row]} for {spans}.")


def is_rounding(text: str, value: float, decimals: int) -> bool:
    """Whether a text is a value rounded to so many decimals; a tie may go either way."""
    return abs(float(text.rstrip("%").replace(",", "")) - value) <= 0.5000001 * 10.0**-decimals + 1e-9 * abs(value)


def solutions_of(values: Any) -> NDArray[Any]:
    """A task's solutions as floats where all are numbers, else as they are."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return values.astype(np.float64)
    if isinstance(values, np.ndarray) and values.dtype.kind == "O" and values.ndim == 1:
        plain = values
    else:
        plain = np.empty(len(values), object)
        plain[:] = list(values)
    if all(isinstance(value, float | int | np.number) and not isinstance(value, bool) for value in plain):
        return plain.astype(np.float64)
    return plain


def answer_texts(told: Told, form: Others) -> Texts:
    """The column `answer`: JSON text of a list with the one answer, at full precision and as printed."""
    name = next(iter(told.results[0])) if isinstance(form, Numbers) else told.answer.name
    head = json.dumps([{"name": name, "value": 0}])[:-3]
    tail = json.dumps({"unit": told.unit, "tolerance": told.answer.tolerance.as_json()})[1:]
    return joined(head, form.as_values(), ', "text": "', as_json(told.quoted[told.answer.name]), f'", {tail}]')
