"""The terms that `find_bond` gave: a call has each under its own name, and in place of none of them what the question states."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence

from bondsft.answering.call_texts import calls_of, turn_of
from bondsft.answering.doubt import MISNAMED, Doubt, Message, whole
from bondsft.calculators import CALCULATORS
from bondsft.tasks.base import Call

INSTEAD = {"yield_pct": "price", "price": "yield_pct"}
"""What a question may state in place of a term."""


def found_terms(messages: Sequence[Message]) -> dict[str, str]:
    """The terms of the bond that was found last since the latest question; none where none was, or several were."""
    since = list(itertools.takewhile(lambda message: message["role"] != "user", reversed(messages)))
    found = [json.loads(message["content"]) for message in since if message["role"] == "tool" and message["name"] == "find_bond"]
    return dict(found[0]) if len(found) == 1 and "error" not in found[0] else {}


def misnamed(terms: Mapping[str, str], question: str, calls: Sequence[Call]) -> Iterator[Doubt]:
    """Terms that calls have under the name of another."""
    for call in calls:
        for name, span in call.arguments.items():
            if span in terms.values() and terms.get(name) != span and not whole(span).search(question):
                yield Doubt(f"{span} {MISNAMED}", span)


def with_found_terms(text: str, messages: Sequence[Message]) -> Iterator[str]:
    """The call with all terms that were found and that its calculator takes, beside what it has of the question."""
    terms, calls = found_terms(messages), calls_of(text)
    if not terms or len(calls) != 1 or calls[0].calculator not in CALCULATORS:
        return
    asked = {name: span for name, span in calls[0].arguments.items() if span not in terms.values()}
    taken = CALCULATORS[calls[0].calculator].parameters
    own = {name: span for name, span in terms.items() if name in taken and INSTEAD.get(name) not in asked}
    yield turn_of([Call(calls[0].calculator, {**own, **asked})])
