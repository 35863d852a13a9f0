"""The one place where a model's call is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators.functions import Finder
from bondsft.calculators.registry import CALCULATORS
from bondsft.errors import BondsftError

LONGEST = 1000
"""Characters of a quantity that a model may be told: one schedule of hundreds of payments would fill its memory."""
HIGHEST, LOWEST = ("higher", "highest"), ("lower", "lowest")
"""Ranks of what is most or least of two things, and of more."""


def run_call(name: str, arguments: Mapping[str, object], find: Finder | None = None) -> dict[str, str]:
    """Run a model's call. Whatever the model wrote, the result is a dict: what to quote, or {"error": why not}."""
    calculator = CALCULATORS.get(name)
    if calculator is None:
        return {"error": f"there is no calculator {str(name)[:40]!r}"}
    if unknown := [str(key) for key in arguments if key not in calculator.parameters]:
        return {"error": f"{name} takes no argument {unknown[0][:40]!r}"}
    spans = {key: str(value)[:200] for key, value in arguments.items() if value is not None}
    extra = {"find": find} if name == "find_bond" else {}
    try:
        result = calculator.function(**spans, **extra)
    except BondsftError as error:
        return {"error": message_of_one(error)}
    if not isinstance(result, dict) or not all(isinstance(text, str) for text in result.values()):
        return {"error": f"{name} gave {result!r:.60} where it should give texts by name"}
    if too_long := [quantity for quantity, text in result.items() if len(text) > LONGEST]:
        return {"error": f"the {too_long[0].replace('_', ' ')} is too long to quote"}
    return result


def message_of_one(error: BondsftError) -> str:
    """What is wrong with the one bond of a call, which needs no number."""
    return error.message.replace(" of bond 0", "")


def run_together(calls: Sequence[tuple[str, Mapping[str, object]]], find: Finder | None = None) -> list[dict[str, str]]:
    """Run the calls of one message. Where each gives the same one quantity, each result says how it ranks: a model that
    does no arithmetic need not compare figures either."""
    results = [run_call(name, arguments, find) for name, arguments in calls]
    quantities = {tuple(result) for result in results}
    if len(results) < 2 or len(quantities) > 1 or len(*quantities) > 1 or "error" in results[0]:
        return results
    (quantity,) = results[0]
    try:
        values = [float(result[quantity].rstrip("%").replace(",", "")) for result in results]
    except ValueError:  # a schedule of payments has no rank
        return results
    return [{**result, "rank": own} for result, [own] in zip(results, ranks([[value] for value in values]), strict=True)]


def ranks(values: Sequence[Sequence[float]] | NDArray[np.float64]) -> list[list[str]]:
    """How each of several things ranks among them by its value, for n comparisons: shapes (things, n) and (things, n)."""
    numbers = np.asarray(values, np.float64)
    most, least = (HIGHEST[len(numbers) > 2], LOWEST[len(numbers) > 2])
    highest, lowest = numbers.max(axis=0), numbers.min(axis=0)
    above = (numbers[None] > numbers[:, None]).sum(axis=1)
    names = np.array([f"number {place + 1}" for place in range(len(numbers))], object)[above]
    names[numbers == lowest] = least
    names[numbers == highest] = most
    names[:, highest == lowest] = "equal"
    return [list(own) for own in names]
