"""Reasons to doubt what a model wrote, from the question and the calculators' results alone: the truth is not looked at.

A sound call copies each figure of the question once, invents none and has the compounding if the question speaks of it. A
sound answer quotes a result of each call whole, the one that was asked for, and states no figure that nothing gave.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
Message = dict[str, Any]


def doubt(messages: Sequence[Message]) -> str:
    """Why the latest turn of a conversation with calls is doubtful, or "". A reply without any call is not judged."""
    question = str(messages[0]["content"])
    calls = [call["function"] for message in messages for call in message.get("tool_calls") or ()]
    results = [message for message in messages if message["role"] == "tool"]
    if not calls:
        return ""
    if messages[-1]["role"] == "assistant":
        answer = str(messages[-1]["content"])
        return unquoted(answer, question, results) or unknown_figure(answer, question, results)
    latest = messages[max(place for place, message in enumerate(messages) if message["role"] == "assistant") + 1 :]
    if error := next((error for message in latest if (error := error_of(message))), ""):
        return error
    earlier = " ".join(str(message["content"]) for message in results[: len(results) - len(latest)])
    left, unused = without_spans(question, calls, earlier)
    if unused:
        return f"{unused} is not in the question, or is used twice"
    if any(message["name"] == "find_bond" for message in latest):
        return ""  # the question's other figures are for the next call
    if "compound" in left.lower() and not any("compounding" in json.loads(call["arguments"]) for call in calls):
        return "the compounding is not used"
    figure = FIGURE.search(left)
    return f"{figure[0]} is not used" if figure else ""


def error_of(message: Message) -> str:
    """A calculator's error. That no terms are known for a bond is none: the model did what it should."""
    return "" if message["name"] == "find_bond" else str(json.loads(message["content"]).get("error", ""))


def without_spans(question: str, calls: Sequence[Message], earlier: str) -> tuple[str, str]:
    """The question without what the calls copied from it, and the first argument that nothing is left to copy from."""
    spans = [str(span) for call in calls for span in json.loads(call["arguments"]).values()]
    left = question
    for span in sorted(spans, key=len, reverse=True):
        whole = re.compile(rf"(?<![\w.-]){re.escape(span)}(?!\w|[.,]\d)", re.IGNORECASE)
        left, copied = whole.subn("\0", left, count=1)
        if not copied and not whole.search(earlier):
            return left, span
    return left, ""


def unquoted(answer: str, question: str, results: Sequence[Message]) -> str:
    """The first call none of whose results stands in the answer; of several results, the one that the question names."""
    for message in results:
        quantities: dict[str, str] = json.loads(message["content"])
        quantities.pop("rank", None)
        if message["name"] == "find_bond" or "error" in quantities:
            continue
        named = {name: text for name, text in quantities.items() if name.replace("_", " ") in question.lower()}
        if not any(text in answer for text in (named or quantities).values()):
            return f"{' or '.join(named or quantities)} is not quoted"
    return ""


def unknown_figure(answer: str, question: str, results: Sequence[Message]) -> str:
    known = set(FIGURE.findall(" ".join([question, *(str(message["content"]) for message in results)])))
    new = next((figure for figure in FIGURE.findall(answer) if figure not in known), "")
    return f"no calculator gave {new}" if new else ""
