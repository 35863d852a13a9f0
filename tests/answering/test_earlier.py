"""An earlier answer without a call gets the call that it came from, if asking again comes to the same answer."""

from __future__ import annotations

import json

import pytest

from bondsft.answering.conversation import Conversation, continue_conversation
from bondsft.answering.earlier import with_earlier_calls

FIRST = "A 7.5% semi-annual bond at 98.75 with 8 years to go: its YTM?"
CALL = '[bond_yield(price="98.75", coupon_pct="7.5", frequency="semi-annual", years="8 years")]'
PLAIN = [{"role": "user", "content": FIRST}, {"role": "assistant", "content": "It yields 7.712%."}]
FOLLOW_UP = ("2", "And at 99.50?", (), PLAIN)


def asking(*said):
    """Answers every question with these turns, and remembers what it was asked."""
    asked = []

    def ask(questions):
        asked.extend(questions)
        talks = [Conversation.of_question(*question) for question in questions]
        for talk in talks:
            for text in said:
                continue_conversation(talk, text, True, None)
        return talks

    return ask, asked


def test_the_call_is_put_before_the_answer_that_lacks_it():
    ask, asked = asking(CALL, "The yield to maturity is 7.712%.")
    [(_, text, _, earlier), alone] = with_earlier_calls([FOLLOW_UP, ("3", FIRST)], ask)
    assert asked == [("2", FIRST, (), [])] and alone == ("3", FIRST)
    assert [message["role"] for message in earlier] == ["user", "assistant", "tool", "assistant"]
    assert json.loads(earlier[1]["tool_calls"][0]["function"]["arguments"])["price"] == "98.75"
    assert (text, earlier[-1]) == (FOLLOW_UP[1], PLAIN[-1])  # what was said stays as it was


@pytest.mark.parametrize(
    "said",
    [
        (CALL.replace("98.75", "97.85"), "It yields 7.870%."),  # another answer than the one that was given
        (CALL.replace("98.75", "100.0"), "It yields 7.500%."),
        ("I do not know.",),
        ("[bond_yield(",),
    ],
)
def test_what_comes_to_another_answer_changes_nothing(said):
    ask, _ = asking(*said)
    assert with_earlier_calls([FOLLOW_UP], ask) == [FOLLOW_UP]


def test_an_answer_with_a_call_is_not_asked_again():
    ask, _ = asking(CALL, "It yields 7.712%.")
    [once] = with_earlier_calls([FOLLOW_UP], ask)
    ask, asked = asking()
    assert with_earlier_calls([once, ("3", FIRST)], ask) == [once, ("3", FIRST)] and asked == []
