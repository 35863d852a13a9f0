"""Callable and puttable bonds: yields to each date, to worst and to best, and risk where the worst date changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    Bonds,
    Status,
    accrued_interest,
    clean_price,
    effective_risk,
    price_to_worst,
    risk,
    risk_to_worst,
    yield_to_best,
    yield_to_maturity,
    yield_to_worst,
    yields_to_redemption,
)
from bondsft.errors import BondsftError

BOND = Bonds.dated(0.08, 2, "2026-01-15", "2036-01-15")
CALLS = ["2031-01-15", "2033-01-15"], [104.0, 102.0]


def test_a_published_yield_to_call_is_reproduced():
    # Excel's YIELD takes the call for maturity; on coupon dates that is exact: 8 % called in 5 years at 104, price 108
    bond = Bonds.dated(0.08, 2, "2026-01-15", "2031-01-15", redemption=104.0)
    assert yields_to_redemption(BOND, 108.0, *CALLS).rate[0, 0] == pytest.approx(yield_to_maturity(bond, 108.0)[0], abs=1e-13)


def test_a_yield_to_call_agrees_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    today = ql.Date(20, 3, 2026)
    ql.Settings.instance().evaluationDate = today
    schedule = ql.Schedule(ql.Date(15, 1, 2026), ql.Date(15, 1, 2031), ql.Period(ql.Semiannual), ql.NullCalendar(),
                           ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Backward, False)  # fmt: skip
    counter = ql.ActualActual(ql.ActualActual.ISMA, schedule)
    oracle = ql.FixedRateBond(0, 100.0, schedule, [0.08], counter, ql.Following, 104.0)
    bond = Bonds.dated(0.08, 2, "2026-03-20", "2036-01-15", "Act/Act ICMA")
    price = ql.BondPrice(107.0, ql.BondPrice.Clean)
    expected = ql.BondFunctions.bondYield(oracle, price, counter, ql.Compounded, ql.Semiannual, today, 1e-14, 200, 0.05)
    assert yields_to_redemption(bond, 107.0, *CALLS).rate[0, 0] == pytest.approx(expected, abs=1e-10)


def test_called_between_coupons_the_holder_gets_the_interest_accrued():
    # A period of 184 days, called after 92 of them: by hand from the price at 6 %
    bond = Bonds.dated(0.08, 2, "2026-05-15", "2030-11-15", "Act/Act ICMA")
    price = 4 / 1.03 + 4 / 1.03**2 + (101 + 4 * 92 / 184) / 1.03**2.5
    found = yields_to_redemption(bond, price, "2027-08-15", 101.0)
    assert found.rate == pytest.approx(np.array([[0.06]]), abs=1e-13)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 0.15), st.floats(0.005, 0.2), st.integers(0, 10**6))
def test_price_to_worst_and_yield_to_worst_are_inverses(coupon, rate, seed):
    rng = np.random.default_rng(seed)
    maturity = np.datetime64("2034-06-30")
    bond = Bonds.dated(coupon, 2, "2026-02-03", maturity, rng.choice(["30/360", "Act/Act ICMA"]))
    dates = np.datetime64("2026-03-01") + np.sort(rng.integers(200, 2900, 4))
    prices = rng.uniform(98, 106, 4)
    price = price_to_worst(bond, rate, dates, prices)
    worst = yield_to_worst(bond, price, dates, prices)
    assert worst.rate == pytest.approx([rate], abs=1e-11)
    each = yields_to_redemption(bond, price, dates, prices).rate[0]
    to_maturity = yield_to_maturity(bond, price)[0]
    assert worst.rate[0] == pytest.approx(min(each.min(), to_maturity), abs=1e-12)
    assert yield_to_best(bond, price, dates, prices).rate[0] == pytest.approx(max(each.max(), to_maturity), abs=1e-12)


def test_a_bond_above_its_call_prices_is_called_first_and_one_below_par_last():
    bonds = Bonds.dated([0.08, 0.08], 2, "2026-01-15", "2036-01-15")
    worst = yield_to_worst(bonds, [115.0, 90.0], *CALLS)
    assert worst.date.astype(str).tolist() == ["2031-01-15", "2036-01-15"]
    assert worst.price.tolist() == [104, 100]
    best = yield_to_best(bonds, [115.0, 90.0], *CALLS)
    assert best.date.astype(str).tolist() == ["2036-01-15", "2031-01-15"]


def test_far_from_the_calls_risk_is_that_of_the_bond_and_near_them_price_is_held_down():
    cheap = clean_price(BOND, 0.12)
    assert yield_to_worst(BOND, cheap, *CALLS).date.astype(str).tolist() == ["2036-01-15"]
    assert risk_to_worst(BOND, 0.12, *CALLS).duration == pytest.approx(risk(BOND, 0.12).modified_duration, rel=1e-6)
    straight = effective_risk(*(clean_price(BOND, 0.0764 + move) + accrued_interest(BOND) for move in (-0.01, 0, 0.01)), 0.01)
    called = risk_to_worst(BOND, 0.0764, *CALLS, bump=0.01)
    assert called.duration < straight.duration
    assert called.convexity < 0 < straight.convexity


def test_dates_gone_by_and_missing_ones_are_told_by_a_status():
    found = yields_to_redemption(BOND, 100.0, ["2025-01-15", "NaT", "2031-01-15"], [105.0, 100.0, 104.0])
    assert found.status.tolist() == [[Status.NOT_MEANINGFUL, Status.NOT_MEANINGFUL, Status.SOLVED]]
    hopeless = yield_to_worst(Bonds.dated([0.08, 0.08], 2, "2026-01-15", "2036-01-15"), [100.0, -50.0], *CALLS)
    assert (hopeless.status == Status.SOLVED).tolist() == [True, False]


def test_many_bonds_equal_each_alone():
    rng = np.random.default_rng(4)
    coupon, price = rng.uniform(0.02, 0.1, 20), rng.uniform(90, 115, 20)
    dates = np.datetime64("2027-01-01") + rng.integers(0, 2500, (20, 3))
    prices = rng.uniform(100, 105, (20, 3))
    together = yield_to_worst(Bonds.dated(coupon, 2, "2026-01-15", "2036-01-15"), price, dates, prices)
    for row in range(20):
        alone = yield_to_worst(Bonds.dated(coupon[row], 2, "2026-01-15", "2036-01-15"), price[row], dates[row], prices[row])
        assert together.rate[row] == pytest.approx(alone.rate[0], abs=1e-13)


def test_a_call_after_maturity_is_refused():
    with pytest.raises(BondsftError, match="row of dates of bond 0"):
        yield_to_worst(BOND, 100.0, ["2037-01-15"], [100.0])
