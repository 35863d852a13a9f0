"""Files of predictions: what a model answered, one conversation a line. Marking one again gives the same scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bondsft.dataset.store import read_rows, write_jsonl_records
from bondsft.errors import BondsftError
from bondsft.evaluation.questions import Question
from bondsft.evaluation.scores import Marked, mark_reply
from bondsft.models.calls import parse_calls


@dataclass(frozen=True)
class Prediction:
    """A reply. `problem` says why there is none: a broken call, a text without end."""

    text: str
    problem: str = ""


def write_predictions(path: Path, conversations: Sequence[Any]) -> None:
    """Write `{"id", "messages"}` lines, with a `problem`, a `doubt` and the number of `retries` where there are any."""
    write_jsonl_records([record_of(conversation) for conversation in conversations], path)


def record_of(conversation: Any) -> dict[str, Any]:
    doubt = "; ".join(item.reason for item in conversation.doubts)
    notes = {"problem": conversation.problem, "doubt": doubt, "retries": conversation.retries}
    return {"id": conversation.id, "messages": conversation.messages, **{name: note for name, note in notes.items() if note}}


def read_predictions(path: Path) -> dict[str, Prediction]:
    """Read `{"id", "text"}` or `{"id", "messages"}` lines by id. Raises BondsftError that names the line at fault."""
    if not path.is_file() or not path.stat().st_size:
        raise BondsftError(
            f"{path} {'is empty' if path.is_file() else 'is no file'}.", 'Write a line {"id": …, "text": …} for each question.'
        )
    predictions: dict[str, Prediction] = {}
    for number, record in enumerate(read_rows(path), 1):
        name = str(record.get("id") or "")
        if not name or name in predictions:
            raise BondsftError(f"Prediction {number} of {path} has {'no id' if not name else f'the id {name} again'}.")
        predictions[name] = as_prediction(record, f"Prediction {number} of {path}")
    return predictions


def as_prediction(record: Mapping[str, Any], place: str) -> Prediction:
    problem = str(record.get("problem") or "")
    messages = record.get("messages")
    if isinstance(messages, list) and messages and isinstance(messages[-1], dict):
        last = messages[-1]
        text = str(last.get("content") or "") if last.get("role") == "assistant" else ""
    elif isinstance(record.get("text"), str):
        text = record["text"]
    else:
        raise BondsftError(f"{place} has no text.", 'Each line should read {"id": …, "text": …}.')
    return Prediction(text, problem or unanswered_call(text))


def unanswered_call(text: str) -> str:
    """Why a text is no answer if it is a call: numbers in a call's arguments must not be read as one."""
    try:
        return "it ends with a call" if parse_calls(text) else ""
    except BondsftError as error:
        return error.message


def strays(questions: Sequence[Question], predictions: Mapping[str, Prediction], path: Path) -> Iterator[str]:
    """Say how many questions have no prediction, and how many predictions no question. Raises BondsftError if none fit."""
    ids = {question.id for question in questions}
    lacking, idle = len(ids - predictions.keys()), len(predictions.keys() - ids)
    if lacking == len(ids):
        hint = "Name with --questions the file that it answers."
        raise BondsftError(f"No prediction of {path} has the id of a question, such as {questions[0].id}.", hint)
    if lacking:
        yield f"{lacking} of {len(ids)} questions have no prediction in {path}, and count as not answered."
    if idle:
        yield f"{idle} predictions of {path} are of no question, and are passed over."


def mark_predictions(questions: Sequence[Question], predictions: Mapping[str, Prediction]) -> list[Marked]:
    """Mark each question's reply; a question without one has *no answer*."""
    return [
        mark_prediction(question, predictions.get(question.id, Prediction("", "there is no prediction")))
        for question in questions
    ]


def mark_prediction(question: Question, prediction: Prediction) -> Marked:
    shown = "" if prediction.problem else prediction.text
    marked = mark_reply(question, shown)
    if prediction.problem:
        return replace(marked, reason=prediction.problem, reply=prediction.text)
    return marked
