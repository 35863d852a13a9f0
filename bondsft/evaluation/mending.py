"""Beginnings of a better turn where a calculator said which argument a call lacks: the call as it was written, up to where that
argument has its place. Which span it gets the model chooses, within its bounds; nothing else of the question is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bondsft.calculators import CALCULATORS
from bondsft.errors import BondsftError
from bondsft.evaluation.doubts import COMPOUNDING, Doubt
from bondsft.text import read_percent

CALL = re.compile(r'(?P<name>\w+)\((?P<arguments>(?:[^()"]|"[^"]*")*)\)')
ARGUMENT = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')
DATES = re.compile(r'settlement="(?P<first>[^"]*)", maturity="(?P<last>[^"]*)"')
MISSING, SWAPPED = " is missing", " is not after settlement "


def mended(text: str, doubts: Sequence[Doubt]) -> list[str]:
    """Texts to begin a turn with, for each doubt about an argument that is not there, and for dates in each other's place;
    none for a turn in another form."""
    lacking = [
        "compounding" if doubt.reason == COMPOUNDING else doubt.reason.removesuffix(MISSING)
        for doubt in doubts
        if doubt.reason == COMPOUNDING or doubt.reason.endswith(MISSING)
    ]
    swapped = DATES.search(text) if any(SWAPPED in doubt.reason for doubt in doubts) else None
    turned = [f'{text[: swapped.start()]}settlement="{swapped["last"]}", maturity="{swapped["first"]}"'] if swapped else []
    return turned + [begun for argument in dict.fromkeys(lacking) for begun in beginnings(text, argument)]


def beginnings(text: str, argument: str) -> Iterator[str]:
    """The text of each call that lacks an argument, up to its place in the calculator's order."""
    for call in CALL.finditer(text):
        calculator = CALCULATORS.get(call["name"])
        given = list(ARGUMENT.finditer(text, *call.span("arguments")))
        values = {match["name"]: match["value"] for match in given}
        if calculator is None or argument in values or argument not in calculator.parameters or needless(argument, values):
            continue
        order = list(calculator.parameters)
        later = next((match for match in given if order.index(match["name"]) > order.index(argument)), None)
        if later is not None:
            yield f'{text[: later.start()]}{argument}="'
        else:
            yield f'{text[: call.end("arguments")]}{", " if given else ""}{argument}="'


def needless(argument: str, values: dict[str, str]) -> bool:
    """Whether a call does without: a bond without coupons has no frequency, and one of a market has the market's."""
    if argument != "frequency":
        return False
    try:
        return "market" in values or read_percent(values.get("coupon_pct", "1")) == 0
    except BondsftError:
        return False
