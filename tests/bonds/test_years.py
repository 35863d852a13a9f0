"""Years by day counts, against QuantLib and by hand."""

import numpy as np
import pytest

from bondsft.bonds import YEAR_DAY_COUNTS, Bonds, market_calendar, simple_yield, year_fraction
from bondsft.errors import BondsftError


def test_random_spans_agree_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    oracles = {
        "Act/360": ql.Actual360(),
        "Act/364": ql.Actual364(),
        "Act/365F": ql.Actual365Fixed(),
        "Act/365.25": ql.Actual36525(),
        "30/360": ql.Thirty360(ql.Thirty360.BondBasis),
        "30/360 US": ql.Thirty360(ql.Thirty360.USA),
        "30E/360 ISDA": ql.Thirty360(ql.Thirty360.ISDA),
        "Bus/252": ql.Business252(ql.WeekendsOnly()),
        "30E/360": ql.Thirty360(ql.Thirty360.EurobondBasis),
        "NL/365": ql.Actual365Fixed(ql.Actual365Fixed.NoLeap),
        "Act/Act ISDA": ql.ActualActual(ql.ActualActual.ISDA),
    }
    assert oracles.keys() == set(YEAR_DAY_COUNTS)
    rng = np.random.default_rng(8)
    start = np.datetime64("1995-01-01") + rng.integers(0, 12_000, 400)
    start[:40] = [np.datetime64(f"{year}-{day}") for year in range(1996, 2006) for day in ("02-28", "02-27", "12-31", "08-31")]
    end = start + rng.integers(1, 6_000, 400)
    for name, oracle in oracles.items():
        expected = [
            oracle.yearFraction(*(ql.Date(str(day), "%Y-%m-%d") for day in pair)) for pair in zip(start, end, strict=True)
        ]
        assert year_fraction(name, start, end) == pytest.approx(expected, abs=1e-13), name


def test_months_of_30_days_and_brazilian_days_agree_with_quantlib_at_month_ends_and_holidays():
    ql = pytest.importorskip("QuantLib")
    rng = np.random.default_rng(9)
    start = (np.datetime64("2001-01") + rng.integers(0, 260, 2000)).astype("datetime64[D]") - rng.integers(0, 3, 2000)
    end = np.datetime64("2001-01") + rng.integers(0, 276, 2000)  # up to 2023: QuantLib lacks a holiday of later years
    end = np.maximum(start, end.astype("datetime64[D]") - rng.integers(0, 3, 2000))
    maturity = np.datetime64("2020-02-29")
    oracles = {
        "30/360": ql.Thirty360(ql.Thirty360.BondBasis),
        "30/360 US": ql.Thirty360(ql.Thirty360.USA),
        "30E/360": ql.Thirty360(ql.Thirty360.European),
        "30E/360 ISDA": ql.Thirty360(ql.Thirty360.ISDA, ql.Date(29, 2, 2020)),
        "Bus/252": ql.Business252(ql.Brazil()),
    }
    dates = [[ql.Date(str(day), "%Y-%m-%d") for day in pair] for pair in zip(start, end, strict=True)]
    for name, oracle in oracles.items():
        found = year_fraction(name, start, end, maturity=maturity, calendar=market_calendar("br"))
        assert found == pytest.approx([oracle.yearFraction(*pair) for pair in dates], abs=1e-13), name


def test_an_unknown_day_count_is_named():
    with pytest.raises(BondsftError, match="day count is 'Act/361'"):
        year_fraction("Act/361", "2026-01-01", "2027-01-01")


def test_the_japanese_simple_yield_counts_every_day_but_leap_days():
    rng = np.random.default_rng(2)
    settlement = np.datetime64("2015-01-01") + rng.integers(0, 4000, 60)
    maturity = settlement + rng.integers(1, 9000, 60)
    coupon, price = rng.uniform(0, 0.05, 60), rng.uniform(80, 115, 60)
    counted = [
        sum(not str(day).endswith("02-29") for day in np.arange(start + 1, end + 1))
        for start, end in zip(settlement, maturity, strict=True)
    ]
    expected = (100 * coupon + (100 - price) / (np.array(counted) / 365)) / price
    assert simple_yield(Bonds.of_market("jp", coupon, settlement, maturity), price) == pytest.approx(expected, rel=1e-12)
