"""Questions about a user's own bonds: the question names an ISIN, `find_bond` gives the terms, a calculator the answer.

Some questions name a bond that nobody knows; the right reply asks for its terms.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bondsft.bonds import made_up_isin
from bondsft.calculators import CALCULATORS
from bondsft.calculators.names import read_market
from bondsft.dataset.universe import Terms
from bondsft.tasks.base import Call, Columns, as_arguments
from bondsft.tasks.quoting import ALL_PRICES
from bondsft.text import read_date, read_frequency

UNKNOWN_SHARE = 0.25
PRICE_STATED_SHARE = 0.4
TERMS = frozenset(
    {
        "coupon_pct",
        "zero_coupon",
        "frequency",
        "compounding",
        "market",
        "day_count",
        "years",
        "settlement",
        "maturity",
        "issue",
        "first_coupon",
        "face",
        "coupon_amount",
        "redemption",
    }
)
"""Facts of a question that a bond's ISIN stands for."""
ASK_BACK = (
    "I don't know the terms of {isin}. Please give me {facts}.",
    "There are no terms for {isin} here. What are {facts}?",
    "I can't find {isin}. Please tell me {facts}.",
)
NAMES_OF_TERMS = {
    "coupon_pct": "the coupon rate",
    "frequency": "the coupon frequency",
    "settlement": "the settlement date",
    "maturity": "the maturity date",
    "day_count": "the day count",
    "price": "the clean price",
}


@dataclass(frozen=True)
class OwnBond:
    """A bond by its ISIN; `terms` is empty for one that nobody knows."""

    isin: str
    terms: Terms

    @property
    def find(self) -> Call:
        return Call("find_bond", {"isin": self.isin})

    def facts(self, task_facts: Mapping[str, Any], choose: random.Random) -> dict[str, Any]:
        """What a question about the bond states: its ISIN, what the task asks beyond its terms, at times another price."""
        asked = {name: value for name, value in task_facts.items() if name not in TERMS}
        priced = [asked.pop(name) for name in ALL_PRICES if name in asked]
        if priced and "price" in self.terms and choose.random() < PRICE_STATED_SHARE:
            asked["clean_price"] = round(float(self.terms["price"]) * choose.uniform(0.97, 1.03), 2)
        return {"isin": self.isin, **asked}

    def can_answer(self, task_facts: Mapping[str, Any]) -> bool:
        """Whether the file gives all that the task needs, or nothing: then the right reply asks."""
        needed = {"settlement", "price"} if any(name in task_facts for name in ALL_PRICES) else {"settlement"}
        return not self.terms or needed <= self.terms.keys()

    def columns(self, asked: Mapping[str, Any]) -> Columns:
        """The facts with the bond's own terms in place of its ISIN, as columns of length 1."""
        columns = {name: np.array([value]) for name, value in asked.items() if name != "isin"}
        replaced = {"price"} if columns.keys() & {"clean_price", "yield_pct"} else set()
        readers = {
            "coupon_pct": float,
            "price": float,
            "frequency": lambda text: float(read_frequency(text)),
            "market": lambda text: read_market(text).spellings[0],
            **dict.fromkeys(("settlement", "maturity", "issue", "first_coupon"), lambda text: np.datetime64(read_date(text))),
        }
        return columns | {
            name: np.array([readers.get(name, str)(text)]) for name, text in self.terms.items() if name not in replaced
        }

    def arguments(self, spans: Mapping[str, str], calculator: str) -> dict[str, str]:
        """The calculator's arguments: the terms found, and what the question says, which goes before a price on file."""
        said = as_arguments({name: span for name, span in spans.items() if name != "isin"})
        dropped = {"price"} if "yield_pct" in said else set()
        found = {name: text for name, text in self.terms.items() if name not in dropped | said.keys()}
        taken = CALCULATORS[calculator].parameters
        return {name: text for name, text in {**found, **said}.items() if name in taken}

    def missing(self, facts: Mapping[str, Any], calculator: str) -> list[str]:
        """The terms that a calculator needs and a question about an unknown bond does not state."""
        stated = as_arguments({name: "" for name in facts}).keys()
        needless = {"price"} if "yield_pct" in stated else set()
        taken = CALCULATORS[calculator].parameters
        return [name for name in NAMES_OF_TERMS if name in taken and name not in stated | needless]

    def ask_back(self, missing: Sequence[str], choose: random.Random) -> str:
        *first, last = [NAMES_OF_TERMS[name] for name in missing]
        return choose.choice(ASK_BACK).format(isin=self.isin, facts=f"{', '.join(first)} and {last}")


def draw_bond(universe: Mapping[str, Terms], choose: random.Random) -> OwnBond:
    """Draw one of the user's bonds, or at times one that is not among them."""
    if choose.random() < UNKNOWN_SHARE:
        return OwnBond(made_up_isin(choose), {})
    isin = choose.choice(list(universe))
    return OwnBond(isin, universe[isin])
