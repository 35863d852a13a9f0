"""Amortising a premium or discount: a published schedule, and what any schedule must add up to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import Flows, effective_interest, straight_line, yield_of_flows
from bondsft.errors import BondsftError


def test_a_published_schedule_is_reproduced():
    # IFRS 9, implementation guidance B.26: 1,000 paid for a principal of 1,250 with 59 a year for five years, 10 %
    flows = Flows.regular([59, 59, 59, 59, 59 + 1250], 1)
    found = effective_interest(flows, 1000.0, principal=1250.0)
    assert yield_of_flows(flows, 1000.0).rate == pytest.approx([0.10], abs=5e-5)
    assert found.opening[0] == pytest.approx([1000, 1041, 1086, 1136, 1190], abs=1)
    assert found.income[0] == pytest.approx([100, 104, 109, 113, 119], abs=1)


@settings(max_examples=60)
@given(st.floats(0.001, 0.15), st.integers(1, 40), st.floats(0.4, 1), st.floats(60, 150), st.sampled_from([1, 2, 4]))
def test_a_schedule_goes_from_price_to_nothing_and_amortises_the_difference(coupon, count, wait, price, compounding):
    amounts = np.full(count, 50 * coupon)
    amounts[-1] += 100
    flows = Flows.regular(amounts, 2, wait)
    for found in (effective_interest(flows, price, compounding), straight_line(flows, price)):
        assert found.opening[0, 0] == pytest.approx(price, rel=1e-14)
        assert found.closing[0, -1] == 0
        assert found.closing[0, :-1] == pytest.approx(found.opening[0, 1:])
        assert found.amortisation.sum() == pytest.approx(100 - price, abs=1e-8)
        assert (found.opening + found.income - found.payment)[0, -1] == pytest.approx(0, abs=1e-8)


@settings(max_examples=30)
@given(st.floats(0.01, 0.12), st.floats(70, 130), st.integers(2, 30))
def test_each_period_earns_the_same_rate_on_what_is_carried(coupon, price, count):
    amounts = np.full(count, 100 * coupon)
    amounts[-1] += 100
    flows = Flows.regular(amounts, 1)
    found = effective_interest(flows, price)
    rate = yield_of_flows(flows, price).rate
    assert found.income / found.opening == pytest.approx(np.full((1, count), rate[0]), rel=1e-8)


def test_in_equal_parts_each_year_takes_the_same():
    found = straight_line(Flows.regular([[6, 6, 106], [5, 105, 0]], 1), [103.0, 98.0])
    assert found.amortisation == pytest.approx(np.array([[-1, -1, -1], [1, 1, 0]]))
    assert found.income == pytest.approx(np.array([[5, 5, 5], [6, 6, 0]]))


def test_payments_out_of_order_and_prices_without_a_yield_are_refused():
    with pytest.raises(BondsftError, match="row of payments of bond 0"):
        straight_line(Flows.dated("2026-01-01", ["2028-01-01", "2027-01-01"], [105, 5]), 100)
    with pytest.raises(BondsftError, match="price of bond 1"):
        effective_interest(Flows.regular([[5, 105], [5, 105]], 1), [100, -1])
