"""Conversion factors: published tables to their last digit."""

import pytest

from bondsft.bonds import (
    BOND_AND_TEN_YEAR,
    SHORTER_NOTES,
    conf_conversion_factor,
    eurex_conversion_factor,
    gilt_conversion_factor,
    us_conversion_factor,
)
from bondsft.errors import BondsftError


def test_published_factors_of_ten_year_note_futures_are_reproduced():
    # MathWorks, convfactor
    delivery = ["2002-12-01", "2003-03-01", "2003-06-01", "2003-09-01", "2003-12-01", "2003-09-01", "2002-12-01", "2003-06-01"]
    maturity = ["2012-11-15", "2012-08-15", "2012-02-15", "2011-02-15", "2011-08-15", "2010-08-15", "2009-08-15", "2010-02-15"]
    coupon = [0.04, 0.04375, 0.04875, 0.05, 0.05, 0.0575, 0.06, 0.065]
    factors = [0.8539, 0.8858, 0.9259, 0.9418, 0.9403, 0.9862, 1.0, 1.0266]
    assert us_conversion_factor(coupon, delivery, maturity, BOND_AND_TEN_YEAR).tolist() == factors


def test_published_factors_of_shorter_notes_count_whole_months():
    # CME Group, Calculating US Treasury Futures Conversion Factors: two years (z = 10) and five years (z = 10)
    found = us_conversion_factor([0.015, 0.0275], "2008-12-01", ["2010-10-31", "2013-10-31"], SHORTER_NOTES)
    assert found.tolist() == [0.9229, 0.8653]


def test_a_bond_of_the_notional_coupon_has_factor_one():
    found = us_conversion_factor(0.06, "2026-12-01", ["2036-11-15", "2045-02-15", "2041-08-15", "2046-12-15"])
    # between coupons a clean price at the coupon's own yield is a little below par
    assert found == pytest.approx([1, 1, 1, 1], abs=1.5e-4)
    assert found[-1] == 1


def test_a_published_factor_of_bund_futures_is_reproduced():
    # MathWorks, convfactor: 4 % of January 2018 delivered on 10 March 2009 at 6 %, printed with four decimals
    assert eurex_conversion_factor(0.04, "2009-03-10", "2018-01-04") == pytest.approx([0.8659], abs=5e-5)


def test_a_bund_factor_is_the_price_at_the_notional_yield():
    ql = pytest.importorskip("QuantLib")
    for coupon, delivery, maturity in ((0.025, "2026-12-10", "2036-02-15"), (0.0, "2026-09-10", "2035-08-15")):
        start, end = (ql.Date(day, "%Y-%m-%d") for day in (delivery, maturity))
        schedule = ql.Schedule(start - ql.Period(1, ql.Years), end, ql.Period(ql.Annual), ql.NullCalendar(), ql.Unadjusted,
                               ql.Unadjusted, ql.DateGeneration.Backward, False)  # fmt: skip
        counter = ql.ActualActual(ql.ActualActual.ISMA, schedule)
        bond = ql.FixedRateBond(0, 100.0, schedule, [coupon], counter)
        price = ql.BondFunctions.cleanPrice(bond, ql.InterestRate(0.06, counter, ql.Compounded, ql.Annual), start)
        assert eurex_conversion_factor(coupon, delivery, maturity) == pytest.approx([price / 100], abs=5.1e-7)


def test_published_factors_of_gilt_futures_are_reproduced():
    # ICE Futures Europe, June 2023 at 4 %; the first gilt was without its coupon of 7 June
    maturity = ["2032-06-07", "2033-07-31", "2035-07-31", "2036-03-07"]
    coupon = [0.0425, 0.00875, 0.00625, 0.0425]
    found = gilt_conversion_factor(coupon, "2023-06-01", maturity, ex_dividend=[True, False, False, False])
    assert found.tolist() == [1.0187757, 0.7410593, 0.6773884, 1.0247516]


def test_published_factors_of_bunds_with_a_long_first_coupon_are_reproduced():
    # Eurex, deliverable bonds and conversion factors, as in rateslib's and OpenGamma Strata's tests
    delivery = ["2022-09-12", "2023-06-12", "2023-06-12", "2023-09-11", "2023-12-11"]
    found = eurex_conversion_factor(
        [0.017, 0.017, 0.023, 0.023, 0.023],
        delivery,
        ["2032-08-15", "2032-08-15", "2033-02-15", "2033-02-15", "2033-02-15"],
        issue=["2022-07-08", "2022-07-08", "2023-01-13", "2023-01-13", "2023-01-13"],
        first_coupon=["2023-08-15", "2023-08-15", "2024-02-15", "2024-02-15", "2024-02-15"],
    )
    assert found.tolist() == [0.685182, 0.703125, 0.733943, 0.739087, 0.74439]


def test_published_factors_of_bunds_with_regular_coupons_are_reproduced():
    # Eurex, as in rateslib's tests; the second has had its long first coupon
    found = eurex_conversion_factor(
        [0, 0.017, 0.017], ["2023-06-12", "2023-09-11", "2023-12-11"], ["2032-02-15", *2 * ["2032-08-15"]]
    )
    assert found.tolist() == [0.603058, 0.709321, 0.715464]


def test_published_factors_of_gilts_with_an_odd_first_coupon_are_reproduced():
    # ICE Futures Europe, December and June 2025 at 4 %, as in rateslib's tests: a long first coupon and an odd one
    found = gilt_conversion_factor(
        [0.0475, 0.045],
        ["2025-12-01", "2025-06-01"],
        ["2035-10-22", "2035-03-07"],
        issue=["2025-09-03", "2025-02-12"],
        first_coupon=["2026-04-22", "2025-09-07"],
    )
    assert found.tolist() == [1.0606298, 1.0400109]


def test_published_factors_of_swiss_bonds_count_whole_months():
    # Eurex, CONF futures of June and March 2025, as in rateslib's tests
    delivery = ["2025-06-10", *["2025-03-10"] * 5]
    maturity = ["2037-06-27", "2033-04-08", "2034-06-26", "2036-03-08", "2035-06-23", "2037-06-27"]
    coupon = [0.0125, 0.035, 0, 0.025, 0.0025, 0.0125]
    factors = [0.601767, 0.844755, 0.583339, 0.7254, 0.569042, 0.596009]
    assert conf_conversion_factor(coupon, delivery, maturity).tolist() == factors
    assert (eurex_conversion_factor(coupon, delivery, maturity) != factors).all()


def test_a_swiss_factor_at_whole_years_is_the_price_of_whole_coupons():
    by_hand = sum(0.02 / 1.01**year for year in range(1, 11)) + 1 / 1.01**10
    assert conf_conversion_factor(0.02, "2026-09-10", "2036-09-10", notional=0.01) == pytest.approx([by_hand], abs=5.1e-7)


def test_bad_terms_are_named():
    with pytest.raises(BondsftError, match="maturity of bond 1"):
        us_conversion_factor(0.05, "2026-12-01", ["2036-11-15", "2026-12-31"])
    for factor in (conf_conversion_factor, eurex_conversion_factor, gilt_conversion_factor):
        with pytest.raises(BondsftError, match="delivery of bond 0 is NaT"):
            factor(0.05, "NaT", "2036-12-31")
        with pytest.raises(BondsftError, match="maturity of bond 0 is 2026-12-01"):
            factor(0.05, "2026-12-10", "2026-12-01")
        with pytest.raises(BondsftError, match=r"coupon of bond 0 is -0\.05"):
            factor(-0.05, "2026-12-10", "2036-12-01")
