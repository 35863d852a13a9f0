"""Reads a right answer from a line of a question file, or from a row of a data set.

A question file's line {"id": "q1", "answer": 7.712, "unit": "percent", "tolerance": {"abs": 0.01}, ...}
becomes `Number(value=7.712, unit="percent", tolerance=Tolerance(absolute=0.01), text="7.712%")`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bondsft.errors import BondsftError
from bondsft.marking.expected import (
    LETTERS,
    SCHEDULE_TOLERANCE,
    Expected,
    Missing,
    Number,
    Other,
    Payment,
    Pick,
    Schedule,
    When,
    show_when,
)
from bondsft.marking.names import asked_name, canonical_name
from bondsft.marking.plain import plain
from bondsft.marking.quantities import find_quantities
from bondsft.marking.tolerance import Tolerance
from bondsft.text import read_date, read_number

DEFAULT_TOLERANCES = {
    "percent": Tolerance(absolute=0.01),
    "decimal": Tolerance(absolute=0.0001),
    "bp": Tolerance(absolute=1.0),
    "per 100": Tolerance(absolute=0.01),
    "currency": Tolerance(absolute=0.01),
    "years": Tolerance(relative=0.001),
    "years^2": Tolerance(relative=0.001),
}


def from_question(record: Mapping[str, Any]) -> Expected:
    """Read a question file's line: `id`, `question`, `answer`, for a number `unit`, and maybe `tolerance`.

    An optional `name` says which quantity is asked for; without it the question's own words do.

    Raises:
        BondsftError: naming the question and the field at fault.
    """
    where = f"Question {record.get('id', '(no id)')}"
    if "answer" not in record:
        raise BondsftError(f"{where}: answer is missing.", 'Type a number, a schedule, {"pick": …} or {"missing": […]}.')
    return _read(where, record["answer"], record, str(record.get("question", "")))


def from_row(row: Mapping[str, Any]) -> Expected:
    """Read a data set row's `answer`, JSON text of a list whose first entry is the one that is asked for.

    Raises:
        BondsftError: naming the row and the field at fault.
    """
    where = f"Row {row.get('id', '(no id)')}"
    try:
        answers = json.loads(row["answer"])
        answer = answers[0]
        value = answer["value"]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BondsftError(
            f"{where}: answer is not a list of answers that have a value.",
            'It should read [{"name": …, "value": …, "text": …, "unit": …, "tolerance": …}].',
        ) from error
    if isinstance(value, Mapping) and not value.keys() & {"pick", "missing"}:
        return Other(value, str(answer.get("text") or ""))
    return _read(where, value, answer, str(row.get("query", "")))


def _read(where: str, answer: Any, record: Mapping[str, Any], question: str) -> Expected:
    """Read an answer. `record` has the fields beside it: `unit`, `tolerance`, `name` and `text`, if any."""
    unit, tolerance, text = record.get("unit") or "", record.get("tolerance"), str(record.get("text") or "")
    if not isinstance(unit, str):
        raise BondsftError(f"{where}: unit is {unit!r}, not a text.", f"Use one of {', '.join(DEFAULT_TOLERANCES)}.")
    name = canonical_name(str(record.get("name") or "")) or asked_name(plain(question), unit)
    if isinstance(answer, Mapping) and "pick" in answer:
        return _read_pick(where, answer, text)
    if isinstance(answer, Mapping) and "missing" in answer:
        given = tuple(quantity.value for quantity in find_quantities(plain(question)))
        return replace(_read_missing(where, answer["missing"], name, given, text), question=plain(question))
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        allowed = SCHEDULE_TOLERANCE if tolerance is None else _read_tolerance(where, tolerance)
        return _read_schedule(where, answer, allowed, text)
    return _read_quantity(where, answer, unit, tolerance, name, text)


def _read_quantity(where: str, answer: Any, unit: str, tolerance: Any, name: str, text: str) -> Number:
    value = _number(f"{where}: answer", answer)
    if not unit:
        raise BondsftError(f"{where}: unit is missing.", f"Use one of {', '.join(DEFAULT_TOLERANCES)}, or a free text.")
    if tolerance is None and unit not in DEFAULT_TOLERANCES:
        raise BondsftError(f"{where}: tolerance is missing.", 'Give {"abs": x} or {"rel": x}.')
    allowed = DEFAULT_TOLERANCES[unit] if tolerance is None else _read_tolerance(where, tolerance)
    return Number(value, unit, allowed, name, text or _show(value, unit))


def _read_pick(where: str, answer: Mapping[str, Any], text: str) -> Pick:
    pick = answer["pick"]
    values = answer.get("values") or []
    if not isinstance(pick, str) or pick.strip().upper() not in LETTERS:
        raise BondsftError(f"{where}: pick is {pick!r}, not A, B, C or D.", 'Name the bond as in {"pick": "A"}.')
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise BondsftError(f"{where}: values is {values!r}, not a list of numbers.", "Give one number for each bond.")
    letter = pick.strip().upper()
    numbers = tuple(_number(f"{where}: values", value) for value in values)
    return Pick(letter, numbers, text or f"Bond {letter}")


def _read_missing(where: str, facts: Any, name: str, given: tuple[float, ...], text: str) -> Missing:
    if isinstance(facts, str) or not isinstance(facts, Sequence) or not facts or not all(isinstance(f, str) for f in facts):
        raise BondsftError(f"{where}: missing is {facts!r}, not a list of facts.", 'Name them as in {"missing": ["price"]}.')
    return Missing(tuple(facts), name, given, text or f"asks for the {', '.join(facts).replace('_', ' ')}")


def _read_schedule(where: str, answer: Sequence[Any], tolerance: Tolerance, text: str) -> Schedule:
    payments = []
    for entry in answer:
        if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) != 2:
            raise BondsftError(f"{where}: answer has a payment {entry!r}.", 'Write each as ["2027-03-15", 37.5].')
        payments.append(Payment(_when(where, entry[0]), _number(f"{where}: answer", entry[1])))
    if not payments:
        raise BondsftError(f"{where}: answer is a schedule without payments.", 'Write each as ["2027-03-15", 37.5].')
    shown = "; ".join(f"{show_when(payment.when)}: {payment.amount:,.2f}" for payment in payments)
    return Schedule(tuple(payments), tolerance, text or shown)


def _when(where: str, value: Any) -> When:
    if isinstance(value, str):
        _, year, number = value.strip().lower().partition("year ")
        try:
            return float(read_number(number)) if year else read_date(value)
        except BondsftError as error:
            raise BondsftError(f"{where}: answer has a payment at {value!r}.", 'Write a date or "year 0.5".') from error
    return _number(f"{where}: answer", value)


def _read_tolerance(where: str, tolerance: Any) -> Tolerance:
    if isinstance(tolerance, Mapping) and len(tolerance) == 1:
        (kind, size), *_ = tolerance.items()
        width = _number(f"{where}: tolerance", size)
        if kind in ("abs", "rel") and width >= 0:
            return Tolerance(absolute=width) if kind == "abs" else Tolerance(relative=width)
    raise BondsftError(f"{where}: tolerance is {tolerance!r}.", 'Give {"abs": x} or {"rel": x}.')


def _number(what: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BondsftError(f"{what} is {value!r}, not a number.", "Write it as in 7.712.")
    return float(value)


def _show(value: float, unit: str) -> str:
    return f"{value:.10g}%" if unit == "percent" else f"{value:.10g} {unit}"
