"""Which split a question belongs to, decided by what it is about and by nothing else.

Whatever seed anybody uses, the bond of a test question never occurs in training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.calculators.names import read_bill_market, read_market
from bondsft.dataset.texts import coded
from bondsft.tasks.quoting import PRICES

SPLITS = {"train": range(0, 80), "validation": range(80, 90), "test": range(90, 100)}
Keys = NDArray[np.uint64]
SPELLED: Mapping[str, Callable[[str], str]] = {
    "market": lambda text: read_market(text).name,
    "bill": lambda text: read_bill_market(text).name,
}
"""What a text of a fact means, whatever its spelling."""


def content_keys(task: str, facts: Mapping[str, NDArray[Any]]) -> Keys:
    """64-bit digests of the task and the facts of each row, shape (n,), the same for any wording of them.

    A fact that a row does not state has no part in its digest, so a column of nothing but missing values changes nothing.
    A market is the same however it is spelled, and a clean price however it is quoted.
    """
    keys = np.full(len(next(iter(facts.values()))), text_number(task), np.uint64)
    for name, column in facts.items():
        bits, stated = bits_of(column, SPELLED.get(name, str))
        meant = text_number("price" if name in PRICES else name)
        keys += np.where(stated, mixed(bits ^ np.uint64(meant)), np.uint64(0))  # a sum, so that no order matters
    return mixed(keys)


def content_key(task: str, text: str) -> int:
    """The digest of a question that is known by a text: a bond's ISIN."""
    return text_number(f"{task}\0{text}")


def belongs(keys: Keys, split: str) -> NDArray[np.bool_]:
    """Which keys belong to a split, by the hundredth that each falls into: 80 are train, 10 validation, 10 test."""
    share = np.asarray(keys, np.uint64) % np.uint64(100)
    return np.asarray((share >= SPLITS[split].start) & (share < SPLITS[split].stop), np.bool_)


class Asked:
    """The keys of all questions that were asked so far, in order: sorted, thousands are found at once."""

    def __init__(self) -> None:
        self.keys: Keys = np.zeros(0, np.uint64)

    def new(self, keys: Keys) -> NDArray[np.bool_]:
        """Which keys are not among them, the first of equal ones alone."""
        ordered = np.sort(keys)
        places = np.searchsorted(self.keys, ordered)
        known = places < len(self.keys)
        known[known] = self.keys[places[known]] == ordered[known]
        new = np.ones(len(keys), np.bool_)
        if (ordered[1:] == ordered[:-1]).any():
            repeated = np.flatnonzero(np.isin(keys, ordered[1:][ordered[1:] == ordered[:-1]]))
            new[repeated] = False
            new[repeated[np.unique(keys[repeated], return_index=True)[1]]] = True
        return new & ~np.isin(keys, ordered[known]) if known.any() else new

    def add(self, keys: Keys) -> None:
        self.keys = np.sort(np.concatenate([self.keys, keys]))


def bits_of(column: NDArray[Any], meant: Callable[[str], str]) -> tuple[Keys, NDArray[np.bool_]]:
    """64 bits that stand for each value, or for what a text means, and where there is one."""
    if column.dtype.kind == "M":
        return column.astype("datetime64[D]").astype(np.int64).view(np.uint64), ~np.isnat(column)
    if column.dtype.kind in "fiub":
        numbers = column.astype(np.float64) + 0.0  # no negative zero
        return numbers.view(np.uint64), ~np.isnan(numbers)
    texts, places = coded(column)
    bits = np.array([text_number(meant(str(text)) if text != "" else "") for text in texts], np.uint64)
    return bits[places], np.array([text != "" for text in texts])[places]


def text_number(text: str) -> int:
    """A 64-bit number that stands for a text: the same on every machine and in every version of Python."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def mixed(bits: Keys) -> Keys:
    """Spread each bit over all 64: the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    with np.errstate(over="ignore"):
        bits = (bits + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(bits ^ (bits >> np.uint64(31)), np.uint64)
