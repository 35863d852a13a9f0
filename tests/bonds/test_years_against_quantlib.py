"""Years between dates, and Canada's accrual, against QuantLib's day counters."""

import numpy as np
import pytest

from bondsft.bonds import Bonds, accrued_interest, market_calendar, year_fraction

DAY_COUNTS = (
    "30/360", "30E/360", "30/360 US", "30E/360 ISDA", "Act/360", "Act/364", "Act/365F", "Act/365.25", "NL/365", "Act/Act ISDA",
)  # fmt: skip


@pytest.mark.parametrize("name", [*DAY_COUNTS, "Bus/252"])
def test_years_between_any_two_dates(oracle, name):
    rng = np.random.default_rng(1)
    start = np.datetime64("2001-01-01") + rng.integers(0, 9000, 3000)
    end = start + rng.integers(0, 3000, 3000)
    months = rng.integers(0, 3000, 3000)  # and the ends of months, where rules of 30 days part
    end[:1000] = (start[:1000].astype("datetime64[M]") + 1 + months[:1000] // 30).astype("datetime64[D]") - 1
    start[500:1500] = (start[500:1500].astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    end = np.maximum(start, end)
    ql, maturity = oracle.ql, end.max()
    if name == "Bus/252":
        end = np.minimum(end, np.datetime64("2023-12-31"))  # QuantLib has Brazil's holiday of 20 November, new in 2024, as well
        start = np.minimum(start, end)
        counter = ql.Business252(ql.Brazil())
        found = year_fraction(name, start, end, calendar=market_calendar("br"))
    else:
        schedule = oracle.schedule(start.min() - 1, maturity, 1)
        counter = oracle.day_counter(name, schedule)
        found = year_fraction(name, start, end, maturity=maturity)
    for row in range(3000):
        assert found[row] == pytest.approx(counter.yearFraction(oracle.date(start[row]), oracle.date(end[row])), abs=1e-13), row


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
