"""What a bond pays now: its coupons over its price, and the interest that has accrued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import accrued_interest as interest_of
from bondsft.calculators import income
from bondsft.tasks.base import Answer, Columns, Task, Tolerance
from bondsft.tasks.quoting import draw_prices, price_of
from bondsft.tasks.terms import bonds_of, face_of, sample_dated, sample_terms
from bondsft.tasks.worked import price_per_100
from bondsft.tasks.working import Lines, exactly, plain
from bondsft.text import read_percent

ACCRUED, DIRTY, CLEAN = "accrued interest", "dirty price", "clean price"


class CurrentYield(Task):
    """Neither dates nor conventions matter, and the question states none."""

    name = "current_yield"
    description = "A year's coupons over the clean price."
    calculator = "current_yield"
    calculators = (income.current_yield,)
    answers = (Answer("current_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        terms = sample_terms(rng, count, market)
        while "zero_coupon" in terms or "maturity" in terms:
            terms = sample_terms(rng, count, market)
        price = draw_prices(rng, terms, market)
        return {name: terms[name] for name in ("market", "coupon_pct", "face") if name in terms} | price

    def solve(self, facts: Columns) -> NDArray[Any]:
        return np.asarray(100 * facts["coupon_pct"] / price_of(facts), np.float64)

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            coupon, price = read_percent(spans["coupon_pct"]), price_per_100(lines, spans)
            lines.work("current yield", f"100 * {plain(coupon)} / {plain(price)}", 100 * coupon / price, 3)
        return lines.texts


class AccruedInterest(Task):
    """The question asks for the interest alone, for the dirty price of a clean one, or for the clean price of a dirty one."""

    name = "accrued_interest"
    description = "Interest since the last coupon, or the dirty price of a clean one, or the clean price of a dirty one."
    calculator = "accrued_interest"
    calculators = (income.accrued_interest,)
    answers = (Answer("amount", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.0005)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = sample_dated(rng, count, market)
        facts.pop("compounding", None)
        measure = str(rng.choice([ACCRUED, DIRTY, CLEAN]))
        if measure == ACCRUED:
            return facts | {"measure": np.full(count, measure)}
        price = draw_prices(rng, facts, market)
        if measure == CLEAN:
            price = {"dirty_price": next(iter(price.values()))}
        return facts | price | {"measure": np.full(count, measure)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        interest = interest_of(bonds_of(facts))
        if "dirty_price" in facts:
            return np.asarray(facts["dirty_price"] - interest * face_of(facts) / 100, np.float64)
        clean = price_of(facts) if "price" in facts or "clean_price" in facts else 0.0
        return np.asarray((clean + interest) * face_of(facts) / 100, np.float64)
