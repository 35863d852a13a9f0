"""A question's words, read by rule, against the calls that a model made."""

from bondsft.answering.call_texts import calls_of
from bondsft.answering.conversation import Conversation, add_calls, reasons_to_doubt
from bondsft.answering.doubt import Doubt
from bondsft.answering.second_reading import OTHER_READING

QUESTION = "A 3-year 4% annual bond costs 97. Its yield to maturity?"


def doubts_after(turn, *, earlier=()):
    talk = Conversation.of_question("q", QUESTION, earlier=earlier)
    add_calls(talk, calls_of(turn), None)
    return talk, reasons_to_doubt(talk)


OTHER = '[bond_cashflows(coupon_pct="4", frequency="annual", years="3-year", face="97")]'
SAME = '[bond_yield(price="97", coupon_pct="4%", frequency="annual", years="3-year")]'


def test_sound_calls_that_give_something_else_are_doubted_and_the_words_own_stand_by():
    talk, reasons = doubts_after(OTHER)
    assert reasons == [Doubt(OTHER_READING)]
    assert talk.read_otherwise() == '[bond_yield(price="97", coupon_pct="4", frequency="annual", years="3-year")]'


def test_calls_that_give_the_same_are_not_doubted_however_they_are_written():
    assert doubts_after(SAME)[1] == []


def test_what_follows_other_questions_and_replies_without_calls_are_left_alone():
    earlier = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Good morning."}]
    assert doubts_after(OTHER, earlier=earlier)[1] == []
    talk = Conversation.of_question("q", QUESTION)
    talk.messages.append({"role": "assistant", "content": "About 5%."})
    assert talk.read_otherwise() == ""
