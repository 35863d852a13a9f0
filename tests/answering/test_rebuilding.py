"""A doubtful call is built anew from what is not to blame and what the question leaves, by its own calculator or by another."""

from __future__ import annotations

import pytest

from bondsft.answering.call_texts import turn_of
from bondsft.answering.doubt import ELSEWHERE, UNASKED, Doubt
from bondsft.answering.doubts import doubts
from bondsft.answering.mending import mended
from bondsft.answering.rebuilding import rebuilt
from bondsft.calculators import run_call
from bondsft.calculators.spans import find_spans
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.models.calls import parse_calls
from bondsft.tasks.base import Call

IDLE = "An 8.25% coupon, paid annually. It costs 94.136, due in 6 years. My tax rate of 15% does not matter. Its convexity?"
DATED = "A six-monthly 7.8% bond due 21-Oct-2034, for value Mar 2, 2027, Act/365, at 103.53, yields compounded yearly. Its YTM?"
PRICED = "Price please: US Treasury bond, coupon 5.5%, tenor seven years, required yield 5.681%"


def doubted(question, call):
    result = run_call(call.calculator, call.arguments)
    return doubts([{"role": "user", "content": question}, tool_calls([call]), *tool_results([call], [result])])


@pytest.mark.parametrize(
    ("question", "calculator", "given", "better", "expected"),
    [
        (
            IDLE,
            "bond_risk",
            {"coupon_pct": "15", "price": "94.136", "measure": "convexity", "frequency": "annually", "years": "6 years"},
            "bond_risk",
            {"coupon_pct": "8.25"},
        ),
        (
            DATED,
            "bond_yield",
            {"price": "103.53", "coupon_pct": "7.8", "frequency": "six-monthly", "first_coupon": "21-Oct-2034"},
            "bond_yield",
            {"settlement": "Mar 2, 2027", "maturity": "21-Oct-2034", "day_count": "Act/365", "compounding": "yearly"},
        ),
        (
            PRICED,
            "bond_yield",
            {"coupon_pct": "5.5", "years": "seven years", "market": "US Treasury bond"},
            "bond_price",
            {"yield_pct": "5.681"},
        ),
        (
            "It pays ₹168.75 every 6 months per ₹10,000. 2y to run. My tax rate of 32% does not matter. Its cash flows?",
            "bond_cashflows",
            {"coupon_pct": "32", "frequency": "every 6 months", "years": "2y", "face": "10,000"},
            "bond_cashflows",
            {"coupon_amount": "168.75"},
        ),
        (
            "An annual-pay NCD at 103.9863 with an 8% coupon and 15 years to go. Its internal rate of return?",
            "bond_risk",
            {"coupon_pct": "8", "price": "103.9863", "years": "15 years", "market": "annual-pay NCD"},
            "bond_yield",
            {"price": "103.9863"},
        ),
    ],
)
def test_the_first_that_leaves_no_doubt_is_the_right_call(question, calculator, given, better, expected):
    call = Call(calculator, given)
    found = doubted(question, call)
    anew = [parse_calls(each)[0] for each in rebuilt(turn_of([call]), found, find_spans(question))]
    first = next(each for each in anew if not doubted(question, each))
    assert found and first.calculator == better
    assert expected.items() <= first.arguments.items()


def test_what_may_be_a_price_is_no_rate():
    question = "An 8-year bond with a 7.5% semi-annual coupon at 98.75 or at 97.50?"
    text = '[bond_yield(coupon_pct="7.5", frequency="semi-annual", years="8-year")]'
    anew = rebuilt(text, [Doubt("price is missing")], find_spans(question))
    assert not any("yield_pct" in parse_calls(each)[0].arguments for each in anew)


def test_a_question_about_a_duration_is_one_for_the_calculator_of_risk():
    question = "The Macaulay duration of a 3-year 5% annual bond at a yield of 4%?"
    text = '[bond_yield(coupon_pct="5", frequency="annual", years="3-year")]'
    calculators = [parse_calls(each)[0].calculator for each in rebuilt(text, [Doubt("price is missing")], find_spans(question))]
    assert calculators.index("bond_risk") < calculators.index("bond_price")


def test_two_calls_and_other_forms_stay():
    spans = find_spans(PRICED)
    pair = '[bond_yield(price="98"), bond_yield(price="99")]'
    for text in (pair, "The yield is 7%.", '[no_such(price="98")]'):
        assert not list(rebuilt(text, [Doubt(f"98 {ELSEWHERE}", "98")], spans))


def test_a_call_for_what_nobody_asked_is_doubted_and_built_anew():
    question = "The clean price of a 3.625% annual bond, 30/360, at a yield of 3.48%, due 5 April 2029, settling 16 Oct 2026?"
    terms = {"coupon_pct": "3.625", "yield_pct": "3.48", "frequency": "annual", "settlement": "16 Oct 2026"}
    call = Call("bond_risk", terms | {"maturity": "5 April 2029", "day_count": "30/360"})
    assert [doubt.reason for doubt in doubted(question, call)] == [UNASKED]
    anew = [parse_calls(each)[0] for each in rebuilt(turn_of([call]), doubted(question, call), find_spans(question))]
    assert next(each.calculator for each in anew if not doubted(question, each)) == "bond_price"


def test_the_money_of_a_coupon_is_no_rate():
    question = "Coupon payment: 36, half-yearly, par 1,000, 21 years left, price 1,635.78. Its yield?"
    assert "36" not in [span.text for span in find_spans(question)["rate"]]
    assert "36" in [span.text for span in find_spans(question)["amount"]]
    lacking = '[bond_yield(price="1,635.78", frequency="half-yearly", years="21 years", face="1,000")]'
    asked = [{"role": "user", "content": question}]
    better = mended(lacking, [Doubt("coupon_pct is missing")], find_spans(question), asked)
    assert lacking.replace(")]", ', coupon_amount="36")]') in better
