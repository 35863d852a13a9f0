"""What a bill yields, or costs: paper that pays once, by the rule of its market or over a stated day count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import BILL_MARKETS, days_in_following_year, investment_rate
from bondsft.calculators import short_paper
from bondsft.tasks.base import Answer, Call, Columns, Task, Tolerance
from bondsft.tasks.dates import draw_settlements

BILLS_OF = {
    "us": ("us-bill",),
    "us-corporate": ("us-cp", "us-cd"),
    "uk": ("uk-bill",),
    "de": ("euro-bill",),
    "in": ("in-tbill",),
    "in-corporate": ("in-cp", "in-cd"),
}
"""Short paper by the market of bonds that it is traded in; of others the question states the day count."""
TERMS = (28, 56, 63, 91, 119, 182, 273, 364)
DISCOUNT, SIMPLE, INVESTMENT, PRICE = "discount rate", "simple yield", "investment rate", "fair price"


class BillYield(Task):
    """A price gives a rate, and the rate that the market quotes gives a price. The investment rate is of US bills alone."""

    name = "bill_yield"
    description = "Discount rate, simple yield or investment rate of a bill from its price, or its price from a quoted rate."
    calculator = "short_paper_rate"
    calculators = (short_paper.short_paper_rate, short_paper.short_paper_price)
    answers = (
        Answer("discount_rate", "percent", 3, Tolerance(absolute=0.01)),
        Answer("simple_yield", "percent", 3, Tolerance(absolute=0.01)),
        Answer("investment_rate", "percent", 3, Tolerance(absolute=0.01)),
        Answer("fair_price", "per 100", 4, Tolerance(absolute=0.002)),
    )
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts: Columns = {}
        quotes = {SIMPLE, DISCOUNT}
        if bills := BILLS_OF.get(market):
            known = BILL_MARKETS[str(rng.choice(bills))]
            facts["bill"] = rng.choice(known.spellings, count)
            quotes = {DISCOUNT if known.quote == "discount" else SIMPLE} | ({INVESTMENT} if known.name == "us-bill" else set())
        else:
            facts["day_count"] = rng.choice(["Act/360", "Act/365F"], count)
        days = np.where(rng.random(count) < 0.5, rng.choice(TERMS, count), rng.integers(10, 364, count))
        if rng.random() < 0.5:
            facts["days"] = days.astype(np.float64)
        else:
            start = draw_settlements(rng, count, market)
            facts |= {"settlement": start, "maturity": start + days}
        rate = np.round(rng.uniform(0.4, 8.0, count), 2)
        if rng.random() < 0.3:
            known_rate = DISCOUNT if DISCOUNT in quotes and bills else SIMPLE
            return facts | {
                "rate_pct": rate,
                "measure_known": np.full(count, known_rate),
                "measure": np.full(count, PRICE),
            }
        price = np.round(100 - rate * days / 365, 4)
        return facts | {"price": price, "measure": rng.choice(sorted(quotes), count)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        days = facts["days"] if "days" in facts else (facts["maturity"] - facts["settlement"]).astype(np.float64)
        time = days / self.years(facts)
        if "rate_pct" in facts:
            discount = facts["measure_known"] == DISCOUNT
            rate = facts["rate_pct"] / 100
            return np.where(discount, 100 * (1 - rate * time), 100 / (1 + rate * time))
        price, measure = facts["price"], facts["measure"]
        year = days_in_following_year(facts["settlement"]) if "settlement" in facts else np.full(len(price), 365)
        invested = 100 * investment_rate(price, days, year)
        simple = 100 * (100 / price - 1) / time
        return np.select([measure == DISCOUNT, measure == SIMPLE], [(100 - price) / time, simple], invested)

    def years(self, facts: Columns) -> NDArray[np.float64]:
        """The days of each question's year."""
        if "bill" not in facts:
            return np.where(facts["day_count"] == "Act/360", 360.0, 365.0)
        year = {spelling: float(market.year) for market in BILL_MARKETS.values() for spelling in market.spellings}
        return np.array([year[spelling] for spelling in facts["bill"]])

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        calculator = "short_paper_price" if "rate_pct" in spans else "short_paper_rate"
        left_out = {"measure_known"} | ({"measure"} if "rate_pct" in spans else set())
        return [Call(calculator, {name: span for name, span in spans.items() if name not in left_out})]
