"""SFTTrainer as this project uses it: on a CPU, the language-model head scores the positions that carry loss and no others."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch.nn.functional import cross_entropy
from torch.utils.data import Sampler
from transformers import TrainerCallback
from trl import SFTTrainer

from bondsft.training.examples import IGNORED

WARM_STEPS = 8
POOL = 16
"""Batches whose examples are sorted by length together."""


class Trainer(SFTTrainer):
    """On CUDA, SFTTrainer's own head skips unlabelled positions already; without Triton it scores all of them, which is
    four tenths of a step of the embedded model. The loss is the same number: a test compares them."""

    def _get_train_sampler(self, train_dataset: Any = None) -> Sampler[int]:
        dataset = self.train_dataset if train_dataset is None else train_dataset
        lengths = [len(ids) for ids in dataset["input_ids"]]
        return LikeLengths(lengths, self.args.train_batch_size, self.args.seed)

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        if model.device.type == "cuda" or return_outputs:
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        causal = model.get_base_model() if hasattr(model, "get_base_model") else model
        with self.compute_loss_context_manager():
            hidden = causal.base_model(
                input_ids=inputs["input_ids"], attention_mask=inputs.get("attention_mask"), use_cache=False
            ).last_hidden_state[:, :-1]
            labels = inputs["labels"][:, 1:]
            labelled = labels != IGNORED
            logits = causal.get_output_embeddings()(hidden[labelled])
            total = cross_entropy(logits.float(), labels[labelled], reduction="sum")
        return total / torch.as_tensor(labelled.sum() if num_items_in_batch is None else num_items_in_batch)


class LikeLengths(Sampler[int]):
    """Batches of like lengths, in random order. The sampler of transformers goes from long to short again and again, and
    a model that ends on short examples has forgotten the long ones."""

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int) -> None:
        self.lengths, self.batch_size, self.seed, self.epoch = lengths, batch_size, seed, 0

    def set_epoch(self, epoch: int) -> None:
        self.epoch = epoch

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        choose = random.Random(f"{self.seed}-{self.epoch}")
        order = choose.sample(range(len(self)), len(self))
        pool = POOL * self.batch_size
        alike = [
            place
            for start in range(0, len(self), pool)
            for place in sorted(order[start : start + pool], key=self.lengths.__getitem__)
        ]
        batches = [alike[start : start + self.batch_size] for start in range(0, len(self), self.batch_size)]
        last = [batches.pop()] if len(batches[-1]) < self.batch_size else []
        choose.shuffle(batches)
        return (place for batch in batches + last for place in batch)


class Budget(TrainerCallback):
    """Stops after some minutes. The learning rate falls over them along a cosine, however many steps that makes."""

    def __init__(self, minutes: float) -> None:
        self.seconds = 60 * minutes

    def on_train_begin(self, arguments: Any, state: Any, control: Any, **_: Any) -> None:
        self.began = time.monotonic()

    def on_step_begin(self, arguments: Any, state: Any, control: Any, optimizer: Any = None, **_: Any) -> None:
        warm = min(1.0, (state.global_step + 1) / WARM_STEPS)
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, self.share_spent())))
        for group in optimizer.param_groups:
            group["lr"] = arguments.learning_rate * warm * cosine

    def on_step_end(self, arguments: Any, state: Any, control: Any, **_: Any) -> None:
        control.should_training_stop |= self.share_spent() >= 1

    def share_spent(self) -> float:
        return (time.monotonic() - self.began) / self.seconds


class Progress(TrainerCallback):
    """Passes on each step's number and loss, of how many steps; with a budget that number is an estimate."""

    def __init__(self, report: Callable[[int, int, str], None], budget: Budget | None = None) -> None:
        self.report, self.budget = report, budget

    def on_log(self, arguments: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        if logs and "loss" in logs:
            total = state.max_steps
            if self.budget:
                total = min(total, round(state.global_step / min(1.0, self.budget.share_spent())))
            self.report(state.global_step, total, f"loss {float(logs['loss']):.3f}")
