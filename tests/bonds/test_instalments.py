"""Repaying by instalments: published payments, sums that must hold, QuantLib's amortising bond."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    Flows,
    instalment,
    level_pay,
    per_current_notional,
    per_original_notional,
    repayments,
    sinking_fund,
    step_coupon,
    value_of_flows,
    yield_of_flows,
)
from bondsft.errors import BondsftError


@settings(max_examples=60)
@given(st.floats(0, 0.4), st.sampled_from([1, 2, 4, 12]), st.integers(1, 400))
def test_a_level_pay_loan_repays_all_and_yields_its_rate(coupon, frequency, periods):
    loan = level_pay(coupon, frequency, periods)
    assert loan.principal.sum() == pytest.approx(100, rel=1e-9)
    assert np.ptp(loan.amount) == pytest.approx(0, abs=1e-9)
    assert value_of_flows(Flows.regular(loan.amount, frequency), coupon, frequency) == pytest.approx([100], rel=1e-10)


@settings(max_examples=60)
@given(st.floats(0, 0.4), st.sampled_from([1, 2, 4]), st.integers(1, 60), st.data())
def test_a_sinking_fund_bond_at_par_yields_its_coupon(coupon, frequency, periods, data):
    bond = sinking_fund(coupon, frequency, periods, data.draw(st.integers(1, periods)))
    assert bond.principal.sum() == pytest.approx(100)
    assert yield_of_flows(Flows.regular(bond.amount, frequency), 100, frequency).rate == pytest.approx([coupon], abs=1e-10)


def test_a_rate_of_nothing_repays_in_equal_shares():
    assert instalment([120, 120], [0.0, 1e-12], 12) == pytest.approx([10, 10], rel=1e-10)
    assert level_pay(0.0, 4, 5).principal == pytest.approx(np.full((1, 5), 20.0))


def test_rows_of_several_lengths_are_padded_with_nothing():
    loans = level_pay([0.08, 0.06], [12, 4], [24, 8])
    assert loans.amount.shape == (2, 24)
    assert loans.amount[1, 8:].sum() == 0
    assert loans.amount[1, :8] == pytest.approx(level_pay(0.06, 4, 8).amount[0])


def test_a_step_coupon_bond_pays_each_period_its_rate():
    bond = step_coupon([[0.03, 0.04, 0.05], [0.06, 0.07, np.nan]], 2)
    assert bond.amount == pytest.approx(np.array([[1.5, 2.0, 102.5], [3.0, 103.5, 0.0]]))


def test_any_repayments_agree_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    principal = np.array([10, 0, 25, 15, 50.0])
    today = ql.Date(15, 3, 2026)
    ql.Settings.instance().evaluationDate = today
    schedule = ql.Schedule(
        today, ql.Date(15, 9, 2028), ql.Period(ql.Semiannual), ql.NullCalendar(), 0, 0, ql.DateGeneration.Backward, False
    )
    notionals = list(100 - np.concatenate([[0], np.cumsum(principal)[:-1]]))
    rates = [0.05, 0.05, 0.055, 0.06, 0.06]
    bond = ql.AmortizingFixedRateBond(0, notionals, schedule, rates, ql.ActualActual(ql.ActualActual.ISMA, schedule))
    paid: dict = {}
    for flow in bond.cashflows():
        paid[flow.date().serialNumber()] = paid.get(flow.date().serialNumber(), 0.0) + flow.amount()
    mine = repayments(np.array([rates]), 2, principal)
    assert mine.amount[0] == pytest.approx([paid[day] for day in sorted(paid)], abs=1e-10)
    rate = ql.InterestRate(0.062, ql.ActualActual(ql.ActualActual.ISMA, schedule), ql.Compounded, ql.Semiannual)
    expected = ql.BondFunctions.cleanPrice(bond, rate, today)  # no interest has accrued yet
    assert value_of_flows(Flows.regular(mine.amount, 2), 0.062, 2) == pytest.approx([expected], abs=1e-9)


def test_prices_per_current_and_original_notional_are_told_apart():
    assert per_current_notional(63.0, 0.6) == pytest.approx([105])
    assert per_original_notional(105.0, 0.6) == pytest.approx([63])
    with pytest.raises(BondsftError, match="factor of bond 1 is 0"):
        per_current_notional(63.0, [0.6, 0.0])


def test_repayments_must_add_up_to_the_notional():
    with pytest.raises(BondsftError, match=r"sum of repayments of bond 1 is 90\.0"):
        repayments(0.05, 1, [[50, 50], [40, 50]])
