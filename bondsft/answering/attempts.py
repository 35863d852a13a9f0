"""Tries of another turn in place of a doubtful one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from bondsft.answering.bounds import Bounds
from bondsft.answering.conversation import Conversation
from bondsft.answering.doubt import Doubt
from bondsft.answering.searching import turns_instead
from bondsft.answering.second_reading import OTHER_READING
from bondsft.calculators import Finder
from bondsft.models.turns import CUT_OFF, Pieces, Turn, Written

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def attempt_of(
    first: Conversation, tokenizer: PreTrainedTokenizerBase, find: Finder | None, *, bounded: bool
) -> Conversation | None:
    """The conversation with another beginning of its doubtful turn; None without doubt, or without another."""
    if first.doubted is None:
        return None
    beginnings = beginnings_for(first, first.doubted, tokenizer, find, bounded=bounded)
    begun, mends = next(islice(beginnings, first.tried, None), (None, False))
    if begun is None:
        return None
    return Conversation(first.id, list(first.messages), first.tools, begun=begun, mends=mends, place=first.place)


def beginnings_for(
    first: Conversation, turn: Turn, tokenizer: PreTrainedTokenizerBase, find: Finder | None, *, bounded: bool
) -> Iterator[tuple[Written, bool]]:
    """Beginnings of other turns, within bounds if there are any, and whether they mend a doubt: what is known to be better, then
    what the model could have written, from its least certain token on."""
    end = int(tokenizer.eos_token_id or 0)
    bounds = Bounds(first.messages, first.tools) if bounded else None
    if bounds:
        for text in turns_for(first, turn, bounds, find):
            if bounds.may(text, False):
                tokens = tokenizer(text, add_special_tokens=False).input_ids
                yield Written(tokens, [math.inf] * len(tokens), [end] * len(tokens)), True
    culprit = next((doubt.culprit for doubt in first.doubts if doubt.culprit), "")
    pieces = Pieces(tokenizer)
    for branch in turn.branches(culprit, end):
        if bounds is None or bounds.may(pieces.text_of(branch.tokens).rstrip(CUT_OFF), False):
            yield branch, False


def turns_for(first: Conversation, turn: Turn, bounds: Bounds, find: Finder | None) -> list[str]:
    """What a doubtful turn could be, or begin with, where something is known to be wrong with it."""
    if first.doubts == [Doubt(OTHER_READING)]:
        return [first.read_otherwise(turn.text)]
    doubts_of = partial(first.doubts_of, find=find)
    return turns_instead(turn.text, first.doubts, bounds.spans, first.messages, doubts_of)
