"""`bondsft evaluate`: how often a model's answers agree with computed values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bondsft.cli.asking import ask_model, ask_server
from bondsft.cli.options import check_idle, founding_option, names
from bondsft.dataset.store import write_text
from bondsft.errors import BondsftError, CheckError

if TYPE_CHECKING:
    from bondsft.evaluation.questions import Question
    from bondsft.evaluation.scores import Marked, Scores

ASKING = ("adapter", "load_in", "batch_size", "retries", "unaided")
IDLE = {
    "predictions": ("model", "endpoint", "bonds", *ASKING),
    "endpoint": ASKING,
    "questions": ("rows", "tasks", "seed"),
    "unaided": ("retries",),
}
"""Options that do nothing beside another."""


@click.command()
@founding_option("--model", help="Hub id, folder, or smollm2.  [default: the one the adapter was trained on]")
@founding_option("--adapter", type=click.Path(path_type=Path), help="Output folder of bondsft train.")
@founding_option("--questions", type=click.Path(path_type=Path), help="A question file or a data set.  [default: new questions]")
@founding_option("--rows", type=int, default=400, show_default=True, help="How many new test-split questions to ask.")
@founding_option("--tasks", help="Query types of new questions, separated by commas.")
@founding_option("--seed", type=int, default=0, show_default=True, help="Seed of new questions.")
@founding_option("--predictions", type=click.Path(path_type=Path), help="Mark this file of replies; no model is loaded.")
@founding_option("--endpoint", help="Ask an OpenAI-compatible server, such as http://localhost:8000/v1, for --model.")
@founding_option("--bonds", type=click.Path(path_type=Path), help="CSV file of your own bonds, for find_bond.")
@founding_option("--load-in", type=click.Choice(["4bit", "8bit"]), help="Quantise the model with bitsandbytes.")
@founding_option("--batch-size", type=int, default=48, show_default=True, help="Conversations at a time.")
@founding_option(
    "--retries", type=int, default=5, show_default=True, help="Other turns to try where one leaves out or invents a figure."
)
@founding_option("--unaided", is_flag=True, help="Let the model write what it likes: no bounds on calls, no other turns.")
@founding_option("--output", type=click.Path(path_type=Path), help="Folder for predictions.jsonl, scores.json and report.html.")
@founding_option("--overwrite", is_flag=True, help="Replace what the folder holds.")
@founding_option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@founding_option(
    "--fail-under", type=click.FloatRange(0, 100), help="Exit with code 3 if fewer percent of the answers are right."
)
def evaluate(
    model: str | None,
    adapter: Path | None,
    questions: Path | None,
    rows: int,
    tasks: str | None,
    seed: int,
    predictions: Path | None,
    endpoint: str | None,
    bonds: Path | None,
    load_in: str | None,
    batch_size: int,
    retries: int,
    unaided: bool,
    output: Path | None,
    overwrite: bool,
    as_json: bool,
    fail_under: float | None,
) -> None:
    """Ask a model questions, or read its replies from a file, and mark them against computed values."""
    from bondsft.evaluation.predictions import mark_predictions, read_predictions, strays
    from bondsft.evaluation.questions import read_questions
    from bondsft.evaluation.report import to_json
    from bondsft.evaluation.table import render_table

    if output and output.exists() and any(output.iterdir()) and not overwrite:
        raise BondsftError(f"{output} is not empty.", "Type another --output, or add --overwrite.")
    check_idle(IDLE)
    asked = with_tasks(read_questions(questions)) if questions else new_questions(rows, tasks, seed)
    if predictions:
        replies = read_predictions(predictions)
        for note in strays(asked, replies, predictions):
            click.echo(note, err=True)
        column, marked = predictions.name, mark_predictions(asked, replies)
    else:
        column = "tuned model" if adapter else "model"
        path = output / "predictions.jsonl" if output else None
        if endpoint:
            marked = ask_server(asked, endpoint, model, path, bonds)
        else:
            settings = {"batch_size": batch_size, "retries": 0 if unaided else retries, "bounded": not unaided}
            marked = ask_model(asked, model, adapter, path, bonds=bonds, load_in=load_in, settings=settings)
    source = str(questions) if questions else f"test split, seed {seed}"
    facts = {"model": str(model or "as the adapter says"), "adapter": str(adapter or "none"), "questions": source}
    if endpoint:
        facts["endpoint"] = endpoint
    elif not predictions:
        facts["answers"] = "unaided" if unaided else f"within bounds, {retries} retries"
    scores = scores_with_baselines(asked, {column: marked}, column, facts)
    if output:
        write_scores(output, scores)
    click.echo(to_json(scores) if as_json else render_table(scores), nl=as_json)
    rate = 100 * scores.subject_column.overall.rate
    if fail_under is not None and rate < fail_under:
        raise CheckError(f"{rate:.1f}% of the answers are right, fewer than {fail_under:g}%.")


def new_questions(rows: int, tasks: str | None = None, seed: int = 0) -> list[Question]:
    """Questions of the test split, half of them in wordings that training never uses."""
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.generate import Plan, check_markets, generate
    from bondsft.evaluation.questions import of_tasks, questions_of

    registry = chosen_registry(names(tasks))
    chosen = [registry.get(name) for name in names(tasks) or registry.default]
    plan = Plan(rows, chosen, check_markets([]), {"direct": 1.0}, split="test", seed=seed)
    return of_tasks(questions_of(list(generate(plan))), registry.tasks)


def with_tasks(asked: list[Question]) -> list[Question]:
    """Questions of a file, with the tasks of the installed plugins that they name."""
    from bondsft.cli.registry import chosen_registry
    from bondsft.evaluation.questions import of_tasks

    return of_tasks(asked, chosen_registry({question.task for question in asked} - {""}).tasks)


def scores_with_baselines(asked: list[Question], columns: dict[str, list[Marked]], subject: str, facts: dict[str, str]) -> Scores:
    """The columns, then what needs no model, on the same questions."""
    from bondsft.evaluation.predictions import Prediction, mark_prediction
    from bondsft.evaluation.questions import baseline_replies
    from bondsft.evaluation.scores import compare

    for name, replies in baseline_replies(asked).items():
        columns[name] = [mark_prediction(question, Prediction(reply)) for question, reply in zip(asked, replies, strict=True)]
    return compare("Answers that agree with computed values", columns, subject, facts)


def write_scores(folder: Path, scores: Scores) -> None:
    from bondsft.evaluation.report import render_report, to_json

    write_text(folder / "scores.json", to_json(scores) + "\n")
    write_text(folder / "report.html", render_report(scores))
