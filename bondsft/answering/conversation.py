"""A question and what followed it: a model's turns, the calls in them and their results.

What a model writes is read as data and never run; a broken call, an endless text and a loop of calls each end a
conversation with a problem that says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from bondsft.answering.call_texts import calls_of
from bondsft.answering.doubt import ENDLESS, Doubt
from bondsft.answering.doubts import doubts
from bondsft.answering.plain_replies import failures, plain_replies
from bondsft.answering.second_reading import OTHER_READING, read_otherwise
from bondsft.calculators import Finder, run_together, schemas
from bondsft.dataset.messages import Message, tool_calls, tool_results
from bondsft.errors import BondsftError
from bondsft.models.calls import parse_calls
from bondsft.models.grammar import CALLS
from bondsft.tasks.base import Call

if TYPE_CHECKING:
    from bondsft.models.turns import Turn, Written

MOST_MESSAGES = 12
"""Messages after which a conversation may make no more calls: `find_bond` and a calculator need five."""


Asked = (
    tuple[str, str]
    | tuple[str, str, Sequence[Mapping[str, Any]]]
    | tuple[str, str, Sequence[Mapping[str, Any]], Sequence[Message]]
)
"""A question's id and text; the calculators that a model is told of, if they are not just the common ones; and what was said in
the same conversation before."""


@dataclass
class Conversation:
    """A question and what followed. `problem` says why there is no answer, `doubts` why not to trust it."""

    id: str
    messages: list[Message] = field(default_factory=list)
    tools: Sequence[Mapping[str, Any]] = field(default_factory=schemas)
    """The calculators that the model is told of."""
    problem: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    doubted: Turn | None = None
    """A turn that is not among the messages yet, because others are tried first."""
    tried: int = 0
    """Others tried in its place that were no better."""
    begun: Written | None = None
    """With what the next turn begins."""
    mends: bool = False
    """Whether that beginning mends a doubt."""
    retries: int = 0
    """Other turns tried in place of doubtful ones."""
    place: int = 0
    """The number of the question's message: others before it belong to earlier questions."""
    accepted: bool = False
    """Whether doubts no longer matter, since nothing better was found."""

    @classmethod
    def of_question(
        cls, id: str, text: str, tools: Sequence[Mapping[str, Any]] = (), earlier: Sequence[Message] = ()
    ) -> Conversation:
        return cls(id, [*earlier, {"role": "user", "content": text}], tools or schemas(), place=len(earlier))

    @property
    def question(self) -> str:
        return str(self.messages[self.place]["content"])

    @property
    def since(self) -> list[Message]:
        """What followed the question."""
        return self.messages[self.place + 1 :]

    @property
    def called(self) -> bool:
        return any(message["role"] == "tool" for message in self.since)

    @property
    def answer(self) -> str:
        """The model's last words, "" if it has not answered."""
        last = self.messages[-1]
        return "" if self.problem or last["role"] != "assistant" else str(last["content"])

    def doubt(self, turn: Turn, messages: int, doubts: list[Doubt]) -> None:
        """Take back a turn, to before so many messages, for these doubts."""
        del self.messages[messages:]
        self.problem, self.doubts, self.doubted, self.tried = "", doubts, turn, 0

    def say_plainly(self, *, failed: bool = False) -> bool:
        """Reply to the latest results in a plain sentence, where there is one, of errors or of none. Returns whether it did."""
        replies = failures(self.messages) if failed else plain_replies(self.messages)
        if self.messages[-1]["role"] == "tool" and (plain := next(replies, "")):
            self.messages.append({"role": "assistant", "content": plain})
            self.doubts = self.doubts if failed else []
            return True
        return False

    def doubts_of(self, text: str, find: Finder | None) -> list[Doubt] | None:
        """The doubts that a turn would leave; None if it makes no calls."""
        calls = calls_of(text)
        if not calls:
            return None
        return doubts([*self.messages, *calls_and_results(calls, find)])

    def read_otherwise(self, turn: str = "") -> str:
        """The calls that the words of a question make by rule, where they are sound and others than those just made, or those of
        a turn; "" of a question that follows others."""
        made = calls_and_results(calls_of(turn)) if turn else self.since
        if self.place or {message["role"] for message in made[1:]} != {"tool"}:
            return ""
        alone = Conversation.of_question(self.id, self.question)
        return read_otherwise(self.question, made, partial(alone.doubts_of, find=None))

    def consider(self, attempt: Conversation) -> None:
        """Go on with an attempt instead if it came further: to more messages, to an end, to fewer doubts; or to others, if it
        mends one."""
        self.retries += 1
        self.tried += 1
        reached, before = [
            (len(each.messages), each.doubted is None or each.doubted.ended, -len(each.doubts)) for each in (attempt, self)
        ]
        further = reached > before or (attempt.mends and reached == before and attempt.doubts != self.doubts)
        if further and (attempt.called or attempt.doubted):
            self.messages, self.problem = attempt.messages, attempt.problem
            self.doubts, self.doubted, self.tried = attempt.doubts, attempt.doubted, 0


def continue_conversation(conversation: Conversation, said: str, ended: bool, find: Finder | None) -> bool:
    """Add what a model said, and the results of its calls. Returns whether it should go on."""
    if not ended:
        conversation.problem = ENDLESS
    try:
        calls = parse_calls(said) if ended else []
    except BondsftError as error:
        conversation.problem, calls = error.message, []
    if not calls:
        conversation.messages.append({"role": "assistant", "content": said})
        return False
    return add_calls(conversation, calls, find)


def add_calls(conversation: Conversation, calls: Sequence[Call], find: Finder | None) -> bool:
    """Add calls and their results. Returns whether the model may go on."""
    if len(conversation.since) >= MOST_MESSAGES:
        conversation.problem = "it kept calling calculators and never answered"
        return False
    conversation.messages += calls_and_results(calls, find)
    return True


def calls_and_results(calls: Sequence[Call], find: Finder | None = None) -> list[Message]:
    results = run_together([(call.calculator, call.arguments) for call in calls], find)
    return [tool_calls(calls), *tool_results(calls, results)]


def reasons_to_doubt(conversation: Conversation) -> list[Doubt]:
    """A problem with a call, or what the question itself gives reason to doubt."""
    if conversation.problem:
        calls = len(conversation.since) > 1 or str(conversation.messages[-1]["content"]).startswith(CALLS)
        return [Doubt(conversation.problem)] if calls else []
    return doubts(conversation.messages) or ([Doubt(OTHER_READING)] if conversation.read_otherwise() else [])


def trace_lines(conversation: Conversation) -> Iterator[str]:
    """Yield a conversation's calls and their results, one a line."""
    for message in conversation.since:
        for call in message.get("tool_calls") or ():
            arguments = json.loads(call["function"]["arguments"])
            shown = ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in arguments.items())
            yield f"{call['function']['name']}({shown})"
        if message["role"] == "tool":
            yield f"  -> {result_text(message['content'])}"


def result_text(content: str) -> str:
    return "; ".join(f"{name}: {value}" for name, value in dict[str, Any](json.loads(content)).items())
