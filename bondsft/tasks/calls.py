"""What a callable bond yields if it is called, and in the worse case for its holder."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import yield_to_maturity, yields_to_redemption
from bondsft.calculators import income
from bondsft.tasks.base import STATED, Answer, Columns, Task, Tolerance
from bondsft.tasks.quoting import draw_prices, price_of
from bondsft.tasks.terms import bonds_of, sample_dated

TO_CALL, TO_PUT, TO_WORST = "yield to call", "yield to put", "yield to worst"
CALLABLE = ("us-corporate", "in-corporate")
PUT_PRICES = (100.0, 100.0, 100.0, 99.0, 98.5)
MOST_BEYOND = 4.0
"""Points by which a price is beyond what the option pays."""
LEAST_TERM = np.timedelta64(800, "D")
"""To maturity, so that a coupon date or two lie before it."""


class YieldToCall(Task):
    """One date, on which a coupon falls: a call at a price of 100 or more, or a put at 100 or less. Governments' bonds have none,
    and nobody pays much more than the call price, nor trades far from the put price."""

    name = "yield_to_call"
    description = (
        "Yield of a callable bond to its call date or to the worse of call and maturity, or of a putable one to its put date."
    )
    calculator = "call_yield"
    calculators = (income.call_yield,)
    answers = (Answer("call_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        market = market if market in CALLABLE else STATED
        facts = sample_dated(rng, count, market)
        facts["maturity"] = np.maximum(facts["maturity"], facts["settlement"] + LEAST_TERM)
        bonds = bonds_of(facts)
        number = np.minimum(np.floor(rng.uniform(0.25, 0.85, count) * bonds.count).astype(np.int64), bonds.count - 2)
        option = "put" if rng.random() < 0.3 else "call"
        measure = np.full(count, TO_PUT) if option == "put" else rng.choice([TO_CALL, TO_WORST], count)
        [(name, price)] = draw_prices(rng, facts, market).items()
        facts[f"{option}_date"] = bonds.payment_dates(number[:, None])[:, 0]
        paid = np.round(100 + rng.integers(0, 13, count) / 4, 2) if option == "call" else rng.choice(PUT_PRICES, count)
        facts[f"{option}_price"] = paid
        beyond = np.round(rng.uniform(0, MOST_BEYOND, count), 2)
        least, most = (0.01, paid + beyond) if option == "call" else (paid - beyond, paid + 3 * beyond)
        return facts | {name: np.clip(price, least, most), "measure": measure}

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds, price = bonds_of(facts), price_of(facts)
        option = "put" if "put_date" in facts else "call"
        ended = yields_to_redemption(bonds, price, facts[f"{option}_date"][:, None], facts[f"{option}_price"][:, None]).rate[:, 0]
        worst = np.minimum(ended, yield_to_maturity(bonds, price))
        return 100 * np.where(facts["measure"] == TO_WORST, worst, ended)
