"""Earlier answers of a conversation that came without a call. Their calls are found by asking again, so that a question that
changes one input has a call to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bondsft.answering.conversation import Asked, Conversation
from bondsft.answering.doubts import doubts

Ask = Callable[[Sequence[Asked]], Sequence[Conversation]]


def with_earlier_calls(questions: Sequence[Asked], ask: Ask) -> list[Asked]:
    """The questions, with the call before an earlier answer that lacks it. `ask` answers questions in their order."""
    before = {place: earlier for place, question in enumerate(questions) if (earlier := question_before(question))}
    found = dict(zip(before, ask(list(before.values())), strict=True)) if before else {}
    return [with_call(question, found[place]) if place in found else question for place, question in enumerate(questions)]


def question_before(question: Asked) -> Asked | None:
    """The question of the same conversation that was answered last, if it was without a call."""
    if len(question) < 4:
        return None
    id, _, tools, earlier = question
    if [message["role"] for message in earlier[-2:]] != ["user", "assistant"]:
        return None
    return id, str(earlier[-2]["content"]), tools, earlier[:-2]


def with_call(question: Asked, again: Conversation) -> Asked:
    """A question with the call of the one before it, which was asked again; as it was, if that came to another answer."""
    if len(question) < 4 or again.problem or not again.called:
        return question
    id, text, tools, earlier = question
    conversation = [*again.messages[:-1], earlier[-1]]
    return question if doubts(conversation) else (id, text, tools, conversation)
