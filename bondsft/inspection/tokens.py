"""How long a row is for a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class TokenCounter:
    """Counts the tokens of a row as training would render it. The tokenizer is loaded by whoever counts first."""

    model: str

    def __call__(self, row: Mapping[str, Any]) -> int:
        from bondsft.training.examples import examples_of

        return max(len(example.input_ids) for example in examples_of([dict(row)], self.tokenizer))

    @cached_property
    def tokenizer(self) -> Any:
        from bondsft.models.chat import give_template
        from bondsft.models.load import load_tokenizer

        tokenizer = load_tokenizer(self.model)
        give_template(tokenizer)
        return tokenizer
