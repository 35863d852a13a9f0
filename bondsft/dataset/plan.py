"""What to generate, and in which portions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bondsft.dataset.split import SPLITS
from bondsft.dataset.universe import Terms
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask

ROWS = {"direct": 196_608, "tool": 131_072, "worked": 24_576}
"""Rows of a part in each style: they hold about as much text, of which a process has a few copies at a time."""
LEAST, MOST = 8, 16_384
"""Questions of one market that a batch should give: in a large data set many, for speed; in a small one few, for variety."""
DRAWS = 4
"""Times that each market should be drawn from: fewer in a tiny data set, and where batches are rounded up to a power of two."""
SHAPES, MOST_OF_ONE = 2048, 256
"""Shapes that a task's questions are worded in, if they are so many, and the most questions of one shape."""


@dataclass(frozen=True)
class Plan:
    """What to generate. `styles` are weights by name; `markets` are names among `bondsft.bonds.DRAWN_MARKETS` or "stated"."""

    rows: int
    tasks: Sequence[RegisteredTask]
    markets: Sequence[str]
    styles: Mapping[str, float]
    split: str = "train"
    seed: int = 0
    bonds: Mapping[str, Terms] = field(default_factory=dict)
    """The user's own bonds by ISIN."""
    bonds_share: float = 0.5
    """With own bonds, the share of the questions with dates that are about them."""
    rows_at_once: int = 0
    """Rows of a part; 0 for as many as the styles allow."""
    follow_ups: float = 0.0
    """The share of the questions that another follows, about the same bond."""

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise BondsftError(f"{self.rows} rows cannot be written.", "Type --rows 1 or more.")
        for option, share in (("--follow-ups", self.follow_ups), ("--bonds-share", self.bonds_share)):
            if not 0 <= share <= 1:  # as no NaN is
                raise BondsftError(f"{share} is no share of the questions.", f"Type {option} 0.2, or from 0 to 1.")

    @property
    def part_rows(self) -> int:
        """The most rows of a part."""
        whole = sum(self.styles.values())
        return self.rows_at_once or round(1 / sum(weight / whole / ROWS[style] for style, weight in self.styles.items()))

    @property
    def parts(self) -> int:
        """Even where there are several, so that two workers end together."""
        parts = -(-self.rows // self.part_rows)
        return parts if parts == 1 else parts + parts % 2

    def rows_of(self, part: int) -> int:
        """Parts are of about one size, so that workers who share them end together."""
        return self.first_row(part + 1) - self.first_row(part)

    def first_row(self, part: int) -> int:
        """Even, since most questions with calls have two rows: they are to stand in one part."""
        return self.rows if part == self.parts else self.rows * part // self.parts // 2 * 2

    @property
    def questions(self) -> int:
        """Most questions of one task that a part can need: each has at least one row, with calls two."""
        least = 2 if set(self.styles) == {"tool"} else 1
        most = self.rows if self.parts == 1 else self.rows // self.parts + 2
        return -(-most // (least * len(self.tasks)))

    @property
    def batch(self) -> int:
        """Questions of one market that a batch should give: so many that the whole data set draws each market a few times,
        because the questions of one batch have their dates, or their whole years, together."""
        wanted = self.parts * self.questions // (DRAWS * len(self.markets))
        return int(np.clip(2 ** max(0, wanted - 1).bit_length(), LEAST, min(MOST, max(LEAST, self.questions))))

    @property
    def of_one_shape(self) -> int:
        """Questions in a row that share a shape."""
        return int(np.clip(self.parts * self.questions // SHAPES, 1, MOST_OF_ONE))

    @property
    def drawn(self) -> int:
        """Questions to draw for a batch, of which the split keeps its share."""
        return round(self.batch * 100 / len(SPLITS[self.split]))
