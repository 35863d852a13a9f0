"""The facts of a group of questions as they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.dataset.texts import Texts, by_kind, joined, texts_of
from bondsft.dataset.written import as_dates, as_decimals
from bondsft.tasks.spans import BEFORE_VOWEL, NOT_BEFORE_VOWEL, Dates, Decimals, ways_of
from bondsft.tasks.wording import Slot

ARTICLES = ("", "a", "A")


class Printed:
    """Facts by name as questions print them, `share` in a row in one shape, of which `slots` are those of each in turn.

    `plain` has them without articles, `asked` as they stand in the questions: columns of length n both.
    """

    def __init__(
        self, facts: Mapping[str, NDArray[Any]], slots: Sequence[Sequence[Slot]], share: int, rng: np.random.Generator
    ) -> None:
        self.plain: dict[str, Texts] = {}
        self.asked: dict[str, Texts] = {}
        of_shape = [{slot.fact: slot for slot in each} for each in slots]
        for name, column in facts.items():
            own = [each[name] for each in of_shape]
            self.plain[name] = in_forms(name, column, [slot.form for slot in own], share, rng)
            self.asked[name] = with_articles(self.plain[name], [slot.article for slot in own], share)


def in_forms(fact: str, column: NDArray[Any], forms: Sequence[str], share: int, rng: np.random.Generator) -> Texts:
    """A fact as it is written, where `share` rows each are to be in each form."""
    different = list(dict.fromkeys(forms))
    of_row = np.repeat(list(map(different.index, forms)), share)[: len(column)]
    rows = {f"{fact}|{form}" if form else fact: np.flatnonzero(of_row == number) for number, form in enumerate(different)}
    return by_kind(rows, lambda slot, own: drawn(slot, column[own], rng))


def drawn(slot: str, column: NDArray[Any], rng: np.random.Generator) -> Texts:
    """Each row's value in one of the ways of a slot. Decimals and dates are written whole columns at a time, since few occur
    twice."""
    ways = ways_of(slot)
    if isinstance(ways, Decimals):
        return as_decimals(column, ways, rng.integers(0, len(ways.least), len(column)))
    if isinstance(ways, Dates):
        return as_dates(column, ways, rng.integers(0, len(ways.forms), len(column)))
    values, codes = coded(column)
    written = list(map(ways, values))
    counts = np.array(list(map(len, written)))
    places = (np.cumsum(counts) - counts)[codes] + (rng.random(len(codes)) * counts[codes]).astype(np.int64)
    return texts_of(list(itertools.chain.from_iterable(written))).take(pa.array(places))


def with_articles(texts: Texts, articles: Sequence[str], share: int) -> Texts:
    """Texts with "a" or "A" before `share` rows for each of them, or "an" or "An"; with nothing where it is ""."""
    if not any(articles):
        return texts
    different = texts.dictionary_encode()
    words = different.dictionary
    vowel = pc.and_not(pc.match_substring_regex(words, BEFORE_VOWEL), pc.match_substring_regex(words, NOT_BEFORE_VOWEL))
    wanted = np.repeat(list(map(ARTICLES.index, articles)), share)[: len(texts)]
    leading = [f"{article}{n} " if article else "" for n in ("", "n") for article in ARTICLES]
    return joined(texts_of(leading).take(pa.array(wanted + len(ARTICLES) * vowel.take(different.indices).to_numpy(False))), texts)


def coded(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.int64]]:
    """A column's values, each once and in the order of appearance, and which of them each row has. Dates are Python's."""
    if column.dtype.kind == "M":
        days = pa.array(column.astype("datetime64[D]").astype(np.int64)).dictionary_encode()
        return days.dictionary.to_numpy().astype("datetime64[D]").tolist(), days.indices.to_numpy()
    values = pa.array(column.tolist() if column.dtype.kind in "UO" else column).dictionary_encode()
    return values.dictionary.to_pylist(), values.indices.to_numpy()
