"""One part of a data set: its questions drawn, solved and worded, its tasks in turn.

A data set is a row of parts, each drawn from a seed sequence over (seed, task, version, part, batch) and nothing else: any
number of workers, any order and any run that goes on where another stopped make the same bytes.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bondsft.dataset.answers import solutions_of
from bondsft.dataset.follow_ups import followed
from bondsft.dataset.groups import Group, Kind, stated_group
from bondsft.dataset.own_bonds import draw_bond
from bondsft.dataset.own_questions import own_group
from bondsft.dataset.split import belongs, content_key, content_keys, text_number, unasked
from bondsft.dataset.tables import table_of
from bondsft.dataset.universe import Terms
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask, named
from bondsft.tasks.base import Columns
from bondsft.tasks.spans import is_stated

if TYPE_CHECKING:
    import pyarrow as pa

PART = 131_072
"""Rows of a part."""
LEAST, MOST = 8, 4096
"""Questions of one market that are drawn at a time: in a large part many, for speed; in a small one few, for variety."""
DRAWS = 4
"""Times that each market should be drawn from: fewer in a tiny data set, and where batches are rounded up to a power of two."""
SHAPES = 32
"""Shapes that the questions of a batch are worded in, at least."""
MOST_BARREN = 500
"""Batches in a row without a new question after which there are no more."""


@dataclass(frozen=True)
class Plan:
    """What to generate. `styles` are weights by name; `markets` are names among `bondsft.bonds.DRAWN_MARKETS` or "stated"."""

    rows: int
    tasks: Sequence[RegisteredTask]
    markets: Sequence[str]
    styles: Mapping[str, float]
    split: str = "train"
    seed: int = 0
    bonds: Mapping[str, Terms] = field(default_factory=dict)
    """The user's own bonds by ISIN."""
    bonds_share: float = 0.5
    """With own bonds, the share of the questions with dates that are about them."""
    part_rows: int = PART
    follow_ups: float = 0.0
    """The share of the questions that another follows, about the same bond."""

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise BondsftError(f"{self.rows} rows cannot be written.", "Type --rows 1 or more.")
        if not 0 <= self.follow_ups <= 1:
            raise BondsftError(f"{self.follow_ups} is no share of the questions.", "Type --follow-ups 0.2, or from 0 to 1.")

    @property
    def parts(self) -> int:
        return -(-self.rows // self.part_rows)

    def rows_of(self, part: int) -> int:
        return min(self.part_rows, self.rows - part * self.part_rows)

    @property
    def questions(self) -> int:
        """Most questions of one task that a part can need: each has at least one row, with calls two."""
        least = 2 if set(self.styles) == {"tool"} else 1
        return -(-min(self.part_rows, self.rows) // (least * len(self.tasks)))

    @property
    def batch(self) -> int:
        """Questions of one market to draw at a time: so many that the whole data set draws each market a few times, because the
        questions of one draw have their dates, or their whole years, together."""
        wanted = self.parts * self.questions // (DRAWS * len(self.markets))
        return int(np.clip(2 ** max(0, wanted - 1).bit_length(), LEAST, MOST))


def part_of(plan: Plan, part: int) -> pa.Table:
    """The rows of a part."""
    return table_of(*groups_in_order(plan, part), plan.rows_of(part))


def groups_in_order(plan: Plan, part: int) -> tuple[list[Group], NDArray[np.int64]]:
    """The questions of a part in groups, and their order by their numbers through all groups, the tasks in turn."""
    groups: list[Group] = []
    streams = []
    for registered in plan.tasks:
        own, order = questions_of(plan, registered, part)
        streams.append(order + sum(map(len, groups)))
        groups += own
    return groups, np.stack(streams, axis=1).ravel()


def questions_of(plan: Plan, registered: RegisteredTask, part: int) -> tuple[list[Group], NDArray[np.int64]]:
    """A task's questions for a part, `plan.questions` of them by their numbers, in an order that mixes markets and forms."""
    task = registered.task
    seen: set[int] = set()
    groups: list[Group] = []
    count = barren = 0
    # Tasks begin with different markets, so that a small data set has many, and a part goes on where the last one ended.
    first = text_number(task.name) + part * -(-plan.questions // plan.batch)
    for batch in itertools.count():
        market = plan.markets[(first + batch) % len(plan.markets)]
        rng = np.random.default_rng([plan.seed, text_number(task.name), task.version, part, batch])
        with named(registered):
            made = [group for group in groups_of(plan, registered, market, seen, rng) if len(group)]
        groups += made
        count += sum(map(len, made))
        barren = 0 if made else barren + 1
        if count >= plan.questions:
            break
        if barren == MOST_BARREN:
            raise BondsftError(f"Task {task.name} has no more than {count} questions.", "Type fewer --rows.")
    rng = np.random.default_rng([plan.seed, text_number(task.name), task.version, part])
    return groups, riffled([len(group) for group in groups], rng)[: plan.questions]


def riffled(sizes: Sequence[int], rng: np.random.Generator) -> NDArray[np.int64]:
    """The numbers of all questions, shuffled as packs of cards are: those of one group keep their order among themselves.

    Text columns are then read along a few streams, which is several times as quick as in random places.
    """
    group_at = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    order = np.empty(len(group_at), np.int64)
    order[np.argsort(group_at, kind="stable")] = np.arange(len(group_at))
    return order


def groups_of(plan: Plan, registered: RegisteredTask, market: str, seen: set[int], rng: np.random.Generator) -> Iterator[Group]:
    """Draw one batch of a market, keep what is new and belongs to the split, and word it in groups."""
    task = registered.task
    facts = task.sample(rng, plan.batch, market)
    keys = content_keys(task.name, facts)
    own = about_own_bonds(plan, registered, facts, rng)
    new = unasked(keys, seen) & belongs(keys, plan.split) & ~own
    styles = rng.choice(len(plan.styles), len(keys), p=np.array(list(plan.styles.values())) / sum(plan.styles.values()))
    unseen = rng.random(len(keys)) < (0.5 if plan.split == "test" else 0.0)
    if new.any():
        seen.update(keys[new].tolist())
        kept = {name: column[new] for name, column in facts.items()}
        solutions = solutions_of(task.solve(kept))
        for rows, names in alike(kept, styles[new], unseen[new]):
            kind = Kind(
                registered,
                market,
                list(plan.styles)[styles[new][rows[0]]],
                plan.split,
                "test" if unseen[new][rows[0]] else "train",
            )
            stated = {name: kept[name][rows] for name in names}
            group = stated_group(kind, keys[new][rows], stated, solutions[rows], rng, share=max(1, plan.batch // SHAPES))
            yield group
            if plan.follow_ups and kind.style != "worked":
                is_number = solutions.dtype.kind == "f"
                measures = kept.get("measure")
                after = followed(group, stated, seen, measures, plan.follow_ups, rng, is_number=is_number)
                if after is not None:
                    yield after
    choose = random.Random(int(rng.integers(2**63)))
    for row in np.flatnonzero(own).tolist():
        subject = draw_bond(plan.bonds, choose)
        if not belongs(np.array([content_key("isin", subject.isin)], np.uint64), plan.split)[0]:
            continue
        stated = {name: column[row] for name, column in facts.items() if is_stated(column[row])}
        style = list(plan.styles)[styles[row]]
        kind = Kind(registered, market, style, plan.split, "test" if unseen[row] else "train")
        asked = own_group(kind, subject, stated, choose)
        if asked is not None and int(asked.keys[0]) not in seen:
            seen.add(int(asked.keys[0]))
            yield asked


def about_own_bonds(plan: Plan, registered: RegisteredTask, facts: Columns, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which questions are asked of the user's own bonds: a share of those with dates, since such bonds have them."""
    count = len(next(iter(facts.values())))
    if not plan.bonds or not registered.task.one_bond or "maturity" not in facts:
        return np.zeros(count, np.bool_)
    return np.asarray(rng.random(count) < plan.bonds_share, np.bool_)


def alike(facts: Columns, styles: NDArray[np.int64], unseen: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.int64], list[str]]]:
    """Rows, by their numbers, that state the same facts, ask for the same measure and share style and split of wordings."""
    names = list(facts)
    stated = [stated_of(facts[name]) for name in names]
    code = 2 * styles.astype(np.int64) + unseen
    for column in stated:
        code = 2 * code + column
    if "measure" in facts:
        code = code * len(facts["measure"]) + np.unique(facts["measure"].astype(str), return_inverse=True)[1]
    for value in np.unique(code):
        rows = np.flatnonzero(code == value)
        yield rows, [name for name, column in zip(names, stated, strict=True) if column[rows[0]]]


def stated_of(column: NDArray[Any]) -> NDArray[np.bool_]:
    if column.dtype.kind == "M":
        return ~np.isnat(column)
    return column.astype(str) != "" if column.dtype.kind in "UO" else ~np.isnan(column.astype(np.float64))
