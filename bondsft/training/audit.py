"""Looks at every training example before any training: what would teach a model not to stop, or nothing at all, is refused."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondsft.errors import CheckError
from bondsft.training.examples import IGNORED, Example

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


@dataclass(frozen=True)
class Lengths:
    """Tokens of the examples that will be trained on."""

    examples: int
    tokens: int
    labelled: int
    median: int
    longest: int

    def __str__(self) -> str:
        share = f"{self.labelled / self.tokens:.0%}"
        return (
            f"{self.examples} examples, {self.tokens} tokens ({share} carry loss), median {self.median}, longest {self.longest}"
        )


def audit(examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, max_length: int) -> Lengths:
    """Check every example and measure them all.

    Raises:
        CheckError: for the first example that has a second start token, no loss, a turn that does not end inside the
            loss, or more than `max_length` tokens.
    """
    for number, example in enumerate(examples, 1):
        if problem := problem_of(example, tokenizer, max_length):
            raise CheckError(f"Example {number} {problem[0]}.", problem[1])
    lengths = [len(example.input_ids) for example in examples]
    labelled = sum(label != IGNORED for example in examples for label in example.labels)
    return Lengths(len(examples), sum(lengths), labelled, int(statistics.median(lengths)), max(lengths))


def problem_of(example: Example, tokenizer: PreTrainedTokenizerBase, max_length: int) -> tuple[str, str] | None:
    """What is wrong with an example and what to do, or None."""
    length = len(example.input_ids)
    if length > max_length:
        return f"has {length} tokens, more than max_length {max_length}", f"Type --max-length {length}, or leave the row out."
    begin, end = tokenizer.bos_token_id, tokenizer.eos_token_id
    if begin is not None and example.input_ids[:2] == [begin, begin]:
        return "starts twice (two BOS tokens)", "Let the chat template write the start token, once."
    labels = [label for label in example.labels if label != IGNORED]
    if not labels:
        return "carries no loss at all", "Its completion is empty."
    if labels[-1] != end:
        return f"does not end with {tokenizer.eos_token} inside the loss, so the model would never stop", (
            "Use a chat template whose turns end with the tokenizer's eos_token."
        )
    return None
