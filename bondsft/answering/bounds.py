"""What a model may write next in a conversation: calls whose arguments are spans of it, and after results no more calls, no other
figures, and a list of payments whole.

It holds what `doubts` would find wrong afterwards, as far as that shows while a turn is being written.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bondsft.answering.doubt import FIGURE, LIST, Message
from bondsft.calculators import schemas
from bondsft.calculators.spans import find_spans
from bondsft.models.grammar import CALLS, CallRules

HEAD = 6
"""Characters of a list by which its quotation is known: "year 0", "2027-0"."""


class Bounds:
    """The bounds of the turn that follows these messages."""

    def __init__(self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] = ()) -> None:
        names = [tool["function"]["name"] for tool in tools or schemas()]
        texts = [str(message["content"]) for message in messages if message["role"] in ("user", "tool")]
        self.spans = find_spans("\n".join(texts))
        self.calls = CallRules(self.spans, names)
        told = [message for message in messages if message["role"] == "tool"]
        latest = list(itertools.takewhile(lambda message: message["role"] == "tool", reversed(messages)))
        results = [json.loads(message["content"]) for message in latest if message["name"] != "find_bond"]
        values = [str(value) for result in results for value in result.values()]
        self.has_results = bool(results) and not any("error" in result for result in results)
        self.lists = [value for value in values if len(FIGURE.findall(value)) > LIST]
        self.figures = set(FIGURE.findall("\n".join(texts))) if told else None
        """Those that a reply may state; None for any."""
        if self.lists and len(self.lists) == len(values):
            self.figures = set()

    def may(self, text: str, ended: bool) -> bool:
        """Whether the turn may begin, or end, with a text."""
        if not self.calls.may_begin(text, ended=ended) or (self.has_results and text.lstrip().startswith(CALLS)):
            return False
        if self.figures is None:
            return True
        if not all(quoted_whole(text, value, ended) for value in self.lists):
            return False
        for value in self.lists:
            text = without_list(text, value)
        return all(self.is_known(text, match) for match in FIGURE.finditer(text))

    def is_known(self, text: str, match: re.Match[str]) -> bool:
        """Whether a figure stands in the conversation; the last one may still grow: "7." into "7.712"."""
        figures = self.figures or set()
        if match[0] in figures:
            return True
        grows = text[match.end() :] in ("", ".", ",")
        return grows and any(figure.startswith(text[match.start() :]) for figure in figures)


def quoted_whole(text: str, value: str, ended: bool) -> bool:
    """Whether a text that begins to quote a list goes on with it, and does not end before it does."""
    begun = text.find(value[:HEAD])
    if begun < 0:
        return True
    rest = text[begun:]
    return rest.startswith(value) or (value.startswith(rest) and not ended)


def without_list(text: str, value: str) -> str:
    """A text without the list, or the beginning of it at its end."""
    if value in text:
        return text.replace(value, "")
    begun = next((length for length in range(min(len(text), len(value)), 0, -1) if value.startswith(text[-length:])), 0)
    return text[: len(text) - begun]
