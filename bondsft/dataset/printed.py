"""The facts of a group of questions as they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.dataset.texts import Texts, chained, joined, texts_of
from bondsft.dataset.written import as_dates, as_decimals
from bondsft.tasks.composing import Shape
from bondsft.tasks.spans import BEFORE_VOWEL, NOT_BEFORE_VOWEL, Dates, Decimals, ways_of
from bondsft.tasks.wording import Slot


class Printed:
    """Facts by name, columns of length n, written in the form that each slot asks for. A value's way is drawn once for each
    form, so that the same text stands wherever that form does."""

    def __init__(self, facts: Mapping[str, NDArray[Any]], rng: np.random.Generator) -> None:
        self.facts, self.rng = facts, rng
        self.known: dict[Slot, Texts] = {}

    def column(self, slot: Slot) -> Texts:
        if slot not in self.known:
            if slot.article:
                self.known[slot] = with_article(slot.article, self.column(slot._replace(article="")))
            else:
                self.known[slot] = self.draw(f"{slot.fact}|{slot.form}" if slot.form else slot.fact, self.facts[slot.fact])
        return self.known[slot]

    def chosen(self, fact: str, shapes: Sequence[Shape], share: int) -> Texts:
        """A fact as it is printed where `share` rows each are worded in one of the shapes, without articles."""
        slots = [next(slot for slot in shape.slots if slot.fact == fact)._replace(article="") for shape in shapes]
        if len(set(slots)) == 1:
            return self.column(slots[0])
        return chained([self.column(slot)[number * share : (number + 1) * share] for number, slot in enumerate(slots)])

    def draw(self, name: str, column: NDArray[Any]) -> Texts:
        """Each row's value in one of its ways. Decimals and dates are written whole columns at a time, since few occur twice."""
        ways = ways_of(name)
        if isinstance(ways, Decimals):
            return as_decimals(column, ways, self.rng.integers(0, len(ways.least), len(column)))
        if isinstance(ways, Dates):
            return as_dates(column, ways, self.rng.integers(0, len(ways.forms), len(column)))
        values, codes = coded(column)
        written = list(map(ways, values))
        counts = np.array(list(map(len, written)))
        places = (np.cumsum(counts) - counts)[codes] + self.rng.integers(0, counts[codes])
        drawn = pa.array(places).dictionary_encode()
        flat = list(itertools.chain.from_iterable(written))
        return texts_of([flat[place] for place in drawn.dictionary.to_pylist()]).take(drawn.indices)


def with_article(article: str, texts: Texts) -> Texts:
    """Put "a" or "A" before texts, or "an" or "An"."""
    different = texts.dictionary_encode()
    words = different.dictionary
    vowel = pc.and_not(pc.match_substring_regex(words, BEFORE_VOWEL), pc.match_substring_regex(words, NOT_BEFORE_VOWEL))
    return joined(pc.if_else(vowel, f"{article}n ", f"{article} "), words).take(different.indices)


def coded(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.int64]]:
    """A column's values, each once and in the order of appearance, and which of them each row has. Dates are Python's."""
    if column.dtype.kind == "M":
        days = pa.array(column.astype("datetime64[D]").astype(np.int64)).dictionary_encode()
        return days.dictionary.to_numpy().astype("datetime64[D]").tolist(), days.indices.to_numpy()
    values = pa.array(column.tolist() if column.dtype.kind in "UO" else column).dictionary_encode()
    return values.dictionary.to_pylist(), values.indices.to_numpy()
