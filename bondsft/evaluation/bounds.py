"""What a model may write next in a conversation: calls whose arguments are spans of it, and after results no other figures.

It holds what `doubts` would find wrong afterwards, as far as that shows while a turn is being written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bondsft.calculators import schemas
from bondsft.calculators.spans import find_spans
from bondsft.evaluation.doubts import FIGURE, Message
from bondsft.models.grammar import CallRules


class Bounds:
    """The bounds of the turn that follows these messages."""

    def __init__(self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] = ()) -> None:
        names = [tool["function"]["name"] for tool in tools or schemas()]
        texts = [str(message["content"]) for message in messages if message["role"] in ("user", "tool")]
        self.calls = CallRules(find_spans("\n".join(texts)), names)
        self.figures = set(FIGURE.findall("\n".join(texts))) if len(texts) > 1 else None

    def may(self, text: str, ended: bool) -> bool:
        """Whether the turn may begin, or end, with a text."""
        if not self.calls.may_begin(text, ended=ended):
            return False
        return self.figures is None or all(self.is_known(text, match) for match in FIGURE.finditer(text))

    def is_known(self, text: str, match: re.Match[str]) -> bool:
        """Whether a figure stands in the conversation; the last one may still grow: "7." into "7.712"."""
        figures = self.figures or set()
        if match[0] in figures:
            return True
        grows = text[match.end() :] in ("", ".", ",")
        return grows and any(figure.startswith(text[match.start() :]) for figure in figures)
