"""Calls in a model's turn as text, and turns written from calls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bondsft.calculators import CALCULATORS

CALL = re.compile(r'(?P<name>\w+)\((?P<arguments>(?:[^()"]|"[^"]*")*)\)')
ARGUMENT = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')


class Called(NamedTuple):
    """A calculator and its arguments by name."""

    name: str
    arguments: Mapping[str, str]


def calls_of(text: str) -> list[Called]:
    """The calls of a turn; none of one in another form."""
    return [
        Called(call["name"], {each["name"]: each["value"] for each in ARGUMENT.finditer(call["arguments"])})
        for call in CALL.finditer(text)
    ]


def turn_of(calls: Sequence[Called]) -> str:
    """The turn that makes these calls, each with its arguments in the calculator's order."""
    return f"[{', '.join(f'{call.name}({arguments_of(call)})' for call in calls)}]"


def arguments_of(call: Called) -> str:
    order = CALCULATORS[call.name].parameters if call.name in CALCULATORS else call.arguments
    return ", ".join(f'{name}="{call.arguments[name]}"' for name in order if name in call.arguments)
