"""What a bond is worth at a yield."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import clean_price, dirty_price
from bondsft.tasks.base import Answer, Columns, Task, Tolerance
from bondsft.tasks.quoting import coupons_in_money, draw_yields
from bondsft.tasks.terms import bonds_of, face_of, redeemed, sample_terms, with_long_stubs
from bondsft.tasks.worked import regular_bond, worked_clean, worked_dirty, worked_factor
from bondsft.tasks.working import Lines, exactly, plain
from bondsft.text import read_number, read_percent

MOVED_SHARE = 0.08
"""Batches of questions about the price after the yield has moved."""
MOVES = np.array([-100.0, -50.0, -25.0, -10.0, 10.0, 25.0, 50.0, 75.0, 100.0, 200.0])
"""By how many basis points."""


class Price(Task):
    """Without dates there is one price; with dates the question says whether it wants the clean or the dirty one."""

    name = "price"
    description = "Price from a yield: clean or dirty where interest has accrued."
    calculator = "bond_price"
    default = True
    answers = (Answer("price", unit="per 100", decimals=4, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = redeemed(rng, with_long_stubs(rng, sample_terms(rng, count, market), market), market)
        facts["yield_pct"] = draw_yields(rng, count, market)
        if rng.random() < MOVED_SHARE:
            facts["yield_change"] = rng.choice(MOVES, count)
        if "maturity" in facts:
            facts["measure"] = rng.choice(["clean price", "clean price", "dirty price"], count)
        return coupons_in_money(rng, facts)

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds, yields = bonds_of(facts), facts["yield_pct"] / 100
        if "yield_change" in facts:
            yields = np.round(yields + facts["yield_change"] / 10_000, 8)
        clean = clean_price(bonds, yields)
        if "measure" in facts:
            clean = np.where(facts["measure"] == "dirty price", dirty_price(bonds, yields), clean)
        return clean * face_of(facts) / 100

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            if "yield_change" not in spans and (bond := regular_bond(spans)):
                work = worked_dirty if spans.get("measure") == "dirty price" else worked_clean
                value = work(lines, bond, worked_factor(lines, bond, read_percent(spans["yield_pct"])))
                face = read_number(spans.get("face", "100"))
                lines.work("price", f"{plain(value)} * {plain(face)} / 100", value * face / 100, self.answers[0].decimals)
        return lines.texts
