"""Random bonds with odd first and last coupons, and late settlements that lose a coupon, against QuantLib."""

import numpy as np
import pytest

from bondsft.bonds import Bonds, accrued_interest, cash_flows, clean_price, yield_to_maturity
from bondsft.bonds.schedule import coupon_date

ICMA = "Act/Act ICMA"


def agree_with_quantlib(oracle, bonds, row, theirs, rate):
    """Compare payments, accrued interest, price and yield of one bond."""
    ql, functions = oracle.ql, oracle.ql.BondFunctions
    settlement, mine = oracle.date(bonds.settlement[row]), bonds.at([row])
    expected = oracle.payments(theirs, bonds.settlement[row])
    flows = cash_flows(mine)
    assert flows.date[0].astype(str).tolist() == [day for day, _ in expected]
    assert flows.amount[0] == pytest.approx([amount for _, amount in expected], abs=1e-9)
    accrued = theirs.accruedAmount(settlement)
    assert accrued_interest(mine)[0] == pytest.approx(accrued, abs=1e-9)
    often = oracle.often[int(bonds.compounding[row])]
    at = ql.InterestRate(float(rate), theirs.dayCounter(), ql.Compounded, often)
    price = functions.cleanPrice(theirs, at, settlement)
    assert clean_price(mine, rate)[0] == pytest.approx(price, abs=1e-9)
    assert yield_to_maturity(mine, price)[0] == pytest.approx(rate, abs=1e-10)


def shifted(anchor, frequency, back):
    return coupon_date(np.array([anchor]), np.array([frequency]), np.array([back]), np.array([True]))[0]


@pytest.mark.parametrize("frequency", [1, 2, 4, 12])
@pytest.mark.parametrize("longest", [1, 2])
def test_first_coupons_shorter_or_longer_than_a_period(oracle, frequency, longest):
    rng, count = np.random.default_rng(10 * frequency + longest), 60
    maturity = np.datetime64("2035-01-01") + rng.integers(0, 3000, count)
    # Of a first coupon at maturity QuantLib guesses the regular period from the days, so it is compared elsewhere.
    first = np.array([shifted(day, frequency, back) for day, back in zip(maturity, rng.integers(1, 20, count), strict=True)])
    one, two = (np.array([shifted(a, frequency, s) for a in first]) for s in (1, 2))
    whole = (first - (one if longest == 1 else two)).astype(int)
    shortest = 3 if longest == 1 else (first - one).astype(int) + 1
    issue = first - rng.integers(shortest, whole)
    settlement = issue + (rng.uniform(0, 1.5, count) * (first - issue).astype(int)).astype(int)
    settlement = np.minimum(settlement, maturity - 1)
    coupon, rate = rng.uniform(0.01, 0.1, count), rng.uniform(-0.01, 0.12, count)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, ICMA, issue=issue, first_coupon=first)
    assert (settlement < first).sum() > 20
    for row in range(count):
        schedule = oracle.schedule(issue[row], maturity[row], frequency, first[row])
        agree_with_quantlib(oracle, bonds, row, oracle.bond(coupon[row], schedule, ICMA), rate[row])


@pytest.mark.parametrize("frequency", [1, 2, 4, 12])
@pytest.mark.parametrize("longest", [1, 2])
def test_last_coupons_shorter_or_longer_than_a_period(oracle, frequency, longest):
    rng, count = np.random.default_rng(20 * frequency + longest), 60
    last = np.datetime64("2030-01-01") + rng.integers(0, 3000, count)
    if longest == 2:  # QuantLib's second quasi-coupon date follows from its first, which may be an end of February
        last = last.astype("datetime64[M]").astype("datetime64[D]") + rng.integers(0, 27, count)
    one, two = (np.array([shifted(a, frequency, s) for a in last]) for s in (-1, -2))
    most = (one if longest == 1 else two) - last
    least = 3 if longest == 1 else (one - last).astype(int) + 1
    maturity = last + rng.integers(least, most.astype(int))
    settlement = maturity - rng.integers(1, 3000, count)
    coupon, rate = rng.uniform(0.01, 0.1, count), rng.uniform(-0.01, 0.12, count)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, ICMA, last_coupon=last)
    for row in range(count):
        start = shifted(last[row], frequency, 3000 * frequency // 365 + 2)
        schedule = oracle.schedule(start, maturity[row], frequency, None, last[row])
        agree_with_quantlib(oracle, bonds, row, oracle.bond(coupon[row], schedule, ICMA), rate[row])


@pytest.mark.parametrize("frequency", [1, 2, 4])
def test_odd_coupons_at_both_ends(oracle, frequency):
    rng, count = np.random.default_rng(frequency), 60
    last = np.datetime64("2030-01-01") + rng.integers(0, 3000, count)
    first = np.array([shifted(day, frequency, back) for day, back in zip(last, rng.integers(0, 9, count), strict=True)])
    issue, maturity = first - rng.integers(5, 360 // frequency, count), last + rng.integers(5, 360 // frequency, count)
    settlement = issue + rng.integers(0, (maturity - issue).astype(int))
    coupon, rate = rng.uniform(0.01, 0.1, count), rng.uniform(-0.01, 0.12, count)
    terms = {"issue": issue, "first_coupon": first, "last_coupon": last}
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, ICMA, **terms)
    for row in range(count):
        schedule = oracle.schedule(issue[row], maturity[row], frequency, first[row], last[row])
        agree_with_quantlib(oracle, bonds, row, oracle.bond(coupon[row], schedule, ICMA), rate[row])


@pytest.mark.parametrize(("market", "days", "business"), [("uk", 6, True), ("au", 7, False), ("nz", 10, False)])
def test_late_settlements_lose_the_coupon_and_accrue_a_negative_amount(oracle, market, days, business):
    ql = oracle.ql
    rng, count = np.random.default_rng(days), 120
    maturity = np.datetime64("2032-01-01") + rng.integers(0, 5000, count)
    coming = np.array([shifted(day, 2, back) for day, back in zip(maturity, rng.integers(1, 20, count), strict=True)])
    settlement = coming - rng.integers(1, 20, count)
    settlement = np.busday_offset(settlement, 0, "backward") if business else settlement
    coupon, rate = rng.uniform(0.01, 0.1, count), rng.uniform(-0.01, 0.12, count)
    bonds = Bonds.of_market(market, coupon, settlement, maturity)
    dropped = bonds.accrued < 0
    assert 20 < dropped.sum() < 100
    calendar = ql.WeekendsOnly() if business else ql.NullCalendar()
    rule = ql.Preceding if business else ql.Unadjusted
    for row in range(count):
        schedule = oracle.running(settlement[row], maturity[row], 2)
        theirs = oracle.bond(coupon[row], schedule, ICMA, ex=(ql.Period(days, ql.Days), calendar, rule, False))
        start = oracle.date(settlement[row])
        accrued = theirs.accruedAmount(start)
        at = ql.InterestRate(float(rate[row]), theirs.dayCounter(), ql.Compounded, ql.Semiannual)
        decimals = 3 if market == "au" else 12
        dirty = ql.BondFunctions.cleanPrice(theirs, at, start) + accrued
        if market == "au" and dropped[row] and shifted(maturity[row], 2, 1) == coming[row]:  # one payment is left to the buyer
            left = (maturity[row] - settlement[row]).astype(int)
            dirty = (100 + 50 * coupon[row]) / (1 + rate[row] * left / 365)
        assert accrued_interest(bonds)[row] == pytest.approx(round(accrued, decimals), abs=1e-9)
        assert clean_price(bonds, rate)[row] == pytest.approx(dirty - round(accrued, decimals), abs=1e-9)
