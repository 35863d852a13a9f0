"""Accrual and discounting by each day count against QuantLib's own dates, amounts and year fractions, summed up here."""

import numpy as np
import pytest

from bondsft.bonds import Bonds, accrued_interest, cash_flows, clean_price, dirty_price
from bondsft.bonds import yield_to_maturity as solved

COMMON = (
    "30/360",
    "30E/360",
    "30/360 US",
    "30E/360 ISDA",
    "Act/360",
    "Act/364",
    "Act/365F",
    "Act/365.25",
    "NL/365",
    "Act/Act ISDA",
)


def drawn(seed, count=40):
    rng = np.random.default_rng(seed)
    settlement = np.datetime64("2015-01-01") + rng.integers(0, 4000, count)
    return rng, settlement, settlement + rng.integers(1, 9000, count)


def summed(payments, times, rate, compounding):
    return sum(
        amount * (1 + rate / compounding) ** (-compounding * time) for (_, amount), time in zip(payments, times, strict=True)
    )


@pytest.mark.parametrize("name", [*COMMON, "Act/Act ICMA"])
def test_coupons_by_days_and_accrued_interest(oracle, name):
    rng, settlement, maturity = drawn(len(name))
    frequency, coupon = rng.choice([1, 2, 4, 12], 40), rng.uniform(0.01, 0.1, 40)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, name, coupon_amounts="by days")
    accrued, flows = accrued_interest(bonds), cash_flows(bonds)
    for row in range(40):
        theirs = oracle.bond(coupon[row], oracle.running(settlement[row], maturity[row], frequency[row]), name)
        assert accrued[row] == pytest.approx(theirs.accruedAmount(oracle.date(settlement[row])), abs=1e-9)
        expected = oracle.payments(theirs, settlement[row])
        own = ~np.isnat(flows.date[row])
        assert flows.date[row][own].astype(str).tolist() == [day for day, _ in expected]
        assert flows.amount[row][own] == pytest.approx([amount for _, amount in expected], abs=1e-9)


def waited(oracle, theirs, name, today, payment, whole):
    """Years to the next coupon: counted, but by months of 30 days what is left of the period, which if regular is `whole`."""
    days, end = theirs.dayCounter(), oracle.date(payment)
    if not name.startswith("30"):
        return days.yearFraction(today, end)
    start = oracle.ql.BondFunctions.accrualStartDate(theirs, today)
    return max((whole or days.yearFraction(start, end)) - days.yearFraction(start, today), 0)


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("compounding", [1, 2])
def test_whole_periods_after_a_counted_wait(oracle, name, compounding):
    rng, settlement, maturity = drawn(len(name) + 100 * compounding)
    frequency, coupon, rate = rng.choice([1, 2, 4, 12], 40), rng.uniform(0.01, 0.1, 40), rng.uniform(-0.02, 0.15, 40)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, name, compounding=compounding)
    price = clean_price(bonds, rate)
    assert solved(bonds, price) == pytest.approx(rate, abs=1e-10)
    for row in range(40):
        often, today = int(frequency[row]), oracle.date(settlement[row])
        theirs = oracle.bond(coupon[row], oracle.running(settlement[row], maturity[row], often), name)
        payments = oracle.payments(theirs, settlement[row])
        equal = [(day, 100 * coupon[row] / often) for day, _ in payments]
        equal[-1] = (equal[-1][0], equal[-1][1] + 100)
        wait = waited(oracle, theirs, name, today, payments[0][0], 1 / often)
        times = [wait + number / often for number in range(len(payments))]
        expected = summed(equal, times, rate[row], compounding) - theirs.accruedAmount(today)
        assert price[row] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("amounts", ["equal", "by days"])
def test_each_payment_discounted_from_its_own_date(oracle, name, amounts):
    rng, settlement, maturity = drawn(len(name) + 7)
    frequency, coupon, rate = rng.choice([1, 2, 4, 12], 40), rng.uniform(0.01, 0.1, 40), rng.uniform(-0.02, 0.15, 40)
    rules = {"timing": "dates", "discount_day_count": name, "coupon_amounts": amounts}
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, "Act/365F", 100.0, 1, **rules)
    price = dirty_price(bonds, rate)
    assert solved(bonds, price, quote="dirty") == pytest.approx(rate, abs=1e-10)
    for row in range(40):
        schedule = oracle.running(settlement[row], maturity[row], frequency[row])
        payments = oracle.payments(oracle.bond(coupon[row], schedule, "Act/365F"), settlement[row])
        if amounts == "equal":
            payments = [(day, 100 * coupon[row] / frequency[row]) for day, _ in payments]
            payments[-1] = (payments[-1][0], payments[-1][1] + 100)
        counter = oracle.day_counter(name, schedule)
        times = [counter.yearFraction(oracle.date(settlement[row]), oracle.date(day)) for day, _ in payments]
        assert price[row] == pytest.approx(summed(payments, times, rate[row], 1), abs=1e-9)


