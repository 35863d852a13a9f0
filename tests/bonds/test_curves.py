"""Curves: identities between discount, spot, forward and par rates; QuantLib's curves; a curve from bonds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import CONTINUOUS, Curve, Flows, bootstrap, price_on_curve
from bondsft.errors import BondsftError

INTERPOLATIONS = ["flat forward", "linear zero rate", "cubic zero rate"]
YEARS = [0.5, 1, 2, 5, 10, 30]
RATES = [0.021, 0.025, 0.031, 0.036, 0.041, 0.039]
rates = st.lists(st.floats(-0.02, 0.15), min_size=4, max_size=4)


@settings(max_examples=40)
@given(rates, st.sampled_from(INTERPOLATIONS), st.sampled_from([1, 2, CONTINUOUS]))
def test_a_curve_passes_through_its_rates_and_factors(zeros, interpolation, compounding):
    curve = Curve.of_zero_rates([1, 2, 5, 10], zeros, compounding, interpolation)
    assert curve.zero_rate([1, 2, 5, 10], compounding) == pytest.approx(zeros, abs=1e-13)
    again = Curve.of_discount_factors([1, 2, 5, 10], curve.discount_factor([1, 2, 5, 10]), interpolation)
    assert again.discount_factor([0.3, 1.5, 7, 12]) == pytest.approx(curve.discount_factor([0.3, 1.5, 7, 12]), rel=1e-12)


@settings(max_examples=40)
@given(rates, st.sampled_from(INTERPOLATIONS), st.floats(0.1, 12), st.floats(0.1, 12))
def test_lending_in_two_steps_is_lending_in_one(zeros, interpolation, first, then):
    curve = Curve.of_zero_rates([1, 2, 5, 10], zeros, interpolation=interpolation)
    steps = curve.zero_rate(first) * first + curve.forward_rate(first, first + then) * then
    assert steps == pytest.approx(curve.zero_rate(first + then) * (first + then), abs=1e-12)


def test_a_forward_curve_and_its_spot_curve_price_alike():
    curve = Curve.of_forward_rates([1, 2, 3], [0.03, 0.04, 0.05], compounding=1)
    flows = Flows.regular([4, 4, 104], 1)
    by_hand = 4 / 1.03 + 4 / (1.03 * 1.04) + 104 / (1.03 * 1.04 * 1.05)
    assert price_on_curve(flows, curve) == pytest.approx([by_hand], rel=1e-14)
    spot = Curve.of_zero_rates([1, 2, 3], curve.zero_rate([1, 2, 3], 1), 1)
    assert price_on_curve(flows, spot) == pytest.approx([by_hand], rel=1e-14)


@pytest.mark.parametrize("interpolation", INTERPOLATIONS)
def test_a_bond_that_pays_the_par_rate_is_worth_par(interpolation):
    curve = Curve.of_zero_rates(YEARS, RATES, 2, interpolation)
    for years in (1, 4.5, 17):
        coupon = curve.par_rate(years, 2)[0]
        amounts = np.full(int(years * 2), 50 * coupon)
        amounts[-1] += 100
        assert price_on_curve(Flows.regular(amounts, 2), curve) == pytest.approx([100], rel=1e-13)


@pytest.mark.parametrize(
    ("interpolation", "kind"),
    [("flat forward", "DiscountCurve"), ("linear zero rate", "ZeroCurve"), ("cubic zero rate", "NaturalCubicZeroCurve")],
)
def test_interpolated_discount_factors_agree_with_quantlib(interpolation, kind):
    ql = pytest.importorskip("QuantLib")
    today, days = ql.Date(16, 11, 2026), np.array([0, 180, 365, 730, 1825, 3650])
    ql.Settings.instance().evaluationDate = today
    zeros = [0.02, 0.02, 0.024, 0.031, 0.036, 0.041]
    values = list(np.exp(-np.array(zeros) * days / 365)) if kind == "DiscountCurve" else zeros
    oracle = getattr(ql, kind)([today + int(day) for day in days], values, ql.Actual365Fixed())
    # QuantLib has a node at today, whose rate bends its spline: a first time of nearly 0 stands for it
    years = np.append(1e-9, days[1:] / 365) if interpolation == "cubic zero rate" else days[1:] / 365
    curve = Curve.of_zero_rates(years, zeros[-len(years) :], interpolation=interpolation)
    inside = np.array([30, 200, 365, 500, 1000, 2222, 3600])
    expected = [oracle.discount(today + int(day)) for day in inside]
    assert curve.discount_factor(inside / 365) == pytest.approx(expected, abs=1e-11)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.005, 0.1), st.sampled_from(INTERPOLATIONS), st.integers(0, 999))
def test_a_bootstrapped_curve_gives_back_every_price_in_any_order(level, interpolation, seed):
    rng = np.random.default_rng(seed)
    coupons = level + rng.uniform(-0.004, 0.004, 8)
    count = np.array([1, 2, 4, 6, 10, 14, 20, 30])
    amounts = np.where(np.arange(30) < count[:, None], 50 * coupons[:, None], 0.0)
    amounts[np.arange(8), count - 1] += 100
    flows = Flows.regular(amounts, 2, wait=rng.uniform(0.2, 1))
    prices = rng.uniform(99, 101, 8)
    curve = bootstrap(flows, prices, interpolation)
    assert price_on_curve(flows, curve) == pytest.approx(prices, rel=1e-10)
    order = rng.permutation(8)
    shuffled = bootstrap(Flows(flows.years[order], flows.amount[order], flows.date[order]), prices[order], interpolation)
    assert shuffled.log_growth == pytest.approx(curve.log_growth, abs=1e-11)


def test_a_published_bootstrap_is_reproduced():
    # Hull, chapter 4: zeros at 3 months, 6 months and a year, then 8 % and 12 % semi-annual bonds of 1.5 and 2 years
    flows = Flows.regular([[0, 100, 0, 0, 0, 0, 0, 0], [0, 0, 0, 100, 0, 0, 0, 0], [0, 4, 0, 4, 0, 104, 0, 0],
                           [0, 6, 0, 6, 0, 6, 0, 106]], 4)  # fmt: skip
    curve = bootstrap(flows, [94.9, 90.0, 96.0, 101.6])
    assert curve.zero_rate([0.5, 1, 1.5, 2]) == pytest.approx([0.10469, 0.10536, 0.10681, 0.10808], abs=6e-6)


def test_a_bootstrap_agrees_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    today = ql.Date(16, 11, 2026)
    ql.Settings.instance().evaluationDate = today
    terms = [(1, 0.03, 99.5), (2, 0.035, 100.2), (5, 0.04, 101.0), (10, 0.045, 102.5)]
    helpers, dates, amounts = [], [], []
    for years, coupon, price in terms:
        schedule = ql.Schedule(today, today + ql.Period(years, ql.Years), ql.Period(ql.Semiannual), ql.NullCalendar(),
                               ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Backward, False)  # fmt: skip
        counter = ql.ActualActual(ql.ActualActual.ISMA, schedule)
        quote = ql.QuoteHandle(ql.SimpleQuote(price))
        helpers.append(ql.FixedRateBondHelper(quote, 0, 100.0, schedule, [coupon], counter))
        own = [np.datetime64(day.ISO()) for day in schedule][1:]
        dates.append(own + [np.datetime64("NaT")] * (20 - len(own)))
        amounts.append([50 * coupon] * (len(own) - 1) + [50 * coupon + 100] + [0] * (20 - len(own)))
    oracle = ql.PiecewiseLogLinearDiscount(today, helpers, ql.Actual365Fixed())
    flows = Flows.dated(np.datetime64("2026-11-16"), dates, amounts)
    curve = bootstrap(flows, [price for _, _, price in terms])
    days = np.array([100, 365, 1000, 2500, 3652])
    expected = [oracle.discount(today + int(day)) for day in days]
    assert curve.discount_factor(days / 365) == pytest.approx(expected, abs=1e-11)


def test_bad_curves_are_named():
    with pytest.raises(BondsftError, match="'spline' is no interpolation"):
        Curve.of_zero_rates([1, 2], [0.03, 0.04], interpolation="spline")
    with pytest.raises(BondsftError, match="time of node 1 is"):
        Curve.of_zero_rates([2, 1], [0.03, 0.04])
    with pytest.raises(BondsftError, match="discount factor of node 0 is 0"):
        Curve.of_discount_factors([1, 2], [0.0, 0.9])
    with pytest.raises(BondsftError, match="price of bond"):
        bootstrap(Flows.regular([[50, 100], [100, 0]], 1), [40.0, 95.0])
    with pytest.raises(BondsftError, match="end of bond 0"):
        Curve.of_zero_rates([1], [0.03]).forward_rate(2, 1)
