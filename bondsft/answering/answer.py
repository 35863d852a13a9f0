"""Asks a model questions in batches, and runs the calculators that it calls.

A batch's first turns are generated, its calls are run, then its next turns follow, until each conversation has its answer.
A turn that the question itself gives reason to doubt is tried again from its least certain tokens, and kept if no try is
sound.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondsft.answering.attempts import attempt_of
from bondsft.answering.bounds import Bounds
from bondsft.answering.conversation import Asked, Conversation, continue_conversation, reasons_to_doubt
from bondsft.answering.earlier import with_earlier_calls
from bondsft.calculators import Finder
from bondsft.errors import BondsftError
from bondsft.models.chat import render
from bondsft.models.choices import free
from bondsft.models.generate import generate_turns
from bondsft.models.turns import Turn, Written
from bondsft.text.pasted import as_typed

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Answerer:
    """A loaded model. `chat` is False for one that was trained on plain text, which takes the bare question."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    chat: bool = True
    batch_size: int = 48
    longest: int = 224
    """Tokens of a turn at which a model is stopped."""
    retries: int = 5
    """Other turns to try in place of a doubtful one."""
    bounded: bool = True
    """Whether what was dictated or pasted is read as if it had been typed, calls are held to known names and to spans of the
    conversation, and answers to its figures."""

    def ask(
        self,
        questions: Sequence[Asked],
        find: Finder | None = None,
        report: Report = lambda done, total, note: None,
    ) -> list[Conversation]:
        """Answer questions in their order. No model's text raises an error.

        Neighbours share a batch: questions of one kind and length need the least padding.
        """
        if self.bounded:
            questions = with_earlier_calls(questions, lambda earlier: self.ask(earlier, find, report))
        conversations = [Conversation.of_question(*question) for question in questions]
        for each in conversations if self.bounded else ():
            each.messages[each.place] = {"role": "user", "content": as_typed(each.question)}
        self.answer(conversations, find, report, "answered")
        for _ in range(self.retries):
            attempts = [attempt_of(first, self.tokenizer, find, bounded=self.bounded) for first in conversations]
            tries = [(first, attempt) for first, attempt in zip(conversations, attempts, strict=True) if attempt]
            self.answer([attempt for _, attempt in tries], find, report, "tried again")
            for first, attempt in tries:
                first.consider(attempt)
        rest = [first for first in conversations if first.doubted and self.accept(first, find)]
        self.answer(rest, find, report, "answered all the same")
        return conversations

    def accept(self, first: Conversation, find: Finder | None) -> bool:
        """Go on with a doubtful turn as it is; a reply gives way to a plain one, as does that to calls that failed.
        Returns whether more is to follow."""
        turn, first.doubted = first.doubted, None
        first.accepted = True
        if turn is None or (self.bounded and first.say_plainly()):
            return False
        return continue_conversation(first, turn.text, turn.ended, find) and not (self.bounded and first.say_plainly(failed=True))

    def answer(self, conversations: Sequence[Conversation], find: Finder | None, report: Report, note: str) -> None:
        """Answer batch by batch, few conversations in as many batches as there are threads."""
        done = 0
        with self.workers() as (pool, threads):
            size = min(self.batch_size, math.ceil(len(conversations) / threads) or 1)
            batches = [conversations[start : start + size] for start in range(0, len(conversations), size)]
            for batch in pool.map(lambda batch: self.answer_batch(batch, find), batches):
                done += len(batch)
                report(done, len(conversations), note)

    @contextmanager
    def workers(self) -> Iterator[tuple[ThreadPoolExecutor, int]]:
        """Threads that answer a batch each: on a CPU one for each core, since the small products of generation gain nothing
        from a second core; on a GPU one."""
        import torch

        cores = torch.get_num_threads()
        threads = cores if self.model.device.type == "cpu" else 1
        with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(max(1, cores // threads),)) as pool:
            try:
                yield pool, threads
            finally:
                pool.shutdown(cancel_futures=True)
                torch.set_num_threads(cores)

    def answer_batch(self, batch: Sequence[Conversation], find: Finder | None) -> Sequence[Conversation]:
        bounds: dict[int, Bounds] = {}

        def may(index: int, text: str, ended: bool) -> bool:
            if index not in bounds:
                bounds[index] = Bounds(batch[index].messages, batch[index].tools)
            return bounds[index].may(text, ended)

        def proceed(index: int, turn: Turn) -> str | None:
            conversation = batch[index]
            bounds.pop(index, None)
            before = len(conversation.messages)
            goes_on = continue_conversation(conversation, turn.text, turn.ended, find)
            if self.retries and not conversation.accepted and (reasons := reasons_to_doubt(conversation)):
                conversation.doubt(turn, before, reasons)
                return None
            return self.told(conversation) if goes_on else None

        # A template writes its own start token.
        prompts = [
            self.tokenizer(self.prompt(conversation), add_special_tokens=not self.chat).input_ids for conversation in batch
        ]
        begun = [conversation.begun or Written() for conversation in batch]
        allowed = may if self.bounded else free
        generate_turns(self.model, self.tokenizer, prompts, proceed, self.longest, begun, allowed)
        return batch

    def prompt(self, conversation: Conversation) -> str:
        if not self.chat:
            return conversation.question
        return render(self.tokenizer, conversation.messages, conversation.tools, ask=True)

    def told(self, conversation: Conversation) -> str:
        """What stands between the end of the model's turn with its calls and the start of its next."""
        last = max(place for place, message in enumerate(conversation.messages) if message["role"] == "assistant")
        end = str(self.tokenizer.eos_token)
        said = render(self.tokenizer, conversation.messages[: last + 1], conversation.tools).rpartition(end)[0] + end
        whole = render(self.tokenizer, conversation.messages, conversation.tools, ask=True)
        if not whole.startswith(said):
            raise BondsftError("The chat template does not render a conversation as the continuation of its start.")
        return whole[len(said) :]
