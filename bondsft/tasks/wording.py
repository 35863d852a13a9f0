"""Composes a question from parts: a frame, an ask, and phrases that between them state every fact once.

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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from bondsft.errors import BondsftError
from bondsft.tasks.spans import write

if TYPE_CHECKING:
    from bondsft.tasks.base import Task

SLOT = re.compile(r"\{([a-z0-9_|]+)\}", re.IGNORECASE)
TEST_SHARE = 64  # of 256: the first byte of a part's hash decides
NAMING_FACTS = frozenset(
    {"market", "isin", "zero_coupon", "bill"}
)  # facts that make the noun: "a US Treasury note", "a zero-coupon bond"
BEFORE_VOWEL = re.compile(r"(\ba|(?:^|[.?!\n] )A)(?= (?:8|11[^0-9,]|18[^0-9,]|[aeioAEIO](?!ne[ -]|ur)))")
TRIES = 100


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
        return frozenset(slot.partition("|")[0] for slot in SLOT.findall(self.text))


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


@dataclass(frozen=True)
class Question:
    """A composed question, its facts as printed, and the ids of its parts."""

    text: str
    spans: dict[str, str]
    wording: str


@dataclass(frozen=True)
class Wordings:
    """One task's own sentences: asks by kind, and answers."""

    asks: Mapping[str, Sequence[Part]]
    answers: Sequence[Part]
    phrases: Mapping[str, Sequence[Part]]
    """Ways to state facts that only this task has, by kind, as in `wordings/facts.toml`; own nouns stand for all nouns."""

    def answer(self, slots: Mapping[str, str], choose: random.Random) -> str:
        """Say the answer, repeating as much of what was asked for, such as which duration, as a sentence can."""
        usable = [answer for answer in self.answers if answer.facts <= slots.keys()]
        most = max(len(answer.facts) for answer in usable)
        chosen = choose.choice([answer for answer in usable if len(answer.facts) == most])
        text = SLOT.sub(lambda match: slots[match[1]], chosen.text)
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


def compose(task: Task, facts: Mapping[str, Any], wording_split: str, choose: random.Random) -> Question:
    """Word a question that states every fact once.

    With `wording_split` "train", every ask and phrase is one that training may use. With "test", the ask and at least
    one phrase are parts that training never uses.
    """
    wordings = wordings_of(task)
    names = frozenset(facts)
    usable = [
        (frame, asks)
        for frame in frames()
        if (asks := [ask for ask in wordings.asks.get(frame.ask, ()) if ask.split == wording_split and ask.facts <= names])
    ]
    for _ in range(TRIES if usable else 0):
        frame, asks = choose.choice(usable)
        ask = choose.choice(asks)
        described = {place: describe(wordings, frame, names - ask.facts, place, wording_split, choose) for place in places(frame)}
        parts = [part for chosen in described.values() if chosen for part in chosen]
        if all(described.values()) and (wording_split == "train" or any(part.split == "test" for part in parts)):
            return fill(frame, ask, described, facts, choose)
    raise BondsftError(
        f"Task {task.name} has no {wording_split} wording that states {', '.join(sorted(names))}.",
        f"Add asks or phrases for them to {task.wordings_file()}.",
    )


def places(frame: Frame) -> list[str]:
    """Where a frame describes a bond: {bond}, {facts}, or {bond_a} and {bond_b}."""
    return [slot for slot in SLOT.findall(frame.text) if slot.lower() != "ask"]


def describe(
    wordings: Wordings, frame: Frame, names: frozenset[str], place: str, split: str, choose: random.Random
) -> list[Part] | None:
    """Choose parts that state each of the facts once, the noun first where the frame wants one; None if they don't fit."""
    suffix = place[-2:] if place.endswith(("_a", "_b")) else ""
    remaining = {name.removesuffix(suffix) for name in names if name.endswith(suffix)}
    allowed = ("train",) if split == "train" else ("train", "test")
    chosen: list[Part] = []
    if place.lower().startswith("bond"):
        nouns = [
            noun
            for noun in wordings.phrases.get("noun", phrases()["noun"])
            if noun.split in allowed and noun.facts <= remaining and remaining & NAMING_FACTS <= noun.facts
        ]
        if not nouns:
            return None
        chosen.append(choose.choice(nouns))
        remaining -= chosen[0].facts
    known = (*phrases()[frame.phrases], *wordings.phrases.get(frame.phrases, ()))
    while remaining:
        fitting = [part for part in known if part.split in allowed and part.facts <= remaining]
        if not fitting:
            return None
        chosen.append(choose.choice(fitting))
        remaining -= chosen[-1].facts
    return chosen


def fill(
    frame: Frame,
    ask: Part,
    described: Mapping[str, list[Part] | None],
    facts: Mapping[str, Any],
    choose: random.Random,
) -> Question:
    """Write each fact into its slot and join the parts."""
    spans: dict[str, str] = {}

    def filled(part: Part, suffix: str = "") -> str:
        def replace(match: re.Match[str]) -> str:
            fact = match[1].partition("|")[0] + suffix
            spans[fact] = write(match[1], facts[fact], choose)
            return spans[fact]

        return SLOT.sub(replace, part.text)

    def joined(place: str) -> str:
        suffix = place[-2:] if place.endswith(("_a", "_b")) else ""
        texts = [filled(part, suffix) for part in described[place] or ()]
        noun = [texts.pop(0)] if place.lower().startswith("bond") else []
        body = frame.join.join(texts[:-1]) + frame.last + texts[-1] if len(texts) > 1 else "".join(texts)
        text = " ".join([*noun, *([body] if body else [])])
        return text[:1].upper() + text[1:] if place[0].isupper() else text

    text = SLOT.sub(lambda match: filled(ask) if match[1] == "ask" else joined(match[1]), frame.text)
    parts = [ask, *(part for chosen in described.values() for part in chosen or ())]
    wording = "-".join([hashlib.sha256(frame.text.encode()).hexdigest()[:4], *(part.digest[:4] for part in parts)])
    return Question(BEFORE_VOWEL.sub(r"\1n", text), spans, wording)
