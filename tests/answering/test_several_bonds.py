"""Two bonds or more whose calls are read off the question, and what is said where no call could be made."""

import pytest

from bondsft.answering.call_texts import turn_of
from bondsft.answering.conversation import Conversation
from bondsft.answering.several_bonds import crossed, in_columns
from bondsft.calculators.spans import find_spans
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call


def read_off(question):
    calls = in_columns(question, find_spans(question))
    return turn_of(calls) if calls else ""


@pytest.mark.parametrize(
    ("question", "calls"),
    [
        (
            "Both pay semi-annually, and both are 7-year bonds. A: 5% at 101.20. B: 4.5% at 98.90. Which yields more?",
            'price="101.20", coupon_pct="5", frequency="semi", years="7-year"; '
            'price="98.90", coupon_pct="4.5", frequency="semi", years="7-year"',
        ),
        (
            "All annual pay. Rank them. A 3y 3.5% at 98.20; B 5y 4.25% at 101.45; C 8y 2% at 86.90.",
            'price="98.20", coupon_pct="3.5", frequency="annual", years="3y"; '
            'price="101.45", coupon_pct="4.25", frequency="annual", years="5y"; '
            'price="86.90", coupon_pct="2", frequency="annual", years="8y"',
        ),
        (
            "UST: A = 4% 15 Feb 2031 at 99-08, B = 4.5% 15 Aug 2031 at 101-20. Both settle 7 Oct 2026. Which is cheaper?",
            'price="99-08", coupon_pct="4", settlement="7 Oct 2026", maturity="15 Feb 2031", market="UST"; '
            'price="101-20", coupon_pct="4.5", settlement="7 Oct 2026", maturity="15 Aug 2031", market="UST"',
        ),
        (
            "Which is cheaper? A: 4.95% 05/01/2034, 97.50. B: 5.60% 02/15/2034, 100.875. Both US corporates, settle 07/15/2026.",
            'price="97.50", coupon_pct="4.95", settlement="07/15/2026", maturity="05/01/2034", market="US corporates"; '
            'price="100.875", coupon_pct="5.60", settlement="07/15/2026", maturity="02/15/2034", market="US corporates"',
        ),
    ],
)
def test_as_many_coupons_as_prices_are_as_many_bonds(question, calls):
    assert read_off(question) == f"[{', '.join(f'bond_yield({call})' for call in calls.split('; '))}]"


@pytest.mark.parametrize(
    "question",
    [
        "A 5% bond at 101.20 or one at 98.90, 7 years, annual: which yields more?",
        "Two bonds pay 5% and 4% annually, 7 years left. They cost 98 and 97.",
        "Which yields more, 5% at 98 or 4% at 97?",
        "Which yields more: 5% at 98, 3 years, 4% at 97, 5 years, or 3% at 96?",
    ],
)
def test_what_is_not_said_of_each_or_of_all_is_not_read_off(question):
    assert read_off(question) == ""


def test_prices_beside_the_coupons_of_others_are_crossed():
    question = (
        "Which is cheaper? A is a 6-year note at par, 5.3% coupon. B is one with 3.9%, at a discount of 7.4. Both pay annually."
    )
    right = in_columns(question, find_spans(question))
    prices = [call.arguments["price"] for call in right]
    wrong = [Call(call.calculator, call.arguments | {"price": price}) for call, price in zip(right, prices[::-1], strict=True)]
    assert prices == ["par", "discount of 7.4"]
    assert crossed(wrong, question, find_spans(question))
    assert not crossed(right, question, find_spans(question)) and not crossed(right[::-1], question, find_spans(question))


def test_a_doubtful_reply_gives_way_to_a_plain_one():
    calls = parse_calls('[bond_yield(price="98", coupon_pct="5", frequency="annual", years="7 years")]')
    said = Conversation.of_question("q", "?")
    said.messages += [tool_calls(calls), *tool_results(calls, [{"yield": "5.350%"}])]
    assert said.say_plainly() and said.answer == "The yield is 5.350%."
    assert not said.say_plainly()


def test_no_answer_is_made_up_where_no_call_could_be_made():
    calls = parse_calls('[bond_yield(price="98", coupon_pct="5", years="7 years")]')
    said = Conversation.of_question("q", "?")
    said.messages += [tool_calls(calls), *tool_results(calls, [{"error": "frequency is missing"}])]
    assert not said.say_plainly()
    assert said.say_plainly(failed=True) and said.answer == "I cannot compute that: frequency is missing."
