"""Carry, roll-down and horizon return, each by arithmetic that the test shows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import CONTINUOUS, Flows, carry_and_roll_down, horizon_return, value_of_flows
from bondsft.errors import BondsftError

TEN_YEARS = Flows.regular([5.0] * 9 + [105.0], 1)


def test_a_par_bond_carries_its_coupon_less_the_funding():
    found = carry_and_roll_down(TEN_YEARS, 100.0, 1.0, [1, 10], [0.05, 0.05], funding=0.03)
    assert found.carry == pytest.approx([2.0])
    assert found.roll_down == pytest.approx([0.0], abs=1e-12)


def test_a_rising_curve_is_rolled_down():
    # From 10 to 9 years the curve falls by 0.10 %: the bond, then of nine years, yields 4.90 %
    found = carry_and_roll_down(TEN_YEARS, 100.0, 1.0, [1, 10], [0.041, 0.05])
    nine_years = value_of_flows(Flows.regular([5.0] * 8 + [105.0], 1), 0.049)[0]
    assert found.roll_down == pytest.approx([nine_years - 100])
    assert found.total == pytest.approx([5 + nine_years - 100])


@settings(max_examples=60)
@given(st.floats(0.001, 0.15), st.floats(0.2, 8), st.sampled_from([1, 2, CONTINUOUS]))
def test_reinvested_and_sold_at_its_yield_a_bond_returns_its_yield(rate, horizon, compounding):
    price = value_of_flows(TEN_YEARS, rate, compounding)
    found = horizon_return(TEN_YEARS, price, horizon, rate, rate, compounding)
    assert found.annual_return == pytest.approx([rate], abs=1e-10)


def test_a_published_horizon_return_is_reproduced():
    # CFA Program curriculum: 8 % annual for ten years at 85.503075 (10.40 %), coupons reinvested at 10.40 % to maturity;
    # and sold after four years at 10.40 %
    flows = Flows.regular([8.0] * 9 + [108.0], 1)
    to_maturity = horizon_return(flows, 85.503075, 10.0, 0.104, 0.104)
    assert to_maturity.received == pytest.approx([129.970678 + 100], abs=2e-6)
    assert to_maturity.annual_return == pytest.approx([0.104], abs=1e-8)
    sold = horizon_return(flows, 85.503075, 4.0, 0.104, 0.104)
    assert sold.price == pytest.approx([89.668770], abs=2e-6)
    assert sold.received == pytest.approx([37.347111], abs=2e-6)
    # reinvested and sold at 11.40 %: 38.0 from coupons, 85.780408 from the sale, 9.22... a year
    worse = horizon_return(flows, 85.503075, 4.0, 0.114, 0.114)
    assert worse.price == pytest.approx([85.780408], abs=2e-6)
    assert worse.received == pytest.approx([37.899724], abs=2e-6)


def test_a_horizon_beyond_the_last_payment_is_refused():
    with pytest.raises(BondsftError, match="horizon of bond 1"):
        horizon_return(TEN_YEARS, 100.0, [5.0, 11.0], 0.05, 0.05)
    with pytest.raises(BondsftError, match="horizon of bond 0"):
        carry_and_roll_down(TEN_YEARS, 100.0, 10.0, [1, 10], [0.04, 0.05])
    assert np.isfinite(horizon_return(TEN_YEARS, 100.0, 10.0, 0.05, 0.05).annual_return).all()
