"""The facts of a group of questions as they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.dataset.texts import Texts, by_kind, coded, joined, texts_of, with_others
from bondsft.dataset.written import as_dates, as_decimals
from bondsft.tasks.amounts import Decimals
from bondsft.tasks.base import Columns
from bondsft.tasks.spans import BEFORE_VOWEL, NOT_BEFORE_VOWEL, ways_of
from bondsft.tasks.times import Dates
from bondsft.tasks.wording import Slot

ARTICLES = ("", "a", "A")


@dataclass(frozen=True)
class Printed:
    """Facts by name as questions print them: without articles, and as they stand in the questions; columns of length n both."""

    plain: dict[str, Texts]
    asked: dict[str, Texts]


def print_facts(
    groups: Sequence[tuple[Columns, Sequence[Sequence[Slot]]]], share: int, rng: np.random.Generator
) -> list[Printed]:
    """The facts of groups of questions, of which `share` in a row have one shape: its slots are given for each shape in turn.

    A fact is written for all groups together, since a short column takes nearly as long as a long one.
    """
    shown = [Printed({}, {}) for _ in groups]
    slots_of = [[{slot.fact: slot for slot in shape} for shape in shapes] for _, shapes in groups]
    for name in dict.fromkeys(name for facts, _ in groups for name in facts):
        stating = [number for number, (facts, _) in enumerate(groups) if name in facts]
        columns = [groups[number][0][name] for number in stating]
        numbers: dict[Slot, int] = {}
        of_shapes = [[numbers.setdefault(slots[name], len(numbers)) for slots in slots_of[number]] for number in stating]
        of_row = np.concatenate([np.repeat(each, share)[: len(column)] for each, column in zip(of_shapes, columns, strict=True)])
        plain = in_forms(np.concatenate(columns), list(numbers), of_row, rng)
        asked = with_articles(plain, np.array([ARTICLES.index(slot.article) for slot in numbers])[of_row])
        start = 0
        for number, column in zip(stating, columns, strict=True):
            shown[number].plain[name] = plain.slice(start, len(column))
            shown[number].asked[name] = asked.slice(start, len(column))
            start += len(column)
    return shown


def in_forms(column: NDArray[Any], slots: Sequence[Slot], of_row: NDArray[np.int64], rng: np.random.Generator) -> Texts:
    """A fact as it is written, each row in the form of the slot of that number."""
    numbers: dict[str, int] = {}
    forms = [numbers.setdefault(f"{slot.fact}|{slot.form}" if slot.form else slot.fact, len(numbers)) for slot in slots]
    form_of = np.array(forms)[of_row]
    rows = {form: np.flatnonzero(form_of == number) for form, number in numbers.items()}
    return by_kind(rows, lambda form, own: drawn(form, column[own], rng))


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


def with_articles(texts: Texts, articles: NDArray[np.int64]) -> Texts:
    """Texts with "a" or "A", or "an" or "An", before the rows that have such a number among `ARTICLES`."""
    rows = np.flatnonzero(articles)
    if not len(rows):
        return texts
    some = texts.take(pa.array(rows))
    different = some.dictionary_encode()
    words = different.dictionary
    vowel = pc.and_not(pc.match_substring_regex(words, BEFORE_VOWEL), pc.match_substring_regex(words, NOT_BEFORE_VOWEL))
    leading = [f"{article}{n} " for n in ("", "n") for article in ARTICLES]
    places = articles[rows] + len(ARTICLES) * vowel.take(different.indices).to_numpy(False)
    return with_others(texts, rows, joined(texts_of(leading).take(pa.array(places)), some))
