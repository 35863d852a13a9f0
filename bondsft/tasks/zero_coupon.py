"""What a zero-coupon bond is worth at a yield, or yields at a price."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import MARKETS, clean_price, yield_to_maturity
from bondsft.tasks.base import STATED, Answer, Call, Columns, Task, Tolerance, as_arguments
from bondsft.tasks.quoting import draw_prices, draw_yields, price_of
from bondsft.tasks.terms import bonds_of, sample_dated, sample_stated

PRICE, YIELD = "fair price", "yield to maturity"
PAYING = re.compile("annual-pay|conventional|note")
"""In names of what pays coupons."""


class ZeroCoupon(Task):
    """Of a market, between dates and by its convention for yields; or for whole years, with the compounding stated."""

    name = "zero_coupon"
    description = "Price of a zero-coupon bond or strip from its yield, or its yield from its price."
    calculator = "bond_yield"
    answers = (
        Answer("fair_price", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.01)),
        Answer("yield_to_maturity", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),
    )
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        if market == STATED:
            facts = sample_stated(rng, count, "zero")
            facts.pop("face", None)
        else:
            facts = {name: column for name, column in sample_dated(rng, count, market).items() if name != "coupon_pct"}
            facts["market"] = rng.choice([name for name in MARKETS[market].spellings if not PAYING.search(name)], count)
            facts["zero_coupon"] = np.full(count, "zero")
        if rng.random() < 0.5:
            return facts | {"yield_pct": draw_yields(rng, count, market), "measure": np.full(count, PRICE)}
        return facts | draw_prices(rng, facts, market) | {"measure": np.full(count, YIELD)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds = bonds_of(facts)
        if "yield_pct" in facts:
            return clean_price(bonds, facts["yield_pct"] / 100)
        return 100 * yield_to_maturity(bonds, price_of(facts))

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        calculator = "bond_price" if "yield_pct" in spans else "bond_yield"
        return [Call(calculator, as_arguments({name: span for name, span in spans.items() if name != "measure"}))]
