"""Which of two bonds yields more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import yield_to_maturity
from bondsft.tasks.base import STATED, Answer, Call, Columns, Task, Tolerance, as_arguments
from bondsft.tasks.quoting import draw_prices, price_of
from bondsft.tasks.terms import bonds_of, sample_terms
from bondsft.tasks.worked import price_per_100, regular_bond, worked_yield
from bondsft.tasks.working import Lines, exactly

LEAST_DIFFERENCE = 0.0002  # two basis points: nearer than that, the answer would hang on rounding


class Comparison(Task):
    """Facts of the two bonds end in `_a` and `_b`; each bond gets a call of its own."""

    name = "comparison"
    description = "Which of two bonds has the higher yield to maturity."
    calculator = "bond_yield"
    default = True
    answers = (Answer("pick", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts: Columns = {}
        for side in ("_a", "_b"):
            bond = self.sample_one(rng, count, market)
            facts |= {f"{name}{side}": column for name, column in bond.items()}
        yields = self.yields(facts)
        apart = np.abs(yields["a"] - yields["b"]) >= LEAST_DIFFERENCE
        return {name: column[apart] for name, column in facts.items()}

    def sample_one(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        bond = sample_terms(rng, count, market)
        while "maturity" in bond:  # two bonds are compared from today, not each from a day of its own
            bond = sample_terms(rng, count, market)
        bond.pop("face", None)
        # Every yield without a market compounds annually, so that the two compare as they stand.
        if "zero_coupon" in bond:
            bond["compounding"] = np.ones(count)
        elif market == STATED:
            bond |= {"frequency": np.ones(count), "compounding": np.full(count, np.nan)}
        bond["years"] = np.floor(bond["years"])
        return bond | draw_prices(rng, bond, market)

    def solve(self, facts: Columns) -> NDArray[Any]:
        yields = self.yields(facts)
        letters = np.where(yields["a"] > yields["b"], "A", "B").tolist()
        pairs = (100 * np.stack([yields["a"], yields["b"]], axis=1)).tolist()
        picks = np.empty(len(pairs), object)
        picks[:] = [{"pick": letter, "values": pair} for letter, pair in zip(letters, pairs, strict=True)]
        return picks

    def yields(self, facts: Columns) -> dict[str, NDArray[np.float64]]:
        found = {}
        for side in "ab":
            bond = {name[:-2]: column for name, column in facts.items() if name.endswith(f"_{side}")}
            found[side] = yield_to_maturity(bonds_of(bond), price_of(bond))
        return found

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        sides = ({fact[:-2]: span for fact, span in spans.items() if fact.endswith(side)} for side in ("_a", "_b"))
        return [Call(self.calculator, as_arguments(side)) for side in sides]

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            for side in ("_a", "_b"):
                own = {fact[:-2]: span for fact, span in spans.items() if fact.endswith(side)}
                bond = regular_bond(own)
                if bond is None:
                    return []
                lines.texts.append(f"Bond {side[-1].upper()}")
                worked_yield(lines, bond, price_per_100(lines, own), self.answers[0].decimals)
        return lines.texts
