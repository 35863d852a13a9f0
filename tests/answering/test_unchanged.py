"""A short question after another leaves the call before as it was but for one argument: other changes are doubted and mended."""

from __future__ import annotations

import json

import pytest

from bondsft.answering.doubt import CHANGED, LOST, SAME, UNNAMED
from bondsft.answering.doubts import doubts
from bondsft.answering.mending import mended
from bondsft.answering.unchanged import call_before, unlike_before, with_one_changed
from bondsft.calculators import run_call
from bondsft.calculators.spans import find_spans
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call

FIRST = "What is the price of a 7% annual bond with 8 years left at a yield of 6.5%?"
TERMS = {"coupon_pct": "7", "yield_pct": "6.5", "frequency": "annual", "years": "8 years"}
EARLIER = Call("bond_price", TERMS)


def asked(call, *calls):
    """A conversation in which a question was answered by a call, or by several."""
    made = [call, *calls]
    results = [run_call(each.calculator, each.arguments) for each in made]
    return [
        {"role": "user", "content": FIRST},
        tool_calls(made),
        *tool_results(made, results),
        {"role": "assistant", "content": "It is 103.0444."},
    ]


def reasons(question, calculator="bond_price", **arguments):
    return [doubt.reason for doubt in unlike_before(asked(EARLIER), question, [Call(calculator, arguments)])]


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("And at 7.1%?", {**TERMS, "yield_pct": "7.1"}),
        ("And with a 7.5% coupon?", {**TERMS, "coupon_pct": "7.5"}),
        ("What if it had 12 years to maturity?", {**TERMS, "years": "12 years"}),
        ("Now the dirty price, please.", {**TERMS, "measure": "dirty price"}),
        ("And if it settled on 3 May 2027?", {"coupon_pct": "7", "yield_pct": "6.5", "settlement": "3 May 2027"}),
        ("A 5% annual bond at 4.2% for 3 years?", {"coupon_pct": "5", "yield_pct": "4.2", "years": "3 years"}),
    ],
)
def test_what_the_question_speaks_of_may_change(question, arguments):
    assert reasons(question, **arguments) == []


@pytest.mark.parametrize(
    ("question", "arguments", "reason"),
    [
        ("And at 7.1%?", TERMS, SAME),
        ("And at 7.1%?", {**TERMS, "coupon_pct": "7.1"}, UNNAMED),
        ("Same bond, but paying 7.1%.", {**TERMS, "yield_pct": "7.1"}, UNNAMED),
        ("And at 7.1%?", {**TERMS, "yield_pct": "7.1", "years": "8"}, f"years {CHANGED}"),
        ("And at 7.1%?", {**TERMS, "yield_pct": "7.1", "face": "1000"}, f"face {CHANGED}"),
        ("And at 7.1%?", {"coupon_pct": "7", "yield_pct": "7.1", "years": "8 years"}, f"frequency {LOST}"),
    ],
)
def test_any_other_change_is_doubted(question, arguments, reason):
    assert reasons(question, **arguments) == [reason]


def test_what_another_calculator_does_not_take_is_not_missed():
    earlier = asked(Call("bond_risk", {**TERMS, "measure": "convexity"}))
    assert not list(unlike_before(earlier, "And its price?", [EARLIER]))


def test_questions_about_two_bonds_and_first_questions_are_not_judged():
    assert call_before(asked(EARLIER, EARLIER)) is None and call_before([]) is None
    assert not list(unlike_before(asked(EARLIER, EARLIER), "And at 7.1%?", [EARLIER]))


def test_the_mend_puts_what_the_question_states_in_the_place_of_one_argument():
    made = [parse_calls(text)[0].arguments for text in with_one_changed(asked(EARLIER), "The market moved to 7.1%. What now?")]
    assert {**TERMS, "yield_pct": "7.1"} in made and {**TERMS, "coupon_pct": "7.1"} in made
    assert not list(with_one_changed([], "And at 7.1%?"))


@pytest.mark.parametrize(
    ("question", "wrong", "right"),
    [
        ("The market moved to 7.1%. What now?", {**TERMS, "coupon_pct": "7.1"}, {**TERMS, "yield_pct": "7.1"}),
        ("Same bond, but paying 7.1%.", {**TERMS, "yield_pct": "7.1"}, {**TERMS, "coupon_pct": "7.1"}),
        ("Now take one 12 years from maturity.", TERMS, {**TERMS, "years": "12 years"}),
        ("Now the dirty price, please.", TERMS, {**TERMS, "measure": "dirty price"}),
    ],
)
def test_the_first_mend_that_gives_no_doubt_is_the_right_call(question, wrong, right):
    before = [*asked(EARLIER), {"role": "user", "content": question}]

    def doubted(arguments):
        call = Call("bond_price", arguments)
        return doubts([*before, tool_calls([call]), *tool_results([call], [run_call(call.calculator, arguments)])])

    written = f"[bond_price({', '.join(f'{name}={json.dumps(span)}' for name, span in wrong.items())})]"
    mends = mended(written, doubted(wrong), find_spans("\n".join([FIRST, question])), before)
    sound = [call.arguments for text in mends for call in parse_calls(text) if not doubted(call.arguments)]
    assert doubted(wrong) and sound[0] == right
