"""Short paper on a bond's footing, day bases, interest at maturity, and compounding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    CONTINUOUS,
    bill_price,
    change_year_basis,
    convert_rate,
    investment_rate,
    price_from_investment_rate,
    price_of_interest_at_maturity,
    yield_of_interest_at_maturity,
)
from bondsft.errors import BondsftError

compoundings = st.sampled_from([1, 2, 4, 12, 365, CONTINUOUS])


def test_published_investment_rates_are_reproduced():
    # 31 CFR 356 Appendix B, VI.D.1 and VI.D.2: bills of 20 and 364 days
    # The first is printed as 8.076 %, the second as .082373244
    assert investment_rate([99.559444, 92.265], [20, 364]) == pytest.approx([0.08076, 0.082373244], abs=5e-6)
    assert investment_rate(92.265, 364) == pytest.approx([0.082373244], abs=1e-9)


@settings(max_examples=100)
@given(st.floats(-0.05, 0.6), st.integers(1, 366), st.sampled_from([365, 366]))
def test_investment_rate_and_price_are_inverses(rate, days, year):
    assert investment_rate(price_from_investment_rate(rate, days, year), days, year) == pytest.approx([rate], abs=1e-9)


def test_the_two_rules_meet_at_half_a_year():
    below, above = (price_from_investment_rate(0.08, days, 366)[0] for days in (183, 183 + 1e-6))
    assert below == pytest.approx(above, abs=1e-6)


def test_a_bill_of_a_year_yields_as_a_bond_with_one_coupon_left():
    # 365 days, of which a whole half-year after 182.5 simple days
    price = investment_rate(bill_price("us-bill", 0.07, 365), 365)
    assert (1 + price / 2) ** 2 == pytest.approx(100 / bill_price("us-bill", 0.07, 365), rel=1e-12)


def test_a_rate_on_360_days_pays_the_same_on_365():
    assert change_year_basis(0.05, 360, 365) == pytest.approx([0.0506944444], abs=1e-10)
    assert change_year_basis(change_year_basis(0.05, 360, 365), 365, 360) == pytest.approx([0.05])
    with pytest.raises(BondsftError, match="basis of bond 0 is 300"):
        change_year_basis(0.05, 300, 365)


def test_published_figures_of_interest_at_maturity_are_reproduced():
    # Microsoft, YIELDMAT: issued 8 November 2007, settled 15 March 2008, due 3 November 2008, 6.25 % at 100.0123, 30/360
    found = yield_of_interest_at_maturity(0.0625, "2007-11-08", "2008-03-15", "2008-11-03", 100.0123, "30/360")
    assert found == pytest.approx([0.060954333691538], abs=1e-14)


def test_months_of_30_days_leave_what_the_days_since_issue_take_from_the_whole():
    # Excel's outputs of PRICEMAT and YIELDMAT at basis 0, as recorded in the tests of ExcelFinancialFunctions
    issue, settlement = ["1990-03-04", "1993-02-28"], ["1993-12-31", "2003-02-14"]
    maturity = ["2010-06-30", "2008-02-29"]
    found = price_of_interest_at_maturity(0.07, issue, settlement, maturity, 0.03, "30/360 US")
    assert found == pytest.approx([135.277882918, 108.3655407579], abs=5e-10)
    rate = yield_of_interest_at_maturity(0.07, issue[0], settlement[0], maturity[0], 75.0, "30/360 US")
    assert rate == pytest.approx([0.08366894260981], abs=5e-14)
    with pytest.raises(BondsftError, match="time to maturity of bond 0 is 0"):
        yield_of_interest_at_maturity(0.07, "2026-01-15", "2026-01-30", "2026-01-31", 100.0, "30E/360")


@settings(max_examples=60)
@given(st.floats(0, 0.2), st.floats(-0.1, 0.4), st.integers(0, 200), st.integers(1, 700))
def test_interest_at_maturity_gives_its_yield_back(coupon, rate, gone, ahead):
    issue = np.datetime64("2026-01-05")
    terms = coupon, issue, issue + gone, issue + gone + ahead
    price = price_of_interest_at_maturity(*terms, rate, "Act/365F")
    assert yield_of_interest_at_maturity(*terms, price, "Act/365F") == pytest.approx([rate], abs=1e-9)


@settings(max_examples=100)
@given(st.floats(-0.5, 1), compoundings, compoundings)
def test_a_rate_converted_there_and_back_is_the_rate(rate, one, other):
    there = convert_rate(rate, one, other)
    assert convert_rate(there, other, one) == pytest.approx([rate], abs=1e-12)


def test_published_rate_conversions_are_reproduced():
    # Microsoft, EFFECT and NOMINAL
    assert convert_rate(0.0525, 4, 1) == pytest.approx([0.0535426673707584], abs=1e-15)
    assert convert_rate(0.053543, 1, 4) == pytest.approx([0.052500319868356], abs=1e-14)
    # Hull: 10 % semi-annual is 9.758 % continuous
    assert convert_rate(0.10, 2, CONTINUOUS) == pytest.approx([0.09758], abs=5e-6)


def test_the_effective_rate_agrees_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    kinds = {1: ql.Annual, 2: ql.Semiannual, 4: ql.Quarterly, 12: ql.Monthly}
    for often, period in kinds.items():
        rate = ql.InterestRate(0.087, ql.Actual365Fixed(), ql.Compounded, period)
        for to, wanted in kinds.items():
            expected = rate.equivalentRate(ql.Compounded, wanted, 1.0).rate()
            assert convert_rate(0.087, often, to) == pytest.approx([expected], abs=1e-14)
