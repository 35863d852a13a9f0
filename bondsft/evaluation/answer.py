"""Asks a model questions in batches, and runs the calculators that it calls.

A batch's first turns are generated, its calls are run, then its next turns follow, until each conversation has its answer.
What a model writes is read as data and never run; a broken call, an endless text and a loop of calls each end a
conversation with a problem that says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bondsft.calculators import CALCULATORS, Finder, run_call
from bondsft.dataset.rows import Message, tool_calls, tool_results
from bondsft.errors import BondsftError
from bondsft.models.calls import parse_calls
from bondsft.models.chat import render
from bondsft.models.generate import generate_turns

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Report = Callable[[int, int, str], None]
MOST_MESSAGES = 12
"""Messages after which a conversation may make no more calls: `find_bond` and a calculator need five."""
SCHEMAS = [calculator.schema() for calculator in CALCULATORS.values()]


@dataclass
class Conversation:
    """A question and what followed. `problem` says why there is no answer, or is ""."""

    id: str
    messages: list[Message] = field(default_factory=list)
    problem: str = ""

    @property
    def answer(self) -> str:
        """The model's last words, "" if it has not answered."""
        last = self.messages[-1]
        return "" if self.problem or last["role"] != "assistant" else str(last["content"])


@dataclass(frozen=True)
class Answerer:
    """A loaded model. `chat` is False for one that was trained on plain text, which takes the bare question."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    chat: bool = True
    batch_size: int = 48
    longest: int = 320
    """Tokens of a turn at which a model is stopped."""

    def ask(
        self,
        questions: Sequence[tuple[str, str]],
        find: Finder | None = None,
        report: Report = lambda done, total, note: None,
    ) -> list[Conversation]:
        """Answer (id, question) pairs, in their order. No model's text raises an error.

        Neighbours share a batch: questions of one kind and length need the least padding.
        """
        conversations = [Conversation(id, [{"role": "user", "content": text}]) for id, text in questions]
        batches = [conversations[start : start + self.batch_size] for start in range(0, len(conversations), self.batch_size)]
        done = 0
        with self.workers() as pool:
            for batch in pool.map(lambda batch: self.answer_batch(batch, find), batches):
                done += len(batch)
                report(done, len(conversations), "answered")
        return conversations

    @contextmanager
    def workers(self) -> Iterator[ThreadPoolExecutor]:
        """Threads that answer a batch each: on a CPU one for each core, since the small products of generation gain nothing
        from a second core; on a GPU one."""
        import torch

        cores = torch.get_num_threads()
        threads = cores if self.model.device.type == "cpu" else 1
        with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(max(1, cores // threads),)) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(cancel_futures=True)
                torch.set_num_threads(cores)

    def answer_batch(self, batch: Sequence[Conversation], find: Finder | None) -> Sequence[Conversation]:
        def proceed(index: int, said: str, ended: bool) -> str | None:
            goes_on = continue_conversation(batch[index], said, ended, find)
            return self.told(batch[index]) if goes_on else None

        # A template writes its own start token.
        prompts = [
            self.tokenizer(self.prompt(conversation), add_special_tokens=not self.chat).input_ids for conversation in batch
        ]
        generate_turns(self.model, self.tokenizer, prompts, proceed, self.longest)
        return batch

    def prompt(self, conversation: Conversation) -> str:
        if not self.chat:
            return str(conversation.messages[0]["content"])
        return render(self.tokenizer, conversation.messages, SCHEMAS, ask=True)

    def told(self, conversation: Conversation) -> str:
        """What stands between the end of the model's turn with its calls and the start of its next."""
        last = max(place for place, message in enumerate(conversation.messages) if message["role"] == "assistant")
        end = str(self.tokenizer.eos_token)
        said = render(self.tokenizer, conversation.messages[: last + 1], SCHEMAS).rpartition(end)[0] + end
        whole = render(self.tokenizer, conversation.messages, SCHEMAS, ask=True)
        if not whole.startswith(said):
            raise BondsftError("The chat template does not render a conversation as the continuation of its start.")
        return whole[len(said) :]


def continue_conversation(conversation: Conversation, said: str, ended: bool, find: Finder | None) -> bool:
    """Add what a model said, and the results of its calls. Returns whether it should go on."""
    if not ended:
        conversation.problem = "it did not stop"
    try:
        calls = parse_calls(said) if ended else []
    except BondsftError as error:
        conversation.problem, calls = error.message, []
    if not calls:
        conversation.messages.append({"role": "assistant", "content": said})
        return False
    if len(conversation.messages) > MOST_MESSAGES:
        conversation.problem = "it kept calling calculators and never answered"
        return False
    results = [run_call(call.calculator, call.arguments, find) for call in calls]
    conversation.messages += [tool_calls(calls), *tool_results(calls, results)]
    return True


def trace_lines(conversation: Conversation) -> Iterator[str]:
    """Yield a conversation's calls and their results, one a line."""
    for message in conversation.messages[1:]:
        for call in message.get("tool_calls") or ():
            arguments = json.loads(call["function"]["arguments"])
            shown = ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in arguments.items())
            yield f"{call['function']['name']}({shown})"
        if message["role"] == "tool":
            yield f"  -> {result_text(message['content'])}"


def result_text(content: str) -> str:
    return "; ".join(f"{name}: {value}" for name, value in dict[str, Any](json.loads(content)).items())
