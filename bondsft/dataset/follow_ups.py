"""Questions that follow others in one conversation: the same bond with one fact changed, or another measure of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.dataset.answers import solutions_of
from bondsft.dataset.batches import Alike
from bondsft.dataset.groups import Group, answered
from bondsft.dataset.printed import print_facts
from bondsft.dataset.split import Asked, belongs, content_keys
from bondsft.dataset.texts import few_of, filled
from bondsft.tasks.wording import follow_ups

Column = NDArray[Any]
CHANGES: Mapping[str, Callable[[Column, np.random.Generator], Column]] = {
    "coupon_pct": lambda values, rng: np.round(values + rng.integers(1, 8, len(values)) / 4, 3),
    "price": lambda values, rng: np.round(values * rng.uniform(0.96, 1.04, len(values)), 2),
    "clean_price": lambda values, rng: np.round(values * rng.uniform(0.96, 1.04, len(values)), 2),
    "yield_pct": lambda values, rng: np.round(values + rng.integers(5, 150, len(values)) / 100, 3),
    "years": lambda values, rng: values + rng.integers(1, 6, len(values)),
}
"""How a fact is changed, by name."""


def followed(group: Group, alike: Alike, asked: Asked, share: float, rng: np.random.Generator) -> Group | None:
    """Questions that follow a share of a group's; None where nothing can change. Their keys are added to those asked."""
    facts, is_number = alike.facts, alike.solutions.dtype.kind == "f"
    task = group.kind.task
    count = int(rng.binomial(len(group), share))
    fixed = "yield_pct" if "yield_change" in facts else "" if is_number else "years"  # no other move, no longer lists of payments
    names = [name for name in CHANGES if name in facts and name != fixed]
    others = sorted(alike.others) if "measure" in facts else []
    names += ["measure"] if others else []
    if not count or not names or not task.one_bond:
        return None
    name = names[int(rng.integers(len(names)))]
    some = {fact: column[:count] for fact, column in facts.items()}
    new = np.full(count, others[int(rng.integers(len(others)))]) if name == "measure" else CHANGES[name](some[name], rng)
    changed = some | {name: new}
    keys = content_keys(task.name, changed)
    rows = np.flatnonzero(asked.new(keys) & belongs(keys, group.kind.split) & (new != some[name]))
    if not len(rows):
        return None
    asked.add(keys[rows])
    choose = random.Random(int(rng.integers(2**63)))
    asks = [part for part in follow_ups()[name] if group.kind.wording_split == "test" or part.split == "train"]
    ask = choose.choice(asks)
    [printed] = print_facts([({name: new[rows]}, [ask.slots])], len(rows), rng)
    kept = {fact: column[rows] for fact, column in changed.items()}
    earlier = group.of(rows.tolist())
    return answered(
        group.kind,
        earlier.markets,
        keys[rows],
        few_of([f"follow-{ask.digest[:4]}"], np.zeros(len(rows), np.int64)),
        filled(ask.template, [printed.asked[name]]),
        {**earlier.printed, name: printed.plain[name]},
        solutions_of(task.solve(kept)),
        choose,
        len(rows),
        history=earlier,
    )
