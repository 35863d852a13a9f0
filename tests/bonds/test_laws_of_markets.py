"""Laws that bonds of every market obey, over hard corners: a day left, long zeros, yields from -50 % to 100 %."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.bonds import (
    MARKETS,
    Bonds,
    Status,
    cash_flows,
    clean_price,
    dirty_price,
    risk,
    solve_yield,
    yield_to_maturity,
)

markets = st.sampled_from(list(MARKETS))
coupons = st.one_of(st.just(0.0), st.floats(0.0001, 0.2))
settlements = st.dates(date(1990, 1, 1), date(2060, 12, 31))
days = st.one_of(st.integers(1, 40), st.integers(1, 36_500))
yields = st.one_of(st.just(0.0), st.floats(-0.5, 1.0), st.floats(-1e-9, 1e-9))


def bond_of(market, coupon, settlement, length):
    return Bonds.of_market(market, coupon, settlement, settlement + timedelta(length), ex_dividend=False)


@given(markets, coupons, settlements, days, yields)
def test_price_then_yield_gives_the_price_back(market, coupon, settlement, length, rate):
    bond = bond_of(market, coupon, settlement, length)
    price = dirty_price(bond, rate)
    if 1e-3 < price[0] < 1e12:
        found = solve_yield(bond, price, quote="dirty")
        assert found.status[0] == Status.SOLVED
        assert dirty_price(bond, found.rate) == pytest.approx(price, rel=1e-12)
        if length >= 7 and price[0] > 1:
            assert found.rate == pytest.approx([rate], abs=1e-10)


@given(markets, coupons, settlements, days, st.floats(-0.3, 0.5), st.floats(1e-4, 0.3))
def test_price_falls_as_the_yield_rises(market, coupon, settlement, length, rate, more):
    bond = bond_of(market, coupon, settlement, length)
    assert dirty_price(bond, rate + more)[0] < dirty_price(bond, rate)[0]


@given(markets, st.floats(0.001, 0.2), settlements, st.integers(30, 20_000), st.floats(-0.05, 0.3))
def test_a_bond_is_worth_its_coupons_and_its_redemption_apart(market, coupon, settlement, length, rate):
    both = dirty_price(bond_of(market, coupon, settlement, length), rate)
    redemption = dirty_price(bond_of(market, 0.0, settlement, length), rate)
    twice = dirty_price(bond_of(market, 2 * coupon, settlement, length), rate)
    assert twice - both == pytest.approx(both - redemption, rel=1e-9, abs=1e-9)


@given(markets, coupons, settlements, st.integers(2, 15_000), st.floats(-0.02, 0.3))
def test_duration_and_convexity_are_the_slopes_of_price(market, coupon, settlement, length, rate):
    bond, bump = bond_of(market, coupon, settlement, length), 1e-5
    low, here, high = (dirty_price(bond, rate + move)[0] for move in (-bump, 0, bump))
    measures = risk(bond, rate)
    assert measures.modified_duration[0] == pytest.approx((low - high) / (2 * bump * here), rel=1e-5, abs=1e-7)
    assert measures.convexity[0] == pytest.approx((low - 2 * here + high) / (bump**2 * here), rel=1e-2, abs=0.1)


def mixed(count=300, seed=3):
    rng = np.random.default_rng(seed)
    names = rng.choice(list(MARKETS), count).tolist()
    settlement = np.datetime64("2024-01-31") + rng.integers(0, 900, count)
    terms = np.round(rng.uniform(0, 0.1, count), 4), settlement, settlement + rng.integers(1, 12_000, count)
    return names, terms, rng.uniform(60, 140, count)


def test_a_column_of_all_markets_equals_each_bond_alone():
    names, terms, prices = mixed()
    bonds = Bonds.of_market(names, *terms)
    together = solve_yield(bonds, prices)
    measures = risk(bonds, np.nan_to_num(together.rate))
    for row, name in enumerate(names):
        one = Bonds.of_market(name, *(column[row] for column in terms))
        alone = solve_yield(one, prices[row])
        assert alone.status[0] == together.status[row]
        assert together.rate[row] == pytest.approx(alone.rate[0], rel=1e-11, abs=1e-12, nan_ok=True)
        own = risk(one, np.nan_to_num(alone.rate))
        for column, value in zip(measures, own, strict=True):
            assert column[row] == pytest.approx(value[0], rel=1e-9)


def test_the_order_of_bonds_does_not_matter():
    names, terms, prices = mixed()
    order = np.random.default_rng(4).permutation(len(names))
    here = solve_yield(Bonds.of_market(names, *terms), prices).rate
    moved = Bonds.of_market([names[row] for row in order], *(column[order] for column in terms))
    assert solve_yield(moved, prices[order]).rate == pytest.approx(here[order], rel=1e-11, abs=1e-12, nan_ok=True)


def test_one_bond_meets_many_prices_and_many_bonds_one():
    one = Bonds.of_market("us", 0.04, "2026-03-02", "2036-02-15")
    prices = np.array([90.0, 100.0, 110.0])
    assert clean_price(one, yield_to_maturity(one, prices)) == pytest.approx(prices, abs=1e-10)
    many = Bonds.of_market("us", [0.03, 0.04], "2026-03-02", "2036-02-15")
    assert clean_price(many, 0.04)[1] == pytest.approx(clean_price(one, 0.04)[0], abs=1e-12)


def test_a_zero_above_its_redemption_yields_less_than_nothing():
    zero = Bonds.of_market("de", 0.0, "2026-03-02", "2031-03-02")
    assert solve_yield(zero, 103.0).rate == pytest.approx([(100 / 103) ** 0.2 - 1], abs=1e-12)


@pytest.mark.parametrize(("market", "year"), [("nz", 365), ("au", 365), ("ca", 365), ("za", 365)])
def test_the_last_period_by_days_of_365_is_simple_interest_by_hand(market, year):
    bond = Bonds.of_market(market, 0.05, "2031-03-10", "2031-05-15", ex_dividend=False)
    assert dirty_price(bond, 0.06) == pytest.approx([102.5 / (1 + 0.06 * 66 / year)], abs=1e-10)


def test_monthly_debentures_pay_by_the_days_of_each_month():
    bond = Bonds.of_market("in-ncd-monthly", 0.09, "2028-01-15", "2028-05-15")
    # The year that ends on 15 May 2028 holds 29 February: its days count as 366.
    by_hand = [9 * days / 366 for days in (31, 29, 31, 30)]
    by_hand[-1] += 100
    assert cash_flows(bond).amount[0] == pytest.approx(by_hand, abs=1e-12)
    value = sum(paid / 1.1 ** (days / 365) for paid, days in zip(by_hand, (31, 60, 91, 121), strict=True))
    assert dirty_price(bond, 0.1) == pytest.approx([value], abs=1e-10)
