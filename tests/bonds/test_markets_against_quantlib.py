"""Random bonds by the conventions of markets against QuantLib, an independent implementation, where it has the convention."""

import numpy as np
import pytest

from bondsft.bonds import Bonds, clean_price, dirty_price, risk, solve_yield

ql = pytest.importorskip("QuantLib")
PERIODS = {1: ql.Annual, 2: ql.Semiannual, 4: ql.Quarterly, 12: ql.Monthly}
COUNT = 150


def date(day):
    return ql.Date(str(day), "%Y-%m-%d")


def schedule(issue, maturity, frequency, first=None):
    return ql.Schedule(
        date(issue), date(maturity), ql.Period(PERIODS[frequency]), ql.NullCalendar(), ql.Unadjusted, ql.Unadjusted,
        ql.DateGeneration.Backward, True, date(first) if first else ql.Date(),
    )  # fmt: skip


def icma(dates):
    return ql.ActualActual(ql.ActualActual.ISMA, dates)


def random_dates(rng, shortest=1, longest=12_000):
    """Days up to the 27th, on which all ways to count months of 30 agree but for the settlement."""
    settlement = (np.datetime64("2019-01") + rng.integers(0, 96, COUNT)).astype("datetime64[D]") + rng.integers(0, 27, COUNT)
    maturity = (settlement + rng.integers(shortest, longest, COUNT)).astype("datetime64[M]").astype("datetime64[D]")
    maturity = maturity + rng.integers(0, 27, COUNT)
    return settlement, np.where(maturity > settlement, maturity, settlement + 40)


MARKETS = {  # day count, coupons, compounding of the yield, way of compounding with several payments left and with one
    "us": (icma, 2, 2, ql.Compounded, ql.Simple),
    "us-auction": (icma, 2, 2, ql.SimpleThenCompounded, ql.Simple),
    "uk": (icma, 2, 2, ql.Compounded, ql.Compounded),
    "de": (icma, 1, 1, ql.Compounded, ql.Simple),
    "fr": (icma, 1, 1, ql.Compounded, ql.Compounded),
    "it": (icma, 2, 1, ql.Compounded, ql.Simple),
    "in": (lambda _: ql.Thirty360(ql.Thirty360.BondBasis), 2, 2, ql.Compounded, ql.Compounded),
    "ch": (lambda _: ql.Thirty360(ql.Thirty360.European), 1, 1, ql.Compounded, ql.Compounded),
    "se": (lambda _: ql.Thirty360(ql.Thirty360.European), 1, 1, ql.Compounded, ql.Simple),
}


@pytest.mark.parametrize("market", MARKETS)
def test_bonds_of_a_market_have_quantlibs_prices_yields_and_risk(market):
    basis, frequency, compounding, several, single = MARKETS[market]
    rng = np.random.default_rng(len(market))
    settlement, maturity = random_dates(rng)
    coupon, yields = rng.integers(1, 90, COUNT) / 800, rng.uniform(0.0, 0.12, COUNT)
    bonds = Bonds.of_market(market, coupon, settlement, maturity, ex_dividend=False)
    clean, dirty, measures = clean_price(bonds, yields), dirty_price(bonds, yields), risk(bonds, yields)
    assert solve_yield(bonds, clean).rate == pytest.approx(yields, abs=1e-10)
    for row in range(COUNT):
        start = date(settlement[row])
        ql.Settings.instance().evaluationDate = start
        dates = schedule(settlement[row] - 900, maturity[row], frequency)
        days = basis(dates)
        oracle = ql.FixedRateBond(0, 100.0, dates, [float(coupon[row])], days)
        way = single if bonds.count[row] == 1 else several
        rate = ql.InterestRate(float(yields[row]), days, way, PERIODS[compounding])
        price = ql.BondFunctions.cleanPrice(oracle, rate, start)
        assert clean[row] == pytest.approx(price, abs=1e-9)
        assert dirty[row] - clean[row] == pytest.approx(oracle.accruedAmount(start), abs=1e-9)
        found = ql.BondFunctions.bondYield(
            oracle, ql.BondPrice(float(clean[row]), ql.BondPrice.Clean), days, way, PERIODS[compounding], start, 1e-15, 200, 0.05
        )
        assert found == pytest.approx(yields[row], abs=1e-10)
        if way != ql.SimpleThenCompounded:  # for which QuantLib has no closed form of duration
            modified = ql.BondFunctions.duration(oracle, rate, ql.Duration.Modified, start)
            assert measures.modified_duration[row] == pytest.approx(modified, rel=1e-9)
            assert measures.convexity[row] == pytest.approx(ql.BondFunctions.convexity(oracle, rate, start), rel=1e-9)


