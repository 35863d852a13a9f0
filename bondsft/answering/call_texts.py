"""Calls in a model's turn as text, and turns written from calls, in the embedded model's form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bondsft.dataset.messages import in_order
from bondsft.errors import BondsftError
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call

CALL = re.compile(r'(?P<name>\w+)\((?P<arguments>(?:[^()"]|"[^"]*")*)\)')
ARGUMENT = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')


def calls_of(text: str) -> list[Call]:
    """The calls of a turn; none of one in another form, or of a broken one."""
    try:
        return parse_calls(text) if text.startswith("[") else []
    except BondsftError:
        return []


def turn_of(calls: Sequence[Call]) -> str:
    """The turn that makes these calls, each with its arguments in the calculator's order."""
    return f"[{', '.join(f'{call.calculator}({arguments_of(call)})' for call in calls)}]"


def arguments_of(call: Call) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in in_order(call).arguments.items())
