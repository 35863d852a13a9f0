"""The parts that questions are composed of, and the sentences of answers.

A phrase's slots say which facts it states, so "paying a {coupon_pct}% coupon {frequency}" takes care of two. The parts
are data: `wordings/facts.toml` for phrases, `wordings/frames.toml` for how parts join, and one file a task for its asks.
A quarter of the asks, of the phrases and of the asides, chosen by a hash of their text, belong to the test split alone, and so do
the frames of two registers.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import random
import re
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

SLOT = re.compile(r"(?:(?<![\w'])([Aa]) )?\{([a-z0-9_|]+)\}", re.IGNORECASE)
TEST_REGISTERS = ("exam", "newsletter")
RANGE = re.compile(r"\[(\d+)-(\d+)\]")
MARK = "\0"
"""Stands for a slot in a template."""
TEST_SHARE = 64  # of 256: the first byte of a part's hash decides
KINDS = {"personal": ("sentence", "personal"), "brief": ("short", "order")}
"""Kinds of parts by the names that frames have for two of them together."""
ABOUT = ("anything", "security", "bond", "issuer")
"""What a frame or an aside can be about. What is said of each can be said of those after it."""


class Slot(NamedTuple):
    """A place for a fact: its name, the form it is written in ("adjective" or ""), and "a" or "A" where an article leads."""

    fact: str
    form: str
    article: str = ""


@dataclass(frozen=True)
class Part:
    """A sentence or phrase with named slots."""

    text: str

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def split(self) -> str:
        """`test` for a quarter of all parts, `train` for the others; the same in every version and on every machine."""
        return "test" if int(self.digest[:2], 16) < TEST_SHARE else "train"

    @cached_property
    def facts(self) -> frozenset[str]:
        return frozenset(slot.fact for slot in self.slots)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        found = [(match[2].partition("|"), match[1] or "") for match in SLOT.finditer(self.text)]
        return tuple(Slot(fact, form, article) for (fact, _, form), article in found)

    @cached_property
    def template(self) -> str:
        """The text with a mark for each slot and its article."""
        return SLOT.sub(MARK, self.text)


@dataclass(frozen=True)
class Frame:
    """How parts join.

    `text` has {ask} and {bond} (a noun and its modifiers) or {facts} (phrases alone); {bond_a} and {bond_b} for two bonds.
    """

    text: str
    ask: str
    phrases: str = "modifier"
    join: str = ", "
    last: str = " and "
    register: str = "plain"
    """Who speaks."""
    about: str = "anything"

    @property
    def split(self) -> str:
        return "test" if self.register in TEST_REGISTERS else "train"

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """What stands between the pieces of its text."""
        return tuple(match[2] for match in SLOT.finditer(self.text))

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The text before, between and after its slots."""
        return tuple(SLOT.sub(MARK, self.text).split(MARK))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where a bond is described: {bond}, {facts}, or {bond_a} and {bond_b}."""
        return tuple(slot for slot in self.slots if slot not in ("ask", "aside"))

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Wordings:
    """One task's own sentences: asks by kind, and answers."""

    asks: Mapping[str, Sequence[Part]]
    answers: Sequence[Part]
    phrases: Mapping[str, Sequence[Part]]
    """Ways to state facts that only this task has, by kind, as in `wordings/facts.toml`; own nouns stand for all nouns."""
    about: str = "issuer"
    """What its questions are about, where they do not say whose bond it is."""

    def answer(self, names: Set[str], choose: random.Random) -> Part:
        """A sentence for the answer that repeats as much of what was asked for, such as which duration, as one can."""
        usable = [answer for answer in self.answers if answer.facts <= names]
        most = max(len(answer.facts) for answer in usable)
        return choose.choice([answer for answer in usable if len(answer.facts) == most])


def said(answer: Part, slots: Mapping[str, str]) -> str:
    """An answer's sentence with its slots filled."""
    return capital(fill(answer.template, [slots[slot.fact] for slot in answer.slots]))


def fill(template: str, texts: Sequence[str]) -> str:
    """A template with a text in place of each mark."""
    first, *pieces = template.split(MARK)
    return first + "".join(text + piece for text, piece in zip(texts, pieces, strict=True))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def read_parts(file: str) -> dict[str, Any]:
    return tomllib.loads((importlib.resources.files("bondsft.tasks") / "wordings" / file).read_text("utf-8"))


@cache
def frames() -> tuple[Frame, ...]:
    return tuple(Frame(**frame) for frame in read_parts("frames.toml")["frame"])


@cache
def asides(split: str, about: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences that do not matter, about these things, and that no other split has."""
    lists = read_parts("frames.toml")["aside"]
    return tuple(text for kind in about for text in lists[kind] if Part(text).split == split)


def with_numbers(aside: str, choose: random.Random) -> str:
    """An aside with a number for each [2-40]."""
    return RANGE.sub(lambda match: str(choose.randint(int(match[1]), int(match[2]))), aside)


@cache
def follow_ups() -> dict[str, tuple[Part, ...]]:
    """Questions that change one fact of the question before, by the fact."""
    return {fact: tuple(Part(text) for text in texts) for fact, texts in read_parts("follow_ups.toml").items()}


@cache
def phrases() -> dict[str, tuple[Part, ...]]:
    return {kind: tuple(Part(text) for text in texts) for kind, texts in read_parts("facts.toml").items()}
