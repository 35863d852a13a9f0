"""Fine-tunes a causal language model with TRL's SFTTrainer and LoRA.

The work happens in `<output>.partial`, with checkpoints to resume from; the finished adapter, its tokenizer and a
manifest then move to the output folder, so that a folder of that name is always whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.dataset.store import read_rows
from bondsft.errors import BondsftError
from bondsft.models.chat import give_template, set_calculators_shown
from bondsft.models.load import best_dtype, load_model, load_tokenizer
from bondsft.models.manifest import MESSAGES, PLAIN, check_same_run, write_manifest
from bondsft.training.audit import Lengths, audit
from bondsft.training.examples import Example, check_rows, examples_of
from bondsft.training.recipe import Recipe

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Report = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and the latest loss."""
CHECKPOINTS = 10


@dataclass(frozen=True)
class Run:
    """One training run: which model, on what, to where. `load_in` is None, "4bit" or "8bit"."""

    model_id: str
    dataset: Path
    output: Path
    recipe: Recipe
    load_in: str | None = None

    @property
    def partial(self) -> Path:
        return self.output.with_name(self.output.name + ".partial")


@dataclass(frozen=True)
class Prepared:
    """What training takes: audited examples, and the tokenizer with the template that rendered them."""

    examples: Sequence[Example]
    held_out: Sequence[Example]
    """The last of the data set, as many as `eval_rows`: their loss is only measured."""
    tokenizer: PreTrainedTokenizerBase
    lengths: Lengths
    format: str


def prepare(run: Run) -> Prepared:
    """Read and tokenise the data set and audit every example. Raises BondsftError for what must not be trained on."""
    rows = read_rows(run.dataset)
    messages = check_rows(rows, run.dataset)
    tokenizer = load_tokenizer(run.model_id)
    if messages:
        give_template(tokenizer)
        set_calculators_shown(tokenizer, run.recipe.show_calculators)
    examples = examples_of(rows, tokenizer, run.recipe.answer_share)
    lengths = audit(examples, tokenizer, run.recipe.max_length)
    kept = len(examples) - run.recipe.eval_rows
    if not 0 < kept <= len(examples):
        raise BondsftError(
            f"eval_rows is {run.recipe.eval_rows}, and there are {len(examples)} examples.", "Type a smaller --eval-rows."
        )
    return Prepared(examples[:kept], examples[kept:], tokenizer, lengths, MESSAGES if messages else PLAIN)


def check_output(run: Run, *, overwrite: bool = False, resume: bool = False) -> None:
    """Refuse to write over a finished run, or to resume what was not begun."""
    if run.output.exists() and any(run.output.iterdir()) and not overwrite:
        raise BondsftError(f"{run.output} is not empty.", "Type another --output-dir, or add --overwrite.")
    if resume and not any(run.partial.glob("checkpoint-*")):
        raise BondsftError(f"{run.partial} holds no checkpoint to resume from.", "Leave out --resume.")


