"""`bondsft ask`: one question, one answer."""

from __future__ import annotations

from pathlib import Path

import click

from bondsft.cli.options import founding_option
from bondsft.errors import BondsftError


@click.command()
@click.argument("question")
@founding_option("--model", help="Hub id, folder, or smollm2.  [default: the one the adapter was trained on]")
@founding_option("--adapter", type=click.Path(path_type=Path), help="Output folder of bondsft train.")
@founding_option("--bonds", type=click.Path(path_type=Path), help="CSV file of your own bonds, to be asked about by ISIN.")
@founding_option("--task", help="A query type whose own calculators the model may call, such as bill_yield.")
@founding_option("--load-in", type=click.Choice(["4bit", "8bit"]), help="Quantise the model with bitsandbytes.")
@founding_option("--trace", is_flag=True, help="Show the calculator calls and their results.")
def ask(
    question: str,
    model: str | None,
    adapter: Path | None,
    bonds: Path | None,
    task: str | None,
    load_in: str | None,
    trace: bool,
) -> None:
    """Answer QUESTION with a model, which may call the calculators."""
    from bondsft.calculators import schemas
    from bondsft.cli.machine_learning import quiet_machine_learning
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.universe import read_universe

    universe = read_universe(bonds) if bonds else {}
    tools = schemas(chosen_registry([task]).get(task).task.calculators) if task else []
    quiet_machine_learning()
    from bondsft.answering.answer import Answerer
    from bondsft.answering.conversation import trace_lines
    from bondsft.models.load import load_for_asking

    loaded = load_for_asking(model, adapter, load_in)
    [conversation] = Answerer(loaded.model, loaded.tokenizer, loaded.chat).ask([("question", question, tools)], universe.get)
    if trace:
        for line in trace_lines(conversation):
            click.echo(line)
    if conversation.problem:
        hint = "Word the question differently, or name its query type with --task." if trace else "Add --trace."
        raise BondsftError(f"The model gave no answer: {conversation.problem}.", hint)
    if conversation.doubts:
        click.echo(f"Warning: the answer is doubtful: {conversation.doubts[0].reason}.", err=True)
    click.echo(conversation.answer)
