"""The messages of a conversation with calculators."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bondsft.calculators import CALCULATORS, run_together
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call

Message = dict[str, Any]
to_json = json.JSONEncoder(ensure_ascii=False).encode
quoted = json.encoder.encode_basestring
"""A text as JSON, quickly."""


def flat_json(texts: Mapping[str, str]) -> str:
    """Texts by name as a JSON object."""
    return "{" + ", ".join([f"{quoted(name)}: {quoted(text)}" for name, text in texts.items()]) + "}"


def call_id(number: int) -> str:
    """The id of a message's call, from 1: nine letters and digits, because Mistral's template demands it."""
    return f"bond{number:05d}"


def tool_calls(calls: Sequence[Call]) -> Message:
    """A message that makes calls."""
    return {
        "role": "assistant",
        "content": "",
        "tool_calls": [
            {
                "id": call_id(number),
                "type": "function",
                # As text: stored as a struct, arguments that one call lacks would come back as nulls.
                "function": {"name": call.calculator, "arguments": flat_json(in_order(call).arguments)},
            }
            for number, call in enumerate(calls, 1)
        ],
    }


def tool_results(calls: Sequence[Call], results: Sequence[Mapping[str, str]]) -> list[Message]:
    """The calculators' replies to a message of calls."""
    return [
        {"role": "tool", "tool_call_id": call_id(number), "name": call.calculator, "content": flat_json(result)}
        for number, (call, result) in enumerate(zip(calls, results, strict=True), 1)
    ]


def in_order(call: Call) -> Call:
    """A call with its arguments in the calculator's own order: half as much to get wrong as in the order of each question."""
    taken = CALCULATORS[call.calculator].parameters if call.calculator in CALCULATORS else ()
    known = {name: call.arguments[name] for name in taken if name in call.arguments}
    return Call(call.calculator, {**known, **call.arguments})


def run_calls(calls: Sequence[Call], *, refused: bool = False) -> list[dict[str, str]]:
    """Run the calls of a question. Raises BondsftError if a calculator cannot read what the question prints; or if it can,
    where it should be `refused` because the question lacks a fact."""
    results = run_together([(call.calculator, call.arguments) for call in calls])
    for call, result in zip(calls, results, strict=True):
        if refused and "error" not in result:
            raise BondsftError(f"{call.calculator} answers {dict(call.arguments)}, which should lack a fact.")
        if not refused and "error" in result:
            raise BondsftError(f"{call.calculator} cannot answer {dict(call.arguments)}: {result['error']}.")
    return results


def without_nulls(value: Any) -> Any:
    """Messages, or parts of one, without what they lack: in Arrow's structs absent fields are nulls."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def read_json(text: Any) -> Any:
    """What a JSON text says; None of one that cannot be read."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None
