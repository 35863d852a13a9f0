"""Questions drawn and solved, a batch of one market at a time, then put together by what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators.names import read_market
from bondsft.dataset.answers import solutions_of
from bondsft.dataset.asked_of_tasks import sampled, solved
from bondsft.dataset.plan import Plan
from bondsft.dataset.split import Asked, Keys, belongs, content_keys
from bondsft.dataset.texts import coded
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import STATED, Columns


@dataclass(frozen=True)
class Batch:
    """Questions of one market as columns of length n."""

    market: str
    facts: Columns
    keys: Keys
    styles: NDArray[np.int64]
    """The number of each one's style among those of the plan."""
    unseen: NDArray[np.bool_]
    """Whether it is worded in ways that training never uses."""
    solutions: NDArray[Any]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Alike:
    """Questions that state the same facts, ask for the same measure and share style and split of wordings, as columns."""

    style: int
    unseen: bool
    facts: Columns
    keys: Keys
    solutions: NDArray[Any]
    markets: Sequence[tuple[str, int]]
    """The markets that questions name, in order, each with the number of its questions."""
    others: frozenset[str]
    """Measures that other questions with the same facts ask for."""


def draw(
    plan: Plan, registered: RegisteredTask, market: str, most: int, asked: Asked, rng: np.random.Generator
) -> tuple[Batch, Batch]:
    """Draw a batch, solve of what is new and belongs to the split `most` at most, and note their keys as asked. Beside it,
    without solutions, those questions that are to be asked of the user's own bonds."""
    task = registered.task
    facts = sampled(task, rng, plan.drawn, market)
    keys = content_keys(task.name, facts)
    weights = np.array(list(plan.styles.values()))
    styles = rng.choice(len(weights), len(keys), p=weights / weights.sum())
    unseen = rng.random(len(keys)) < (0.5 if plan.split == "test" else 0.0)
    own = about_own_bonds(plan, registered, facts, rng)
    could = np.flatnonzero(belongs(keys, plan.split) & ~own)
    new = could[asked.new(keys[could])][:most]
    asked.add(keys[new])
    kept = {name: column[new] for name, column in facts.items()}
    solutions = solutions_of(solved(task, kept)) if len(new) else np.zeros(0)
    theirs = np.flatnonzero(own)
    about_own = Batch(
        market,
        {name: column[theirs] for name, column in facts.items()},
        keys[theirs],
        styles[theirs],
        unseen[theirs],
        np.zeros(0),
    )
    return Batch(market, kept, keys[new], styles[new], unseen[new], solutions), about_own


def about_own_bonds(plan: Plan, registered: RegisteredTask, facts: Columns, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which questions are asked of the user's own bonds: a share of those with dates, since such bonds have them."""
    count = len(next(iter(facts.values())))
    if not plan.bonds or not registered.task.one_bond or "maturity" not in facts:
        return np.zeros(count, np.bool_)
    return np.asarray(rng.random(count) < plan.bonds_share, np.bool_)


def together(batches: Sequence[Batch]) -> Iterator[Alike]:
    """The questions of batches by what they have in common, in the order of appearance."""
    found: dict[tuple[Any, ...], list[tuple[Batch, NDArray[np.int64]]]] = {}
    measures: dict[frozenset[str], set[str]] = {}
    names_of: dict[frozenset[str], list[str]] = {}
    for batch in batches:
        for rows, names, measure in alike_in(batch):
            names_of.setdefault(frozenset(names), names)
            measures.setdefault(frozenset(names), set()).add(measure)
            common = frozenset(names), measure, int(batch.styles[rows[0]]), bool(batch.unseen[rows[0]])
            found.setdefault(common, []).append((batch, rows))
    for (names, measure, style, unseen), places in found.items():
        yield Alike(
            style,
            unseen,
            {name: np.concatenate([batch.facts[name][rows] for batch, rows in places]) for name in names_of[names]},
            np.concatenate([batch.keys[rows] for batch, rows in places]),
            solutions_of(np.concatenate([batch.solutions[rows] for batch, rows in places])),
            [(market_named(batch, names_of[names], int(rows[0])), len(rows)) for batch, rows in places],
            frozenset(measures[names] - {measure}),
        )


def market_named(batch: Batch, names: Sequence[str], row: int) -> str:
    """The market whose conventions a question names: none, where its task does without, whatever bond was drawn for it."""
    for name in names:
        if name.partition("_")[0] == "market":  # of one bond, or of the first of two
            return read_market(str(batch.facts[name][row])).name
    return batch.market if "bill" in names else STATED


def alike_in(batch: Batch) -> Iterator[tuple[NDArray[np.int64], list[str], str]]:
    """Questions of a batch that are alike, by their numbers, with the facts that they state and the measure they ask for."""
    if not len(batch):
        return
    stated = {name: stated_of(column) for name, column in batch.facts.items()}
    code = 2 * batch.styles.astype(np.int64) + batch.unseen
    for column in stated.values():
        code = 2 * code + column
    if "measure" in batch.facts:
        measures, number = coded(batch.facts["measure"])
        code = code * len(measures) + number
    for value in np.unique(code):
        rows = np.flatnonzero(code == value)
        names = [name for name, column in stated.items() if column[rows[0]]]
        yield rows, names, str(batch.facts["measure"][rows[0]]) if "measure" in names else ""


def stated_of(column: NDArray[Any]) -> NDArray[np.bool_]:
    if column.dtype.kind == "M":
        return ~np.isnat(column)
    return np.asarray(column != "", np.bool_) if column.dtype.kind in "UO" else ~np.isnan(column.astype(np.float64))
