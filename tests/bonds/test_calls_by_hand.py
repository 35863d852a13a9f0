"""Yields to call against the bond that each call leaves, built by hand."""

import numpy as np
import pytest

from bondsft.bonds import (
    MARKETS,
    Bonds,
    Status,
    accrued_interest,
    clean_price,
    price_to_worst,
    solve_yield,
    yield_to_best,
    yield_to_worst,
    yields_to_redemption,
)

START = np.datetime64("2026-01-15")


def drawn(seed, count=40):
    rng = np.random.default_rng(seed)
    return START + rng.integers(0, 400, count), rng.uniform(0.01, 0.1, count), rng.uniform(90, 112, count)


@pytest.mark.parametrize("market", [*MARKETS])
def test_called_on_a_coupon_date_a_bond_is_one_that_matures_then(market):
    settlement, coupon, price = drawn(1)
    maturity = np.datetime64("2036-05-15")
    calls = np.array(["2029-05-15", "2031-05-15", "2034-05-15"], "datetime64[D]")
    bonds = Bonds.of_market(market, coupon, settlement, maturity)
    found = yields_to_redemption(bonds, price, calls, [104.0, 102.0, 100.0])
    for place, (call, repaid) in enumerate(zip(calls, (104.0, 102.0, 100.0), strict=True)):
        alone = Bonds.of_market(market, coupon, settlement, call, redemption=repaid)
        assert found.rate[:, place] == pytest.approx(solve_yield(alone, price).rate, abs=1e-12)
    to_maturity = solve_yield(bonds, price).rate
    every = np.column_stack([found.rate, to_maturity])
    worst, best = (chosen(bonds, price, calls, [104.0, 102.0, 100.0]) for chosen in (yield_to_worst, yield_to_best))
    assert worst.rate == pytest.approx(every.min(axis=1), abs=1e-13)
    assert best.rate == pytest.approx(every.max(axis=1), abs=1e-13)
    assert price_to_worst(bonds, worst.rate, calls, [104.0, 102.0, 100.0]) == pytest.approx(price, abs=1e-9)


@pytest.mark.parametrize(
    "market", ["us", "us-auction", "us-corporate", "uk", "de", "it", "fr", "ch", "nz", "in", "in-corporate-xirr"]
)
@pytest.mark.parametrize("first", [False, True])
def test_called_between_coupons_a_bond_is_one_with_an_odd_last_coupon(market, first):
    settlement, coupon, price = drawn(2)
    settlement = settlement.astype("datetime64[M]").astype("datetime64[D]") + 15
    maturity = np.datetime64("2036-05-15")
    months = 12 // MARKETS[market].frequency
    call = settlement + 11 if first else settlement + 2000
    # the coupon date before the call, which the shortened bond takes for its last
    back = (maturity.astype("datetime64[M]") - call.astype("datetime64[M]")).astype(int) // months * months
    last = (maturity.astype("datetime64[M]") - back).astype("datetime64[D]") + 14
    last = np.where(last > call, (last.astype("datetime64[M]") - months).astype("datetime64[D]") + 14, last)
    assert (last < call).all()
    bonds = Bonds.of_market(market, coupon, settlement, maturity, ex_dividend=False)
    found = yields_to_redemption(bonds, price, call[:, None], np.full((40, 1), 101.5))
    alone = Bonds.of_market(market, coupon, settlement, call, redemption=101.5, last_coupon=last, ex_dividend=False)
    assert accrued_interest(alone) == pytest.approx(accrued_interest(bonds), abs=1e-12)
    assert found.rate[:, 0] == pytest.approx(solve_yield(alone, price).rate, abs=1e-11)


def test_one_bond_at_many_prices_and_many_bonds_at_one_have_the_same_worst():
    calls, repaid = ["2029-05-15", "2031-02-01"], [103.0, 101.0]
    bond = Bonds.of_market("us", 0.07, "2026-03-03", "2036-05-15")
    prices = np.array([95.0, 104.0, 118.0])
    together = yield_to_worst(bond, prices, calls, repaid)
    for row, price in enumerate(prices):
        alone = yield_to_worst(bond, price, calls, repaid)
        assert together.rate[row] == pytest.approx(alone.rate[0], abs=1e-13)
        assert together.date[row] == alone.date[0]
    several = yield_to_worst(bond.at([0, 0, 0]), 104.0, calls, repaid)
    assert several.rate == pytest.approx([together.rate[1]] * 3, abs=1e-13)


def test_a_bond_in_an_odd_first_period_may_be_called_in_it_or_after():
    terms = {"issue": "2026-02-01", "first_coupon": "2027-05-15"}
    bond = Bonds.dated(0.06, 1, "2026-06-01", "2036-05-15", "Act/Act ICMA", **terms)
    assert bond.first_coupon[0] > 6
    found = yields_to_redemption(bond, 101.0, ["2027-05-15", "2030-05-15", "2030-09-15"], [102.0, 102.0, 102.0])
    on_coupon = [
        solve_yield(Bonds.dated(0.06, 1, "2026-06-01", call, "Act/Act ICMA", 102.0, **terms), 101.0).rate[0]
        for call in ("2027-05-15", "2030-05-15")
    ]
    between = Bonds.dated(0.06, 1, "2026-06-01", "2030-09-15", "Act/Act ICMA", 102.0, **terms, last_coupon="2030-05-15")
    assert found.rate[0] == pytest.approx([*on_coupon, solve_yield(between, 101.0).rate[0]], abs=1e-13)
    assert clean_price(between, found.rate[0, 2]) == pytest.approx([101.0], abs=1e-10)


def test_a_call_before_a_coupon_that_is_the_sellers_has_no_yield():
    gilt = Bonds.of_market("uk", 0.06, "2026-07-13", "2031-07-15")
    found = yields_to_redemption(gilt, 100.0, ["2026-07-14", "2027-07-15"], [100.0, 100.0])
    assert found.status[0].tolist() == [Status.NOT_MEANINGFUL, Status.SOLVED]