def train(
    run: Run,
    prepared: Prepared,
    *,
    resume: bool = False,
    report_to: str = "none",
    report: Report = lambda done, total, note: None,
) -> dict[str, Any]:
    """Train and write the adapter, its tokenizer and `manifest.json`. Returns the manifest.

    Raises:
        BondsftError: if the model is not to be had, memory does not suffice, or a resumed run differs from the one begun.
    """
    import torch
    import transformers

    from bondsft.training.trainer import Budget, Progress, Trainer

    settings = {"model": run.model_id, "load_in": run.load_in, "format": prepared.format, "recipe": asdict(run.recipe)}
    if resume:
        check_same_run(run.partial, settings, run.dataset)
    else:
        shutil.rmtree(run.partial, ignore_errors=True)
        run.partial.mkdir(parents=True)
        write_manifest(run.partial, settings, run.dataset, prepared.tokenizer)
    transformers.set_seed(run.recipe.seed)  # before the adapter's weights are drawn
    model = load_model(run.model_id, run.load_in)
    if model.device.type == "cpu":
        # Fused attention spends a quarter of a step on its backward pass in bfloat16; short rows gain nothing from it.
        model.set_attn_implementation("eager")
    budget = Budget(run.recipe.minutes) if run.recipe.minutes else None
    trainer = Trainer(
        model=model,
        args=trainer_arguments(run, len(prepared.examples), report_to),
        train_dataset=as_dataset(prepared.examples),
        eval_dataset=as_dataset(prepared.held_out) if prepared.held_out else None,
        processing_class=prepared.tokenizer,
        peft_config=lora(run.recipe, model.config.num_hidden_layers),
        callbacks=[*([budget] if budget else []), Progress(report, budget)],
    )
    trainer.remove_callback(transformers.PrinterCallback)
    try:
        result = trainer.train(resume_from_checkpoint=True if resume else None)
    except torch.OutOfMemoryError as error:
        raise BondsftError(
            "The GPU's memory does not suffice.",
            f"Type --batch-size {max(1, run.recipe.batch_size // 2)} --gradient-accumulation "
            f"{run.recipe.gradient_accumulation * 2}, or --load-in 4bit.",
        ) from error
    trainer.model.save_pretrained(str(run.partial))
    prepared.tokenizer.save_pretrained(str(run.partial))
    measured = {"steps": trainer.state.global_step, "loss": round(result.training_loss, 4)}
    measured["seconds"] = round(result.metrics["train_runtime"], 1)
    if prepared.held_out:
        measured["eval_loss"] = round(trainer.evaluate()["eval_loss"], 4)
    manifest = write_manifest(run.partial, settings, run.dataset, prepared.tokenizer, measured)
    finish(run)
    return manifest


def finish(run: Run) -> None:
    """Move the finished run into its place; checkpoints have served."""
    for checkpoint in run.partial.glob("checkpoint-*"):
        shutil.rmtree(checkpoint)
    for unasked in ("README.md", "training_args.bin"):  # a card without facts, and a pickle
        (run.partial / unasked).unlink(missing_ok=True)
    if run.output.exists():
        shutil.rmtree(run.output)
    run.partial.rename(run.output)


def lora(recipe: Recipe, layers: int) -> Any:
    """The adapter's configuration for a model of so many layers."""
    from peft import LoraConfig

    modules = recipe.target_modules
    return LoraConfig(
        r=recipe.lora_r,
        lora_alpha=recipe.lora_alpha,
        lora_dropout=recipe.lora_dropout,
        target_modules=modules if isinstance(modules, str) else list(modules),
        layers_to_transform=list(range(layers - recipe.top_layers, layers)) if recipe.top_layers else None,
        bias="none",
        task_type="CAUSAL_LM",
    )


def trainer_arguments(run: Run, examples: int, report_to: str) -> Any:
    """SFTTrainer's arguments for a run."""
    import torch
    from trl import SFTConfig

    recipe = run.recipe
    in_a_step = recipe.batch_size * recipe.gradient_accumulation
    steps = recipe.max_steps if recipe.max_steps > 0 else max(1, round(examples * recipe.epochs / in_a_step))
    return SFTConfig(
        output_dir=str(run.partial),
        per_device_train_batch_size=recipe.batch_size,
        gradient_accumulation_steps=recipe.gradient_accumulation,
        num_train_epochs=recipe.epochs,
        max_steps=recipe.max_steps,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type=recipe.scheduler,
        warmup_steps=recipe.warmup,
        max_length=None,  # the audit has refused what is too long; nothing is clipped
        bf16=best_dtype() == torch.bfloat16,
        use_cpu=not torch.cuda.is_available(),
        # Recomputing activations saves memory that short rows leave free anyway, and costs half as much time again.
        activation_checkpointing=False,
        logging_steps=1,
        save_strategy="steps",
        save_steps=max(1, steps // CHECKPOINTS),
        save_total_limit=1,
        report_to=report_to,
        disable_tqdm=True,
        dataloader_pin_memory=torch.cuda.is_available(),
        seed=recipe.seed,
    )


def as_dataset(examples: Sequence[Example]) -> Any:
    """SFTTrainer takes examples that are tokenised and labelled as they are."""
    from datasets import Dataset

    columns = {
        "input_ids": [example.input_ids for example in examples],
        "labels": [example.labels for example in examples],
        "length": [len(example.input_ids) for example in examples],
    }
    return Dataset.from_dict(columns)
