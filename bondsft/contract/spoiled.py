"""Replies that are wrong, made from a right answer: a marking that takes one of them for right is of no use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bondsft.marking import Tolerance

FIGURE = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")


def spoiled(row: dict[str, Any], answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a reply, and the reply."""
    yield "an empty reply", ""
    yield "a refusal", "I cannot say."
    value = answer["value"]
    if not told_by_chance(row, answer):
        yield "the question echoed", str(row["query"])
    if isinstance(value, float):
        yield from spoiled_numbers(value, answer, str(row["response"]))
    elif isinstance(value, dict) and "pick" in value:
        yield "the other bond", f"Bond {'B' if value['pick'] == 'A' else 'A'} yields more."
    elif isinstance(value, list):
        head = "; ".join(f"{when}: {amount:.2f}" for when, amount in value[:-1])
        yield "the last payment left out", f"The payments are {head}."


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
    low, high = (f"{value + move * width:.{decimals}f}" for move in (-5, 5))
    yield "a range", response.replace(text, f"between {low} and {high}{percent}")


def told_by_chance(row: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether a figure of the question is near the answer: a bond at par yields its coupon."""
    if not isinstance(answer["value"], float):
        return False
    near = 10 * Tolerance.of_json(answer["tolerance"]).width(answer["value"])
    figures = [float(figure.replace(",", "")) for figure in FIGURE.findall(str(row["query"]))]
    return any(abs(figure - answer["value"]) <= near for figure in figures)
