"""Reads calls out of what a model wrote, in the three forms that chat templates use. Nothing is ever evaluated.

[bond_yield(price="98.75", years="8")]                              the embedded model's template
<tool_call>{"name": "bond_yield", "arguments": {...}}</tool_call>   Hermes, Qwen, and our plain template
[TOOL_CALLS] [{"name": "bond_yield", "arguments": {...}}]           Mistral
"""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from bondsft.errors import BondsftError
from bondsft.tasks.base import Call

TAGGED = re.compile(r"<tool_call>\s*(.*?)\s*(?:</tool_call>|$)", re.DOTALL)
PYTHONIC = re.compile(r"\s*\[\s*[a-z_]+\(", re.ASCII)
LONGEST = 4000


def parse_calls(text: str) -> list[Call]:
    """Return the calls in a model's text, none if it makes none. Raises BondsftError for a call that is broken."""
    if "<tool_call>" in text:
        return [json_call(body) for body in TAGGED.findall(text)]
    if "[TOOL_CALLS]" in text:
        found = read_json(text.partition("[TOOL_CALLS]")[2].strip())
        return [as_call(item) for item in (found if isinstance(found, list) else [found])]
    if PYTHONIC.match(text):
        return pythonic_calls(text.strip())
    return []


def json_call(body: str) -> Call:
    return as_call(read_json(body))


def read_json(body: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(body[:LONGEST])[0]
    except (json.JSONDecodeError, RecursionError) as error:
        raise BondsftError("the call is broken JSON") from error


def as_call(item: Any) -> Call:
    arguments = item.get("arguments") if isinstance(item, dict) else None
    if isinstance(arguments, str):
        arguments = read_json(arguments)
    if not isinstance(arguments, dict) or not isinstance(item.get("name"), str):
        raise BondsftError("the call has no name and arguments")
    return Call(item["name"], {str(name): str(value) for name, value in arguments.items() if value is not None})


def pythonic_calls(text: str) -> list[Call]:
    """Parse a list of calls with keyword arguments that are plain values; the syntax tree is read, never run."""
    try:
        tree = ast.parse(text[:LONGEST], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BondsftError("the call is broken") from error
    if not isinstance(tree, ast.List) or not tree.elts:
        raise BondsftError("the call is broken")
    return [pythonic_call(node) for node in tree.elts]


def pythonic_call(node: ast.expr) -> Call:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.args:
        raise BondsftError("the call is broken")
    arguments: dict[str, str] = {}
    for keyword in node.keywords:
        if keyword.arg is None or not isinstance(keyword.value, ast.Constant):
            raise BondsftError("an argument of the call is not a plain value")
        arguments[keyword.arg] = str(keyword.value.value)
    return Call(node.func.id, arguments)
