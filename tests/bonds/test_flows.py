"""Values, yields and risk of any payments: laws that they obey, and QuantLib as a second opinion."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    CONTINUOUS,
    Bonds,
    Flows,
    Status,
    dirty_price,
    risk,
    risk_of_flows,
    value_of_flows,
    yield_of_flows,
)
from bondsft.errors import BondsftError

compoundings = st.sampled_from([1, 2, 4, 12, CONTINUOUS])
amounts = st.lists(st.floats(0.01, 200), min_size=1, max_size=10)


@settings(max_examples=60)
@given(amounts, st.sampled_from([1, 2, 4, 12]), st.floats(0.01, 1.5), st.floats(-0.2, 0.9), compoundings)
def test_value_then_yield_gives_the_yield_back(amount, frequency, wait, rate, compounding):
    flows = Flows.regular(amount, frequency, wait)
    found = yield_of_flows(flows, value_of_flows(flows, rate, compounding), compounding)
    assert found.status[0] == Status.SOLVED
    assert found.rate == pytest.approx([rate], abs=1e-9)


@settings(max_examples=60)
@given(amounts, amounts, st.floats(-0.2, 0.9), compoundings)
def test_payments_together_are_worth_what_they_are_worth_apart(first, second, rate, compounding):
    both = Flows(*(np.hstack(pair) for pair in zip(*(vars(Flows.regular(a, 2)).values() for a in (first, second)), strict=True)))
    apart = sum(value_of_flows(Flows.regular(a, 2), rate, compounding) for a in (first, second))
    assert value_of_flows(both, rate, compounding) == pytest.approx(apart, rel=1e-13)


@settings(max_examples=40)
@given(st.integers(0, 10**6), compoundings)
def test_the_order_of_payments_does_not_matter(seed, compounding):
    rng = np.random.default_rng(seed)
    dates = np.datetime64("2026-03-01") + rng.integers(1, 6000, (4, 7))
    amount = rng.uniform(0.1, 40, (4, 7))
    order = rng.permutation(7)
    one, other = (Flows.dated("2026-03-01", d, a) for d, a in ((dates, amount), (dates[:, order], amount[:, order])))
    assert yield_of_flows(one, 100, compounding).rate == pytest.approx(yield_of_flows(other, 100, compounding).rate, abs=1e-12)


@settings(max_examples=40)
@given(amounts, st.floats(0, 0.3), compoundings)
def test_risk_is_the_slope_and_curve_of_value(amount, rate, compounding):
    flows, bump = Flows.regular(amount, 2, 0.4), 1e-4
    low, here, high = (value_of_flows(flows, rate + move, compounding)[0] for move in (-bump, 0, bump))
    measures = risk_of_flows(flows, rate, compounding)
    assert measures.modified_duration[0] == pytest.approx((low - high) / (2 * bump * here), rel=1e-5)
    assert measures.convexity[0] == pytest.approx((low - 2 * here + high) / (bump**2 * here), rel=1e-4, abs=1e-4)
    assert measures.dv01[0] == pytest.approx(measures.modified_duration[0] * here / 10_000)


def test_a_bond_as_flows_has_the_price_and_risk_of_the_bond():
    bonds = Bonds.of_periods([0.07, 0.03], 2, [9, 4])
    flows = Flows.of_bonds(bonds)
    assert value_of_flows(flows, [0.06, 0.02], 2) == pytest.approx(dirty_price(bonds, [0.06, 0.02]), rel=1e-14)
    for mine, theirs in zip(risk_of_flows(flows, 0.06, 2), risk(bonds, 0.06), strict=True):
        assert mine == pytest.approx(theirs, rel=1e-12)


def test_a_published_continuous_yield_is_reproduced():
    # Hull, Options, Futures and Other Derivatives: 6 % semi-annual, 2 years, at 98.39 yields 6.76 % continuously
    found = yield_of_flows(Flows.regular([3, 3, 3, 103], 2), 98.39, CONTINUOUS)
    assert found.rate == pytest.approx([0.0676], abs=5e-5)


def test_dated_payments_agree_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    rng = np.random.default_rng(3)
    start = np.datetime64("2025-11-14")
    for compounding, period in ((1, ql.Annual), (2, ql.Semiannual), (12, ql.Monthly)):
        dates = start + np.sort(rng.choice(np.arange(1, 9000), 15, replace=False))
        amount = rng.uniform(1, 50, 15)
        leg = [ql.SimpleCashFlow(float(a), ql.Date(str(day), "%Y-%m-%d")) for a, day in zip(amount, dates, strict=True)]
        today = ql.Date(str(start), "%Y-%m-%d")
        ql.Settings.instance().evaluationDate = today
        rate = ql.InterestRate(0.083, ql.Actual365Fixed(), ql.Compounded, period)
        value = ql.CashFlows.npv(leg, rate, False, today)
        flows = Flows.dated(start, dates, amount)
        measures = risk_of_flows(flows, 0.083, compounding)
        assert value_of_flows(flows, 0.083, compounding) == pytest.approx([value], abs=1e-9)
        assert yield_of_flows(flows, value, compounding).rate == pytest.approx([0.083], abs=1e-12)
        modified = ql.CashFlows.duration(leg, rate, ql.Duration.Modified, False, today)
        assert measures.modified_duration == pytest.approx([modified], rel=1e-11)
        assert measures.convexity == pytest.approx([ql.CashFlows.convexity(leg, rate, False, today)], rel=1e-11)


def test_payments_up_to_valuation_are_left_out():
    flows = Flows.dated("2026-06-30", ["2026-01-01", "2026-06-30", "2027-06-30"], [5, 5, 105])
    assert flows.amount.tolist() == [[0, 0, 105]]
    assert value_of_flows(flows, 0.05) == pytest.approx([100])


def test_payments_of_both_signs_are_told_by_a_status():
    flows = Flows.regular([[230, -132], [60, 60]], 1)
    assert list(yield_of_flows(flows, 100).status) == [Status.SEVERAL_ROOTS, Status.SOLVED]


def test_bad_payments_and_yields_are_named_with_their_place():
    with pytest.raises(BondsftError, match="row of payments of bond 1"):
        Flows.regular([[1, 2], [1, np.nan]], 2)
    with pytest.raises(BondsftError, match=r"rate of bond 1 is -2"):
        value_of_flows(Flows.regular([[1.0], [1.0]], 1), [0.1, -2.0], 2)
    with pytest.raises(BondsftError, match="compounding of bond 0 is 0"):
        yield_of_flows(Flows.regular([1.0], 1), 1.0, 0)
