"""Adds questions to a founding file: every pair in it is kept as it is, and none is asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bondsft.dataset.generate import generate
from bondsft.dataset.plan import Plan
from bondsft.errors import BondsftError


@dataclass(frozen=True)
class Extension:
    """What was there, what was added, and how many questions were left out because they stood there already."""

    kept: Sequence[Mapping[str, Any]]
    added: Sequence[Mapping[str, Any]]
    repeats: int

    def pairs(self) -> list[dict[str, Any]]:
        """All of them, those that were there with all that they had."""
        return [*map(dict, self.kept), *({"query": row["query"], "response": row["response"]} for row in self.added)]

    def report(self) -> str:
        """One line: what was kept and added."""
        tasks = ", ".join(f"{count} {task}" for task, count in Counter(row["task"] for row in self.added).items())
        return f"{len(self.kept)} rows kept, {len(self.added)} added ({tasks}), {self.repeats} repeats left out"


def extend(kept: Sequence[Mapping[str, Any]], plan: Plan) -> Extension:
    """Make `plan.rows` questions that none of the kept rows asks. Raises BondsftError if there are not as many."""
    known = {plain(row["query"]) for row in kept}
    added: list[Mapping[str, Any]] = []
    repeats = 0
    for row in generate(replace(plan, rows=4 * plan.rows + len(kept))):  # turns beyond the first add nothing
        if row["turn"] > 1:
            continue
        if plain(row["query"]) in known:
            repeats += 1
            continue
        known.add(plain(row["query"]))
        added.append(row)
        if len(added) == plan.rows:
            return Extension(kept, added, repeats)
    raise BondsftError(f"There are no more than {len(added)} questions to add.", "Type fewer --rows, or another --seed.")


def plain(query: str) -> str:
    """A question without what does not change it: case and white space."""
    return " ".join(query.lower().split())
