"""`bondsft demo`: the whole road on the embedded model, without a hub and without a GPU."""

from __future__ import annotations

from pathlib import Path

import click

from bondsft.cli.asking import ask_model
from bondsft.cli.evaluate import scores_with_baselines, write_scores
from bondsft.cli.options import founding_option
from bondsft.cli.progress import progress
from bondsft.dataset.store import write_rows, write_text

TRAINING_ROWS = 3000
TEST_QUESTIONS = 300
"""In wordings that training used, and as many in wordings that it did not."""
BASE_EVERY = 12
"""The base model gets each twelfth of them: it rambles on, which takes several times as long."""
QUESTIONS = (
    "What is the yield to maturity of an 8-year bond with a 7.5% semi-annual coupon, priced at 98.75, semi-annual compounding?",
    "What is the YTM for ZZNTL6405616?",
)


@click.command()
@founding_option(
    "--output", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Folder for all of it."
)
def demo(output: Path) -> None:
    """Generate data, train the embedded model, score it beside the base model, and ask it two questions.

    What an earlier call finished is not done again.
    """
    from bondsft.cli.machine_learning import quiet_machine_learning

    bonds, training, test = output / "bonds.csv", output / "train.jsonl", output / "test.jsonl"
    adapter = output / "adapter"
    tuned, base, answers = output / "predictions.jsonl", output / "base_predictions.jsonl", output / "answers.txt"
    make_data(bonds, training, test)
    if not all(path.exists() for path in (adapter, tuned, base, answers)):
        quiet_machine_learning()
    if begin("Train", adapter):
        train_adapter(training, adapter)
    show_scores(test, adapter, tuned, base, output)
    if begin("Ask two questions", answers):
        write_text(answers, "\n".join(answered(question, adapter, bonds) for question in QUESTIONS))
    click.echo(answers.read_text("utf-8"))
    click.echo(f"Report: {output / 'report.html'}")


def begin(title: str, result: Path) -> bool:
    """Say which step comes next; False if an earlier call has done it."""
    done = result.exists()
    click.echo(f"{title}: {'done already, ' if done else ''}{result}", err=True)
    return not done


def make_data(bonds: Path, training: Path, test: Path) -> None:
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.generate import Plan, check_markets, generate
    from bondsft.dataset.made_up import write_universe
    from bondsft.dataset.universe import read_universe

    registry = chosen_registry(())
    tasks = [registry.get(name) for name in registry.default]
    if begin("Make up some bonds", bonds):
        write_universe(bonds)
    universe = read_universe(bonds)
    markets = check_markets([])
    if begin("Generate training data", training):
        plan = Plan(TRAINING_ROWS, tasks, markets, {"tool": 1.0}, bonds=universe, bonds_share=0.2)
        write_rows(generate(plan), training)
    if begin("Generate test questions", test):
        drawn = list(generate(Plan(3 * TEST_QUESTIONS, tasks, markets, {"direct": 1.0}, split="test")))
        by_wording = ([row for row in drawn if row["wording_split"] == split] for split in ("train", "test"))
        write_rows([row for rows in by_wording for row in rows[:TEST_QUESTIONS]], test)


def train_adapter(training: Path, adapter: Path) -> None:
    from bondsft.models.embedded import ALIAS
    from bondsft.training.recipe import read_recipe
    from bondsft.training.sft import Run, prepare, train

    run = Run(ALIAS, training, adapter, read_recipe("demo"))
    prepared = prepare(run)
    click.echo(f"Every example is sound: {prepared.lengths}", err=True)
    with progress("Training") as report:
        train(run, prepared, report=report)


def show_scores(test: Path, adapter: Path, tuned: Path, base: Path, output: Path) -> None:
    """Ask what has not been asked yet, mark all replies, print the table and write the report."""
    from bondsft.evaluation.predictions import mark_predictions, read_predictions
    from bondsft.evaluation.questions import read_questions
    from bondsft.evaluation.table import render_table
    from bondsft.models.embedded import ALIAS

    asked = read_questions(test)
    if begin("Ask the tuned model", tuned):
        ask_model(asked, None, adapter, tuned, title="Tuned model")
    if begin("Ask the base model", base):
        ask_model(asked[::BASE_EVERY], ALIAS, None, base, title="Base model")
    columns = {
        "tuned model": mark_predictions(asked, read_predictions(tuned)),
        "base model": mark_predictions(asked[::BASE_EVERY], read_predictions(base)),
    }
    facts = {"model": ALIAS, "adapter": str(adapter), "questions": str(test)}
    scores = scores_with_baselines(asked, columns, "tuned model", facts)
    write_scores(output, scores)
    click.echo(render_table(scores))


def answered(question: str, adapter: Path, bonds: Path) -> str:
    """A question, the calculator calls that the tuned model makes, and its answer."""
    from bondsft.answering.answer import Answerer
    from bondsft.answering.conversation import trace_lines
    from bondsft.dataset.universe import read_universe
    from bondsft.models.load import load_for_asking

    loaded = load_for_asking(None, adapter)
    [conversation] = Answerer(loaded.model, loaded.tokenizer, loaded.chat).ask([("question", question)], read_universe(bonds).get)
    return "\n".join([f"> {question}", *trace_lines(conversation), conversation.answer or conversation.problem, ""])
