"""Bonds at fault in a column of good ones: named, or kept beside them."""

import numpy as np
import pytest

from bondsft.bonds import (
    Bonds,
    Flows,
    Status,
    accrued_interest,
    cash_flows,
    clean_price,
    days_in_following_year,
    price_of_interest_at_maturity,
    reference_index,
    risk,
    settlement_date,
    solve_yield,
    us_conversion_factor,
    year_fraction,
)
from bondsft.errors import BondsftError

GOOD = {"coupon": 0.05, "frequency": 2, "settlement": "2026-03-02", "maturity": "2031-01-15", "day_count": "Act/Act ICMA"}
BAD = {
    "coupon": (np.nan, "coupon of bond 1 is nan"),
    "frequency": (-2, "frequency of bond 1 is -2"),
    "compounding": (3, "compounding of bond 1 is 3"),
    "redemption": (0.0, "redemption of bond 1 is 0"),
    "settlement": ("NaT", "settlement of bond 1 is NaT"),
    "maturity": ("2026-03-02", "maturity of bond 1 is 2026-03-02"),
    "day_count": ("Act/361", "day count of bond 1 is Act/361"),
    "last_coupon": ("2032-01-15", "last coupon of bond 1 is 2032-01-15"),
    "issue": ("2026-06-01", "settlement of bond 1 is 2026-03-02"),
    "first_coupon": ("2026-07-15", "issue of bond 1 is NaT"),
    "last_period": ("guess", "last period of bond 1 is guess"),
    "timing": ("later", "timing of bond 1 is later"),
}
NORMAL = GOOD | {
    "compounding": 2,
    "redemption": 100.0,
    "last_coupon": "NaT",
    "issue": "NaT",
    "first_coupon": "NaT",
    "last_period": "compound",
    "timing": "periods",
}


@pytest.mark.parametrize("term", BAD)
def test_a_bad_term_is_refused_by_its_name_place_and_value(term):
    value, named = BAD[term]
    with pytest.raises(BondsftError, match=named):
        Bonds.dated(**GOOD | {term: np.array([NORMAL[term], value])})


@pytest.mark.parametrize("term", BAD)
def test_a_bond_at_fault_is_kept_and_the_others_are_computed(term):
    value, named = BAD[term]
    bonds = Bonds.dated(**GOOD | {term: np.array([NORMAL[term], value, NORMAL[term]])}, keep_faulty=True)
    assert named in bonds.fault[1]
    assert bonds.fault[[0, 2]].tolist() == ["", ""]
    alone = Bonds.dated(**GOOD)
    found = solve_yield(bonds, 98.5)
    assert found.status.tolist() == [Status.SOLVED, Status.NOT_MEANINGFUL, Status.SOLVED]
    assert found.rate[[0, 2]] == pytest.approx(solve_yield(alone, 98.5).rate[[0, 0]], abs=1e-14)
    for column in (accrued_interest(bonds), clean_price(bonds, 0.04), *risk(bonds, 0.04)):
        assert np.isnan(column).tolist() == [False, True, False]
    assert np.isfinite(cash_flows(bonds).amount[0]).all()


def test_each_fault_of_many_has_its_own_sentence():
    bonds = Bonds.dated([0.05, -1, 0.05], 2, "2026-03-02", ["2031-01-15", "2031-01-15", "2020-01-15"], keep_faulty=True)
    assert ["bond" in sentence for sentence in bonds.fault] == [False, True, True]
    assert "maturity of bond 2 is 2020-01-15" in bonds.fault[2]


def test_bonds_in_periods_are_kept_too():
    bonds = Bonds.of_periods(0.05, 2, [4, 0, 2.5], keep_faulty=True)
    assert np.isnan(clean_price(bonds, 0.05)).tolist() == [False, True, True]


@pytest.mark.parametrize("price", [np.nan, np.inf, 0.0, -3.0])
def test_an_absurd_price_has_a_status_and_stops_no_other(price):
    found = solve_yield(Bonds.of_market("us", 0.05, "2026-03-02", "2031-01-15"), [99.0, price, 101.0])
    assert found.status[1] == (Status.NO_ROOT if price <= 0 else Status.NOT_MEANINGFUL)
    assert np.isnan(found.rate[1])
    assert np.isfinite(found.rate[[0, 2]]).all()


def test_an_unknown_convention_or_market_is_named():
    with pytest.raises(BondsftError, match="'last_perod' is no convention"):
        Bonds.dated(**GOOD, last_perod="simple")
    with pytest.raises(BondsftError, match="'zz' is not a market"):
        Bonds.of_market("zz", 0.05, "2026-03-02", "2031-01-15")
    with pytest.raises(BondsftError, match="'tomorrow' is not a date"):
        Bonds.of_market("us", 0.05, "tomorrow", "2031-01-15")


OF_A_DAY = {
    "year ahead": days_in_following_year,
    "conversion factor": lambda date: us_conversion_factor(0.06, "2026-03-01", date),
    "index": lambda date: reference_index(date, 100.0, 101.0),
    "years": lambda date: year_fraction("Act/360", "2026-01-01", date),
    "paper": lambda date: price_of_interest_at_maturity(0.05, "2026-01-01", "2026-01-15", date, 0.05, "30/360"),
    "lag": lambda date: settlement_date(date, 1, np.busdaycalendar()),
    "payments": lambda date: Flows.dated(date, ["2027-01-01"], [100.0]),
}


@pytest.mark.parametrize("what", OF_A_DAY)
def test_a_day_that_no_calendar_has_is_named_whatever_it_is_for(what):
    with pytest.raises(BondsftError, match="'2026-02-31' is not a date"):
        OF_A_DAY[what]("2026-02-31")
