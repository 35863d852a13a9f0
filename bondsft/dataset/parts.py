"""One part of a data set: its questions drawn, solved and worded, its tasks in turn.

A data set is a row of parts, each drawn from a seed sequence over (seed, task, version, part, batch) and nothing else: any
number of workers, any order and any run that goes on where another stopped make the same bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bondsft.dataset.batches import Alike, Batch, draw, together
from bondsft.dataset.follow_ups import followed
from bondsft.dataset.groups import Group, Kind
from bondsft.dataset.own_questions import own_groups
from bondsft.dataset.plan import Plan
from bondsft.dataset.split import Asked, text_number
from bondsft.dataset.stated import stated_groups
from bondsft.dataset.tables import table_of
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask, named

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BARREN = 500
"""Batches in a row without a new question after which there are no more."""


def part_of(plan: Plan, part: int) -> pa.Table:
    """The rows of a part."""
    return table_of(*groups_in_order(plan, part), plan.rows_of(part))


def groups_in_order(plan: Plan, part: int) -> tuple[list[Group], NDArray[np.int64]]:
    """The questions of a part in groups, and their order by their numbers through all groups, the tasks in turn."""
    groups: list[Group] = []
    streams = []
    for registered in plan.tasks:
        with named(registered):
            own, order = questions_of(plan, registered, part)
        streams.append(order + sum(map(len, groups)))
        groups += own
    return groups, np.stack(streams, axis=1).ravel()


def questions_of(plan: Plan, registered: RegisteredTask, part: int) -> tuple[list[Group], NDArray[np.int64]]:
    """A task's questions for a part, `plan.questions` of them by their numbers, in an order that mixes markets and forms."""
    task = registered.task
    rng = np.random.default_rng([plan.seed, text_number(task.name), task.version, part])
    asked = Asked()
    groups: list[Group] = []
    count = barren = 0
    numbers = itertools.count()
    while count < plan.questions:  # once, but where some questions cannot be worked out
        batches, made = drawn(plan, registered, part, plan.questions - count, numbers, asked)
        made += worded(plan, registered, list(together(batches)), asked, rng)
        groups += made
        count += (new := sum(map(len, made)))
        barren = 0 if new else barren + 1
        if barren == MOST_BARREN:
            raise BondsftError(f"Task {task.name} has no more than {count} questions.", "Type fewer --rows.")
    return groups, riffled([len(group) for group in groups], rng)[: plan.questions]


def drawn(
    plan: Plan, registered: RegisteredTask, part: int, wanted: int, numbers: Iterator[int], asked: Asked
) -> tuple[list[Batch], list[Group]]:
    """Batches of a task's next markets, until they hold what is wanted or one has nothing new; and questions about own bonds."""
    task = registered.task
    batches: list[Batch] = []
    groups: list[Group] = []
    # Tasks begin with different markets, so that a small data set has many, and a part goes on where the last one ended.
    first = text_number(task.name) + part * -(-plan.questions // plan.batch)
    while wanted > 0:
        number = next(numbers)
        market = plan.markets[(first + number) % len(plan.markets)]
        rng = np.random.default_rng([plan.seed, text_number(task.name), task.version, part, number])
        batch, about_own = draw(plan, registered, market, wanted, asked, rng)
        own = list(own_groups(plan, registered, market, about_own, asked, rng))
        if not len(batch) and not own:
            break
        batches.append(batch)
        groups += own
        wanted -= len(batch) + len(own)
    return batches, groups


def worded(
    plan: Plan, registered: RegisteredTask, alikes: Sequence[Alike], asked: Asked, rng: np.random.Generator
) -> Iterator[Group]:
    """The questions of each kind, and those that follow some of them."""
    styles = list(plan.styles)
    kinds = [Kind(registered, styles[each.style], plan.split, "test" if each.unseen else "train") for each in alikes]
    for alike, group in zip(alikes, stated_groups(kinds, alikes, rng, share=plan.of_one_shape), strict=True):
        yield group
        if plan.follow_ups and group.kind.style != "worked":
            after = followed(group, alike, asked, plan.follow_ups, rng)
            if after is not None:
                yield after


def riffled(sizes: Sequence[int], rng: np.random.Generator) -> NDArray[np.int64]:
    """The numbers of all questions, shuffled as packs of cards are: those of one group keep their order among themselves.

    Text columns are then read along a few streams, which is several times as quick as in random places.
    """
    group_at = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    order = np.empty(len(group_at), np.int64)
    order[np.argsort(group_at, kind="stable")] = np.arange(len(group_at))
    return order
