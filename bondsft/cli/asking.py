"""Has a model, or a server's model, answer questions, and marks what it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.cli.progress import progress
from bondsft.errors import BondsftError

if TYPE_CHECKING:
    from bondsft.answering.answer import Answerer
    from bondsft.answering.endpoint import Endpoint
    from bondsft.dataset.universe import Terms
    from bondsft.evaluation.questions import Question
    from bondsft.evaluation.scores import Marked


def ask_model(
    asked: list[Question],
    model: str | None,
    adapter: Path | None,
    predictions: Path | None,
    *,
    bonds: Path | None = None,
    load_in: str | None = None,
    settings: Mapping[str, Any] | None = None,
    title: str = "Asking",
) -> list[Marked]:
    """Have a model answer, keep its conversations in a file if one is named, and mark them."""
    from bondsft.cli.machine_learning import quiet_machine_learning
    from bondsft.dataset.universe import read_universe

    universe = read_universe(bonds) if bonds else {}
    quiet_machine_learning()
    from bondsft.answering.answer import Answerer
    from bondsft.models.load import load_for_asking

    loaded = load_for_asking(model, adapter, load_in)
    return mark_answers(
        asked, Answerer(loaded.model, loaded.tokenizer, loaded.chat, **(settings or {})), universe, predictions, title
    )


def ask_server(asked: list[Question], url: str, model: str | None, predictions: Path | None, bonds: Path | None) -> list[Marked]:
    """Have a server's model answer."""
    from bondsft.answering.endpoint import Endpoint
    from bondsft.dataset.universe import read_universe

    if not model:
        raise BondsftError("The server needs a model's name.", "Add --model with the name that it serves.")
    return mark_answers(asked, Endpoint(url, model), read_universe(bonds) if bonds else {}, predictions, "Asking")


def mark_answers(
    asked: list[Question], answerer: Answerer | Endpoint, universe: dict[str, Terms], predictions: Path | None, title: str
) -> list[Marked]:
    """Ask, keep the conversations in a file if one is named, and mark them."""
    from bondsft.evaluation.predictions import as_prediction, mark_predictions, record_of, write_predictions

    alike = sorted(asked, key=lambda question: (question.task, len(question.text)))
    with progress(title) as report:
        conversations = answerer.ask([question.asked() for question in alike], universe.get, report)
    if predictions:
        write_predictions(predictions, conversations)
    return mark_predictions(asked, {item.id: as_prediction(record_of(item), item.id) for item in conversations})
