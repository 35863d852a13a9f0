"""What a row has a user ask and a model say: that it is the row's own question, calls and reply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bondsft.bonds import MARKETS
from bondsft.calculators import CALCULATORS, schemas
from bondsft.dataset.split import SPLITS
from bondsft.tasks.base import STATED, Call, Task

Row = Mapping[str, Any]
Called = tuple[str, Mapping[str, str]]
"""A calculator's name and its arguments."""
STYLES = ("tool", "worked", "direct")


def asked_in(row: Row) -> str:
    """All that the user says in the conversation of a row."""
    return "\n".join(questions_in(row))


def questions_in(row: Row) -> list[str]:
    return [str(message["content"]) for message in row["prompt"] if message["role"] == "user"]


def wrong_labels(row: Row) -> Iterator[str]:
    """Labels that no row has."""
    known = {"style": STYLES, "split": SPLITS, "market": (STATED, *MARKETS), "wording_split": ("train", "test")}
    yield from (f"has the {name} {row[name]!r}" for name, values in known.items() if name in row and row[name] not in values)
    if row.get("wording_split") == "test" and row["split"] != "test":
        yield f"is worded as the test alone is, and is of the split {row['split']}"


def wrong_messages(task: Task, row: Row, calls: Sequence[Call] | None) -> Iterator[str]:
    """Messages that are not those of the row's own fields. `calls` answer its question; None where nobody can tell."""
    if questions_in(row)[-1:] != [row["query"]]:
        yield "asks in its prompt what its query does not"
    own = schemas(task.calculators) if row["style"] == "tool" else []
    if names_of(row.get("tools")) != [tool["function"]["name"] for tool in own]:
        yield "tells of other calculators than its task has"
    last = row["completion"][-1]
    made = calls_in(last)
    first = row["style"] == "tool" and row["turn"] == 1
    if first and not made:
        yield "calls no calculator"
    elif not first and not made and last["content"] != row["response"]:
        yield f"has a model say {last['content']!r}, which is not its response"
    elif made and not first and (row["style"] != "tool" or calls is not None):  # of its own bonds nobody knows how many turns
        yield f"calls {made[0][0]} where it should answer"
    if len(row["completion"]) != 1 or last["role"] != "assistant":
        yield "has more in its completion than one message of the model"
    yield from (f"calls {name!r}, which is no calculator" for name, _ in made if name not in CALCULATORS)
    said = calls_last_made(row)
    if calls is None:
        yield from copied_wrong(row, said)
        return
    wanted = [(call.calculator, dict(call.arguments)) for call in calls]
    if row["style"] == "tool" and said and said != wanted:
        yield f"has other calls than its inputs: {json.dumps(next((each for each in said if each not in wanted), said))}"


def copied_wrong(row: Row, calls: Sequence[Called]) -> Iterator[str]:
    """Arguments of calls about a bond of the user's own that neither the question nor the found bond has."""
    told = [str(message["content"]) for message in row["prompt"] if message.get("name") == "find_bond"]
    known = {span for text in told for span in json.loads(text).values()}
    for name, arguments in calls:
        for span in arguments.values():
            if span not in known and span not in asked_in(row):
                yield f"calls {name} with {span!r}, which neither its question nor the bond has"


def calls_last_made(row: Row) -> list[Called]:
    """The calls of a row's completion, or else the latest ones in its prompt."""
    return next((found for found in map(calls_in, [row["completion"][-1], *reversed(row["prompt"])]) if found), [])


def calls_in(message: Mapping[str, Any]) -> list[Called]:
    """The calculators that a message calls, with their arguments."""
    functions = [call["function"] for call in message.get("tool_calls") or ()]
    return [(function["name"], json.loads(function["arguments"])) for function in functions]


def names_of(tools: Any) -> list[str]:
    """The names of the tools in a JSON text; what is no such text has none that any task has."""
    try:
        return [tool["function"]["name"] for tool in json.loads(tools)] if tools else []
    except (TypeError, KeyError, ValueError):
        return [str(tools)]
