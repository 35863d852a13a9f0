"""The facts of a group of questions as they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bondsft.dataset.texts import Texts, texts_of
from bondsft.tasks.spans import ways_of, with_article
from bondsft.tasks.wording import Slot


class Printed:
    """Facts by name, columns of length n, written in the form that each slot asks for. A value's way is drawn once for each
    form, so that the same text stands wherever that form does."""

    def __init__(self, facts: Mapping[str, NDArray[Any]], rng: np.random.Generator) -> None:
        self.facts, self.rng = facts, rng
        self.drawn: dict[str, tuple[list[str], NDArray[np.int64]]] = {}
        self.known: dict[Slot, Texts] = {}

    def column(self, slot: Slot) -> Texts:
        if slot not in self.known:
            written, places = self.draw(slot)
            if slot.article:
                written = [with_article(slot.article, text) for text in written]
            self.known[slot] = texts_of(written).take(pa.array(places))
        return self.known[slot]

    def draw(self, slot: Slot) -> tuple[list[str], NDArray[np.int64]]:
        """Every way to write every value that occurs, and which of them each row takes."""
        name = f"{slot.fact}|{slot.form}" if slot.form else slot.fact
        if name not in self.drawn:
            values, codes = coded(self.facts[slot.fact])
            ways = list(map(ways_of(name), values))
            counts = np.array(list(map(len, ways)))
            first = np.cumsum(counts) - counts
            places = first[codes] + self.rng.integers(0, counts[codes])
            self.drawn[name] = list(itertools.chain.from_iterable(ways)), places
        return self.drawn[name]


def coded(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.int64]]:
    """A column's values, each once and in the order of appearance, and which of them each row has. Dates are Python's."""
    if column.dtype.kind == "M":
        days = pa.array(column.astype("datetime64[D]").astype(np.int64)).dictionary_encode()
        return days.dictionary.to_numpy().astype("datetime64[D]").tolist(), days.indices.to_numpy()
    values = pa.array(column.tolist() if column.dtype.kind in "UO" else column).dictionary_encode()
    return values.dictionary.to_pylist(), values.indices.to_numpy()