@pytest.mark.parametrize("frequency", [1, 2, 4])
def test_odd_first_coupons_are_quantlibs(frequency):
    rng = np.random.default_rng(frequency)
    months = 12 // frequency
    for _ in range(COUNT):
        first = (np.datetime64("2024-01") + rng.integers(0, 24)).astype("datetime64[D]") + rng.integers(0, 27)
        maturity = (first.astype("datetime64[M]") + months * rng.integers(1, 30)).astype("datetime64[D]") + (
            first - first.astype("datetime64[M]").astype("datetime64[D]")
        )
        issue = first - rng.integers(5, int(31 * months * 1.9))
        settlement = issue + rng.integers(0, (first - issue).astype(int))
        coupon, rate = rng.integers(1, 90) / 800, rng.uniform(0.001, 0.1)
        bond = Bonds.dated(coupon, frequency, settlement, maturity, "Act/Act ICMA", issue=issue, first_coupon=first)
        start = date(settlement)
        ql.Settings.instance().evaluationDate = start
        dates = schedule(issue, maturity, frequency, first)
        oracle = ql.FixedRateBond(0, 100.0, dates, [float(coupon)], icma(dates))
        assert bond.first_coupon[0] == pytest.approx(oracle.cashflows()[0].amount(), abs=1e-9)
        assert bond.accrued[0] == pytest.approx(oracle.accruedAmount(start), abs=1e-9)
        yield_days = ql.InterestRate(float(rate), icma(dates), ql.Compounded, PERIODS[frequency])
        assert clean_price(bond, rate)[0] == pytest.approx(ql.BondFunctions.cleanPrice(oracle, yield_days, start), abs=1e-9)


def test_gilts_go_ex_dividend_as_quantlib_has_them():
    rng = np.random.default_rng(7)
    settlement, maturity = random_dates(rng, 400)
    coming = Bonds.of_market("uk", 0.05, settlement, maturity, ex_dividend=False).payment_dates(np.zeros((COUNT, 1), int))[:, 0]
    settlement = np.busday_offset(coming - rng.integers(3, 16, COUNT), 0, "forward")
    bonds = Bonds.of_market("uk", 0.05, settlement, maturity)
    assert 0.2 < (bonds.accrued < 0).mean() < 0.8
    for row in range(COUNT):
        start = date(settlement[row])
        ql.Settings.instance().evaluationDate = start
        dates = schedule(settlement[row] - 900, maturity[row], 2)
        oracle = ql.FixedRateBond(
            0, 100.0, dates, [0.05], icma(dates), ql.Unadjusted, 100.0, ql.Date(), ql.NullCalendar(),
            ql.Period(6, ql.Days), ql.WeekendsOnly(), ql.Unadjusted, False,
        )  # fmt: skip
        assert bonds.accrued[row] == pytest.approx(oracle.accruedAmount(start), abs=1e-9)


def test_times_by_date_are_quantlibs_days_of_365():
    rng = np.random.default_rng(9)
    settlement, maturity = random_dates(rng)
    yields = rng.uniform(0.0, 0.12, COUNT)
    bonds = Bonds.dated(0.08, 2, settlement, maturity, "30/360", compounding=1, discount_day_count="Act/365F", timing="dates")
    price = dirty_price(bonds, yields)
    assert solve_yield(bonds, price, quote="dirty").rate == pytest.approx(yields, abs=1e-10)
    for row in range(COUNT):
        start = date(settlement[row])
        ql.Settings.instance().evaluationDate = start
        dates = schedule(settlement[row] - 900, maturity[row], 2)
        oracle = ql.FixedRateBond(0, 100.0, dates, [0.08], ql.Thirty360(ql.Thirty360.BondBasis))
        rate = ql.InterestRate(float(yields[row]), ql.Actual365Fixed(), ql.Compounded, ql.Annual)
        clean = ql.BondFunctions.cleanPrice(oracle, rate, start)
        assert price[row] == pytest.approx(clean + oracle.accruedAmount(start), abs=1e-9)
