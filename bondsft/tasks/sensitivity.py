"""How a bond's price answers a move in yield: duration and convexity, from a price or from a yield."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import risk, yield_to_maturity
from bondsft.tasks.base import Answer, Columns, Task, Tolerance
from bondsft.tasks.quoting import draw_prices, draw_yields, price_of, quoted_otherwise, told_dirty
from bondsft.tasks.terms import bonds_of, sample_terms, with_long_stubs
from bondsft.tasks.worked import rate_of, regular_bond, worked_factor
from bondsft.tasks.worked_risk import worked_risk
from bondsft.tasks.working import FINE, Lines, exactly


class Sensitivity(Task):
    """What duration and convexity share: the measure is a fact that the question names."""

    calculator = "bond_risk"
    default = True
    measures: tuple[str, ...]

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        terms = with_long_stubs(rng, sample_terms(rng, count, market), market)
        if rng.random() < 0.5:
            priced = told_dirty(rng, terms | draw_prices(rng, terms, market))
            terms = quoted_otherwise(rng, priced, market)
        else:
            terms.pop("face", None)  # sensitivity at a yield is the same for any face value
            terms["yield_pct"] = draw_yields(rng, count, market)
        return terms | {"measure": rng.choice(self.measures, count)}

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds = bonds_of(facts)
        rate = facts["yield_pct"] / 100 if "yield_pct" in facts else yield_to_maturity(bonds, price_of(facts))
        measures = risk(bonds, rate)
        return np.select(
            [facts["measure"] == name for name in ("Macaulay duration", "convexity", "DV01")],
            [measures.macaulay_duration, measures.convexity, measures.dv01],
            measures.modified_duration,
        )

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines, measure = Lines(places=FINE), spans["measure"]
        with exactly():
            bond = regular_bond(spans) if measure != "DV01" else None
            if bond and (factor := worked_factor(lines, bond, rate_of(lines, bond, spans))) != 1:
                worked_risk(lines, bond, factor, measure, self.answers[0].decimals)
                return lines.texts
        return []


class Duration(Sensitivity):
    name = "duration"
    description = "Macaulay or modified duration, from a price or a yield."
    answers = (Answer("duration", unit="years", decimals=4, tolerance=Tolerance(relative=1e-3)),)
    measures = ("modified duration", "Macaulay duration")


class Convexity(Sensitivity):
    name = "convexity"
    description = "Convexity, in years squared, from a price or a yield."
    answers = (Answer("convexity", unit="years^2", decimals=4, tolerance=Tolerance(relative=1e-3)),)
    measures = ("convexity",)


class Dv01(Sensitivity):
    name = "dv01"
    description = "Fall in price per 100 for a yield one basis point higher, from a price or a yield."
    answers = (Answer("dv01", unit="per 100", decimals=6, tolerance=Tolerance(absolute=0.0002)),)
    measures = ("DV01",)
    default = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = super().sample(rng, count, market)
        while "face" in facts:  # whose DV01 would be asked then: of 100, or of the face value?
            facts = super().sample(rng, count, market)
        return facts
