"""Questions about spot rates: the forward rate between two of them, and a bond's price on a row of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators import curves
from bondsft.tasks.base import Answer, Call, Columns, Task, Tolerance
from bondsft.text import read_percents

FORWARD, PRICE = "forward rate", "fair price"


class SpotAndForward(Task):
    """Forward rates compound as the question says; a bond on a row of spot rates pays annually, and they compound annually."""

    name = "spot_and_forward"
    description = "Forward rate between two spot rates, or the price of an annual bond on a row of spot rates."
    calculator = "forward_rate"
    calculators = (curves.forward_rate, curves.curve_price)
    answers = (
        Answer("forward_rate", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),
        Answer("fair_price", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.01)),
    )
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        first = rng.uniform(0.5, 8.0, count)
        if rng.random() < 0.5:
            start = rng.integers(1, 8, count)
            end = start + rng.integers(1, 6, count)
            return {
                "start_years": start.astype(np.float64),
                "start_pct": np.round(first, 2),
                "end_years": end.astype(np.float64),
                "end_pct": np.round(first + rng.uniform(-0.4, 1.2, count), 2),
                "compounding": rng.choice([1.0, 2.0], count),
                "measure": np.full(count, FORWARD),
            }
        steps = rng.uniform(-0.2, 0.6, (count, 4)).cumsum(axis=1)
        lengths = rng.integers(2, 5, count)
        rows = [np.round(level + path[:size], 2) for level, path, size in zip(first, steps, lengths, strict=True)]
        return {
            "annual_coupon_pct": rng.integers(4, 36, count) / 4,
            "spot_rates": np.array([written(row, str(rng.choice(["comma", "slash"]))) for row in rows]),
            "measure": np.full(count, PRICE),
        }

    def solve(self, facts: Columns) -> NDArray[Any]:
        if "spot_rates" in facts:
            return np.array([worth(*row) for row in zip(facts["annual_coupon_pct"], facts["spot_rates"], strict=True)])
        often, start, end = facts["compounding"], facts["start_years"], facts["end_years"]
        growth = [
            (1 + rate / (100 * often)) ** (often * time) for rate, time in ((facts["start_pct"], start), (facts["end_pct"], end))
        ]
        return 100 * np.asarray(often * ((growth[1] / growth[0]) ** (1 / (often * (end - start))) - 1), np.float64)

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        calculator = "curve_price" if "spot_rates" in spans else "forward_rate"
        return [Call(calculator, {name: span for name, span in spans.items() if name != "measure"})]


def written(rates: NDArray[np.float64], form: str) -> str:
    """A row of rates as one text: "3.10%, 3.40% and 3.75%" (but of four, the last alone has its sign), or "3.10/3.40/3.75%"."""
    texts = [f"{rate:.2f}" for rate in rates]
    if form == "slash":
        return "/".join(texts) + "%"
    sign = "%" if len(texts) < 4 else ""
    return f"{sign}, ".join(texts[:-1]) + f"{sign} and {texts[-1]}%"


def worth(coupon: float, spot_rates: str) -> float:
    """The price per 100 of an annual bond on a row of spot rates."""
    factors = [(1 + float(rate) / 100) ** -year for year, rate in enumerate(read_percents(spot_rates), 1)]
    return float(coupon * sum(factors) + 100 * factors[-1])
