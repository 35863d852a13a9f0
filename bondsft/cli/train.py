"""`bondsft train`: LoRA fine-tuning with the founding guide's options and defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bondsft.cli.options import founding_option
from bondsft.cli.progress import progress
from bondsft.errors import BondsftError


@click.command()
@founding_option("--model-id", default="mistralai/Mistral-7B-v0.1", show_default=True, help="Hub id, folder, or smollm2.")
@founding_option("--dataset-path", type=click.Path(path_type=Path), default=Path("data/bond_queries.json"), show_default=True)
@founding_option("--output-dir", type=click.Path(path_type=Path), default=Path("results"), show_default=True)
@founding_option("--lora-r", type=int, help="LoRA rank.  [default: 16]")
@founding_option("--lora-alpha", type=int, help="LoRA alpha.  [default: 32]")
@founding_option("--learning-rate", type=float, help="Peak learning rate.  [default: 3e-4]")
@founding_option("--batch-size", type=int, help="Examples at a time.  [default: 4]")
@founding_option("--epochs", type=float, help="Times over the data set.  [default: 3]")
@founding_option("--gradient-accumulation", type=int, help="Batches in one step.  [default: 1]")
@founding_option("--max-steps", type=int, help="Stop after so many steps, whatever the epochs.")
@founding_option("--max-length", type=int, help="Tokens above which an example is refused.  [default: 1024]")
@founding_option("--eval-rows", type=int, help="Examples to keep out of training and measure the loss on.  [default: 0]")
@founding_option("--seed", type=int, help="[default: 0]")
@founding_option("--recipe", default="founding", show_default=True, help="Settings by name, or a TOML file; options go first.")
@founding_option("--load-in", type=click.Choice(["4bit", "8bit"]), help="Quantise the base model with bitsandbytes.")
@founding_option("--load-in-8bit", "eight_bit", is_flag=True, help="The same as --load-in 8bit.")
@founding_option("--report-to", default="none", show_default=True, help="A tracker that transformers knows, such as tensorboard.")
@founding_option("--dry-run", is_flag=True, help="Check every example and show one; train nothing.")
@founding_option("--resume", is_flag=True, help="Go on from the last checkpoint of a run that was stopped.")
@founding_option("--overwrite", is_flag=True, help="Replace a finished run.")
def train(
    model_id: str,
    dataset_path: Path,
    output_dir: Path,
    recipe: str,
    load_in: str | None,
    eight_bit: bool,
    report_to: str,
    dry_run: bool,
    resume: bool,
    overwrite: bool,
    **settings: Any,
) -> None:
    """Fine-tune a causal language model on a data set, and write a LoRA adapter with its tokenizer."""
    from bondsft.cli.machine_learning import quiet_machine_learning
    from bondsft.training.recipe import read_recipe, with_settings

    chosen = with_settings(read_recipe(recipe), {name: value for name, value in settings.items() if value is not None})
    quiet_machine_learning()
    from bondsft.training.sft import Run, check_output, prepare
    from bondsft.training.sft import train as run_training

    run = Run(model_id, dataset_path, output_dir, chosen, "8bit" if eight_bit else load_in)
    if not dry_run:
        check_output(run, overwrite=overwrite, resume=resume)
    prepared = prepare(run)
    kept_out = f"; the last {len(prepared.held_out)} examples are held out" if prepared.held_out else ""
    click.echo(f"Data: {prepared.lengths}{kept_out}", err=True)
    if dry_run:
        from bondsft.training.examples import preview

        click.echo(preview(prepared.examples[0], prepared.tokenizer))
        return
    try:
        with progress("Training") as report:
            manifest = run_training(run, prepared, resume=resume, report_to=report_to, report=report)
    except KeyboardInterrupt as error:
        saved = any(run.partial.glob("checkpoint-*"))
        hint = "Add --resume to the same command to go on from its last checkpoint." if saved else "It had no checkpoint yet."
        raise BondsftError("Training was stopped.", hint) from error
    measured = manifest["measured"]
    held_out = f", held-out loss {measured['eval_loss']}" if "eval_loss" in measured else ""
    click.echo(f"{output_dir}: {measured['steps']} steps in {measured['seconds']:.0f} s, mean loss {measured['loss']}{held_out}")
