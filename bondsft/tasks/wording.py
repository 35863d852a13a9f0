"""Composes questions from parts: a frame, an ask, and phrases that between them state every fact once.

A phrase's slots say which facts it states, so "paying a {coupon_pct}% coupon {frequency}" takes care of two. The parts
are data: `wordings/facts.toml` for phrases, `wordings/frames.toml` for how parts join, and one file a task for its asks.
A quarter of the asks and of the phrases, chosen by a hash of their text, belong to the test split alone.
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
from typing import TYPE_CHECKING, Any, NamedTuple

from bondsft.errors import BondsftError

if TYPE_CHECKING:
    from bondsft.tasks.base import Task

SLOT = re.compile(r"(?:(?<![\w'])([Aa]) )?\{([a-z0-9_|]+)\}", re.IGNORECASE)
TEST_SHARE = 64  # of 256: the first byte of a part's hash decides
NAMING_FACTS = frozenset(
    {"market", "isin", "zero_coupon", "bill"}
)  # facts that make the noun: "a US Treasury note", "a zero-coupon bond"
TRIES = 100


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
        """The text with %s for each slot and its article."""
        return SLOT.sub("%s", self.text.replace("%", "%%"))


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

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where a bond is described: {bond}, {facts}, or {bond_a} and {bond_b}."""
        return tuple(match[2] for match in SLOT.finditer(self.text) if match[2].lower() != "ask")

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Shape:
    """A question with %s for its facts, the slots in their order, and an id made of its parts'."""

    template: str
    slots: tuple[Slot, ...]
    wording: str


@dataclass(frozen=True)
class Wordings:
    """One task's own sentences: asks by kind, and answers."""

    asks: Mapping[str, Sequence[Part]]
    answers: Sequence[Part]
    phrases: Mapping[str, Sequence[Part]]
    """Ways to state facts that only this task has, by kind, as in `wordings/facts.toml`; own nouns stand for all nouns."""

    def answer(self, names: Set[str], choose: random.Random) -> Part:
        """A sentence for the answer that repeats as much of what was asked for, such as which duration, as one can."""
        usable = [answer for answer in self.answers if answer.facts <= names]
        most = max(len(answer.facts) for answer in usable)
        return choose.choice([answer for answer in usable if len(answer.facts) == most])


def said(answer: Part, slots: Mapping[str, str]) -> str:
    """An answer's sentence with its slots filled."""
    text = answer.template % tuple(slots[slot.fact] for slot in answer.slots)
    return text[:1].upper() + text[1:]


def read_parts(file: str) -> dict[str, Any]:
    return tomllib.loads((importlib.resources.files("bondsft.tasks") / "wordings" / file).read_text("utf-8"))


@cache
def frames() -> tuple[Frame, ...]:
    return tuple(Frame(**frame) for frame in read_parts("frames.toml")["frame"])


@cache
def phrases() -> dict[str, tuple[Part, ...]]:
    return {kind: tuple(Part(text) for text in texts) for kind, texts in read_parts("facts.toml").items()}


@cache
def wordings_of(task: Task) -> Wordings:
    """Read the task's own wordings file; one without asks asks for its fact {measure}."""
    record = tomllib.loads(task.wordings_file().read_text("utf-8"))
    asks = {
        kind: tuple(Part(text) for text in texts) for kind, texts in (record.get("ask") or read_parts("measure.toml")).items()
    }
    own = {kind: tuple(Part(text) for text in texts) for kind, texts in record.get("facts", {}).items()}
    return Wordings(asks, tuple(Part(text) for text in record["answer"]), own)


