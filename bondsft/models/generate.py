"""Generates for many conversations at once, a turn of each after the other, over one cache of keys and values.

A conversation that has ended its turn leaves the batch. One that is then told something, such as a calculator's result,
goes on from its cached keys and values when all have ended theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

CHUNK = 12
"""Tokens between two looks at which conversations are over."""
TRIED = 64
"""Most likely tokens among which one is looked for with which a turn may go on."""


@dataclass
class Written:
    """Tokens that a model wrote; for each its lead in log-odds over the next most likely one, and that one."""

    tokens: list[int] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)
    runners_up: list[int] = field(default_factory=list)

    def add(self, tokens: list[int], leads: list[float], runners_up: list[int]) -> None:
        self.tokens += tokens
        self.leads += leads[: len(tokens)]
        self.runners_up += runners_up[: len(tokens)]

    def branch(self, place: int) -> Written:
        """What was written up to a token, and in its place, for good, the runner-up."""
        return Written(
            [*self.tokens[:place], self.runners_up[place]],
            [*self.leads[:place], math.inf],
            [*self.runners_up[:place], self.tokens[place]],
        )


@dataclass(frozen=True)
class Turn:
    """What a model wrote until it ended its turn or was stopped: the text, that of each token, and the tokens."""

    text: str
    ended: bool
    pieces: list[str]
    written: Written

    def branches(self, culprit: str, end: int) -> list[Written]:
        """Beginnings of other turns, from the least certain token on; before it those of the text that is to blame, and of
        the name that it was given."""
        starts = [0, *accumulate(map(len, self.pieces))]
        text = "".join(self.pieces)
        found = text.rfind(culprit) if culprit else -1
        named = max(text.rfind(mark, 0, max(found, 0)) for mark in ('", ', "("))
        blamed = range(named, found + len(culprit) + 1) if found >= 0 else range(0)
        leads = self.written.leads
        places = [place for place, other in enumerate(self.written.runners_up) if other != end and leads[place] < math.inf]
        places.sort(key=lambda place: (starts[place] not in blamed, leads[place]))
        return [self.written.branch(place) for place in places]


Continue = Callable[[int, Turn], str | None]
"""Told a prompt's index and the model's turn: the text that follows, or None for no more."""
May = Callable[[int, str, bool], bool]
"""Told a prompt's index and a text: whether the model's turn may begin so or, if the last is true, end so."""


def free(index: int, text: str, ended: bool) -> bool:
    """Anything may be written."""
    return True


@dataclass
class Row:
    """One conversation in the batch: what the model is given next, and what it has written of its turn."""

    index: int
    given: list[int]
    written: Written = field(default_factory=Written)
    cached: list[tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)
    """Keys and values of each layer, shape (heads, tokens, size), of a row that waits."""


class Pieces:
    """The text of single tokens, with the space that some tokenizers mark at the start of a word."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.tokenizer = tokenizer
        self.known: dict[int, str] = {}

    def __getitem__(self, token: int) -> str:
        if token not in self.known:
            name = str(self.tokenizer.convert_ids_to_tokens(token))
            self.known[token] = name.replace("▁", " ") if "▁" in name else str(self.tokenizer.decode([token]))
        return self.known[token]

    def of(self, tokens: Sequence[int]) -> list[str]:
        return [self[token] for token in tokens]


class Choices:
    """A logits processor: it has the most likely token win with which the row's turn may go on, and keeps the next such one."""

    def __init__(self, rows: Sequence[Row], pieces: Pieces, may: May, end: int) -> None:
        self.rows, self.pieces, self.may, self.end = rows, pieces, may, end
        self.texts = ["".join(pieces.of(row.written.tokens)) for row in rows]
        self.over = [False] * len(rows)
        self.lost = [False] * len(rows)
        """Rows whose text no token can go on with: they are free from there on."""
        self.steps: list[list[tuple[float, int]]] = []
        """For each step and row: the winner's lead over the next, and that one."""

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        if self.steps:
            for place, token in enumerate(ids[:, -1].tolist()):
                self.over[place] |= token == self.end
                self.texts[place] += self.pieces[token]
        best = scores.topk(TRIED)
        likely = zip(best.values.tolist(), best.indices.tolist(), strict=True)
        self.steps.append([self.choose(place, *row, scores) for place, row in enumerate(likely)])
        return scores

    def choose(self, place: int, values: list[float], tokens: list[int], scores: torch.Tensor) -> tuple[float, int]:
        if self.over[place] or self.lost[place]:
            return math.inf, self.end
        fitting = (rank for rank, token in enumerate(tokens) if self.fits(place, token))
        first, second = next(fitting, None), next(fitting, None)
        if first is None:
            self.force(place, tokens, scores)
        elif first:
            scores[place] = -math.inf
            scores[place, tokens[first]] = values[first]
        return (math.inf, self.end) if first is None or second is None else (values[first] - values[second], tokens[second])

    def force(self, place: int, tried: list[int], scores: torch.Tensor) -> None:
        """Have the likeliest of all tokens win that fits, where none of the likely ones does; if none at all, go on freely."""
        ranked = scores[place].argsort(descending=True).tolist()
        written = (token for token in ranked[len(tried) :] if self.pieces[token] or token == self.end)  # not one without text
        fitting = next((token for token in written if self.fits(place, token)), None)
        self.lost[place] = fitting is None
        if fitting is not None:
            score = scores[place, fitting].item()
            scores[place] = -math.inf
            scores[place, fitting] = score

    def fits(self, place: int, token: int) -> bool:
        ended = token == self.end
        text = self.texts[place] if ended else self.texts[place] + self.pieces[token]
        return self.may(self.rows[place].index, text, ended)

    def by_row(self) -> Iterator[tuple[list[float], list[int]]]:
        for row in zip(*self.steps, strict=True):
            yield [lead for lead, _ in row], [token for _, token in row]


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
