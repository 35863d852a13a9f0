"""Reasons to doubt a reply: it should quote a result of each call whole, the one that was asked for, and state no figure that
nothing gave."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Sequence

from bondsft.answering.doubt import FIGURE, LIST, UNQUOTED, Doubt, Message


def unquoted(answer: str, question: str, results: Sequence[Message]) -> Iterator[Doubt]:
    """Calls none of whose results stands in the answer; of several results, the one that the question names; ranks, and of which
    bond; terms of a bond that no calculator was given."""
    if all(message["name"] == "find_bond" and "error" not in json.loads(message["content"]) for message in results):
        yield Doubt("no calculator is called")
    for letter, message in zip(string.ascii_uppercase, results, strict=False):
        quantities: dict[str, str] = json.loads(message["content"])
        if "rank" in quantities and not (quantities.pop("rank") in answer and re.search(rf"\b{letter}\b", answer)):
            yield Doubt(f"rank{UNQUOTED}")
        if message["name"] == "find_bond" or "error" in quantities:
            continue
        named = {name: text for name, text in quantities.items() if name.replace("_", " ") in question.lower()}
        if not any(is_quoted(text, answer) for text in (named or quantities).values()):
            yield Doubt(f"{' or '.join(named or quantities)}{UNQUOTED}")


def is_quoted(text: str, answer: str) -> bool:
    """Whether a result stands whole in an answer: 0.721% does not in "-0.721%"."""
    return re.search(rf"(?<![\d.\u2212-]){re.escape(text)}(?!\d)", answer) is not None


def beside_lists(answer: str, results: Sequence[Message]) -> Iterator[Doubt]:
    """Figures beside a list of payments that an answer quotes whole: "The year 1: 102.69 is year 1" has one too many."""
    for message in results:
        for text in json.loads(message["content"]).values():
            if len(FIGURE.findall(text)) > LIST and text in answer:
                yield from [
                    Doubt(f"{figure} stands beside the list") for figure in FIGURE.findall(answer.replace(text, "", 1))[:1]
                ]


def unknown_figures(answer: str, told: Sequence[Message]) -> Iterator[Doubt]:
    """Figures of an answer that no question and no result has."""
    known = set(FIGURE.findall(" ".join(str(message["content"]) for message in told)))
    for figure in FIGURE.findall(answer):
        if figure not in known:
            yield Doubt(f"no calculator gave {figure}", figure)
