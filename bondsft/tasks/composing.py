"""Composes questions: a frame, an ask, and phrases that between them state every fact once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bondsft.errors import BondsftError
from bondsft.tasks.joining import Shape, has_noun, joined, number_below, one_of, suffix_of
from bondsft.tasks.own_wordings import wordings_of
from bondsft.tasks.wording import ABOUT, KINDS, Frame, Part, asides, frames, phrases

if TYPE_CHECKING:
    from bondsft.tasks.base import Task

NAMING_FACTS = frozenset({"market", "isin", "zero_coupon", "bill"})
"""Facts that make the noun: "a US Treasury note", "a zero-coupon bond"."""
TRIES = 100


@cache
def composer_of(task: Task, names: frozenset[str], wording_split: str) -> Composer:
    """The composer of a task's questions that state these facts; it remembers which phrases fit."""
    return Composer(task, names, wording_split)


class Composer:
    """Composes questions of one task that state the same facts, each once.

    With `wording_split` "train", every ask and phrase is one that training may use. With "test", the ask and at least
    one phrase are parts that training never uses.
    """

    def __init__(self, task: Task, names: frozenset[str], wording_split: str) -> None:
        self.task, self.names, self.wording_split = task, names, wording_split
        self.wordings = wordings_of(task)
        self.allowed = ("train",) if wording_split == "train" else ("train", "test")
        about = self.about()
        self.asides = [aside for aside in asides(wording_split, about) if not self.matters(aside)]
        of_both = frozenset(name for name in names if not suffix_of(name)) if any(map(suffix_of, names)) else frozenset()
        asks = [  # what two bonds share, no phrase of one of them says
            (frame, [ask for ask in self.asks(frame.ask) if ask.split == wording_split and of_both <= ask.facts <= names])
            for frame in frames()
            if frame.split in self.allowed and frame.about in about
        ]
        self.usable = [(frame, fitting) for frame, fitting in asks if fitting]
        self.kinds: dict[str, list[Part]] = {}
        self.known: dict[tuple[str, frozenset[str]], tuple[list[Part], list[frozenset[str]]]] = {}
        self.left: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self.sets: dict[frozenset[str], frozenset[str]] = {}  # each once: `known` holds hundreds of thousands

    def about(self) -> tuple[str, ...]:
        """What frames and asides may be about: with two bonds neither is "it", and whose bond a named one is, one knows."""
        if any(map(suffix_of, self.names)):
            return ABOUT[:1]
        known = ABOUT[: ABOUT.index(self.wordings.about) + 1]
        return known if not self.names & (NAMING_FACTS - {"zero_coupon"}) else tuple(each for each in known if each != "issuer")

    def matters(self, aside: str) -> bool:
        """Whether an aside speaks of what only this task asks about: to one for a yield after tax, taxes do matter."""
        own = {fact for parts in self.wordings.phrases.values() for part in parts for fact in part.facts}
        words = {word for fact in own for word in fact.split("_")}
        return any(re.search(rf"\b{word}(?:e?s)?\b", aside, re.IGNORECASE) for word in words)

    def asks(self, kind: str) -> list[Part]:
        return [ask for each in KINDS.get(kind, (kind,)) for ask in self.wordings.asks.get(each, ())]

    def compose(self, choose: random.Random) -> Shape:
        for _ in range(TRIES if self.usable else 0):
            frame, asks = one_of(self.usable, choose)
            ask = one_of(asks, choose)
            described = [self.describe(frame, ask, place, choose) for place in frame.places]
            parts = [part for chosen in described for part in chosen]
            if all(described) and (self.wording_split == "train" or any(part.split == "test" for part in parts)):
                return joined(frame, ask, described, self.asides, choose)
        unsaid = sorted(
            {name.removesuffix(suffix_of(name)) for name in self.names} - {fact for part in self.parts() for fact in part.facts}
        )
        raise BondsftError(
            f"Task {self.task.name} has no {self.wording_split} wording that states {', '.join(unsaid or sorted(self.names))}.",
            f"Add asks or phrases for {'them' if len(unsaid) != 1 else 'it'} to {self.task.wordings_file()}.",
        )

    def parts(self) -> Iterator[Part]:
        """Every part that this split may use."""
        for kinds in (phrases(), self.wordings.phrases, self.wordings.asks):
            yield from (part for parts in kinds.values() for part in parts if part.split in self.allowed)

    def describe(self, frame: Frame, ask: Part, place: str, choose: random.Random) -> list[Part]:
        """Choose parts that state each fact of a place once which the ask does not state, the noun first where the frame wants
        one; none if they don't fit."""
        remaining = self.unsaid(ask, suffix_of(place))
        kind = "noun" if has_noun(place) else frame.phrases
        chosen: list[Part] = []
        while remaining or kind == "noun":
            parts, left = self.fitting(kind, remaining)
            if not parts:
                return []
            number = number_below(len(parts), choose)
            chosen.append(parts[number])
            remaining = left[number]
            kind = frame.phrases
        return chosen

    def unsaid(self, ask: Part, suffix: str) -> frozenset[str]:
        """The facts of the bond of this suffix that an ask leaves to phrases, without the suffix."""
        known = self.left.get((suffix, ask.facts))
        if known is None:
            names = self.names - ask.facts
            known = frozenset(name.removesuffix(suffix) for name in names if name.endswith(suffix))
            self.left[suffix, ask.facts] = known
        return known

    def fitting(self, kind: str, remaining: frozenset[str]) -> tuple[list[Part], list[frozenset[str]]]:
        """The phrases of a kind that state nothing but what remains, and what remains after each; nouns, all of it that only a
        noun can say."""
        if (kind, remaining) not in self.known:
            named = remaining & NAMING_FACTS if kind == "noun" else frozenset()
            parts = [part for part in self.of_kind(kind) if named <= part.facts <= remaining]
            left = [remaining - part.facts for part in parts]
            self.known[kind, remaining] = parts, [self.sets.setdefault(facts, facts) for facts in left]
        return self.known[kind, remaining]

    def of_kind(self, kind: str) -> list[Part]:
        """The phrases of a kind that this split may use and that state some of the facts and no others."""
        if kind not in self.kinds:
            lists = [known.get(each, ()) for known in (phrases(), self.wordings.phrases) for each in KINDS.get(kind, (kind,))]
            parts = (lists[1] or lists[0]) if kind == "noun" else [part for parts in lists for part in parts]
            facts = {name.removesuffix(suffix_of(name)) for name in self.names}
            self.kinds[kind] = [part for part in parts if part.split in self.allowed and part.facts <= facts]
        return self.kinds[kind]
