"""What bonds the tasks draw: corners in the shares that docs/data.md states, and coupons and prices told in several ways."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from bondsft.bonds import DRAWN_MARKETS, clean_price
from bondsft.dataset.generate import check_markets
from bondsft.plugin import load_tasks
from bondsft.tasks.base import STATED
from bondsft.tasks.quoting import LOTS, MOST_OFF_PAR, NEGATIVE_SHARE, coupons_in_money, draw_yields, held, price_of
from bondsft.tasks.terms import (
    STUB_MARKETS,
    bonds_of,
    drawn_ranges,
    sample_dated,
    with_long_stubs,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def test_a_stated_share_of_yields_is_negative_where_markets_have_seen_that():
    assert abs((draw_yields(rng(), 20_000, STATED) < 0).mean() - NEGATIVE_SHARE) < 0.01
    assert (draw_yields(rng(), 20_000, "de") < 0).mean() > NEGATIVE_SHARE
    assert not (draw_yields(rng(), 20_000, "in") < 0).any()


def test_three_in_ten_bonds_have_a_deep_discount_and_two_in_ten_a_high_premium():
    task = load_tasks(wanted=()).get("yield_to_maturity").task
    prices = np.concatenate([price_of(task.sample(rng(seed), 200, market)) for seed in range(20) for market in check_markets([])])
    assert abs((prices < 80).mean() - 0.3) < 0.05 and abs((prices > 120).mean() - 0.2) < 0.05


@pytest.mark.parametrize("market", STUB_MARKETS)
def test_one_to_three_in_a_hundred_bonds_with_dates_have_a_long_first_coupon(market):
    told = total = 0
    for seed in range(400):
        drawn = with_long_stubs(rng(seed + 1), sample_dated(rng(seed), 100, market), market)
        total += 100
        if "issue" in drawn:
            assert (np.isnat(drawn["issue"]) == np.isnat(drawn["first_coupon"])).all()
            told += (~np.isnat(drawn["issue"])).sum()
    assert 0.01 < told / total < 0.03


def test_a_long_first_coupon_is_priced_as_the_textbook_has_it():
    drawn = (with_long_stubs(rng(seed), sample_dated(rng(3), 20_000, "de"), "de") for seed in itertools.count())
    facts = next(facts for facts in drawn if "issue" in facts)
    told = ~np.isnat(facts["issue"])
    facts = {name: column[told] for name, column in facts.items()}
    bonds = bonds_of(facts)
    clean = clean_price(bonds, np.full(len(bonds), 0.03))
    assert len(bonds) > 100
    for place, price in enumerate(clean):
        maturity, first, issue, settlement = (
            facts[name][place].item() for name in ("maturity", "first_coupon", "issue", "settlement")
        )
        years = [first.year - 2 + number for number in range(maturity.year - first.year + 3)]
        if maturity.day > 27:  # perhaps the last of its month, as all its coupons then are
            continue
        before, passed, *paid = [date(year, maturity.month, maturity.day) for year in years]
        assert paid[0] == first
        year = (passed - before).days
        coupon = float(facts["coupon_pct"][place])
        flows = [coupon * (1 + (passed - issue).days / year), *[coupon] * (len(paid) - 1)]
        flows[-1] += 100
        wait = (passed - settlement).days / year
        dirty = sum(flow / 1.03 ** (wait + 1 + number) for number, flow in enumerate(flows))
        assert price == pytest.approx(dirty - coupon * (settlement - issue).days / year, abs=1e-9)


def test_a_coupon_in_money_is_the_same_coupon():
    facts = {
        "coupon_pct": np.array([7.5, 7.5, 3.125]),
        "frequency": np.array([2.0, 2.0, 12.0]),
        "face": np.array([1000.0, np.nan, 1000.0]),
    }
    facts["years"] = np.array([5.0, 5.0, 5.0])
    told = [coupons_in_money(rng(seed), facts) for seed in range(20)]
    amounts = {float(each["coupon_amount"][0]) for each in told if not np.isnan(each["coupon_amount"][0])}
    assert amounts == {37.5}
    assert all(np.isnan(each["coupon_amount"][1:]).all() for each in told)  # no face value; not whole cents
    assert all(np.array_equal(bonds_of(each).coupon, [0.075, 0.075, 0.03125]) for each in told)


@pytest.mark.parametrize("market", ["us", STATED])
def test_each_price_is_stated_once(market):
    task = load_tasks(wanted=()).get("yield_to_maturity").task
    found = set()
    for seed in range(60):
        facts = task.sample(rng(seed), 50, market)
        named = {
            name: ~np.isnan(facts[name])
            for name in ("price", "clean_price", "dirty_price", "quote_32nds", "off_par")
            if name in facts
        }
        found |= {name for name, stated in named.items() if stated.any()}
        assert (sum(each.astype(int) for each in named.values()) == 1).all()
        assert np.isfinite(price_of(facts)).all()
        if "off_par" in facts:
            assert (np.abs(facts["off_par"][named["off_par"]] - 100) <= MOST_OFF_PAR).all()
    assert found == {"price", "dirty_price", "off_par", "quote_32nds" if market == "us" else "clean_price"}


@pytest.mark.parametrize("market", DRAWN_MARKETS)
def test_the_face_values_of_a_market_are_whole_lots_where_they_are_told(market):
    facts = held(rng(), {"coupon_pct": np.full(2000, 5.0)}, market)
    told = facts["face"][~np.isnan(facts["face"])]
    assert 0.15 < len(told) / 2000 < 0.25
    assert set(told / drawn_ranges(market).lot) <= set(LOTS)
