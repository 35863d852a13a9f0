"""Replies that are wrong, made from a right answer: a marking that takes one of them for right is of no use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bondsft.calculators import run_call
from bondsft.errors import BondsftError
from bondsft.marking import Tolerance
from bondsft.tasks.base import Task
from bondsft.text import read_tenor

FIGURE = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
SIGNED = re.compile(f"-?{FIGURE.pattern}")


def spoiled(task: Task, row: dict[str, Any], answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a reply, and the reply."""
    yield "an empty reply", ""
    yield "a refusal", "I cannot say."
    value = answer["value"]
    if not told_by_chance(row, answer):
        yield "the question echoed", str(row["query"])
    if isinstance(value, float):
        yield from spoiled_numbers(value, answer, str(row["response"]))
        yield from one_period_off(task, row, answer)
    elif isinstance(value, dict) and "pick" in value:
        yield "the other bond", f"Bond {'B' if value['pick'] == 'A' else 'A'} yields more."
    elif isinstance(value, dict) and "missing" in value:
        yield "an answer where a fact is missing", f"The {answer['name'].replace('_', ' ')} is 7.5."
        yield "another fact asked for", "Please tell me the ISIN: what is it?"
    elif isinstance(value, list):
        payments = [f"{when}: {amount:.2f}" for when, amount in value]
        yield "the last payment left out", f"The payments are {'; '.join(payments[:-1])}."
        later = [f"{when}: {amount:.2f}" for (when, _), (_, amount) in zip(value[1:], value, strict=False)]
        yield "payments off by one period", f"The payments are {'; '.join(later)}."


def spoiled_numbers(value: float, answer: dict[str, Any], response: str) -> Iterator[tuple[str, str]]:
    width = Tolerance.of_json(answer["tolerance"]).width(value)
    text = answer["text"]
    decimals = max(6, len(text.rstrip("%").partition(".")[2]))
    percent = "%" if text.endswith("%") else ""

    def said(number: float) -> str:
        return response.replace(text, f"{number:.{decimals}f}{percent}")

    yield "an answer outside the tolerance", said(value + 3 * width)
    if abs(value) > 2 * width:
        yield "the other sign", said(-value)
        yield "a hundred times the answer", said(100 * value)
    other = f"{value + 30 * width + 1:.{decimals}f}{percent}"
    yield "the right number denied", f"{response.replace(text, other)} It is not {text}."
    if "coupon" not in answer["name"]:
        yield "the right number for something else", f"The coupon is {text}."
    low, high = (f"{value + move * width:.{decimals}f}" for move in (-5, 5))
    yield "a range", response.replace(text, f"between {low} and {high}{percent}")


def one_period_off(task: Task, row: dict[str, Any], answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the calculator says of a tenor that is one period longer, where that is another number than the answer."""
    calls = task.calls(json.loads(row["inputs"]))
    if len(calls) != 1 or not isinstance(answer["value"], float) or "years" not in calls[0].arguments:
        return
    try:
        longer = f"{12 * read_tenor(calls[0].arguments['years']) + 12} months"
    except BondsftError:
        return
    text = next(iter(run_call(calls[0].calculator, {**calls[0].arguments, "years": longer}).values()))
    found = SIGNED.match(text)
    tolerance = Tolerance.of_json(answer["tolerance"])
    if found and not tolerance.holds(float(found[0].replace(",", "")), answer["value"]):
        yield "an answer for one period more", str(row["response"]).replace(answer["text"], text)


def told_by_chance(row: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether a figure of the question is near the answer: a bond at par yields its coupon."""
    if not isinstance(answer["value"], float):
        return False
    near = 10 * Tolerance.of_json(answer["tolerance"]).width(answer["value"])
    figures = [float(figure.replace(",", "")) for figure in FIGURE.findall(str(row["query"]))]
    return any(abs(figure - answer["value"]) <= near for figure in figures)
