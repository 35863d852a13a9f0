"""What is asked: the lines of a question file, or the rows of a data set, each with its expected answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bondsft.answering.doubt import asked_in
from bondsft.calculators import schemas
from bondsft.dataset.messages import read_json, without_nulls
from bondsft.dataset.store import read_rows
from bondsft.errors import BondsftError
from bondsft.marking.expected import Expected
from bondsft.marking.mark import Mark, mark
from bondsft.marking.reading import from_question, from_row
from bondsft.plugin import RegisteredTask, named


@dataclass(frozen=True)
class Question:
    """One question. `task` and `wording_split` are "" where nobody says; `row` is the data set's row, if it is from one."""

    id: str
    text: str
    expected: Expected
    task: str = ""
    wording_split: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)
    by: RegisteredTask | None = None
    """The task of that name, where it is known: it brings calculators, and may mark in its own way."""

    @property
    def earlier(self) -> list[dict[str, Any]]:
        """The messages before it in the same conversation."""
        return [without_nulls(message) for message in (self.row.get("prompt") or ())[:-1]]

    @property
    def shown(self) -> str:
        """It as a person should see it: after the questions before it."""
        return "\n".join([*asked_in(self.earlier), self.text])

    def asked(self) -> tuple[str, str, list[dict[str, Any]], list[dict[str, Any]]]:
        """The id, the text, the calculators that are offered to a model and what was said before, as an answerer takes them."""
        offered = json.loads(self.row.get("tools") or "[]")
        return self.id, self.text, offered or (schemas(self.by.task.calculators) if self.by else []), self.earlier

    def marked(self, reply: str) -> Mark:
        """Mark a reply as the task does. Raises BondsftError that names the task if its own marking fails."""
        if self.by is None:
            return mark(reply, self.expected)
        with named(self.by):
            found = self.by.task.mark(reply, self.expected)
            if not isinstance(found, Mark):
                raise TypeError(f"its mark returned {found!r}, which is not a Mark")
            return found


def of_tasks(questions: Sequence[Question], tasks: Mapping[str, RegisteredTask]) -> list[Question]:
    """The questions with the tasks that they are of, as far as these are known."""
    return [replace(question, by=tasks.get(question.task)) for question in questions]


def read_questions(path: Path) -> list[Question]:
    """Read a question file or a data set. Raises BondsftError that names the file and what is wrong in it."""
    rows = read_rows(path)
    if "answer" not in rows[0]:
        raise BondsftError(f"{path} has no answers to mark by.", "Name a .jsonl or .parquet file whose rows have an answer.")
    return questions_of(rows)


def questions_of(rows: Sequence[Mapping[str, Any]]) -> list[Question]:
    """One question for each row, the turns of one conversation together."""
    if "query" not in rows[0]:
        questions = [from_record(row, number) for number, row in enumerate(rows, 1)]
    else:
        questions = [of_row(row, number) for number, row in enumerate(rows, 1) if row.get("turn", 1) == 1]
    repeated = {question.id for question in questions}
    if len(repeated) < len(questions):
        raise BondsftError("Two questions have the same id.", "Give each an id of its own.")
    return questions


def of_row(row: Mapping[str, Any], number: int) -> Question:
    if missing := [name for name in ("id", "task", "query") if not isinstance(row.get(name), str)]:
        raise BondsftError(f"Row {number} has no {missing[0]}.", "Name a file that generate-data wrote, or a question file.")
    if not isinstance(read_json(row.get("inputs") or "{}"), dict):
        raise BondsftError(f"Row {number} has the inputs {row.get('inputs')!r:.60}, which is no JSON object.")
    return Question(row["id"], row["query"], from_row(row), row["task"], str(row.get("wording_split") or ""), row)


def from_record(record: Mapping[str, Any], number: int) -> Question:
    if not isinstance(record.get("question"), str):
        raise BondsftError(f"Question {number} has no text.", 'Each line should read {"id": …, "question": …, "answer": …}.')
    name = str(record.get("id") or number)
    return Question(name, record["question"], from_question({**record, "id": name}), str(record.get("task") or ""))


def baseline_replies(questions: Sequence[Question]) -> dict[str, list[str]]:
    """What needs no model says: the coupon for a yield, the current yield, the textbook's approximation; and the right reply.

    They answer questions for a yield to maturity; of others they know nothing. Only a data set's rows have the facts.
    """
    from bondsft.evaluation.baselines import BASELINES

    if not all(question.row for question in questions):
        return {}
    facts = [read_json(question.row.get("inputs") or "{}") for question in questions]
    replies = {
        name: [
            rule(spans) if question.task == "yield_to_maturity" else "" for question, spans in zip(questions, facts, strict=True)
        ]
        for name, rule in BASELINES.items()
    }
    return {**replies, "oracle": [str(question.row["response"]) for question in questions]}
