"""What a callable bond yields if it is called, and in the worse case for its holder."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import yield_to_maturity, yields_to_redemption
from bondsft.calculators import income
from bondsft.tasks.base import Answer, Columns, Task, Tolerance
from bondsft.tasks.terms import bonds_of, draw_prices, price_of, sample_dated

TO_CALL, TO_WORST = "yield to call", "yield to worst"


class YieldToCall(Task):
    """One call date, on which a coupon falls, at a price of 100 or more."""

    name = "yield_to_call"
    description = "Yield of a callable bond to its call date, or to the worse of call and maturity."
    calculator = "call_yield"
    calculators = (income.call_yield,)
    answers = (Answer("call_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = sample_dated(rng, count, market)
        bonds = bonds_of(facts)
        number = np.minimum(np.floor(rng.uniform(0.25, 0.85, count) * bonds.count).astype(np.int64), bonds.count - 2)
        facts["call_date"] = bonds.payment_dates(number[:, None])[:, 0]
        facts["call_price"] = np.round(100 + rng.integers(0, 13, count) / 4, 2)
        return facts | draw_prices(rng, facts, market) | {"measure": rng.choice([TO_CALL, TO_WORST], count)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds, price = bonds_of(facts), price_of(facts)
        called = yields_to_redemption(bonds, price, facts["call_date"][:, None], facts["call_price"][:, None]).rate[:, 0]
        worst = np.minimum(called, yield_to_maturity(bonds, price))
        return 100 * np.where(facts["measure"] == TO_WORST, worst, called)