def test_the_yield_from_dates_is_that_of_quantlib(oracle):
    rng, settlement, maturity = drawn(11)
    ql, coupon, price = oracle.ql, rng.uniform(0.01, 0.1, 40), rng.uniform(95, 105, 40)
    maturity = np.maximum(maturity, settlement + 30)
    rules = {"timing": "dates", "discount_day_count": "Act/365F"}
    found = solved(Bonds.dated(coupon, 1, settlement, maturity, "Act/Act ICMA", **rules), price)
    for row in range(40):
        theirs = oracle.bond(coupon[row], oracle.running(settlement[row], maturity[row], 1), "Act/Act ICMA")
        quoted = ql.BondPrice(float(price[row]), ql.BondPrice.Clean)
        days, today = ql.Actual365Fixed(), oracle.date(settlement[row])
        expected = ql.BondFunctions.bondYield(theirs, quoted, days, ql.Compounded, ql.Annual, today, 1e-14, 500, 0.05)
        assert found[row] == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("name", ["30/360", "30E/360", "Act/365F", "Act/360", "Act/Act ISDA"])
def test_odd_coupons_are_counted_by_their_own_days(oracle, name):
    rng, count = np.random.default_rng(12), 60
    last = np.datetime64("2030-01-01") + rng.integers(0, 3000, count)
    months = rng.integers(0, 9, count) * 6
    first = (last.astype("datetime64[M]") - months).astype("datetime64[D]") + 14
    last = last.astype("datetime64[M]").astype("datetime64[D]") + 14
    issue, maturity = first - rng.integers(5, 300, count), last + rng.integers(5, 300, count)
    settlement = issue + rng.integers(0, (maturity - issue).astype(int))
    coupon, rate = rng.uniform(0.01, 0.1, count), rng.uniform(-0.01, 0.12, count)
    bonds = Bonds.dated(coupon, 2, settlement, maturity, name, issue=issue, first_coupon=first, last_coupon=last)
    price, flows = dirty_price(bonds, rate), cash_flows(bonds)
    for row in range(count):
        schedule = oracle.schedule(issue[row], maturity[row], 2, first[row], last[row])
        theirs, today = oracle.bond(coupon[row], schedule, name), oracle.date(settlement[row])
        days, half = theirs.dayCounter(), 50 * coupon[row]
        assert accrued_interest(bonds)[row] == pytest.approx(theirs.accruedAmount(today), abs=1e-9)
        payments = oracle.payments(theirs, settlement[row])
        odd = {str(first[row]), str(maturity[row])}
        payments = [(day, amount if day in odd else half) for day, amount in payments]
        own = ~np.isnat(flows.date[row])
        assert flows.amount[row][own] == pytest.approx([amount for _, amount in payments], abs=1e-9)
        is_odd = payments[0][0] in odd
        wait = waited(oracle, theirs, name, today, payments[0][0], None if is_odd else 0.5)
        times = [wait + number / 2 for number in range(len(payments))]
        if len(times) > 1:
            times[-1] = times[-2] + days.yearFraction(oracle.date(last[row]), oracle.date(maturity[row]))
        assert price[row] == pytest.approx(summed(payments, times, rate[row], 2), abs=1e-9)


def test_canadian_accrual(oracle):
    rng = np.random.default_rng(13)
    settlement = np.datetime64("2015-01-01") + rng.integers(0, 4000, 300)
    maturity = settlement + rng.integers(1, 9000, 300)
    coupon = rng.uniform(0.01, 0.1, 300)
    bonds = Bonds.of_market("ca", coupon, settlement, maturity)
    accrued, gone = accrued_interest(bonds), (settlement - bonds.accrual_start).astype(int)
    # On day 182 QuantLib, which takes half of 365 for a whole number, is already past the middle.
    for row in np.flatnonzero(gone != 182):
        theirs = oracle.bond(coupon[row], oracle.running(settlement[row], maturity[row], 2), "Act/365 Canadian")
        assert accrued[row] == pytest.approx(theirs.accruedAmount(oracle.date(settlement[row])), abs=1e-9)


@pytest.mark.parametrize("first", ["2019-03-01", "2020-06-01", "2019-12-01"])
def test_a_short_first_canadian_coupon_is_days_of_365(oracle, first):
    date, day_count = oracle.date, oracle.ql.Actual365Fixed(oracle.ql.Actual365Fixed.Canadian)
    first = np.datetime64(first)
    before = (first.astype("datetime64[M]") - 6).astype("datetime64[D]")
    maturity = (first.astype("datetime64[M]") + 120).astype("datetime64[D]")
    for issue in first - np.arange(2, 181, 7):
        settlement = issue + (first - issue) // 2
        bond = Bonds.of_market("ca", 0.05, settlement, maturity, issue=issue, first_coupon=first)
        coupon, accrued = (
            5 * day_count.yearFraction(date(issue), date(day), date(before), date(first)) for day in (first, settlement)
        )
        assert bond.first_coupon == pytest.approx([coupon], abs=1e-9)
        assert bond.accrued == pytest.approx([accrued], abs=1e-9)
