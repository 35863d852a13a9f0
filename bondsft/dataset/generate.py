"""Makes questions with computed answers, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bondsft.bonds import DRAWN_MARKETS
from bondsft.dataset.parts import part_of
from bondsft.dataset.plan import Plan
from bondsft.dataset.tables import rows_of
from bondsft.errors import BondsftError
from bondsft.tasks.base import STATED

__all__ = ["Plan", "check_markets", "generate"]

Row = dict[str, Any]


def generate(plan: Plan) -> Iterator[Row]:
    """Yield `plan.rows` rows, the tasks in turn. A part asks no question twice; a question's turns stay together."""
    for part in range(plan.parts):
        yield from rows_of(part_of(plan, part))


def check_markets(wanted: Sequence[str]) -> list[str]:
    """The markets to draw from: those named, or all of them with as many bonds of no named market."""
    known = (STATED, *DRAWN_MARKETS)
    if unknown := [name for name in wanted if name not in known]:
        raise BondsftError(f"{unknown[0]!r} is not a market.", f"Type some of {', '.join(known)}.")
    return list(wanted) or [name for market in DRAWN_MARKETS for name in (STATED, market)]
