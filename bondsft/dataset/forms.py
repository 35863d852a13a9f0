"""The forms of solutions that can be written as columns: numbers, schedules of payments, picks by numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.calculators.functions import HALF_UP
from bondsft.calculators.running import ranks
from bondsft.dataset.digits import as_floats, as_numbers, by_value
from bondsft.dataset.messages import to_json
from bondsft.dataset.texts import Texts, as_list, joined, texts_of

Results = Sequence[dict[str, Texts]]


PICK = {"pick", "values"}


@dataclass(frozen=True)
class Others:
    """Solutions of a form that only their task knows."""

    solutions: NDArray[Any]

    def as_values(self) -> Texts:
        """As JSON, numbers at full precision."""
        return texts_of([to_json(solution) for solution in self.solutions])

    def like(self, first: Sequence[dict[str, str]], decimals: int) -> Results | None:
        """The calculators' results, in the form of those of the first question; None where only they can tell."""
        return None


@dataclass(frozen=True)
class Numbers(Others):
    def as_values(self) -> Texts:
        return as_floats(self.solutions)

    def like(self, first: Sequence[dict[str, str]], decimals: int) -> Results | None:
        if len(first) != 1 or len(first[0]) != 1:
            return None
        quantity, text = next(iter(first[0].items()))
        return [{quantity: as_numbers(self.solutions, decimals, unit_of(text))}]


@dataclass(frozen=True)
class Schedules(Others):
    """The payments of all schedules one below the other. A time is a date, or a number of years."""

    times: Sequence[str] | NDArray[np.float64]
    amounts: NDArray[np.float64]

    def together(self, payments: Texts) -> pa.ListArray:
        return pa.ListArray.from_arrays(pa.array(np.cumsum([0, *map(len, self.solutions)]), pa.int32()), payments)

    @cached_property
    def dates(self) -> Texts:
        return texts_of(cast(Sequence[str], self.times))

    def as_values(self) -> Texts:
        times = by_value(self.times, as_floats) if isinstance(self.times, np.ndarray) else joined('"', self.dates, '"')
        return as_list(self.together(joined("[", times, ", ", by_value(self.amounts, as_floats), "]")))

    def like(self, first: Sequence[dict[str, str]], decimals: int) -> Results | None:
        """As "2026-05-15: 3.50; 2026-11-15: 103.50", or "year 0.5: 3.50; ..."."""
        if len(first) != 1 or len(first[0]) != 1:
            return None
        times = by_value(self.times, in_years) if isinstance(self.times, np.ndarray) else self.dates
        payments = joined(times, ": ", by_value(self.amounts, in_cents))
        return [{next(iter(first[0])): pc.binary_join(self.together(payments), "; ")}]


def in_years(times: NDArray[np.float64]) -> Texts:
    return texts_of([f"year {when:g}" for when in times])


def in_cents(amounts: NDArray[np.float64]) -> Texts:
    return as_numbers(amounts + HALF_UP, 2)


@dataclass(frozen=True)
class Picks(Others):
    """The letter of the one that is picked, and the number of each that decides, a column each."""

    letters: Sequence[str]
    numbers: Sequence[Sequence[float]]

    def as_values(self) -> Texts:
        columns = [as_floats(column) for column in self.numbers]
        listed = [piece for column in columns for piece in (", ", column)][1:]
        return joined('{"pick": "', texts_of(self.letters), '", "values": [', *listed, "]}")

    def like(self, first: Sequence[dict[str, str]], decimals: int) -> Results | None:
        """Results that say how each ranks, by what is printed, as the calculators' own do."""
        quantity, text = next(iter(first[0].items()))
        if len(first) != len(self.numbers) or any(each.keys() != {quantity, "rank"} for each in first):
            return None
        columns = [as_numbers(column, decimals, unit_of(text)) for column in self.numbers]
        printed = np.array([pc.utf8_rtrim(column, "%").cast(pa.float64()) for column in columns])
        return [{quantity: column, "rank": texts_of(own)} for column, own in zip(columns, ranks(printed), strict=True)]


def unit_of(text: str) -> str:
    return "%" if text.endswith("%") else ""


def form_of(solutions: NDArray[Any]) -> Others:
    """The form of a group's solutions, all of which have the same."""
    if solutions.dtype.kind == "f":
        return Numbers(solutions)
    kinds = set(map(type, solutions))
    if kinds == {list} and all(solutions):
        payments = list(itertools.chain.from_iterable(solutions))
        times, amounts = [when for when, _ in payments], np.array([amount for _, amount in payments], np.float64)
        return Schedules(solutions, times if isinstance(times[0], str) else np.array(times, np.float64), amounts)
    if kinds == {dict} and all(solution.keys() == PICK for solution in solutions):
        numbers = [solution["values"] for solution in solutions]
        if len(set(map(len, numbers))) == 1:
            return Picks(solutions, [solution["pick"] for solution in solutions], list(zip(*numbers, strict=True)))
    return Others(solutions)
