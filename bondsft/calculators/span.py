"""A piece of a text that an argument may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text, from `start` to before `end`."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


Spans = Mapping[str, Sequence[Span]]
"""Those of a text by kind, as `find_spans` gives them."""
