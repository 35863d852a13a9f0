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
    """Texts by name as JSON, three times as quickly as the encoder does it."""
    return "{" + ", ".join([f"{quoted(name)}: {quoted(text)}" for name, text in texts.items()]) + "}"


def columns_as_json(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Columns of texts by name as JSON, an object a row."""
    template = "{" + ", ".join(f"{quoted(name).replace('%', '%%')}: %s" for name in columns) + "}"
    encoded = [list(map(quoted, column)) for column in columns.values()]
    return [template % row for row in zip(*encoded, strict=True)]


def asking(calls: Sequence[tuple[str, str]]) -> Message:
    """A message that makes calls, each a calculator and its arguments as JSON. Ids are nine letters and digits, because
    Mistral's template demands it."""
    return {
        "role": "assistant",
        "content": "",
        "tool_calls": [
            {
                "id": f"bond{number:05d}",
                "type": "function",
                # As text: stored as a struct, arguments that one call lacks would come back as nulls.
                "function": {"name": calculator, "arguments": arguments},
            }
            for number, (calculator, arguments) in enumerate(calls, 1)
        ],
    }


def telling(results: Sequence[tuple[str, str]]) -> list[Message]:
    """The calculators' replies to a message of calls: who says it, and what, as JSON."""
    return [
        {"role": "tool", "tool_call_id": f"bond{number:05d}", "name": calculator, "content": content}
        for number, (calculator, content) in enumerate(results, 1)
    ]


def tool_calls(calls: Sequence[Call]) -> Message:
    return asking([(call.calculator, flat_json(in_order(call).arguments)) for call in calls])


def tool_results(calls: Sequence[Call], results: Sequence[Mapping[str, str]]) -> list[Message]:
    return telling([(call.calculator, flat_json(result)) for call, result in zip(calls, results, strict=True)])


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
