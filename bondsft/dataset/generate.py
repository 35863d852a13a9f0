"""Makes questions with computed answers, block by block.

Block k of a task and market is drawn from a seed sequence over (seed, task, version, market, k), so any order of blocks
gives the same rows. A block keeps the questions whose content belongs to the split asked for.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bondsft.bonds import DRAWN_MARKETS
from bondsft.dataset.conversations import Conversation, Writer
from bondsft.dataset.own_bonds import draw_bond
from bondsft.dataset.split import content_key, split_of
from bondsft.dataset.universe import Terms
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask, named
from bondsft.tasks.base import STATED, Columns
from bondsft.tasks.spans import is_stated

BLOCK = 8
MOST_BARREN = 500
"""Blocks in a row without a new question after which there are no more."""
Row = dict[str, Any]


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


def generate(plan: Plan) -> Iterator[Row]:
    """Yield `plan.rows` rows, the tasks in turn. A question is never asked twice; its turns stay together."""
    if plan.rows < 1:
        raise BondsftError(f"{plan.rows} rows cannot be written.", "Type --rows 1 or more.")
    streams = itertools.cycle([conversations(plan, task) for task in plan.tasks])
    made = itertools.chain.from_iterable(next(stream) for stream in streams)
    return itertools.islice(made, plan.rows)


def conversations(plan: Plan, registered: RegisteredTask) -> Iterator[list[Row]]:
    """Yield the rows of one question after another, each question once, markets in turn."""
    seen: set[str] = set()
    barren = 0
    for block in itertools.count():
        market = plan.markets[block % len(plan.markets)]
        entropy = [plan.seed, digest_number(registered.task.name), registered.task.version, digest_number(market), block]
        rng = np.random.default_rng(np.random.SeedSequence(entropy))
        with named(registered):
            facts = registered.task.sample(rng, BLOCK, market)
            choose = random.Random(int(rng.integers(2**63)))
            made = block_of_questions(plan, registered, market, facts, choose)
            new = {question.key: question for question in made if question.key not in seen}
        seen |= new.keys()
        yield from (question.rows() for question in new.values())
        barren = 0 if new else barren + 1
        if barren == MOST_BARREN:
            raise BondsftError(f"Task {registered.task.name} has no more than {len(seen)} questions.", "Type fewer --rows.")


def block_of_questions(
    plan: Plan, registered: RegisteredTask, market: str, facts: Columns, choose: random.Random
) -> Iterator[Conversation]:
    """Yield a block's questions that belong to the split, each about its drawn terms or about one of the user's bonds."""
    solutions = registered.task.solve(facts)
    dated = "maturity" in facts  # the user's bonds have dates, and what a task asks may depend on that
    for index, solution in enumerate(solutions):
        stated = {name: column[index] for name, column in facts.items() if is_stated(column[index])}
        own = plan.bonds and dated and registered.task.one_bond and choose.random() < plan.bonds_share
        subject = draw_bond(plan.bonds, choose) if own else None
        key = content_key("isin", {"isin": subject.isin}) if subject else content_key(registered.task.name, stated)
        if split_of(key) != plan.split:
            continue
        writer = Writer(registered, plan.styles, plan.split, market, choose)
        question = writer.own(subject, stated) if subject else writer.stated(stated, solution, key)
        if question:
            yield question


def digest_number(text: str) -> int:
    """A number that stands for a name in a seed: the same on every machine and in every version of Python."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())


def check_markets(wanted: Sequence[str]) -> list[str]:
    """The markets to draw from: those named, or all of them with as many bonds of no named market."""
    known = (STATED, *DRAWN_MARKETS)
    if unknown := [name for name in wanted if name not in known]:
        raise BondsftError(f"{unknown[0]!r} is not a market.", f"Type some of {', '.join(known)}.")
    return list(wanted) or [name for market in DRAWN_MARKETS for name in (STATED, market)]
