"""What a model writes in a turn: its tokens, how sure it was of each, and the turns it could have begun instead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


@dataclass
class Written:
    """Tokens that a model wrote; for each its lead in log-odds over the next most likely one, and that one."""

    tokens: list[int] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)
    runners_up: list[int] = field(default_factory=list)

    def add(self, tokens: list[int], leads: list[float], runners_up: list[int]) -> None:
        self.tokens += tokens
        self.leads += leads[: len(tokens)]
        self.runners_up += runners_up[: len(tokens)]

    def branch(self, place: int) -> Written:
        """What was written up to a token, and in its place, for good, the runner-up."""
        return Written(
            [*self.tokens[:place], self.runners_up[place]],
            [*self.leads[:place], math.inf],
            [*self.runners_up[:place], self.tokens[place]],
        )


@dataclass(frozen=True)
class Turn:
    """What a model wrote until it ended its turn or was stopped: the text, that of each token, and the tokens."""

    text: str
    ended: bool
    pieces: list[str]
    written: Written

    def branches(self, culprit: str, end: int) -> list[Written]:
        """Beginnings of other turns, from the least certain token on; before it those of the text that is to blame, and of
        the name that it was given."""
        starts = [0, *accumulate(map(len, self.pieces))]
        text = "".join(self.pieces)
        found = text.rfind(culprit) if culprit else -1
        named = max(text.rfind(mark, 0, max(found, 0)) for mark in ('", ', "("))
        blamed = range(named, found + len(culprit) + 1) if found >= 0 else range(0)
        leads = self.written.leads
        places = [place for place, other in enumerate(self.written.runners_up) if other != end and leads[place] < math.inf]
        places.sort(key=lambda place: (starts[place] not in blamed, leads[place]))
        return [self.written.branch(place) for place in places]


CUT_OFF = "\ufffd"
"""What tokenizers give for a part of a character."""


class Pieces:
    """The text of single tokens, with the space that some tokenizers mark at the start of a word."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.tokenizer = tokenizer
        self.known: dict[int, str] = {}

    def __getitem__(self, token: int) -> str:
        if token not in self.known:
            name = str(self.tokenizer.convert_ids_to_tokens(token))
            self.known[token] = name.replace("▁", " ") if "▁" in name else str(self.tokenizer.decode([token]))
        return self.known[token]

    def text_of(self, tokens: Sequence[int]) -> str:
        """The text of tokens in a row, characters that are several tokens among them."""
        pieces = self.of(tokens)
        return str(self.tokenizer.decode(list(tokens))) if any(CUT_OFF in piece for piece in pieces) else "".join(pieces)

    def of(self, tokens: Sequence[int]) -> list[str]:
        return [self[token] for token in tokens]