class Composer:
    """Composes questions of one task that state the same facts, each once.

    With `wording_split` "train", every ask and phrase is one that training may use. With "test", the ask and at least
    one phrase are parts that training never uses.
    """

    def __init__(self, task: Task, names: frozenset[str], wording_split: str) -> None:
        self.task, self.names, self.wording_split = task, names, wording_split
        self.wordings = wordings_of(task)
        self.allowed = ("train",) if wording_split == "train" else ("train", "test")
        asks = [
            (frame, [ask for ask in self.wordings.asks.get(frame.ask, ()) if ask.split == wording_split and ask.facts <= names])
            for frame in frames()
        ]
        self.usable = [(frame, fitting) for frame, fitting in asks if fitting]
        self.known: dict[tuple[str, frozenset[str]], list[Part]] = {}

    def compose(self, choose: random.Random) -> Shape:
        for _ in range(TRIES if self.usable else 0):
            frame, asks = choose.choice(self.usable)
            ask = choose.choice(asks)
            described = [self.describe(frame, self.names - ask.facts, place, choose) for place in frame.places]
            parts = [part for chosen in described for part in chosen]
            if all(described) and (self.wording_split == "train" or any(part.split == "test" for part in parts)):
                return joined(frame, ask, described)
        raise BondsftError(
            f"Task {self.task.name} has no {self.wording_split} wording that states {', '.join(sorted(self.names))}.",
            f"Add asks or phrases for them to {self.task.wordings_file()}.",
        )

    def describe(self, frame: Frame, names: frozenset[str], place: str, choose: random.Random) -> list[Part]:
        """Choose parts that state each of the facts once, the noun first where the frame wants one; none if they don't fit."""
        suffix = suffix_of(place)
        remaining = frozenset(name.removesuffix(suffix) for name in names if name.endswith(suffix))
        kinds = ["noun"] if place.lower().startswith("bond") else []
        chosen: list[Part] = []
        while remaining or kinds:
            fitting = self.fitting(kinds.pop() if kinds else frame.phrases, remaining)
            if not fitting:
                return []
            chosen.append(choose.choice(fitting))
            remaining -= chosen[-1].facts
        return chosen

    def fitting(self, kind: str, remaining: frozenset[str]) -> list[Part]:
        """The phrases of a kind that state nothing but what remains; nouns, all of it that only a noun can say."""
        if (kind, remaining) not in self.known:
            own = self.wordings.phrases.get(kind, ())
            parts = (own or phrases()["noun"]) if kind == "noun" else (*phrases()[kind], *own)
            named = remaining & NAMING_FACTS if kind == "noun" else frozenset()
            fitting = [part for part in parts if part.split in self.allowed and named <= part.facts <= remaining]
            self.known[kind, remaining] = fitting
        return self.known[kind, remaining]


def suffix_of(place: str) -> str:
    return place[-2:] if place.endswith(("_a", "_b")) else ""


def joined(frame: Frame, ask: Part, described: Sequence[Sequence[Part]]) -> Shape:
    """Join the parts as the frame says, and their slots in the same order."""
    slots: list[Slot] = []
    text = ""
    end = 0
    places = iter(zip(frame.places, described, strict=True))
    for match in SLOT.finditer(frame.text):
        text += frame.text[end : match.start()].replace("%", "%%")
        end = match.end()
        if match[2] == "ask":
            text += ask.template
            slots += ask.slots
            continue
        place, parts = next(places)
        template, within = described_as(frame, place, parts)
        text += template
        slots += within
    text += frame.text[end:].replace("%", "%%")
    parts = [ask, *(part for chosen in described for part in chosen)]
    return Shape(text, tuple(slots), "-".join([frame.digest[:4], *(part.digest[:4] for part in parts)]))


def described_as(frame: Frame, place: str, parts: Sequence[Part]) -> tuple[str, list[Slot]]:
    """A noun and its modifiers, or phrases alone, as one text; it begins with a capital letter where its place does."""
    texts = [part.template for part in parts]
    noun = [texts.pop(0)] if place.lower().startswith("bond") else []
    body = frame.join.join(texts[:-1]) + frame.last + texts[-1] if len(texts) > 1 else "".join(texts)
    text = " ".join([*noun, *([body] if body else [])])
    suffix = suffix_of(place)
    slots = [slot._replace(fact=slot.fact + suffix) for part in parts for slot in part.slots]
    if place[0].isupper():
        text = text[:1].upper() + text[1:]
        if text.startswith("%s") and slots[0].article:
            slots[0] = slots[0]._replace(article="A")
    return text, slots
