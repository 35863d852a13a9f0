"""Questions that lack a fact, or whose dates contradict each other: the right reply asks, and states no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.tasks.base import Answer, Call, Columns, Task, Tolerance, as_arguments
from bondsft.tasks.quoting import draw_prices, draw_yields
from bondsft.tasks.spans import is_stated
from bondsft.tasks.terms import sample_terms
from bondsft.text import read_date

CALCULATORS = {
    "yield to maturity": "bond_yield",
    "price": "bond_price",
    "clean price": "bond_price",
    "modified duration": "bond_risk",
    "convexity": "bond_risk",
}
WORDS = {
    "price": "price",
    "yield_pct": "yield",
    "coupon_pct": "coupon",
    "frequency": "coupon frequency",
    "day_count": "day count",
    "settlement": "settlement date",
    "maturity": "maturity date",
    "years": "time to maturity",
}
"""What a reply calls a fact. Marking knows each by the name of the fact itself."""


class AskBack(Task):
    """The model calls the calculator with what there is; that refuses, and the reply passes on what it needs."""

    name = "ask_back"
    description = "A question that lacks a fact, or contradicts itself: the right reply asks for it and states no number."
    calculator = "bond_yield"
    answers = tuple(Answer(measure.replace(" ", "_"), "facts", 0, Tolerance(absolute=0.0)) for measure in CALCULATORS)
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = sample_terms(rng, count, market)
        while "zero_coupon" in facts:
            facts = sample_terms(rng, count, market)
        dated = "maturity" in facts
        measure = str(rng.choice([name for name in CALCULATORS if name != ("price" if dated else "clean price")]))
        facts = {name: column for name, column in facts.items() if name not in ("face", "compounding")}
        known: Columns = {"yield_pct": draw_yields(rng, count, market)}
        if CALCULATORS[measure] != "bond_price":
            known = {"price": next(iter(draw_prices(rng, facts, market).values()))}
        facts |= known
        needed = [name for name in facts if name != "market"]
        dropped = rng.choice([*needed, "conflict"] if dated else needed, count)
        for name in needed:
            facts[name] = np.where(dropped == name, nothing(facts[name]), facts[name])
        if dated:
            swapped = dropped == "conflict"
            first, last = facts["settlement"], facts["maturity"]
            facts |= {"settlement": np.where(swapped, last, first), "maturity": np.where(swapped, first, last)}
        return facts | {"measure": np.full(count, measure)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        count = len(facts["measure"])
        answers = np.empty(count, object)
        for row in range(count):
            stated = [name for name, column in facts.items() if is_stated(column[row])]
            absent = [name for name in facts if name not in stated]
            answers[row] = {"missing": absent or ["maturity"]}
        return answers

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        calculator = CALCULATORS[spans["measure"]]
        left_out = () if calculator == "bond_risk" else ("measure",)
        return [Call(calculator, as_arguments({name: span for name, span in spans.items() if name not in left_out}))]

    def reply(self, spans: Mapping[str, str], results: Sequence[Mapping[str, str]]) -> dict[str, str]:
        missing = WORDS[lacking(spans)]
        conflict = {"conflict": "maturity date is not after settlement"} if in_conflict(spans) else {}
        return {self.asked(spans).name: missing, "missing": missing} | conflict


def nothing(column: NDArray[Any]) -> Any:
    """What stands for a fact that is not stated, in a column of its kind."""
    return {"M": np.datetime64("NaT"), "f": np.nan}.get(column.dtype.kind, "")


def in_conflict(spans: Mapping[str, str]) -> bool:
    dates = [spans[name] for name in ("settlement", "maturity") if name in spans]
    return len(dates) == 2 and read_date(dates[0]) >= read_date(dates[1])


def lacking(spans: Mapping[str, str]) -> str:
    """The fact that a question lacks; the maturity of one whose dates are in conflict."""
    dated = {"settlement", "maturity"} & spans.keys()
    level = "yield_pct" if CALCULATORS[spans["measure"]] == "bond_price" else "price"
    wanted = [level, "coupon_pct", *(["settlement", "maturity"] if dated else ["years"])]
    if "market" not in spans:
        wanted += ["frequency", *(["day_count"] if dated else [])]
    lacks = [name for name in wanted if name not in spans]
    return lacks[0] if lacks else "maturity"
