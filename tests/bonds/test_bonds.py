"""Laws that any bond obeys, and how bad terms are named."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.bonds import (
    Bonds,
    accrued_interest,
    clean_price,
    is_valid_isin,
    isin_check_digit,
    risk,
    solve_yield,
    yield_to_maturity,
)
from bondsft.errors import BondsftError

frequencies = st.sampled_from([1, 2, 4, 12])


@given(st.floats(0, 0.2), frequencies, st.integers(1, 200), st.floats(-0.02, 0.4), frequencies)
def test_price_then_yield_gives_the_yield_back(coupon, frequency, periods, rate, compounding):
    bond = Bonds.of_periods(coupon, frequency, periods, compounding=compounding)
    price = clean_price(bond, rate)
    if price > 1e-3:
        assert yield_to_maturity(bond, price) == pytest.approx([rate], abs=1e-11)


@given(st.floats(0.0001, 0.3), frequencies, st.integers(1, 300))
def test_price_of_a_par_bond_is_par(coupon, frequency, periods):
    assert clean_price(Bonds.of_periods(coupon, frequency, periods), coupon) == pytest.approx([100], abs=1e-9)


@given(st.floats(0, 0.2), frequencies, st.integers(1, 100), st.floats(0, 0.2))
def test_duration_and_convexity_are_the_slopes_of_price(coupon, frequency, periods, rate):
    bond = Bonds.of_periods(coupon, frequency, periods)
    bump = 1e-5
    low, here, high = (clean_price(bond, rate + move)[0] for move in (-bump, 0, bump))
    measures = risk(bond, rate)
    assert measures.modified_duration[0] == pytest.approx((low - high) / (2 * bump * here), rel=1e-5)
    assert measures.convexity[0] == pytest.approx((low - 2 * here + high) / (bump**2 * here), rel=1e-2, abs=0.1)
    assert measures.dv01[0] == pytest.approx(measures.modified_duration[0] * here / 10_000)


def test_a_column_of_bonds_equals_each_bond_alone():
    rng = np.random.default_rng(1)
    settlement = np.datetime64("2026-01-01") + rng.integers(0, 900, 200)
    maturity = settlement + rng.integers(1, 12_000, 200)
    day_count = rng.choice(["30/360", "Act/Act ICMA", "Act/365F"], 200)
    frequency = rng.choice([1, 2, 4, 12], 200)
    prices = rng.uniform(60, 140, 200)
    together = yield_to_maturity(Bonds.dated(0.06, frequency, settlement, maturity, day_count), prices)
    alone = [
        yield_to_maturity(Bonds.dated(0.06, frequency[i], settlement[i], maturity[i], day_count[i]), prices[i])[0]
        for i in range(200)
    ]
    assert together == pytest.approx(alone, rel=1e-11, abs=1e-12)


@pytest.mark.parametrize(
    ("coupon", "settlement", "maturity", "price", "yield_pct"),
    [
        # Reserve Bank of India, auction results: cut-off price and yield, semi-annual 30/360
        (4.26, "2021-09-06", "2023-05-17", 100.30, 4.0721),
    ],
)
def test_indian_government_auctions_are_reproduced(coupon, settlement, maturity, price, yield_pct):
    found = 100 * yield_to_maturity(Bonds.dated(coupon / 100, 2, settlement, maturity), price)
    assert found == pytest.approx([yield_pct], abs=5e-5)


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        ({"periods": 0}, "periods of bond 0 is 0"),
        ({"frequency": 3}, "frequency of bond 0 is 3"),
        ({"coupon": [0.05, float("nan")]}, "coupon of bond 1 is nan"),
        ({"coupon": -0.01}, "coupon of bond 0 is -0.01"),
        ({"redemption": 0}, "redemption of bond 0 is 0"),
        ({"periods": [1, 2], "coupon": [0.1, 0.1, 0.1]}, "different lengths"),
    ],
)
def test_bad_terms_are_named_with_their_place(terms, named):
    with pytest.raises(BondsftError, match=named):
        Bonds.of_periods(**({"coupon": 0.05, "frequency": 2, "periods": 4} | terms))


def test_maturity_must_follow_settlement():
    with pytest.raises(BondsftError, match="maturity of bond 1 is 2026-01-01"):
        Bonds.dated(0.05, 2, "2026-01-01", ["2027-01-01", "2026-01-01"])


@pytest.mark.parametrize("price", [0, -5, float("nan"), float("inf")])
def test_a_price_that_is_not_positive_is_refused(price):
    with pytest.raises(BondsftError, match="price of bond 0"):
        yield_to_maturity(Bonds.of_periods(0.05, 2, 4), price)


def test_an_unknown_day_count_is_refused():
    with pytest.raises(BondsftError, match="30E/365"):
        Bonds.dated(0.05, 2, "2026-01-01", "2027-01-01", "30E/365")


def test_a_month_end_bond_accrues_from_month_ends():
    bond = Bonds.dated(0.06, 2, "2026-09-30", "2030-02-28", "Act/Act ICMA")
    assert accrued_interest(bond) == pytest.approx([3 * 30 / 181])


@pytest.mark.parametrize("isin", ["INE08XP07258", "US0378331005", "GB0002634946"])
def test_real_isins_have_the_right_check_digit(isin):
    assert is_valid_isin(isin)
    assert isin_check_digit(isin[:11]) == isin[11]
    assert not is_valid_isin(isin[:11] + str((int(isin[11]) + 1) % 10))


def test_solving_more_bonds_takes_no_more_memory_than_their_yields():
    def temporary(count):
        bonds = Bonds.of_periods(np.linspace(0.01, 0.1, count), 2, 20)
        price = np.linspace(80.0, 120.0, count)
        tracemalloc.start()
        found = solve_yield(bonds, price)
        left, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(found.rate) == count
        return peak - left

    assert temporary(400_000) < 1.1 * temporary(50_000)
