"""Turns rows into token sequences with labels: what SFTTrainer takes as it is.

A row's prompt carries no loss, its completion does, up to and including the end of the turn. Two renderers feed one
path: message rows go through the chat template, founding rows are plain text. The turns of one conversation become one
sequence: under a causal mask the losses are those of separate rows, at two thirds of the tokens.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.errors import BondsftError
from bondsft.models.chat import render

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

IGNORED = -100
Row = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """Tokens, and for each the token itself where it carries loss, else -100."""

    input_ids: list[int]
    labels: list[int]


def check_rows(rows: Sequence[Row], path: Path) -> bool:
    """Return whether these are rows of messages, not a founding file. Raises BondsftError for the first that fits neither."""
    messages = "prompt" in rows[0]
    wanted = ("id", "prompt", "completion") if messages else ("query", "response")
    for number, row in enumerate(rows, 1):
        if missing := [name for name in wanted if not row.get(name)]:
            raise BondsftError(f"Row {number} of {path} has no {missing[0]}.", f"Each row should have {', '.join(wanted)}.")
    return messages


def examples_of(rows: Sequence[Row], tokenizer: PreTrainedTokenizerBase, answer_share: float = 1.0) -> list[Example]:
    """Tokenise every row, the turns of a conversation together; the last of several turns in a share of them alone, but
    always where a calculator gave an error: to ask back is rarer than to quote, and harder to learn."""
    if "prompt" not in rows[0]:
        return [plain_example(row, tokenizer) for row in rows]
    examples: list[Example] = []
    for name, rows_of_one in groupby(rows, lambda row: str(row["id"]).rsplit("-", 1)[0]):
        turns = list(rows_of_one)
        whole = len(turns) == 1 or replies_to_error(turns[-1]) or zlib.crc32(name.encode()) < answer_share * 2**32
        examples += fold(turns if whole else turns[:-1], tokenizer)
    return examples


def replies_to_error(row: Row) -> bool:
    last = row["prompt"][-1]
    return last["role"] == "tool" and "error" in json.loads(last["content"])


def plain_example(row: Row, tokenizer: PreTrainedTokenizerBase) -> Example:
    """The bare question, then the answer and the end of text, as the founding guide asks the tuned model."""
    prompt = list(tokenizer(row["query"]).input_ids)
    if tokenizer.eos_token_id is not None and prompt[-1:] == [tokenizer.eos_token_id] != [tokenizer.bos_token_id]:
        prompt.pop()
    answer = [*encode(" " + row["response"].strip(), tokenizer), int(tokenizer.eos_token_id or 0)]
    return Example(prompt + answer, [IGNORED] * len(prompt) + answer)


def fold(turns: list[Row], tokenizer: PreTrainedTokenizerBase) -> Iterator[Example]:
    """Join turns whose prompt continues the one before; a turn that does not begins a new sequence."""
    text, ids, labels = "", list[int](), list[int]()
    for row in turns:
        prompt, completion = row_texts(row, tokenizer)
        if not prompt.startswith(text):
            yield Example(ids, labels)
            text, ids, labels = "", [], []
        given, said = encode(prompt[len(text) :], tokenizer), encode(completion, tokenizer)
        ids = ids + given + said
        labels = labels + [IGNORED] * len(given) + said
        text = prompt + completion
    yield Example(ids, labels)


def row_texts(row: Row, tokenizer: PreTrainedTokenizerBase) -> tuple[str, str]:
    """The prompt as serving renders it, and the completion up to the end of its turn."""
    tools = json.loads(row.get("tools") or "[]")
    prompt = render(tokenizer, row["prompt"], tools, ask=True)
    whole = render(tokenizer, [*row["prompt"], *row["completion"]], tools)
    if not whole.startswith(prompt):
        raise BondsftError(f"The chat template does not render the prompt of row {row['id']} as the start of the whole.")
    end = str(tokenizer.eos_token)
    said, found, _after = whole[len(prompt) :].partition(end)
    if not found:
        raise BondsftError(f"The chat template ends no turn with {end}.", "Use a template that does.")
    return prompt, said + end


def encode(text: str, tokenizer: PreTrainedTokenizerBase) -> list[int]:
    return list(tokenizer(text, add_special_tokens=False).input_ids)


def preview(example: Example, tokenizer: PreTrainedTokenizerBase) -> str:
    """An example as text, the tokens that carry loss between « and »."""
    parts = []
    for carries, run in groupby(zip(example.input_ids, example.labels, strict=True), lambda pair: pair[1] != IGNORED):
        text = str(tokenizer.decode([token for token, _ in run], skip_special_tokens=False))
        parts.append(f"«{text}»" if carries else text)
    return "".join(parts)
