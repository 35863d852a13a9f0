"""Joins the parts of a question as its frame says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bondsft.tasks.wording import MARK, Frame, Part, Slot, with_numbers

T = TypeVar("T")


@dataclass(frozen=True)
class Shape:
    """A question with marks for its facts, the slots in their order, and an id made of its parts'."""

    template: str
    slots: tuple[Slot, ...]
    wording: str


def number_below(count: int, choose: random.Random) -> int:
    """As `random.randrange` draws it, in half its time."""
    return int(choose.random() * count)


def one_of(choices: Sequence[T], choose: random.Random) -> T:
    return choices[number_below(len(choices), choose)]


def has_noun(place: str) -> bool:
    return place[:4] in ("bond", "Bond")


def suffix_of(place: str) -> str:
    """Which bond a place or a fact is of, where a question describes two: "_a" or "_b"."""
    return place[-2:] if place[-2:] in ("_a", "_b") else ""


def joined(frame: Frame, ask: Part, described: Sequence[Sequence[Part]], asides: Sequence[str], choose: random.Random) -> Shape:
    """Join the parts as the frame says, and their slots in the same order."""
    slots: list[Slot] = []
    text, *pieces = frame.pieces
    bonds = iter(described)
    for slot, piece in zip(frame.slots, pieces, strict=True):
        if slot == "ask":
            template, within = ask.template, list(ask.slots)
        elif slot == "aside":
            template, within = with_numbers(one_of(asides, choose), choose), []
        else:
            template, within = described_as(frame, slot, next(bonds))
        text += template + (piece[1:] if template.endswith(".") and piece.startswith(".") else piece)
        slots += within
    parts = [ask, *(part for chosen in described for part in chosen)]
    return Shape(text, tuple(slots), "-".join([frame.digest[:4], *[part.digest[:4] for part in parts]]))


def described_as(frame: Frame, place: str, parts: Sequence[Part]) -> tuple[str, list[Slot]]:
    """A noun and its modifiers, or phrases alone, as one text; it begins with a capital letter where its place does."""
    texts = [part.template for part in parts]
    noun = [texts.pop(0)] if has_noun(place) else []
    body = frame.join.join(texts[:-1]) + frame.last + texts[-1] if len(texts) > 1 else "".join(texts)
    text = " ".join([*noun, *([body] if body else [])])
    suffix = suffix_of(place)
    slots = [slot for part in parts for slot in part.slots]
    if suffix:
        slots = [slot._replace(fact=slot.fact + suffix) for slot in slots]
    if place[0].isupper():
        text = text[:1].upper() + text[1:]
        if text.startswith(MARK) and slots[0].article:
            slots[0] = slots[0]._replace(article="A")
    return text, slots
