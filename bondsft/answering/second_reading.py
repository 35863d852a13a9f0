"""A second reading of a question: the calls that its words make by rule, beside those that the model made. Where both are sound
and give different results, the rule's are likelier to be right."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bondsft.answering.call_texts import calls_of
from bondsft.answering.doubt import Message
from bondsft.answering.searching import DoubtsOf, turns_read_off
from bondsft.calculators import run_together

OTHER_READING = "the question's words make another call"
READ = frozenset(["bond_yield", "bond_price", "bond_risk", "bond_cashflows"])
"""The calculators that questions are read for."""


def read_otherwise(question: str, made: Sequence[Message], doubts_of: DoubtsOf) -> str:
    """The turn that a question's words make, if it is sound and its calls do not give what those made gave; else "".

    `made` are the message of calls and those of their results.
    """
    if not {result["name"] for result in made[1:]} <= READ:
        return ""
    turn = sound_reading(question, doubts_of)
    return turn if turn and differ([json.loads(result["content"]) for result in made[1:]], turn) else ""


def sound_reading(question: str, doubts_of: DoubtsOf) -> str:
    """The likeliest turn that a question's words make and that leaves no doubt; "" if there is none."""
    return next((turn for turn in turns_read_off(question, doubts_of) if doubts_of(turn) == []), "")


def differ(results: Sequence[dict[str, str]], turn: str) -> bool:
    """Whether a turn's calls give other quantities than these, or others of them."""
    own = run_together([(call.calculator, call.arguments) for call in calls_of(turn)])
    if len(own) != len(results):
        return True
    return any(
        not (shared := first.keys() & second.keys()) or any(first[name] != second[name] for name in shared)
        for first, second in zip(results, own, strict=True)
    )
