"""Replies that hold a schedule, a choice between bonds, or a question back, each with its verdict."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bondsft.marking.expected import Missing, Payment, Pick, Schedule
from bondsft.marking.mark import mark
from bondsft.marking.reading import from_row

DATED = Schedule((Payment(date(2027, 3, 15), 37.5), Payment(date(2027, 9, 15), 1037.5)))
YEARLY = Schedule((Payment(0.5, 37.5), Payment(1.0, 1037.5)))
HIGHER_YIELD = Pick("A", (7.712, 7.512))
LOWER_DURATION = Pick("B", (5.91, 4.2))
NO_PRICE = Missing(("price",), "yield", (7.5, 8.0))
NO_COUPON_NOR_MATURITY = Missing(("coupon_pct", "maturity"), "yield", (98.75,))

SCHEDULES = [
    ("2027-03-15: 37.50; 2027-09-15: 1037.50", DATED, "right"),
    ("2027-03-15: $37.50\n2027-09-15: $1,037.50", DATED, "right"),
    ("It pays:\n- 15 March 2027: 37.50\n- 15 September 2027: 1,037.50\n\nTotal: 1,075.00", DATED, "right"),
    ("Mar 15, 2027: 37.50 (coupon)\nSep 15, 2027: 1037.50 (coupon 37.50 + principal 1,000)", DATED, "right"),
    ("2027-03-15: 37.50\n2027-09-15: 37.50 + 1,000.00 = 1,037.50", DATED, "right"),
    ("37.50 on 15 March 2027 and 1,037.50 on 15 September 2027", DATED, "right"),
    ("You get 37.50 on 2027-03-15, then 1037.50 on 2027-09-15.", DATED, "right"),
    ("| Date | Coupon | Principal | Total |\n|---|---|---|---|\n| 2027-03-15 | 37.50 | 0 | 37.50 |\n"
     "| 2027-09-15 | 37.50 | 1,000.00 | 1,037.50 |", DATED, "right"),
    ("Settled 2026-10-01 with a face of 1,000: 2027-03-15: 37.50; 2027-09-15: 1037.50", DATED, "right"),
    ("A 7.5% 2-year bond settling 2026-10-01 pays: 2027-03-15: 37.50; 2027-09-15: 1037.50", DATED, "right"),
    ("year 0.5: 37.50; year 1: 1037.50", YEARLY, "right"),
    ("Year 0.5: 37.50\nYear 1.0: 1037.50", YEARLY, "right"),
    ("After 0.5 years: 37.50\nAfter 1 year: 1,037.50", YEARLY, "right"),
    ("After 6 months you receive 37.50, after 12 months 1037.50.", YEARLY, "right"),
    ("Period 1: 37.50\nPeriod 2: 1037.50", YEARLY, "right"),
    ("| 0.5 | 37.50 |\n| 1.0 | 1,037.50 |", YEARLY, "right"),
    ("| 1 | 2027-03-15 | 37.50 |\n| 2 | 2027-09-15 | 1037.50 |", DATED, "right"),
    ("2027-03-15: 37.50", DATED, "wrong"),
    ("Period 1: 37.50\nPeriod 2: 1037.50", DATED, "wrong"),
    ("2027-03-15: 37.50; 2027-09-15: 37.50", DATED, "wrong"),
    ("2027-09-15: 1037.50; 2027-03-15: 37.50", DATED, "wrong"),
    ("2027-03-15: 37.50; 2027-09-16: 1037.50", DATED, "wrong"),
    ("2027-03-15: 37.50; 2027-09-15: 1037.50; 2028-03-15: 37.50", DATED, "wrong"),
    ("year 1: 37.50; year 2: 1037.50", YEARLY, "wrong"),
    ("2027-03-15: -37.50; 2027-09-15: -1037.50", DATED, "wrong"),
    ("2027-03-15: 3.75; 2027-09-15: 103.75", DATED, "wrong unit"),
    ("", DATED, "no answer"),
    ("It pays 37.50 twice a year.", DATED, "no answer"),
    ("03/04/2027: 37.50", DATED, "no answer"),
    ("\x00|||" * 50, DATED, "no answer"),
]  # fmt: skip
PICKS = [
    ("A", HIGHER_YIELD, "right"),
    ("Bond A", HIGHER_YIELD, "right"),
    ("bond a.", HIGHER_YIELD, "right"),
    ("The first bond.", HIGHER_YIELD, "right"),
    ("Bond 1 has the higher yield.", HIGHER_YIELD, "right"),
    ("**Bond A**", HIGHER_YIELD, "right"),
    ("\\boxed{\\text{A}}", HIGHER_YIELD, "right"),
    ("Answer: A (7.712% against 7.512%)", HIGHER_YIELD, "right"),
    ("Bond A yields more (7.712% against 7.512% for Bond B).", HIGHER_YIELD, "right"),
    ("Bond A yields 7.712%, more than Bond B at 7.512%.", HIGHER_YIELD, "right"),
    ("Bond A yields 7.712%, which is higher than B's 7.512%.", HIGHER_YIELD, "right"),
    ("Bond A yields 7.712% and Bond B yields 7.512%, so Bond A has the higher yield.", HIGHER_YIELD, "right"),
    ("A yields 7.712%, B yields 7.512%, so A.", HIGHER_YIELD, "right"),
    ("Bond A: 7.712%. Bond B: 7.512%. The higher yield is that of Bond A.", HIGHER_YIELD, "right"),
    ("Between A and B, the higher yield is A's.", HIGHER_YIELD, "right"),
    ("I would choose A over B.", HIGHER_YIELD, "right"),
    ("Bond B has the higher price, so the better choice is Bond A.", HIGHER_YIELD, "right"),
    ("Of the two the former offers more.", HIGHER_YIELD, "right"),
    ("Which one? Bond A.", HIGHER_YIELD, "right"),
    ("Bond B has the lower duration (4.20 against 5.91 years).", LOWER_DURATION, "right"),
    ("B, because A has the higher duration.", LOWER_DURATION, "right"),
    ("The one with the higher yield is A.", HIGHER_YIELD, "right"),
    ("Bond A: 7.712% against 7.512% for Bond B, so A yields more.", HIGHER_YIELD, "right"),
    ("Bond B.", HIGHER_YIELD, "wrong"),
    ("Bond B yields more than Bond A.", HIGHER_YIELD, "wrong"),
    ("Answer: B", HIGHER_YIELD, "wrong"),
    ("I prefer the second bond to the first bond.", HIGHER_YIELD, "wrong"),
    ("", HIGHER_YIELD, "no answer"),
    ("A or B", HIGHER_YIELD, "no answer"),
    ("Answer: A or B", HIGHER_YIELD, "no answer"),
    ("Bond A and Bond B yield the same.", HIGHER_YIELD, "no answer"),
    ("Bond A yields 7.712%. Bond B yields 7.512%.", HIGHER_YIELD, "no answer"),
    ("Which yields more, Bond A or Bond B?", HIGHER_YIELD, "no answer"),
    ("A bond with a higher yield is riskier.", HIGHER_YIELD, "no answer"),
    ("7.712%", HIGHER_YIELD, "no answer"),
]
ASKS = [
    ("What is the price of the bond?", NO_PRICE, "right"),
    ("At what price does it trade?", NO_PRICE, "right"),
    ("Please tell me the bond's price.", NO_PRICE, "right"),
    ("I need the price to compute the yield. What is it?", NO_PRICE, "right"),
    ("The price is missing.", NO_PRICE, "right"),
    ("How much does the 7.5% bond cost?", NO_PRICE, "right"),
    ("To find the yield of the 7.5% bond with 8 years to maturity I need its price.", NO_PRICE, "right"),
    ("The price is not given. Could you provide it, for example 98.75 per 100?", NO_PRICE, "right"),
    ("Please provide the coupon rate and the maturity date.", NO_COUPON_NOR_MATURITY, "right"),
    ("What coupon does it pay, and when does it mature?", NO_COUPON_NOR_MATURITY, "right"),
    ("What is the coupon of the bond at 98.75? And how long does it run?", NO_COUPON_NOR_MATURITY, "right"),
    ("What is the settlement date?", Missing(("settlement",)), "right"),
    ("How often does it pay coupons?", Missing(("frequency",)), "right"),
    ("Is the coupon paid annually or semi-annually?", Missing(("frequency",)), "right"),
    ("Does it pay once or twice a year?", Missing(("frequency",)), "right"),
    ("I need to know the coupon frequency before I can compute the yield.", Missing(("frequency",)), "right"),
    ("I don't have that bond. What are its terms?", Missing(("terms",)), "right"),
    ("What is the conversion ratio?", Missing(("conversion_ratio",)), "right"),
    ("What is the coupon?", NO_PRICE, "wrong"),
    ("What is the coupon of the bond?", NO_COUPON_NOR_MATURITY, "wrong"),
    ("How often are coupons paid?", Missing(("coupon",)), "wrong"),
    ("The yield is 7.5%.", NO_PRICE, "wrong"),
    ("The yield is 7.712%.", NO_PRICE, "wrong"),
    ("Assuming a price of 100, the yield is 7.5%. What is the actual price?", NO_PRICE, "wrong"),
    ("I assume the price is 100. Is the price right?", NO_PRICE, "wrong"),
    ("", NO_PRICE, "no answer"),
    ("Sorry.", NO_PRICE, "no answer"),
]


@pytest.mark.parametrize(("reply", "expected", "verdict"), SCHEDULES)
def test_a_schedule_needs_every_payment_in_order(reply: str, expected: Schedule, verdict: str) -> None:
    assert mark(reply, expected).verdict == verdict, mark(reply, expected)


@pytest.mark.parametrize(("reply", "expected", "verdict"), PICKS)
def test_a_pick_names_one_bond_as_the_winner(reply: str, expected: Pick, verdict: str) -> None:
    assert mark(reply, expected).verdict == verdict, mark(reply, expected)


@pytest.mark.parametrize(("reply", "expected", "verdict"), ASKS)
def test_a_question_that_lacks_a_fact_is_answered_by_asking_for_it(reply: str, expected: Missing, verdict: str) -> None:
    assert mark(reply, expected).verdict == verdict, mark(reply, expected)


def test_a_wrong_payment_is_named() -> None:
    result = mark("2027-03-15: 37.50; 2027-09-15: 1037.60", DATED)
    assert result.reason == "2027-09-15: 1037.60 should be 1,037.50"


def test_a_question_that_is_repeated_asks_for_nothing() -> None:
    question = "Work out its yield, please: a coupon bond at 98."
    expected = from_row({"query": question, "answer": json.dumps([{"name": "yield", "value": {"missing": ["coupon_pct"]}}])})
    assert mark(question, expected).verdict != "right"
    assert mark("Please tell me the coupon.", expected).verdict == "right"
