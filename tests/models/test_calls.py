"""Calls in the three forms of chat templates: read as data, whatever a model writes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.errors import BondsftError
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call

CALL = Call("bond_yield", {"price": "98.75", "years": "8 years"})
AS_JSON = json.dumps({"name": "bond_yield", "arguments": {"price": "98.75", "years": "8 years"}})


@pytest.mark.parametrize(
    "text",
    [
        '[bond_yield(price="98.75", years="8 years")]',
        "[bond_yield(price='98.75', years='8 years')]",
        f"<tool_call>{AS_JSON}</tool_call>",
        f"I will call it. <tool_call>\n{AS_JSON}",
        f"[TOOL_CALLS] [{AS_JSON}]",
    ],
)
def test_each_form_gives_the_same_call(text):
    assert parse_calls(text) == [CALL]


def test_two_calls_stay_in_order():
    calls = parse_calls('[bond_yield(price="98"), bond_price(yield_pct="5")]')
    assert [call.calculator for call in calls] == ["bond_yield", "bond_price"]


@pytest.mark.parametrize("text", ["", "The yield is 7.712%.", "[see below] 7.712%", "bond_yield is a calculator"])
def test_plain_words_are_no_call(text):
    assert parse_calls(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '[bond_yield(price="98.75", years="8',
        "[bond_yield(98.75)]",
        "[bond_yield(price=open('/etc/passwd').read())]",
        "[bond_yield(price=__import__('os'))]",
        "[bond_yield(**{'price': 1})]",
        "[print(price=1) or 2]",
        "<tool_call>{not json}</tool_call>",
        '<tool_call>{"name": "bond_yield"}</tool_call>',
        "<tool_call>[1, 2]</tool_call>",
        '[TOOL_CALLS] {"name": 3, "arguments": {}}',
    ],
)
def test_a_broken_call_is_an_error_that_says_so(text):
    with pytest.raises(BondsftError):
        parse_calls(text)


def test_a_very_deep_text_is_an_error_and_no_crash():
    with pytest.raises(BondsftError):
        parse_calls("[bond_yield(price=" + "(" * 3000)
    with pytest.raises(BondsftError):
        parse_calls("<tool_call>" + "[" * 100_000)


@given(st.one_of(st.text(), st.text(alphabet='[]()="{}<>_,abc123 ').map(lambda text: f"[bond_yield({text}")))
def test_any_text_gives_calls_or_a_named_error(text):
    try:
        calls = parse_calls(text)
    except BondsftError:
        return
    assert all(isinstance(call, Call) for call in calls)
