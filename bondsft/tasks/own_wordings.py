"""A task's own file of sentences, read and checked: a misspelt kind or a sentence without a slot is named, with its file."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from bondsft.errors import BondsftError
from bondsft.tasks.base import Task
from bondsft.tasks.wording import ABOUT, Part, Wordings, read_parts

TABLES = ("answer", "ask", "facts", "about")
ASKS = ("of", "its", "short", "order", "compare", "choose")
PHRASES = ("noun", "modifier", "sentence", "personal", "label", "cell")
"""Kinds of asks and of phrases that frames join."""


@cache
def wordings_of(task: Task) -> Wordings:
    """The sentences of a task; a file without asks asks for its fact {measure}. Raises BondsftError for what no question or
    answer would ever take up."""
    file = task.wordings_file()
    try:
        record = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BondsftError(f"{file.name} of task {task.name} cannot be read: {error}") from error
    place = f"{file.name} of task {task.name}"
    check_names(record, TABLES, place)
    asks, phrases = record.get("ask") or read_parts("measure.toml"), record.get("facts", {})
    check_names(asks, ASKS, f"[ask] in {place}")
    check_names(phrases, PHRASES, f"[facts] in {place}")
    about = record.get("about", "issuer")
    if about not in ABOUT:
        raise BondsftError(f"{place} is about {about!r}.", f"Write one of {', '.join(ABOUT)}.")
    answers = parts(record.get("answer", ()), f"answer in {place}")
    if not answers or not all(answer.facts for answer in answers):
        raise BondsftError(
            f"{place} has an answer without a slot." if answers else f"{place} has no answer.",
            f'Write sentences that quote the result: answer = ["It is {{{task.answers[0].name}}}."]',
        )
    return Wordings(
        {kind: parts(texts, f"{kind} of [ask] in {place}") for kind, texts in asks.items()},
        answers,
        {kind: parts(texts, f"{kind} of [facts] in {place}") for kind, texts in phrases.items()},
        about,
    )


def check_names(record: Mapping[str, Any], known: Collection[str], place: str) -> None:
    for name in record:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {nearest[0]!r}?" if nearest else f"Known are {', '.join(known)}."
            raise BondsftError(f"{place} has {name!r}, which nothing takes up.", hint)


def parts(texts: Any, place: str) -> tuple[Part, ...]:
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise BondsftError(f"{place} is no list of sentences.", 'Write a list of texts: ["...", "..."].')
    return tuple(map(Part, texts))
