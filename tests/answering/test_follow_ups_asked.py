"""Questions that follow others are asked in their conversation, and judged by themselves."""

import json

import pytest

from bondsft.answering.bounds import Bounds
from bondsft.answering.call_texts import turn_of
from bondsft.answering.conversation import Conversation, continue_conversation, reasons_to_doubt, trace_lines
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.evaluation.predictions import as_prediction, mark_prediction, record_of
from bondsft.evaluation.questions import questions_of
from bondsft.plugin import load_tasks
from bondsft.tasks.base import Call

RESULT = "  -> "


@pytest.fixture(scope="module")
def questions():
    tasks = load_tasks(wanted=())
    chosen = [tasks.get(name) for name in tasks.default]
    found = questions_of(list(generate(Plan(600, chosen, check_markets([]), {"tool": 1.0}, follow_ups=0.5))))
    return [question for question in found if question.earlier]


def right_turn(question):
    calls = [call["function"] for call in question.row["completion"][0]["tool_calls"]]
    return turn_of([Call(call["name"], json.loads(call["arguments"])) for call in calls])


def test_a_follow_up_is_asked_after_what_was_said_before(questions):
    assert len(questions) > 40
    for question in questions:
        talk = Conversation.of_question(*question.asked())
        assert [message["role"] for message in talk.messages] == ["user", "assistant", "tool", "assistant", "user"]
        assert talk.question == question.text and talk.since == [] and not talk.called
        assert question.shown == f"{talk.messages[0]['content']}\n{question.text}"


def test_the_right_turns_are_allowed_undoubted_and_right(questions):
    for question in questions:
        talk = Conversation.of_question(*question.asked())
        for turn in (right_turn(question), question.row["response"]):
            assert Bounds(talk.messages).may(turn, True)
            continue_conversation(talk, turn, True, None)
            assert reasons_to_doubt(talk) == []
        assert mark_prediction(question, as_prediction(record_of(talk), talk.id)).verdict == "right"
        lines = list(trace_lines(talk))
        assert lines[0] == right_turn(question)[1:-1] and lines[1].startswith(RESULT) and len(lines) == 2


def test_the_call_of_the_question_before_leaves_out_what_is_new(questions):
    with_figures = [question for question in questions if any(letter.isdigit() for letter in question.text)]
    assert len(with_figures) > 20
    for question in with_figures:
        talk = Conversation.of_question(*question.asked())
        [call] = [each["function"] for each in talk.messages[1]["tool_calls"]]
        continue_conversation(talk, turn_of([Call(call["name"], json.loads(call["arguments"]))]), True, None)
        assert any(doubt.reason.endswith(" is not used") for doubt in reasons_to_doubt(talk))
