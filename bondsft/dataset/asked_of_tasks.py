"""What a task draws and solves, checked where it enters: a column that is none is named, with what it should be."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import MARKETS
from bondsft.dataset.texts import coded
from bondsft.errors import BondsftError
from bondsft.tasks.base import Columns, Task


def sampled(task: Task, rng: np.random.Generator, count: int, market: str) -> Columns:
    """The facts that a task draws. Raises BondsftError that names a column which is no array of as many values as the others."""
    facts: Any = task.sample(rng, count, market)
    wanted = f"Let it return a dictionary of NumPy arrays of {count} values each."
    if not isinstance(facts, dict) or not facts:
        raise BondsftError(f"Task {task.name} samples {type(facts).__name__} {facts!r:.40}, and no facts.", wanted)
    for name, column in facts.items():
        if not isinstance(column, np.ndarray):
            raise BondsftError(f"Task {task.name} samples {name} as a {type(column).__name__}.", wanted)
        if column.ndim != 1 or len(column) != len(next(iter(facts.values()))):
            raise BondsftError(f"Task {task.name} samples {name} with the shape {column.shape}.", wanted)
    if codes := MARKETS.keys() & set(coded(facts["market"])[0] if "market" in facts else ()):
        [code, *_] = sorted(codes)
        said = f"Give one of its spellings, such as {MARKETS[code].spellings[0]!r}."
        raise BondsftError(f"Task {task.name} samples the market {code!r}, as no question says it.", said)
    return facts


def solved(task: Task, facts: Columns) -> NDArray[Any]:
    """The answers that a task gives. Raises BondsftError unless there is one for each question."""
    answers = task.solve(facts)
    count = len(next(iter(facts.values())))
    if not hasattr(answers, "__len__") or len(answers) != count:
        given = f"{len(answers)} answers" if hasattr(answers, "__len__") else f"{answers!r:.40}"
        raise BondsftError(f"Task {task.name} solves {count} questions with {given}.", "Let solve return one answer for each.")
    return answers
