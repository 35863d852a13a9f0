"""Perpetuals: closed forms against the sum of very many payments."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import Flows, perpetual_price, perpetual_risk, perpetual_yield, risk_of_flows, value_of_flows
from bondsft.errors import BondsftError

waits = st.floats(0.01, 1)


@settings(max_examples=60)
@given(st.floats(0.001, 0.2), st.sampled_from([1, 2, 4]), st.floats(0.0005, 2), waits)
def test_price_then_yield_gives_the_yield_back(coupon, frequency, rate, wait):
    price = perpetual_price(coupon, frequency, rate, wait)
    assert perpetual_yield(coupon, frequency, price, wait) == pytest.approx([rate], rel=1e-11)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([1, 2]), st.floats(0.05, 0.3), waits)
def test_a_perpetual_is_a_bond_of_very_many_payments(frequency, rate, wait):
    flows = Flows.regular(np.full(2000, 4 / frequency), frequency, wait)
    assert perpetual_price(0.04, frequency, rate, wait) == pytest.approx(value_of_flows(flows, rate, frequency), rel=1e-10)
    mine, theirs = perpetual_risk(frequency, rate, wait, 0.04), risk_of_flows(flows, rate, frequency)
    for closed, summed in zip(mine, theirs, strict=True):
        assert closed == pytest.approx(summed, rel=1e-9)


def test_on_a_coupon_date_price_is_coupon_over_yield():
    assert perpetual_price(0.025, 4, 0.05) == pytest.approx([50])
    assert perpetual_risk(4, 0.05).modified_duration == pytest.approx([20])


def test_a_yield_without_a_price_is_refused():
    with pytest.raises(BondsftError, match="yield of bond 1 is 0"):
        perpetual_price(0.025, 2, [0.05, 0.0])
