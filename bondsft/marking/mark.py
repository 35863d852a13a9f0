"""Marks a reply against what was expected: right, wrong, wrong unit or no answer, with what was read and why.

    mark("The yield is 7.712%.", Number(7.712, "percent", Tolerance(absolute=0.01))).verdict == "right"

Deterministic and without a model. Percent for decimal, basis points for percent, a price of another face:
*wrong unit*, a verdict of its own that is never forgiven.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bondsft.marking.expected import Expected, Missing, Number, Other, Pick, Schedule, When, show_when
from bondsft.marking.extract import extract_number, rank
from bondsft.marking.extract_ask import read_ask
from bondsft.marking.extract_pick import extract_pick
from bondsft.marking.extract_schedule import Entry, extract_schedule
from bondsft.marking.names import FAMILY_OF_UNIT
from bondsft.marking.plain import plain
from bondsft.marking.quantities import Quantity
from bondsft.marking.tolerance import Tolerance

Verdict = Literal["right", "wrong", "wrong unit", "no answer"]

UNIT_FACTORS = {
    "rate": (100.0, 10_000.0),
    "money": (10.0, 100.0, 1_000.0, 10_000.0, 100_000.0),
    "years": (100.0,),
    "years^2": (100.0,),
}
"""How many times too large or small an answer in another unit is: percent for decimal, a face of 1,000."""


@dataclass(frozen=True)
class Mark:
    """A verdict, the words read as the answer (or ""), why, and the number read if in the expected unit."""

    verdict: Verdict
    extracted: str
    reason: str
    value: float | None = None


def mark(text: str, expected: Expected) -> Mark:
    """Mark one reply. Never raises, whatever the text."""
    said = plain(text)
    match expected:
        case Number():
            return _mark_number(said, expected)
        case Schedule():
            return _mark_schedule(said, expected)
        case Pick():
            return _mark_pick(said, expected)
        case Missing():
            return _mark_missing(said, expected)
        case Other():
            return Mark("no answer", "", "only the task that asks for it can mark this answer")


def _mark_number(said: str, expected: Number) -> Mark:
    quantity, reason = extract_number(said, expected.unit, expected.name)
    if quantity is None:
        return Mark("no answer", "", reason)
    in_unit = rank(quantity, expected.unit) != 2
    if in_unit and expected.tolerance.holds(quantity.value, expected.value):
        return Mark("right", quantity.text, f"{quantity.text} agrees with {expected.text}", quantity.value)
    if _is_other_unit(quantity, expected):
        return Mark("wrong unit", quantity.text, f"{quantity.text} is {expected.text} in another unit")
    value = quantity.value if in_unit else None
    return Mark("wrong", quantity.text, f"{quantity.text} is not {expected.text}", value)


def _is_other_unit(quantity: Quantity, expected: Number) -> bool:
    """Whether it would be right but for the unit beside it or a power of ten that another unit explains."""
    if expected.value == 0.0:
        return False
    family = FAMILY_OF_UNIT.get(expected.unit, "")
    factors = (1.0, *UNIT_FACTORS.get(family, ()), *(1 / factor for factor in UNIT_FACTORS.get(family, ())))
    near = Tolerance(absolute=min(expected.tolerance.width(expected.value), 0.01 * abs(expected.value)))
    return any(near.holds(quantity.value / factor, expected.value) for factor in factors)


def _mark_schedule(said: str, expected: Schedule) -> Mark:
    entries = extract_schedule(said)
    shown = "; ".join(entry.text for entry in entries)
    if not entries:
        return Mark("no answer", "", "the reply lists no payments")
    if len(entries) != len(expected.payments):
        return Mark("wrong", shown, f"the reply lists {len(entries)} payments, not {len(expected.payments)}")
    ratios = set()
    for position, (entry, payment) in enumerate(zip(entries, expected.payments, strict=True), start=1):
        if not _same_when(entry, payment.when, position):
            reason = f"payment {position} is {entry.text}, not at {show_when(payment.when)}"
            return Mark("wrong", shown, reason)
        ratios.add(_factor(entry.amount, payment.amount, expected.tolerance))
    if ratios == {1.0}:
        return Mark("right", shown, f"all {len(entries)} payments agree")
    if len(ratios) == 1 and ratios != {None}:
        return Mark("wrong unit", shown, "the amounts are those of another face value")
    wrong = next(
        (entry, payment)
        for entry, payment in zip(entries, expected.payments, strict=True)
        if not expected.tolerance.holds(entry.amount, payment.amount)
    )
    return Mark("wrong", shown, f"{wrong[0].text} should be {wrong[1].amount:,.2f}")


def _same_when(entry: Entry, when: When, position: int) -> bool:
    """A date agrees with that date alone; where years are asked, the k-th payment may be called period k."""
    if isinstance(when, date) or isinstance(entry.when, date):
        return entry.when == when
    if entry.period == position:
        return True
    return entry.when is not None and math.isclose(entry.when, when, abs_tol=1e-6)


def _factor(amount: float, truth: float, tolerance: Tolerance) -> float | None:
    factors = (1.0, *UNIT_FACTORS["money"], *(1 / factor for factor in UNIT_FACTORS["money"]))
    return next((factor for factor in factors if tolerance.holds(amount / factor, truth)), None)


def _mark_pick(said: str, expected: Pick) -> Mark:
    letter, reason = extract_pick(said, expected)
    if letter is None:
        return Mark("no answer", "", reason)
    if letter == expected.pick:
        return Mark("right", letter, f"the reply picks {letter}")
    return Mark("wrong", letter, f"the reply picks {letter}, not {expected.pick}")


def _mark_missing(said: str, expected: Missing) -> Mark:
    reply = read_ask(said, expected)
    if reply.stated is not None:
        reason = f"the reply states {reply.stated.text} though the question lacks a fact"
        return Mark("wrong", reply.stated.text, reason)
    if not reply.asks:
        return Mark("no answer", "", "the reply neither answers nor asks")
    if reply.not_asked:
        return Mark("wrong", reply.asks, f"the reply does not ask for the {', '.join(reply.not_asked)}")
    return Mark("right", reply.asks, f"the reply asks for the {', '.join(expected.facts)}")
