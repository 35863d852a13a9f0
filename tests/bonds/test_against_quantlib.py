"""Random bonds of each convention against QuantLib, an independent implementation."""

import numpy as np
import pytest

from bondsft.bonds import (
    Bonds,
    accrued_interest,
    cash_flows,
    clean_price,
    dirty_price,
    risk,
    yield_to_maturity,
)

QuantLib = pytest.importorskip("QuantLib")
PERIODS = {1: QuantLib.Annual, 2: QuantLib.Semiannual, 4: QuantLib.Quarterly, 12: QuantLib.Monthly}


def oracle_bond(coupon, frequency, settlement, maturity, day_count):
    start, end = (QuantLib.Date(str(day), "%Y-%m-%d") for day in (settlement, maturity))
    QuantLib.Settings.instance().evaluationDate = start
    schedule = QuantLib.Schedule(
        start - QuantLib.Period(2, QuantLib.Years),
        end,
        QuantLib.Period(PERIODS[frequency]),
        QuantLib.NullCalendar(),
        QuantLib.Unadjusted,
        QuantLib.Unadjusted,
        QuantLib.DateGeneration.Backward,
        True,
    )
    if day_count == "30/360":
        days = QuantLib.Thirty360(QuantLib.Thirty360.BondBasis)
    else:
        days = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, schedule)
    return QuantLib.FixedRateBond(0, 100.0, schedule, [float(coupon)], days), days


@pytest.mark.parametrize("day_count", ["30/360", "Act/Act ICMA"])
@pytest.mark.parametrize("frequency", [1, 2, 4, 12])
def test_random_dated_bonds_agree_with_quantlib(day_count, frequency):
    rng = np.random.default_rng(frequency)
    count = 60
    settlement = np.datetime64("2019-01-01") + rng.integers(0, 3000, count)
    maturity = settlement + rng.integers(400, 9000, count)
    # The day stays below the 28th: QuantLib's 30/360 and bondsft's agree on month ends only by convention.
    maturity = maturity.astype("datetime64[M]").astype("datetime64[D]") + rng.integers(0, 27, count)
    coupon, yields = rng.integers(4, 100, count) / 800, rng.uniform(0.001, 0.12, count)
    bonds = Bonds.dated(coupon, frequency, settlement, maturity, day_count)
    price, measures, flows = clean_price(bonds, yields), risk(bonds, yields), cash_flows(bonds)
    for row in range(count):
        oracle, days = oracle_bond(coupon[row], frequency, settlement[row], maturity[row], day_count)
        start = QuantLib.Date(str(settlement[row]), "%Y-%m-%d")
        rate = QuantLib.InterestRate(float(yields[row]), days, QuantLib.Compounded, PERIODS[frequency])
        duration = QuantLib.BondFunctions.duration
        assert accrued_interest(bonds)[row] == pytest.approx(oracle.accruedAmount(start), abs=1e-9)
        if day_count == "Act/Act ICMA":
            # QuantLib's 30/360 counts days from flow to flow, so the clean price is only compared where periods are exact.
            assert price[row] == pytest.approx(QuantLib.BondFunctions.cleanPrice(oracle, rate, start), abs=1e-9)
            assert measures.macaulay_duration[row] == pytest.approx(
                duration(oracle, rate, QuantLib.Duration.Macaulay, start), rel=1e-10
            )
            assert measures.modified_duration[row] == pytest.approx(
                duration(oracle, rate, QuantLib.Duration.Modified, start), rel=1e-10
            )
            assert measures.convexity[row] == pytest.approx(QuantLib.BondFunctions.convexity(oracle, rate, start), rel=1e-10)
        ahead = [flow.amount() for flow in oracle.cashflows() if flow.date() > start]
        ahead[-2:] = [sum(ahead[-2:])]
        assert flows.amount[row][: len(ahead)] == pytest.approx(ahead, abs=1e-9)
        last = flows.date[row][len(ahead) - 1]
        assert str(last) == str(maturity[row])
    assert yield_to_maturity(bonds, price) == pytest.approx(yields, abs=1e-12)


def test_whole_periods_agree_with_quantlib_for_any_compounding():
    for frequency in (1, 2, 4, 12):
        for compounding in (1, 2, 4, 12):
            bonds = Bonds.of_periods([0.075, 0.0], frequency, [8 * frequency, 5 * frequency], compounding=compounding)
            times = cash_flows(bonds).periods / frequency
            rate = QuantLib.InterestRate(0.081, QuantLib.Actual365Fixed(), QuantLib.Compounded, PERIODS[compounding])
            expected = [
                sum(amount * rate.discountFactor(float(time)) for time, amount in zip(row, amounts, strict=True) if time == time)
                for row, amounts in zip(times, cash_flows(bonds).amount, strict=True)
            ]
            assert dirty_price(bonds, 0.081) == pytest.approx(expected, abs=1e-9)
            assert yield_to_maturity(bonds, expected) == pytest.approx([0.081, 0.081], abs=1e-12)
