"""Spreads over curves and key-rate durations, with QuantLib as a second opinion."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    CONTINUOUS,
    Curve,
    Flows,
    Status,
    g_spread,
    i_spread,
    key_rate_durations,
    price_at_spread,
    price_on_curve,
    yield_of_flows,
    z_spread,
)
from bondsft.errors import BondsftError

CURVE = Curve.of_zero_rates([1, 2, 5, 10], [0.02, 0.026, 0.033, 0.036])
FIVE_YEARS = Flows.regular([2.5] * 9 + [102.5], 2)


@settings(max_examples=80)
@given(st.floats(-0.05, 1.5), st.sampled_from([1, 2, 4, CONTINUOUS]), st.integers(1, 40))
def test_price_then_spread_gives_the_spread_back(spread, compounding, count):
    flows = Flows.regular([3.0] * (count - 1) + [103.0], 2, 0.3)
    found = z_spread(flows, price_at_spread(flows, CURVE, spread, compounding), CURVE, compounding)
    assert found.status[0] == Status.SOLVED
    assert found.spread == pytest.approx([spread], abs=1e-10)


def test_a_bond_at_its_price_on_the_curve_has_no_spread():
    assert price_at_spread(FIVE_YEARS, CURVE, 0.0) == pytest.approx(price_on_curve(FIVE_YEARS, CURVE), rel=1e-14)
    assert z_spread(FIVE_YEARS, price_on_curve(FIVE_YEARS, CURVE), CURVE).spread == pytest.approx([0], abs=1e-14)


def test_on_a_level_curve_the_spread_is_the_difference_of_yields():
    level = Curve.of_zero_rates([10], [0.03], compounding=2)
    rate = yield_of_flows(FIVE_YEARS, 97.0, 2).rate
    assert z_spread(FIVE_YEARS, 97.0, level, 2).spread == pytest.approx(rate - 0.03, abs=1e-13)


def test_a_hopeless_price_is_told_by_a_status_and_spoils_no_other_row():
    flows = Flows.regular([[50, 60], [50, 60], [50, -60], [50, 60]], 1)
    found = z_spread(flows, [100, -1, 100, np.nan], CURVE)
    assert list(found.status) == [Status.SOLVED] + [Status.NOT_MEANINGFUL] * 3
    assert np.isnan(found.spread).tolist() == [False, True, True, True]


def quantlib_bond(ql):
    today = ql.Date(16, 11, 2026)
    ql.Settings.instance().evaluationDate = today
    schedule = ql.Schedule(today, ql.Date(16, 11, 2033), ql.Period(ql.Semiannual), ql.NullCalendar(), ql.Unadjusted,
                           ql.Unadjusted, ql.DateGeneration.Backward, False)  # fmt: skip
    bond = ql.FixedRateBond(0, 100.0, schedule, [0.05], ql.ActualActual(ql.ActualActual.ISMA, schedule))
    days = [0, 365, 730, 1825, 3650]
    curve = ql.ZeroCurve([today + day for day in days], [0.02, 0.02, 0.026, 0.033, 0.036], ql.Actual365Fixed())
    paid = [np.datetime64(day.ISO()) for day in schedule][1:]
    flows = Flows.dated(np.datetime64("2026-11-16"), paid, [2.5] * 13 + [102.5])
    mine = Curve.of_zero_rates(np.array(days[1:]) / 365, [0.02, 0.026, 0.033, 0.036])
    return today, bond, curve, flows, mine


@pytest.mark.parametrize("compounding", [1, 2, CONTINUOUS])
def test_z_spread_agrees_with_quantlib(compounding):
    ql = pytest.importorskip("QuantLib")
    today, bond, curve, flows, mine = quantlib_bond(ql)
    kind = (ql.Continuous, ql.NoFrequency) if np.isinf(compounding) else (ql.Compounded, int(compounding))
    for price in (80.0, 103.0, 140.0):
        quote = ql.BondPrice(price, ql.BondPrice.Clean)
        expected = ql.BondFunctions.zSpread(bond, quote, curve, *kind, today, 1e-14, 200, 0.0)
        assert z_spread(flows, price, mine, compounding).spread == pytest.approx([expected], abs=1e-10)


def test_key_rate_durations_agree_with_quantlib_bumped_curve_by_curve():
    ql = pytest.importorskip("QuantLib")
    today, bond, curve, flows, mine = quantlib_bond(ql)
    key_days, bump = [365, 730, 1825, 3650], 1e-5
    prices = []
    for key in range(4):
        for move in (bump, -bump):
            spreads = [ql.QuoteHandle(ql.SimpleQuote(move if key == other else 0.0)) for other in range(4)]
            moved = ql.SpreadedLinearZeroInterpolatedTermStructure(
                ql.YieldTermStructureHandle(curve), spreads, [today + day for day in key_days], ql.Continuous, ql.NoFrequency
            )
            moved.enableExtrapolation()
            prices.append(ql.BondFunctions.cleanPrice(bond, moved, today))
    here = ql.BondFunctions.cleanPrice(bond, curve, today)
    up, down = np.array(prices).reshape(4, 2).T
    found = key_rate_durations(flows, mine, np.array(key_days) / 365)
    assert found[0] == pytest.approx((down - up) / (2 * bump * here), abs=1e-6)


@settings(max_examples=40)
@given(st.floats(-0.02, 0.1), st.sampled_from([1, 2, CONTINUOUS]))
def test_key_rate_durations_add_up_to_the_duration_for_a_parallel_move(spread, compounding):
    keys = key_rate_durations(FIVE_YEARS, CURVE, [0.5, 2, 3, 7], spread, compounding)
    low, here, high = (price_at_spread(FIVE_YEARS, CURVE, spread + move, compounding) for move in (-1e-5, 0, 1e-5))
    assert keys.sum(axis=1) == pytest.approx((low - high) / (2e-5 * here), rel=1e-7)


def test_g_and_i_spread_are_over_the_linear_rate_at_maturity():
    assert g_spread([0.0512, 0.06], [3.5, 5], [2, 5, 10], [0.04, 0.043, 0.045]) == pytest.approx([0.0097, 0.017])
    assert i_spread(0.05, 4, [2, 5, 10], [0.04, 0.043, 0.045]) == pytest.approx([0.008])
    with pytest.raises(BondsftError, match=r"years of bond 1 is 12\.0.*between the tenors 2 and 10"):
        g_spread(0.05, [3.0, 12.0], [2, 10], [0.04, 0.05])
