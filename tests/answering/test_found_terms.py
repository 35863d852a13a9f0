"""What find_bond gave goes to the arguments of its own names, but for what the question states instead."""

from __future__ import annotations

import json

import pytest

from bondsft.answering.doubt import MISNAMED
from bondsft.answering.doubts import doubts
from bondsft.answering.found_terms import found_terms, with_found_terms
from bondsft.calculators import run_call
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call

TERMS = {
    "coupon_pct": "10.8",
    "market": "Indian corporate NCD",
    "settlement": "2026-11-20",
    "maturity": "2032-05-03",
    "price": "100.1496",
}
ISIN = "ZZNTL6405616"
MIXED = {
    "price": "10.8",
    "coupon_pct": "100.1496",
    "settlement": "2026-11-20",
    "maturity": "2032-05-03",
    "market": "Indian corporate NCD",
}


def asked(question, terms=TERMS):
    call = Call("find_bond", {"isin": ISIN})
    return [{"role": "user", "content": question}, tool_calls([call]), *tool_results([call], [terms])]


def said(calculator, arguments):
    return f"[{calculator}({', '.join(f'{name}={json.dumps(span)}' for name, span in arguments.items())})]"


def doubted(messages, call):
    result = run_call(call.calculator, call.arguments)
    return [doubt.reason for doubt in doubts([*messages, tool_calls([call]), *tool_results([call], [result])])]


def test_terms_under_each_others_names_are_doubted_and_go_where_they_belong():
    messages = asked(f"What is the YTM for {ISIN}?")
    assert [reason for reason in doubted(messages, Call("bond_yield", MIXED)) if reason.endswith(MISNAMED)] == [
        f"10.8 {MISNAMED}",
        f"100.1496 {MISNAMED}",
    ]
    [better] = with_found_terms(said("bond_yield", MIXED), messages)
    assert parse_calls(better)[0].arguments == TERMS and not doubted(messages, Call("bond_yield", TERMS))


@pytest.mark.parametrize(
    ("question", "calculator", "stated", "without"),
    [
        (f"What is {ISIN} worth at a yield of 9%?", "bond_price", {"yield_pct": "9"}, {"price"}),
        (f"The YTM of {ISIN} at 98.20?", "bond_yield", {"price": "98.20"}, set()),
        (f"The modified duration of {ISIN} at 9%?", "bond_risk", {"yield_pct": "9", "measure": "modified duration"}, {"price"}),
    ],
)
def test_what_the_question_states_stands_in_place_of_a_term(question, calculator, stated, without):
    [better] = with_found_terms(said(calculator, {**stated, "coupon_pct": "10.8"}), asked(question))
    expected = {name: span for name, span in TERMS.items() if name not in without} | stated
    assert parse_calls(better)[0].arguments == expected


def test_nothing_is_known_of_a_bond_that_was_not_found():
    unknown = asked(f"What is the YTM for {ISIN}?", {"error": f"no terms for {ISIN}"})
    assert found_terms(unknown) == {} and found_terms([]) == {}
    assert not list(with_found_terms(said("bond_yield", MIXED), unknown))
