"""Holds a model to what its turn may be: of the likeliest tokens, the first that fits wins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondsft.models.turns import Pieces, Written

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
        self.texts = ["".join(pieces.of(row.written.tokens)) for row in rows]
        self.over = [False] * len(rows)
        self.lost = [False] * len(rows)
        """Rows whose text no token can go on with: they are free from there on."""
        self.steps: list[list[tuple[float, int]]] = []
        """For each step and row: the winner's lead over the next, and that one."""

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        if self.steps:
            for place, token in enumerate(ids[:, -1].tolist()):
                self.over[place] |= token == self.end
                self.texts[place] += self.pieces[token]
        best = scores.topk(TRIED)
        likely = zip(best.values.tolist(), best.indices.tolist(), strict=True)
        self.steps.append([self.choose(place, *row, scores) for place, row in enumerate(likely)])
        return scores

    def choose(self, place: int, values: list[float], tokens: list[int], scores: torch.Tensor) -> tuple[float, int]:
        if self.over[place] or self.lost[place]:
            return math.inf, self.end
        fitting = (rank for rank, token in enumerate(tokens) if self.fits(place, token))
        first, second = next(fitting, None), next(fitting, None)
        if first is None:
            self.force(place, tokens, scores)
        elif first:
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

    def fits(self, place: int, token: int) -> bool:
        ended = token == self.end
        text = self.texts[place] if ended else self.texts[place] + self.pieces[token]
        return self.may(self.rows[place].index, text, ended)

    def by_row(self) -> Iterator[tuple[list[float], list[int]]]:
        for row in zip(*self.steps, strict=True):
            yield [lead for lead, _ in row], [token for _, token in row]
