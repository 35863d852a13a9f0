"""Tries of another turn keep within the bounds of those that are written at once."""

import pytest

from bondsft.answering.attempts import attempt_of, beginnings_for
from bondsft.answering.conversation import Conversation, continue_conversation
from bondsft.answering.doubt import Doubt
from bondsft.models.load import load_tokenizer
from bondsft.models.turns import Turn, Written

QUESTION = "What is the yield of an 8-year bond with a 7.5% semi-annual coupon at 98.75?"
CALL = '[bond_yield(price="98.75", coupon_pct="7.5", frequency="semi-annual", years="8-year")]'


def doubted_reply(tokenizer, text, runner_up):
    """A conversation whose reply to a result is doubted, and in which the model was least certain of the reply's first token."""
    talk = Conversation.of_question("q", QUESTION)
    assert continue_conversation(talk, CALL, True, None)
    tokens = tokenizer(text, add_special_tokens=False).input_ids
    [other, *_] = tokenizer(runner_up, add_special_tokens=False).input_ids
    written = Written(tokens, [0.5, *[9.0] * (len(tokens) - 1)], [other, *tokens[1:]])
    talk.doubt(Turn(text, True, [tokenizer.decode([token]) for token in tokens], written), len(talk.messages), [Doubt("odd")])
    return talk, other


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer("smollm2")


def branches(talk, tokenizer, *, bounded):
    """The first tokens of the beginnings that the model itself could have written."""
    beginnings = beginnings_for(talk, talk.doubted, tokenizer, None, bounded=bounded)
    return [written.tokens[0] for written, mends in beginnings if not mends]


def test_after_results_no_try_begins_another_call(tokenizer):
    talk, bracket = doubted_reply(tokenizer, "The yield is 7.5%.", "[")
    assert bracket in branches(talk, tokenizer, bounded=False)
    within = branches(talk, tokenizer, bounded=True)
    assert within and bracket not in within


def test_a_beginning_within_bounds_is_tried(tokenizer):
    talk, other = doubted_reply(tokenizer, "The yield is 7.5%.", "Its")
    assert branches(talk, tokenizer, bounded=True)[0] == other


def test_there_are_no_more_tries_than_beginnings(tokenizer):
    talk, _ = doubted_reply(tokenizer, "The yield is 7.5%.", "Its")
    assert attempt_of(talk, tokenizer, None, bounded=True) is not None
    talk.tried = len(list(beginnings_for(talk, talk.doubted, tokenizer, None, bounded=True)))
    assert attempt_of(talk, tokenizer, None, bounded=True) is None
