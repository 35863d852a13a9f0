"""Generates for many conversations at once, a turn of each after the other, over one cache of keys and values.

A conversation that has ended its turn leaves the batch. One that is then told something, such as a calculator's result,
goes on from its cached keys and values when all have ended theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bondsft.models.choices import Choices, May, Row, free
from bondsft.models.turns import Pieces, Turn, Written

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

CHUNK = 12
"""Tokens between two looks at which conversations are over."""
Continue = Callable[[int, Turn], str | None]
"""Told a prompt's index and the model's turn: the text that follows, or None for no more."""


def generate_turns(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    prompts: Sequence[list[int]],
    proceed: Continue,
    longest: int,
    begun: Sequence[Written] = (),
    may: May = free,
) -> None:
    """Write greedily after each prompt until `proceed` wants no more; a turn has at most `longest` tokens.

    The first turn of each begins as `begun` says. Where a turn may not begin or end as the model likes best, it takes
    the next best way.
    """
    begun = begun or [Written() for _ in prompts]
    rows = [
        Row(index, [*prompt, *beginning.tokens], beginning)
        for index, (prompt, beginning) in enumerate(zip(prompts, begun, strict=True))
    ]
    while rows:
        rows = write_turns(model, tokenizer, rows, proceed, longest, may)


def write_turns(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    rows: list[Row],
    proceed: Continue,
    longest: int,
    may: May,
) -> list[Row]:
    """Write one turn of each row. Returns those that go on, each with its keys and values.

    Who has ended a turn waits outside the batch: told something while others still write, it would widen the cache of all.
    """
    import torch
    from transformers import LogitsProcessorList

    end, pad, pieces = tokenizer.eos_token_id, tokenizer.pad_token_id, Pieces(tokenizer)
    waiting: list[Row] = []
    cache, mask = joined(rows, model)
    ids = torch.full_like(mask, pad)  # of what is cached only the number counts
    while rows:
        choices = Choices(rows, pieces, may, end)
        ids = torch.cat([ids, left_padded([row.given for row in rows], pad).to(model.device)], 1)
        mask = torch.cat([mask, left_padded([[1] * len(row.given) for row in rows], 0).to(model.device)], 1)
        with torch.inference_mode():
            output = model.generate(
                input_ids=ids,
                attention_mask=mask,
                past_key_values=cache,
                max_new_tokens=max(1, min(CHUNK, longest - min(len(row.written.tokens) for row in rows))),
                do_sample=False,
                pad_token_id=pad,
                eos_token_id=end,
                logits_processor=LogitsProcessorList([choices]),
            )
        # All columns but the last are cached by now. A row's own last token is given again, before what follows it.
        new = output[:, ids.shape[1] :].tolist()
        mask = torch.cat([mask, mask.new_ones(len(rows), len(new[0]) - 1)], 1)
        writing: list[int] = []
        for place, (row, tokens, (leads, others)) in enumerate(zip(rows, new, choices.by_row(), strict=True)):
            ended = end in tokens
            count = tokens.index(end) + 1 if ended else len(tokens)
            row.written.add(tokens[:count], leads, others)
            row.given = tokens[count - 1 : count]
            if not ended and len(row.written.tokens) < longest:
                writing.append(place)
                continue
            text = str(tokenizer.decode(row.written.tokens[: -1 if ended else None], skip_special_tokens=False))
            told = proceed(row.index, Turn(text.strip(), ended, pieces.of(row.written.tokens), row.written))
            if told is not None:
                mask[place, ids.shape[1] + count - 1 :] = 0
                given = [end, *tokenizer(told, add_special_tokens=False).input_ids]
                waiting.append(Row(row.index, given, cached=columns(cache, place, mask[place])))
        rows = [rows[place] for place in writing]
        chosen = torch.tensor(writing, device=model.device, dtype=torch.long)
        cache.batch_select_indices(chosen)
        ids, mask = output[:, :-1].index_select(0, chosen), mask.index_select(0, chosen)
    return waiting


def columns(cache: Any, place: int, mask: torch.Tensor) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """One row's keys and values of each layer, without padding."""
    real = mask.nonzero().squeeze(1)
    return [(layer.keys[place].index_select(1, real), layer.values[place].index_select(1, real)) for layer in cache.layers]


def joined(rows: Sequence[Row], model: PreTrainedModel) -> tuple[Any, torch.Tensor]:
    """A cache of what the rows have cached, padded on the left, and its mask."""
    import torch
    from torch.nn.functional import pad
    from transformers import DynamicCache

    cache = DynamicCache(config=model.config)
    lengths = [row.cached[0][0].shape[1] if row.cached else 0 for row in rows]
    width = max(lengths)
    for layer in range(len(rows[0].cached)):
        keys, values = (
            torch.stack(
                [pad(row.cached[layer][part], (0, 0, width - length, 0)) for row, length in zip(rows, lengths, strict=True)]
            )
            for part in (0, 1)
        )
        cache.update(keys, values, layer)
    for row in rows:
        row.cached = []
    mask = torch.tensor([[0] * (width - length) + [1] * length for length in lengths], device=model.device, dtype=torch.long)
    return cache, mask.reshape(len(rows), width)


def left_padded(lists: Sequence[list[int]], pad: int) -> torch.Tensor:
    import torch

    width = max(map(len, lists))
    return torch.tensor([[pad] * (width - len(values)) + values for values in lists])
