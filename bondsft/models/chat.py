"""Renders conversations as a model's chat template does: one function for training, evaluation and `ask`.

The embedded model and base models without a template get one from `templates/`. A tuned model that always has the same
calculators needs no list of them in its prompt; `set_calculators_shown` says so in the template itself, so that
whatever serves the model later renders what it was trained on.
"""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Message = Mapping[str, Any]
SHOWN = re.compile(r"\{%- set show_calculators = (?:true|false) -%\}")


def give_template(tokenizer: PreTrainedTokenizerBase) -> None:
    """Set our template where the tokenizer has none that knows calculators."""
    if tokenizer.chat_template and "tools" in str(tokenizer.chat_template):
        return
    chat_marks = "<|im_start|>" in tokenizer.get_vocab()
    tokenizer.chat_template = read_template("smollm2" if chat_marks else "plain")


def read_template(name: str) -> str:
    return (importlib.resources.files("bondsft.models") / "templates" / f"{name}.jinja").read_text("utf-8")


def set_calculators_shown(tokenizer: PreTrainedTokenizerBase, shown: bool) -> None:
    """Say in one of our own templates whether the prompt lists the calculators; others always do as they do."""
    choice = f"{{%- set show_calculators = {str(shown).lower()} -%}}"
    tokenizer.chat_template = SHOWN.sub(choice, str(tokenizer.chat_template))


def render(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message], tools: Sequence[Any], *, ask: bool = False) -> str:
    """Return a conversation as text; with `ask`, it ends where the model goes on."""
    text = tokenizer.apply_chat_template(
        [with_arguments(message) for message in messages],
        tools=list(tools) or None,
        tokenize=False,
        add_generation_prompt=ask,
    )
    return str(text)


def with_arguments(message: Message) -> dict[str, Any]:
    """Arguments are stored as JSON text; templates iterate over them."""
    if not message.get("tool_calls"):
        return dict(message)
    calls = [
        {**call, "function": {"name": call["function"]["name"], "arguments": json.loads(call["function"]["arguments"])}}
        for call in message["tool_calls"]
    ]
    return {**message, "tool_calls": calls}
