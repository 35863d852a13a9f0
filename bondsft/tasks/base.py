"""What a query type is: facts drawn as columns, a solution in columns, and the calculator call that answers it.

A task never sees a sentence. It names its facts; `wordings/<task>.toml` says how people ask, and
`wordings/facts.toml` how people state a coupon, a price or a date:

    class RunningYield(Task):
        name = "running_yield"
        description = "Annual coupon over clean price."
        calculator = "running_yield"
        calculators = (running_yield,)
        answers = (Answer("running_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

        def sample(self, rng, count, market):
            return {"coupon_pct": rng.integers(8, 80, count) / 8, "price": rng.uniform(80, 120, count).round(2)}

        def solve(self, facts):
            return 100 * facts["coupon_pct"] / facts["price"]
"""

from __future__ import annotations

import difflib
import importlib.resources
import inspect
import string
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators import CALCULATORS, HIGHEST
from bondsft.errors import BondsftError
from bondsft.marking import Expected, Mark, Tolerance, mark

__all__ = ["STATED", "Answer", "Call", "Columns", "Expected", "Mark", "Task", "Tolerance", "as_arguments"]

Columns = dict[str, NDArray[Any]]
"""Facts by name, each an array of length n. A missing value (NaN, NaT or "") means that the question does not state the fact."""

UNITS = ("percent", "decimal", "bp", "per 100", "currency", "years", "years^2")
"""Units that marking can tell apart; any other is a text to compare."""

STATED = "stated"
"""In place of a market's name: no market is named, and the question states every convention it needs."""


@dataclass(frozen=True)
class Answer:
    """A quantity that a task asks for: the slot of the reply that quotes it, its unit, the decimals that it is printed with,
    and how far off, in its unit, is still right."""

    name: str
    unit: str
    decimals: int
    tolerance: Tolerance

    def __post_init__(self) -> None:
        if not isinstance(self.tolerance, Tolerance):
            raise BondsftError(f"Answer {self.name} has the tolerance {self.tolerance!r}.", "Write Tolerance(absolute=0.01).")
        if not isinstance(self.decimals, int):
            raise BondsftError(f"Answer {self.name} has {self.decimals!r} decimals.", "Write a whole number.")
        if self.unit not in UNITS and (nearest := difflib.get_close_matches(self.unit, UNITS, n=1, cutoff=0.7)):
            raise BondsftError(f"Answer {self.name} has the unit {self.unit!r}.", f"Did you mean {nearest[0]!r}?")


@dataclass(frozen=True)
class Call:
    """A request to a calculator: its name, and its arguments as they stand in the question."""

    calculator: str
    arguments: Mapping[str, str]


class Task(ABC):
    """One query type. Built-in and third-party tasks are the same thing and register through the same hook."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    description: ClassVar[str]
    calculator: ClassVar[str]
    answers: ClassVar[Sequence[Answer]]
    """What questions ask for, each for one of them."""
    calculators: ClassVar[Sequence[Callable[..., dict[str, str]]]] = ()
    """Functions of the task's own that a model may call, beside those it is always told of (`bondsft.calculators`)."""
    default: ClassVar[bool] = False
    """Whether a built-in task runs when none is named. Plugins' tasks never do."""
    one_bond: ClassVar[bool] = True
    """True if the question is about one bond, so that an ISIN of the user's own bonds can stand for its terms."""

    @abstractmethod
    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        """Draw `count` questions' facts under a market's conventions (or `STATED`), rounded to what will be printed."""

    @abstractmethod
    def solve(self, facts: Columns) -> NDArray[Any]:
        """Return the answers, shape (n,), in the unit that is asked for, at full precision."""

    def asked(self, spans: Mapping[str, str]) -> Answer:
        """Return the answer that a question asks for: the one that its fact `measure` names, else the first."""
        named = spans.get("measure", "").replace(" ", "_")
        return next((answer for answer in self.answers if answer.name == named), self.answers[0])

    def calls(self, spans: Mapping[str, str]) -> list[Call]:
        """Return the calls that answer a question: by default one, with those of its facts that the calculator takes."""
        taken = CALCULATORS[self.calculator].parameters
        return [Call(self.calculator, {name: span for name, span in as_arguments(spans).items() if name in taken})]

    def reply(self, spans: Mapping[str, str], results: Sequence[Mapping[str, str]]) -> dict[str, str]:
        """Return what the answer sentence quotes, by slot, from the calls' results: by default the result that bears the name
        of the answer, else the first. Of calls that are ranked, all that they give, as `yield_a`, and as `pick` the letter of
        the highest."""
        if all("rank" in result for result in results):
            lettered = list(zip(string.ascii_uppercase, results, strict=False))
            quoted = {f"{name}_{letter.lower()}": text for letter, result in lettered for name, text in result.items()}
            return quoted | {"pick": next((letter for letter, result in lettered if result["rank"] in HIGHEST), "")}
        name = self.asked(spans).name
        return {name: results[0].get(name) or next(iter(results[0].values()))}

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        """Return the lines of arithmetic that lead to the answer, each true as printed; none if the task writes none."""
        return []

    def mark(self, reply: str, expected: Expected) -> Mark:
        """Mark a reply. An answer that is no number, schedule, pick or missing fact needs a marking of the task's own."""
        return mark(reply, expected)

    def wordings_file(self) -> Traversable:
        """The task's sentences: `wordings/<name>.toml` beside the module that defines it."""
        package = inspect.getmodule(type(self)).__package__  # type: ignore[union-attr]
        return importlib.resources.files(package or "") / "wordings" / f"{self.name}.toml"


ARGUMENT_OF_FACT = {"clean_price": "price", "quote_32nds": "price", "off_par": "price", "zero_coupon": "coupon_pct"}
"""Facts that a question must word differently from the calculator's argument that takes them."""


def as_arguments(spans: Mapping[str, str]) -> dict[str, str]:
    """Name each fact as the calculators do; the spans themselves stay as printed."""
    return {ARGUMENT_OF_FACT.get(fact, fact): span for fact, span in spans.items()}
