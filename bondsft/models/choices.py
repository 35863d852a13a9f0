"""Holds a model to what its turn may be: of the likeliest tokens, the first that fits wins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondsft.models.turns import CUT_OFF, Pieces, Written

if TYPE_CHECKING:
    import torch

TRIED = 64
"""Most likely tokens among which one is looked for with which a turn may go on."""
May = Callable[[int, str, bool], bool]
"""Told a prompt's index and a text: whether the model's turn may begin so or, if the last is true, end so."""


def free(index: int, text: str, ended: bool) -> bool:
    """Anything may be written."""
    return True


@dataclass
class Row:
    """One conversation in the batch: what the model is given next, and what it has written of its turn."""

    index: int
    given: list[int]
    written: Written = field(default_factory=Written)
    cached: list[tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)
    """Keys and values of each layer, shape (heads, tokens, size), of a row that waits."""


class Choices:
    """A logits processor: it has the most likely token win with which the row's turn may go on, and keeps the next such one."""

    def __init__(self, rows: Sequence[Row], pieces: Pieces, may: May, end: int) -> None:
        self.rows, self.pieces, self.may, self.end = rows, pieces, may, end
        self.written = [list(row.written.tokens) for row in rows]
        self.texts = [pieces.text_of(tokens) for tokens in self.written]
        self.over = [False] * len(rows)
        self.lost = [False] * len(rows)
        """Rows whose text no token can go on with: they are free from there on."""
        self.steps: list[list[tuple[float, int]]] = []
        """For each step and row: the winner's lead over the next, and that one."""

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        if self.steps:
            for place, token in enumerate(ids[:, -1].tolist()):
                self.over[place] |= token == self.end
                self.texts[place] = self.text_with(place, token)
                self.written[place].append(token)
        best = scores.topk(TRIED)
        likely = zip(best.values.tolist(), best.indices.tolist(), strict=True)
        self.steps.append([self.choose(place, *row, scores) for place, row in enumerate(likely)])
        return scores

    def choose(self, place: int, values: list[float], tokens: list[int], scores: torch.Tensor) -> tuple[float, int]:
        if self.over[place] or self.lost[place]:
            return math.inf, self.end
        fitting = (rank for rank, token in enumerate(tokens) if self.fits(place, token, likeliest=rank == 0))
        first, second = next(fitting, None), next(fitting, None)
        if first is None:
            self.force(place, tokens, scores)
        elif first or values[:1] == values[1:2]:  # of two that are as likely another may win
            scores[place] = -math.inf
            scores[place, tokens[first]] = values[first]
        return (math.inf, self.end) if first is None or second is None else (values[first] - values[second], tokens[second])

    def force(self, place: int, tried: list[int], scores: torch.Tensor) -> None:
        """Have the likeliest of all tokens win that fits, where none of the likely ones does; if none at all, go on freely."""
        ranked = scores[place].argsort(descending=True).tolist()
        written = (token for token in ranked[len(tried) :] if self.pieces[token] or token == self.end)  # not one without text
        fitting = next((token for token in written if self.fits(place, token)), None)
        self.lost[place] = fitting is None
        if fitting is not None:
            score = scores[place, fitting].item()
            scores[place] = -math.inf
            scores[place, fitting] = score

    def fits(self, place: int, token: int, *, likeliest: bool = False) -> bool:
        """Whether the row may go on so. A part of a character would fit wherever a character does: only the likeliest may."""
        ended = token == self.end
        text = self.texts[place] if ended else self.text_with(place, token)
        whole = text.rstrip(CUT_OFF)
        return (likeliest or whole == text) and self.may(self.rows[place].index, whole, ended)

    def text_with(self, place: int, token: int) -> str:
        """A row's text with one token more. Some characters, such as \u215b, are several tokens: a part of one is `CUT_OFF`."""
        text, piece = self.texts[place], self.pieces[token]
        return self.pieces.text_of([*self.written[place], token]) if CUT_OFF in text[-1:] + piece else text + piece

    def by_row(self) -> Iterator[tuple[list[float], list[int]]]:
        for row in zip(*self.steps, strict=True):
            yield [lead for lead, _ in row], [token for _, token in row]
