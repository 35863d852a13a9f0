"""Each of two calls has the figures of its own bond."""

import pytest

from bondsft.answering.call_texts import calls_of, turn_of
from bondsft.answering.doubt import CROSSED
from bondsft.answering.doubts import doubts
from bondsft.answering.two_bonds import apart
from bondsft.calculators.spans import find_spans
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.models.calls import parse_calls

COUPONS = (
    "Bond A is a 7.84% G-sec priced at 91.7783 and redeemed in 17 years. "
    "Bond B has a coupon of 4.58%, 31 years left and costs 108.75."
)
ZERO = (
    "A: a yearly-pay bond with 14 years left, at 211.798 with a coupon of 9.5%; "
    "B: a zero-coupon bond, 21 years, at 15.071, with annual compounding."
)


def pair(first, second):
    return f"[bond_yield({first}), bond_yield({second})]"


RIGHT_COUPONS = pair(
    'price="91.7783", coupon_pct="7.84", years="17 years"', 'price="108.75", coupon_pct="4.58", years="31 years"'
)
RIGHT_ZERO = pair(
    'price="211.798", coupon_pct="9.5", frequency="yearly", years="14 years"',
    'price="15.071", coupon_pct="zero", years="21", compounding="annual"',
)


@pytest.mark.parametrize(
    ("question", "wrong", "right"),
    [
        (COUPONS, RIGHT_COUPONS.replace("7.84", "x").replace("4.58", "7.84").replace("x", "4.58"), RIGHT_COUPONS),
        (
            ZERO,
            RIGHT_ZERO.replace(', compounding="annual"', "").replace('"14 years"', '"14 years", compounding="annual"'),
            RIGHT_ZERO,
        ),
    ],
)
def test_a_figure_of_one_bond_goes_to_its_call(question, wrong, right):
    assert turn_of(apart(calls_of(wrong), find_spans(question))) == right
    calls = parse_calls(wrong)
    told = [tool_calls(calls), *tool_results(calls, [{"yield": "5.321%"}, {"yield": "7.135%"}])]
    assert CROSSED in [doubt.reason for doubt in doubts([{"role": "user", "content": question}, *told])]


@pytest.mark.parametrize(
    ("question", "calls"),
    [
        (COUPONS, RIGHT_COUPONS),
        (ZERO, RIGHT_ZERO),
        # Neither order is the usual one, or B comes first.
        ("5% and 6%, 9 and 8 years", pair('coupon_pct="5", years="8"', 'coupon_pct="6", years="9"')),
        (COUPONS, pair(*reversed(RIGHT_COUPONS[12:-2].split("), bond_yield(")))),
        # What stands before both is of both.
        (f"With annual compounding. {COUPONS}", RIGHT_COUPONS.replace('"17 years"', '"17 years", compounding="annual"')),
        (COUPONS, '[bond_yield(price="91.7783")]'),
        (COUPONS, pair('price="91.7783", colour="red"', 'price="108.75"')),
    ],
)
def test_other_calls_stay_as_they_are(question, calls):
    assert apart(calls_of(calls), find_spans(question)) == calls_of(calls)
