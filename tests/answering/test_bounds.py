"""After results an answer may hold no figure from elsewhere; before them only calls are bounded."""

import pytest

from bondsft.answering.bounds import Bounds

QUESTION = {"role": "user", "content": "Yield of an 8-year 7.5% annual bond at 98.75?"}
RESULT = {"role": "tool", "name": "bond_yield", "content": '{"yield": "7.712%"}'}
ASKED, TOLD = Bounds([QUESTION]), Bounds([QUESTION, RESULT])


@pytest.mark.parametrize(
    "text", ["The yield is 7", "The yield is 7.", "The yield is 7.71", "The yield is 7.712%.", "At 98.75 it"]
)
def test_a_figure_of_the_conversation_may_be_written_as_far_as_it_goes(text):
    assert TOLD.may(text, False)


@pytest.mark.parametrize("text", ["The yield is 6", "The yield is 7.2", "The yield is 7.7 %", "7.712, or 6", "8.75"])
def test_another_figure_may_not(text):
    assert not TOLD.may(text, False)


def test_before_any_result_words_are_free_and_calls_are_not():
    assert ASKED.may("About 6%.", True)
    assert ASKED.may('[bond_yield(price="98.75", coupon', False)
    assert not ASKED.may('[bond_yield(price="8.75', False)


def test_spans_of_a_result_serve_the_next_call():
    terms = {"role": "tool", "name": "find_bond", "content": '{"coupon_pct": "11.2", "market": "Bund"}'}
    assert not ASKED.may('[bond_yield(price="98.75", coupon_pct="11.2"', False)
    assert Bounds([QUESTION, terms]).may('[bond_yield(price="98.75", coupon_pct="11.2", market="Bund")]', True)


SCHEDULE = {"role": "tool", "name": "bond_cashflows", "content": '{"schedule": "year 1: 3.79; year 2: 3.79; year 3: 103.79"}'}
LISTED = Bounds([QUESTION, SCHEDULE])


@pytest.mark.parametrize(
    ("text", "ended", "allowed"),
    [
        ("The payments are year 1: 3.79; year 2", False, True),
        ("The payments are year 1: 3.79; year 2: 3.79; year 3: 103.79.", True, True),
        ("The payments are year 1: 3.79; year 3", False, False),
        ("The payments are year 1: 3.79; year 2: 3.79.", True, False),
        ("They come each year.", True, True),
        ("The payments are 3.79; 3.79", False, False),
        ("The last is 103", False, False),
    ],
)
def test_a_list_of_payments_that_is_begun_is_quoted_whole(text, ended, allowed):
    assert LISTED.may(text, ended) is allowed


def test_after_results_no_more_calls_are_made_unless_one_failed():
    again = '[bond_yield(price="98.75"'
    failed = {"role": "tool", "name": "bond_yield", "content": '{"error": "frequency is missing"}'}
    assert not TOLD.may(again, False)
    assert Bounds([QUESTION, failed]).may(again, False)
