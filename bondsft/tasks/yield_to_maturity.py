"""What a bond earns if it is bought at a price and held to maturity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import yield_to_maturity
from bondsft.tasks.base import Answer, Columns, Task, Tolerance
from bondsft.tasks.quoting import coupons_in_money, draw_prices, price_of, quoted_otherwise, told_dirty
from bondsft.tasks.terms import bonds_of, redeemed, sample_terms, with_long_stubs
from bondsft.tasks.worked import price_per_100, regular_bond, worked_yield
from bondsft.tasks.working import Lines, exactly


class YieldToMaturity(Task):
    name = "yield_to_maturity"
    description = "Yield to maturity from a clean price."
    calculator = "bond_yield"
    default = True
    answers = (Answer("yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        terms = redeemed(rng, with_long_stubs(rng, sample_terms(rng, count, market), market), market)
        priced = told_dirty(rng, terms | draw_prices(rng, terms, market))
        return coupons_in_money(rng, quoted_otherwise(rng, priced, market))

    def solve(self, facts: Columns) -> NDArray[Any]:
        return 100 * yield_to_maturity(bonds_of(facts), price_of(facts))

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            if bond := regular_bond(spans):
                worked_yield(lines, bond, price_per_100(lines, spans), self.answers[0].decimals)
        return lines.texts
