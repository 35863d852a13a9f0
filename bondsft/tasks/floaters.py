"""Questions about floating-rate notes: what the current period pays, and a price at a discount margin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators import floaters
from bondsft.tasks.base import Answer, Call, Columns, Task, Tolerance
from bondsft.tasks.terms import FACES, face_of

COUPON, PRICE = "next coupon", "fair price"
INDICES = {
    "SOFR": "Act/360",
    "term SOFR": "Act/360",
    "SONIA": "Act/365F",
    "Euribor": "Act/360",
    "MIBOR": "Act/365F",
    "the repo rate": "Act/365F",
    "the Treasury bill rate": "Act/360",
}
"""Reference rates, and the day count of notes that pay them."""


class FloatingRate(Task):
    """A coupon accrues actual days over the stated year; a price is that of a payment date, the index staying where it is."""

    name = "floating_rate"
    description = "Next coupon of a floating-rate note, or its price at a discount margin."
    calculator = "floater_coupon"
    calculators = (floaters.floater_coupon, floaters.floater_price)
    answers = (
        Answer("next_coupon", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.002)),
        Answer("fair_price", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.01)),
    )
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts: Columns = {
            "index": rng.choice(list(INDICES), count),
            "index_pct": np.round(rng.uniform(0.5, 7.5, count), int(rng.choice([2, 3]))),
            "spread": rng.integers(4, 70, count) * 5.0,
        }
        if rng.random() < 0.5:
            days = rng.choice([28, 30, 31, 89, 90, 91, 92, 181, 182, 184], count).astype(np.float64)
            face = np.where(rng.random(count) < 0.5, rng.choice(FACES, count), np.nan)
            basis = np.array([INDICES[index] for index in facts["index"].tolist()])
            return facts | {"days": days, "day_count": basis, "face": face, "measure": np.full(count, COUPON)}
        often = rng.choice([2.0, 4.0], count)
        margin = np.maximum(facts["spread"] + rng.integers(-12, 25, count) * 5.0, 5.0)
        years = rng.integers(1, 11, count).astype(np.float64)
        return facts | {"margin": margin, "frequency": often, "years": years, "measure": np.full(count, PRICE)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        index, spread = facts["index_pct"] / 100, facts["spread"] / 10_000
        if "days" in facts:
            year = np.where(facts["day_count"] == "Act/360", 360, 365)
            return face_of(facts) * (index + spread) * facts["days"] / year
        often, margin = facts["frequency"], facts["margin"] / 10_000
        growth = 1 + (index + margin) / often
        shrunk = growth ** -np.round(facts["years"] * often)
        return 100 * (shrunk + (index + spread) / often * (1 - shrunk) / (growth - 1))

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        calculator = "floater_coupon" if "days" in spans else "floater_price"
        return [Call(calculator, {name: span for name, span in spans.items() if name not in ("measure", "index")})]
