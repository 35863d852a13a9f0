"""Questions that state every fact: each a shape with its facts in it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from bondsft.dataset.batches import Alike
from bondsft.dataset.groups import Group, Kind, answered
from bondsft.dataset.printed import print_facts
from bondsft.dataset.texts import chained, few_of, filled
from bondsft.tasks.composing import composer_of


def stated_groups(kinds: Sequence[Kind], alikes: Sequence[Alike], rng: np.random.Generator, *, share: int) -> Iterator[Group]:
    """A group of each kind of a task's questions, of those that are alike; `share` in a row have one shape."""
    chosen = [random.Random(int(rng.integers(2**63))) for _ in kinds]
    shaped = []
    for kind, alike, choose in zip(kinds, alikes, chosen, strict=True):
        composer = composer_of(kind.task, frozenset(alike.facts), kind.wording_split)
        shaped.append([composer.compose(choose) for _ in range(0, len(alike.keys), share)])
    facts = [(alike.facts, [shape.slots for shape in shapes]) for alike, shapes in zip(alikes, shaped, strict=True)]
    all_printed = print_facts(facts, share, rng)
    for kind, alike, choose, shapes, printed in zip(kinds, alikes, chosen, shaped, all_printed, strict=True):
        queries = []
        for number, shape in enumerate(shapes):
            rows = slice(number * share, (number + 1) * share)
            queries.append(filled(shape.template, [printed.asked[slot.fact][rows] for slot in shape.slots]))
        wordings = few_of([shape.wording for shape in shapes], np.arange(len(alike.keys)) // share)
        named, times = zip(*alike.markets, strict=True)
        markets = few_of(named, np.repeat(np.arange(len(named)), times))
        yield answered(kind, markets, alike.keys, wordings, chained(queries), printed.plain, alike.solutions, choose, share)
