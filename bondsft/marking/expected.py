"""What a right answer is: a number, a schedule of payments, a pick, a fact to ask for, or what a task alone can mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bondsft.marking.tolerance import Tolerance

LETTERS = ("A", "B", "C", "D")
"""What a question may call the bonds that it compares."""
SCHEDULE_TOLERANCE = Tolerance(absolute=0.01)

When = date | float
"""When a payment falls: a date, or a number of years from settlement."""


@dataclass(frozen=True)
class Number:
    """One number in `unit`. `name` is the quantity asked for ("clean price"), or "" where nobody says."""

    value: float
    unit: str
    tolerance: Tolerance
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Payment:
    when: When
    amount: float


@dataclass(frozen=True)
class Schedule:
    """Every payment in order; the tolerance is for each amount."""

    payments: tuple[Payment, ...]
    tolerance: Tolerance = SCHEDULE_TOLERANCE
    text: str = ""


@dataclass(frozen=True)
class Pick:
    """One bond out of several, by its letter. `values` are the compared numbers, A first, or ()."""

    pick: str
    values: tuple[float, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Missing:
    """The question lacks these facts; the right reply asks for them and states no number of its own.

    `name` is the quantity asked for ("" if nobody says), `given` the numbers in the question, and `question` its words:
    whoever repeats these asks for nothing.
    """

    facts: tuple[str, ...]
    name: str = ""
    given: tuple[float, ...] = ()
    text: str = ""
    question: str = ""


@dataclass(frozen=True)
class Other:
    """An answer of another form, which its task alone can mark."""

    value: Mapping[str, Any]
    text: str = ""


Expected = Number | Schedule | Pick | Missing | Other


def show_when(when: When) -> str:
    """As a schedule prints it: 2027-03-15, or year 0.5."""
    return when.isoformat() if isinstance(when, date) else f"year {when:g}"
