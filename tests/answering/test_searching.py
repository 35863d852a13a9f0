"""What is tried in place of a doubtful turn: sound turns first, however many mends lead to them."""

from __future__ import annotations

import pytest

from bondsft.answering.bounds import Bounds
from bondsft.answering.conversation import Conversation
from bondsft.answering.searching import turns_instead
from bondsft.calculators import schemas

TERM_SHEET = "settles 2026-03-17, matures 2030-08-25, 6.25% coupon, annual, clean price 82.50, actual/365. The yield to maturity?"
RISK = 'bond_risk(coupon_pct="6.25", price="82.50", frequency="annual", maturity="2030-08-25", day_count="actual/365"'
YIELD = RISK.replace("bond_risk", "bond_yield")


def instead(question, text):
    asked = Conversation.of_question("1", question)
    found = asked.doubts_of(text, None)
    return turns_instead(
        text, found, Bounds(asked.messages, schemas()).spans, asked.messages, lambda turn: asked.doubts_of(turn, None)
    )


def test_a_call_that_needs_two_mends_in_a_row_gets_both():
    first, *_ = instead(TERM_SHEET, f'[{RISK}, issue="2026-03-17")]')
    assert first == (
        '[bond_yield(price="82.50", coupon_pct="6.25", frequency="annual", settlement="2026-03-17", maturity="2030-08-25", '
        'day_count="actual/365")]'
    )


def test_figures_that_are_left_find_the_places_of_those_that_are_elsewhere():
    question = (
        "A is a US Treasury with 9y remaining, at a price of 109.4413 and with a 4.5 percent coupon. B is a 2.5% US Treasury "
        "bond with a price of 65.8094 and falling due in 19 years. Which one offers the higher YTM?"
    )
    first, *_ = instead(question, '[bond_yield(price="109.4413", coupon_pct="4.5", years="19 years", market="US Treasury bond")]')
    assert first == (
        '[bond_yield(price="109.4413", coupon_pct="4.5", years="9y", market="US Treasury"), '
        'bond_yield(price="65.8094", coupon_pct="2.5", years="19 years", market="US Treasury")]'
    )


def test_how_often_somebody_does_something_else_is_no_frequency_of_coupons():
    question = (
        "It is due in 15 yrs. This is an annual-pay NCD at 98. It pays 10.85% a year. We compare notes every month. The YTM?"
    )
    call = 'bond_yield(price="98", coupon_pct="10.85", years="15 yrs", market="annual-pay NCD")'
    wrong = call.replace('years="15', 'frequency="every month", years="15')
    assert instead(question, f"[{wrong}]")[0] == f"[{call}]"


def test_what_one_mend_makes_sound_is_mended_once():
    question = "A 5% annual bond at 98 with 7 years left: its YTM?"
    assert instead(question, '[bond_yield(price="98", coupon_pct="5", years="7 years")]') == [
        '[bond_yield(price="98", coupon_pct="5", frequency="annual", years="7 years")]'
    ]


def test_without_a_sound_turn_the_doubtful_mends_are_left_to_the_model():
    question = "One bond at 98 and one at 97 have 7 years left. The YTM of the first?"
    assert instead(question, '[bond_yield(coupon_pct="0", years="7 years")]') == ['[bond_yield(price="']


@pytest.mark.parametrize(
    ("question", "call", "expected"),
    [
        (
            "£1,00,000 of nominal costs £175,124.47. Each coupon is 3,000, paid half-yearly. It matures in 15 years. YTM?",
            'bond_yield(price="1,00,000", coupon_amount="175,124.47")',
            'bond_yield(price="175,124.47", frequency="half-yearly", years="15", face="1,00,000", coupon_amount="3,000")',
        ),
        (
            "What price corresponds to a note with monthly payments of 5.00, at a yield of 11.51%, 1000 face and 6 years to go?",
            'bond_yield(price="5.00", coupon_pct="11.51", frequency="monthly", years="6 years", face="1000")',
            'bond_price(yield_pct="11.51", frequency="monthly", years="6 years", face="1000", coupon_amount="5.00")',
        ),
        (
            "A bond with a par value of 1000, interest of 57.50 every six months, redeemed in 1 yr: list each coupon, please.",
            'bond_yield(price="57.50", coupon_amount="1000")',
            'bond_cashflows(frequency="every six months", years="1", face="1000", coupon_amount="57.50")',
        ),
    ],
)
def test_amounts_of_money_find_their_places(question, call, expected):
    assert instead(question, f"[{call}]")[0] == f"[{expected}]"


def test_what_is_more_than_a_quarter_of_the_face_is_a_price():
    question = "Convexity of a 7% semi-annual bond with a par value of 1000 and 1 year to go, on offer at 960.128"
    call = 'bond_risk(coupon_pct="7", price="960.128", measure="Convexity", frequency="semi-annual", years="1 year")'
    assert instead(question, f"[{call}]") == [f'[{call[:-1]}, face="1000")]']
