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
@founding_option("--load-in", type=click.Choice(["4bit", "8bit"]), help="Quantise the model with bitsandbytes.")
@founding_option("--trace", is_flag=True, help="Show the calculator calls and their results.")
def ask(question: str, model: str | None, adapter: Path | None, bonds: Path | None, load_in: str | None, trace: bool) -> None:
    """Answer QUESTION with a model, which may call the calculators."""
    from bondsft.cli.machine_learning import quiet_machine_learning
    from bondsft.dataset.universe import read_universe

    universe = read_universe(bonds) if bonds else {}
    quiet_machine_learning()
    from bondsft.evaluation.answer import Answerer
    from bondsft.evaluation.conversation import trace_lines
    from bondsft.models.load import load_for_asking

    loaded = load_for_asking(model, adapter, load_in)
    [conversation] = Answerer(loaded.model, loaded.tokenizer, loaded.chat).ask([("question", question)], universe.get)
    if trace:
        for line in trace_lines(conversation):
            click.echo(line)
    if conversation.problem:
        raise BondsftError(f"The model gave no answer: {conversation.problem}.", "Add --trace, or word the question differently.")
    if conversation.doubts:
        click.echo(f"Warning: the answer is doubtful: {conversation.doubts[0].reason}.", err=True)
    click.echo(conversation.answer)
