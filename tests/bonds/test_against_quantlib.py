"""Random bonds of each rule of compounding against QuantLib, an independent implementation."""

from dataclasses import replace

import numpy as np
import pytest

from bondsft.bonds import (
    MARKETS,
    Bonds,
    accrued_interest,
    cash_flows,
    clean_price,
    dirty_price,
    risk,
    yield_to_maturity,
)

FREQUENCIES = (1, 2, 4, 12)


def drawn(seed, shortest, longest, count=40):
    """Settlements on any day, maturities on any day from the shortest to the longest number of days later."""
    rng = np.random.default_rng(seed)
    settlement = np.datetime64("2015-01-01") + rng.integers(0, 4000, count)
    return rng, settlement, settlement + rng.integers(shortest, longest, count)


def agree_with_quantlib(oracle, bonds, rule, compounding, yields):
    """Compare accrued interest, price, yield and risk with what QuantLib computes by `rule`, from its own schedule."""
    ql, functions = oracle.ql, oracle.ql.BondFunctions
    price, measures, accrued = clean_price(bonds, yields), risk(bonds, yields), accrued_interest(bonds)
    solved = yield_to_maturity(bonds, price)
    for row in range(len(bonds)):
        settlement = oracle.date(bonds.settlement[row])
        terms = bonds.settlement[row], bonds.maturity[row], bonds.frequency[row], bonds.month_end[row]
        schedule = oracle.running(*terms)
        theirs = oracle.bond(bonds.coupon[row], schedule, "Act/Act ICMA", bonds.redemption[row])
        days, often = theirs.dayCounter(), oracle.often[int(compounding[row])]
        rate = ql.InterestRate(float(yields[row]), days, rule, often)
        quoted = ql.BondPrice(functions.cleanPrice(theirs, rate, settlement), ql.BondPrice.Clean)
        assert accrued[row] == pytest.approx(theirs.accruedAmount(settlement), abs=1e-9)
        assert price[row] == pytest.approx(quoted.amount(), abs=1e-9)
        their_yield = functions.bondYield(theirs, quoted, days, rule, often, settlement, 1e-15, 500, float(yields[row]))
        assert solved[row] == pytest.approx(their_yield, abs=1e-10)
        duration = functions.duration(theirs, rate, ql.Duration.Modified, settlement)
        assert measures.modified_duration[row] == pytest.approx(duration, rel=1e-9)
        assert measures.convexity[row] == pytest.approx(functions.convexity(theirs, rate, settlement), rel=1e-9)
        # QuantLib's fall in price takes the curvature off as well.
        curved = measures.convexity[row] * (quoted.amount() + theirs.accruedAmount(settlement)) * 1e-8 / 2
        basis_point = -functions.basisPointValue(theirs, rate, settlement)
        assert measures.dv01[row] - curved == pytest.approx(basis_point, rel=1e-8, abs=1e-14)


@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize("compounding", FREQUENCIES)
@pytest.mark.parametrize("month_end", [True, False])
def test_compound_interest_of_any_frequency_on_coupons_of_any(oracle, frequency, compounding, month_end):
    rng, settlement, maturity = drawn(frequency + 20 * compounding, 1, 15_000, count=8)
    coupon, redemption = rng.integers(1, 100, 8) / 800, rng.choice([100.0, 90.0, 105.0], 8)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, "Act/Act ICMA", redemption, compounding, month_end)
    agree_with_quantlib(oracle, bonds, oracle.ql.Compounded, bonds.compounding, rng.uniform(-0.02, 0.15, 8))


@pytest.mark.parametrize("market", ["us", "de", "it", "es", "nl"])
def test_the_last_period_has_simple_interest(oracle, market):
    rng, settlement, maturity = drawn(1, 1, 180)
    bonds = Bonds.of_market(market, rng.uniform(0.01, 0.1, 40), settlement, maturity)
    assert (bonds.count == 1).all()
    agree_with_quantlib(oracle, bonds, oracle.ql.Simple, np.ones(40), rng.uniform(-0.02, 0.15, 40))


@pytest.mark.parametrize("market", ["us", "de", "fr", "it", "es", "nl", "in-corporate"])
def test_before_the_last_period_interest_compounds(oracle, market):
    rng, settlement, maturity = drawn(2, 366, 15_000)
    bonds = Bonds.of_market(market, rng.uniform(0.01, 0.1, 40), settlement, maturity)
    agree_with_quantlib(oracle, bonds, oracle.ql.Compounded, bonds.compounding, rng.uniform(-0.02, 0.15, 40))


def test_treasuries_at_auction_have_simple_interest_up_to_the_next_coupon(oracle):
    rng, settlement, maturity = drawn(3, 1, 11_000, count=80)
    unrounded = replace(MARKETS["us-auction"], accrued_decimals=-1)
    bonds = Bonds.of_market(unrounded, rng.uniform(0.01, 0.1, 80), settlement, maturity)
    agree_with_quantlib(oracle, bonds, oracle.ql.SimpleThenCompounded, bonds.compounding, rng.uniform(0.001, 0.15, 80))


def test_zero_coupon_bonds(oracle):
    rng, settlement, maturity = drawn(4, 1, 15_000)
    bonds = Bonds.dated(0.0, rng.choice(FREQUENCIES, 40), settlement, maturity, "Act/Act ICMA")
    yields = rng.uniform(-0.02, 0.15, 40)
    agree_with_quantlib(oracle, bonds, oracle.ql.Compounded, bonds.compounding, yields)
    assert cash_flows(bonds).amount.tolist() == [[100.0]] * 40


def test_macaulay_durations(oracle):
    rng, settlement, maturity = drawn(5, 1, 15_000)
    bonds = Bonds.dated(rng.uniform(0, 0.1, 40), rng.choice(FREQUENCIES, 40), settlement, maturity, "Act/Act ICMA")
    yields, ql = rng.uniform(0.001, 0.15, 40), oracle.ql
    macaulay = risk(bonds, yields).macaulay_duration
    for row in range(40):
        schedule = oracle.running(settlement[row], maturity[row], bonds.frequency[row])
        theirs = oracle.bond(bonds.coupon[row], schedule, "Act/Act ICMA")
        often = oracle.often[int(bonds.frequency[row])]
        rate = ql.InterestRate(float(yields[row]), theirs.dayCounter(), ql.Compounded, often)
        start = oracle.date(settlement[row])
        expected = ql.BondFunctions.duration(theirs, rate, ql.Duration.Macaulay, start)
        assert macaulay[row] == pytest.approx(expected, rel=1e-9)


def test_whole_periods_for_any_compounding(oracle):
    for frequency in FREQUENCIES:
        for compounding in FREQUENCIES:
            bonds = Bonds.of_periods([0.075, 0.0], frequency, [8 * frequency, 5 * frequency], compounding=compounding)
            times = cash_flows(bonds).periods / frequency
            days = oracle.ql.Actual365Fixed()
            rate = oracle.ql.InterestRate(0.081, days, oracle.ql.Compounded, oracle.often[compounding])
            expected = [
                sum(amount * rate.discountFactor(float(time)) for time, amount in zip(row, amounts, strict=True) if time == time)
                for row, amounts in zip(times, cash_flows(bonds).amount, strict=True)
            ]
            assert dirty_price(bonds, 0.081) == pytest.approx(expected, abs=1e-9)
            assert yield_to_maturity(bonds, expected) == pytest.approx([0.081, 0.081], abs=1e-12)
