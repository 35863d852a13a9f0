"""Which of two bonds yields more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import yield_to_maturity
from bondsft.tasks.base import STATED, Answer, Call, Columns, Task, Tolerance, as_arguments
from bondsft.tasks.dates import usual_maturities
from bondsft.tasks.quoting import draw_prices, price_of
from bondsft.tasks.terms import bonds_of, sample_dated, sample_terms
from bondsft.tasks.worked import price_per_100, regular_bond, worked_yield
from bondsft.tasks.working import Lines, exactly

T = TypeVar("T")
SHARED = ("nothing", "nothing", "frequency", "years", "settlement")
"""What the two bonds of a question may have in common, said once."""
LEAST_DIFFERENCE = 0.0002  # two basis points: nearer than that, the answer would hang on rounding


class Comparison(Task):
    """Facts of the two bonds end in `_a` and `_b`; each bond gets a call of its own. Facts without an end are of both."""

    name = "comparison"
    description = "Which of two bonds has the higher yield to maturity."
    calculator = "bond_yield"
    default = True
    answers = (Answer("pick", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)
    one_bond = False

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        shared = SHARED[int(rng.integers(len(SHARED)))]
        if shared == ("settlement" if market == STATED else "frequency"):  # a market has its own frequency
            shared = "nothing"
        draw = dated_pair if shared == "settlement" else pair
        facts = draw(rng, count, market, shared)
        yields = self.yields(facts)
        apart = np.abs(yields["a"] - yields["b"]) >= LEAST_DIFFERENCE
        return {name: column[apart] for name, column in facts.items()}

    def solve(self, facts: Columns) -> NDArray[Any]:
        yields = self.yields(facts)
        letters = np.where(yields["a"] > yields["b"], "A", "B").tolist()
        pairs = (100 * np.stack([yields["a"], yields["b"]], axis=1)).tolist()
        picks = np.empty(len(pairs), object)
        picks[:] = [{"pick": letter, "values": pair} for letter, pair in zip(letters, pairs, strict=True)]
        return picks

    def yields(self, facts: Columns) -> dict[str, NDArray[np.float64]]:
        found = {}
        for side in "ab":
            bond = of_side(facts, side)
            found[side] = yield_to_maturity(bonds_of(bond), price_of(bond))
        return found

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        return [Call(self.calculator, as_arguments(of_side(spans, side))) for side in "ab"]

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            for side in "ab":
                own = of_side(spans, side)
                bond = regular_bond(own)
                if bond is None:
                    return []
                lines.texts.append(f"Bond {side.upper()}")
                worked_yield(lines, bond, price_per_100(lines, own), self.answers[0].decimals)
        return lines.texts


def of_side(facts: Mapping[str, T], side: str) -> dict[str, T]:
    """What is said of one bond, and of both."""
    own = {name[:-2]: value for name, value in facts.items() if name.endswith(f"_{side}")}
    return own | {name: value for name, value in facts.items() if not name.endswith(("_a", "_b"))}


def together(a: Columns, b: Columns, shared: Collection[str]) -> Columns:
    """The facts of two bonds as those of one question."""
    both = {name: column for name, column in a.items() if name in shared}
    return both | {
        f"{name}_{side}": own for side, bond in (("a", a), ("b", b)) for name, own in bond.items() if name not in shared
    }


def pair(rng: np.random.Generator, count: int, market: str, shared: str) -> Columns:
    """Two bonds that are compared from today; what they share has one column."""
    common = {"frequency", *([shared] if shared == "years" else [])} if market == STATED and shared != "nothing" else {shared}
    a, b = (without_dates(rng, count, market, coupons=shared != "nothing") for _ in range(2))
    if "frequency" in common:
        often = rng.choice([1.0, 2.0, 2.0, 4.0], count)
        a, b = a | {"frequency": often}, b | {"frequency": often}
    if shared == "years":
        b |= {"years": a["years"]}
        if market != STATED:  # a name may say how long a bond may run
            b |= {"market": a["market"]}
    return together(a | draw_prices(rng, a, market), b | draw_prices(rng, b, market), common)


def without_dates(rng: np.random.Generator, count: int, market: str, *, coupons: bool) -> Columns:
    """Bonds of whole years. Every yield without a market compounds annually, or as both bonds pay, so that the two compare as
    they stand."""
    bond = sample_terms(rng, count, market)
    while "maturity" in bond or (coupons and "zero_coupon" in bond):
        bond = sample_terms(rng, count, market)
    bond.pop("face", None)
    if "zero_coupon" in bond:
        bond["compounding"] = np.ones(count)
    elif market == STATED:
        bond |= {"frequency": np.ones(count), "compounding": np.full(count, np.nan)}
    bond["years"] = np.floor(bond["years"])
    return bond


def dated_pair(rng: np.random.Generator, count: int, market: str, shared: str) -> Columns:
    """Two bonds of a market, with dates, that settle on one day."""
    a, b = (sample_dated(rng, count, market) for _ in range(2))
    later = b["maturity"] + (a["settlement"] - b["settlement"])
    b |= {"settlement": a["settlement"], "maturity": usual_maturities(market, a["settlement"], later)}
    return together(a | draw_prices(rng, a, market), b | draw_prices(rng, b, market), {shared})
