"""Figures that tell conventions apart: the right one reproduces what was published, the likely wrong one does not."""

from dataclasses import replace

import numpy as np
import pytest
from figures import CASES, misses
from figures_of_bonds import bond_of

from bondsft.bonds import (
    MARKETS,
    Bonds,
    accrued_interest,
    cash_flows,
    clean_price,
    dirty_price,
    risk,
    simple_yield,
    solve_yield,
    year_fraction,
    yield_to_maturity,
)


def right(name):
    """The case's inputs, tolerances and published figures, after the right convention has reproduced these."""
    case = CASES[name]
    assert misses(case) == {}
    return case["inputs"], case["tolerance"], case["expected"], case["convention"]


def far(found, expected, tolerance):
    return abs(float(np.ravel(found)[0]) - expected) > 2 * tolerance


def test_an_auction_is_priced_by_the_treasury_rule_and_not_by_the_street():
    given, tolerance, expected, convention = right("ust-auction-20100407-9y10m")
    street = bond_of(given, convention, first_period="compound", last_period="simple")
    assert clean_price(street, given["yield"]) == pytest.approx([97.767213], abs=1e-6)
    assert far(clean_price(street, given["yield"]), expected["clean_price"], tolerance["clean_price"])


@pytest.mark.parametrize("name", ["ust-356B-II-F", "ust-auction-201209-9y11m"])
def test_an_auction_takes_off_accrued_interest_that_is_rounded(name):
    given, tolerance, expected, convention = right(name)
    in_full = clean_price(bond_of(given, convention, accrued_decimals=-1), given["yield"])
    assert abs(in_full[0] - expected["clean_price"]) > tolerance["clean_price"]


def test_government_securities_of_india_count_months_of_30_days():
    given, tolerance, expected, convention = right("rbi-426-2023-210906")
    actual = bond_of(given, convention, day_count="Act/Act ICMA")
    wrong = 100 * yield_to_maturity(actual, given["clean_price"])
    assert abs(wrong[0] - expected["yield_pct"]) > tolerance["yield_pct"]


def test_bunds_pay_simple_interest_in_the_last_period():
    given, tolerance, expected, convention = right("bundesbank-2024-mm")
    compound = bond_of(given, convention, last_period="compound")
    assert 100 * yield_to_maturity(compound, given["clean_price"]) == pytest.approx([3.583266], abs=1e-6)
    assert far(3.583266, expected["yield_pct"], tolerance["yield_pct"])


def test_oats_compound_in_the_last_period():
    bond = Bonds.of_market("fr", 0.0125, "2034-06-13", "2034-11-25")
    by_hand = 101.25 / 1.0077 ** (165 / 365)
    assert dirty_price(bond, 0.0077) == pytest.approx([by_hand], abs=1e-10)
    simple = Bonds.of_market(replace(MARKETS["fr"], last_period="simple"), 0.0125, "2034-06-13", "2034-11-25")
    assert dirty_price(simple, 0.0077) == pytest.approx([101.25 / (1 + 0.0077 * 165 / 365)], abs=1e-10)


def test_new_zealand_counts_days_of_365_in_the_last_period():
    given, tolerance, expected, convention = right("nzdmo-2051-final")
    by_period = bond_of(given, convention, last_period="simple")
    assert far(clean_price(by_period, given["yield"]), expected["clean_price"], tolerance["clean_price"])


def test_an_ex_dividend_gilt_drops_the_coupon():
    # DMO, Formulae for Calculating Gilt Prices from Yields: 8 % 2015 at 4.445 %, settling on 27 May 1999
    terms = 0.08, "1999-05-27", "2015-12-07"
    assert dirty_price(Bonds.of_market("uk", *terms, ex_dividend=True), 0.04445) == pytest.approx([141.070132], abs=5e-7)
    assert dirty_price(Bonds.of_market("uk", *terms, ex_dividend=False), 0.04445)[0] > 145


def test_a_bank_holiday_makes_a_gilt_go_ex_dividend_a_day_earlier():
    terms = 0.08, ["1999-05-26", "1999-05-27", "1999-05-28"], "2015-12-07"
    banking = np.busdaycalendar(holidays=["1999-05-31"])
    assert (Bonds.of_market("uk", *terms, calendar=banking).accrued < 0).tolist() == [False, True, True]
    assert (Bonds.of_market("uk", *terms).accrued < 0).tolist() == [False, False, True]


def test_an_ex_dividend_gilt_has_negative_accrued_interest():
    given, _, expected, convention = right("bbg-gilt-2021-130530")
    assert expected["accrued"] < 0
    assert bond_of(given | {"ex_dividend": False}, convention).accrued[0] > 3


@pytest.mark.parametrize("name", ["ust-356B-II-E", "dmo-accrued-longfirst-991108"])
def test_a_long_first_coupon_is_split_at_the_quasi_coupon_date(name):
    given, tolerance, expected, _ = right(name)
    start, end = np.datetime64(given["issue"]), np.datetime64(given["settlement"])
    in_line = 100 * given["coupon"] * (end - start).astype(int) / 365
    assert far(in_line, expected["accrued"], tolerance["accrued"])


def test_accrued_interest_and_time_may_count_days_differently():
    given, tolerance, expected, convention = right("ml-bndyield-mixed-95")
    one = bond_of(given, convention, discount_day_count="")
    assert far(yield_to_maturity(one, given["clean_price"]), expected["yield"], tolerance["yield"])
    given, tolerance, expected, convention = right("rl-cad-2033-241126")
    one = bond_of(given, convention, clean_day_count="Act/365 Canadian")
    assert far(clean_price(one, given["yield"]), expected["clean_price"], tolerance["clean_price"])


def test_an_italian_yield_compounds_once_a_year_on_rolled_dates():
    pytest.importorskip("holidays")
    given, tolerance, expected, convention = right("rl-btp-2033-240614")
    for wrong in (bond_of(given, convention), bond_of(given, convention, compounding=2)):
        assert far(100 * yield_to_maturity(wrong, given["clean_price"]), expected["yield_pct"], tolerance["yield_pct"])


def test_the_end_of_february_has_three_lengths():
    name = "dc-30360-2008-02-29-2008-08-31"
    assert misses(CASES[name]) == {}
    days = [360 * year_fraction(way, "2008-02-29", "2008-08-31")[0] for way in ("30/360", "30E/360", "30/360 US")]
    assert days == [182, 181, 180]


def test_a_yield_may_be_far_below_zero_with_a_day_left():
    given, tolerance, expected, convention = right("rl-muni-ca-260630")
    compound = bond_of(given, convention, last_period="compound")
    assert far(100 * solve_yield(compound, given["clean_price"]).rate, expected["yield_pct"], tolerance["yield_pct"])


def test_time_to_an_american_coupon_is_what_is_left_of_the_period():
    given, tolerance, expected, convention = right("rl-muni-ca-250131")
    left = bond_of(given, convention)
    assert left.wait[0] == pytest.approx(150 / 180)
    counted = replace(left, wait=left.wait + 1 / 180)  # 31 January to 1 July, by months of 30 days
    assert 180 * year_fraction("30/360 US", given["settlement"], "2025-07-01")[0] * 2 == pytest.approx(151)
    assert far(100 * yield_to_maturity(counted, given["clean_price"]), expected["yield_pct"], tolerance["yield_pct"])


@pytest.mark.parametrize("basis", ["30/360", "30/360 US", "30E/360", "Act/Act ICMA"])
@pytest.mark.parametrize("frequency", [1, 2, 4])
def test_a_bond_with_its_coupon_for_its_yield_is_worth_its_face_on_every_coupon_date(basis, frequency):
    for maturity in ("2031-08-31", "2032-02-29", "2031-08-28", "2031-12-30"):
        long = Bonds.dated(0.071, frequency, "2024-01-15", maturity, basis)
        dates = cash_flows(long).date[0][:-1]
        assert len(dates) > 6
        bonds = Bonds.dated(0.071, frequency, dates, maturity, basis)
        assert clean_price(bonds, 0.071) == pytest.approx(np.full(len(dates), 100.0), abs=1e-9)
    for market in ("in", "in-sdl", "us-corporate", "ch", "de", "uk"):
        dates = cash_flows(Bonds.of_market(market, 0.05, "2024-01-15", "2031-08-31")).date[0][:-1]
        assert clean_price(Bonds.of_market(market, 0.05, dates, "2031-08-31"), 0.05) == pytest.approx(
            np.full(len(dates), 100.0), abs=1e-9
        )


def test_every_month_of_an_indian_accrual_has_30_days():
    on_the_last = Bonds.of_market("in", 0.08, ["2026-03-30", "2026-03-31"], "2030-01-15")
    assert accrued_interest(on_the_last) == pytest.approx([100 * 0.08 * 75 / 360] * 2, abs=1e-12)


XIRR_OF_PRINTS = {  # with a leap day ahead, and none in the current coupon period: as the cases' notes have it
    "in-corp-INE020B07IB6-2014-07-17": 9.3000,
    "in-corp-INE895D08428-2014-07-17": 9.5995,
    "in-corp-INE134E08DT0-2014-09-23": 9.0690,
    "in-corp-INE020B07JB4-2015-07-01": 8.3493,
    "in-corp-INE018A07755-2015-07-01": 8.5526,
}


@pytest.mark.parametrize("name", XIRR_OF_PRINTS)
def test_an_exchange_counts_whole_coupon_periods_as_years_and_xirr_does_not(name):
    given, tolerance, expected, _ = right(name)
    dealer = Bonds.of_market("in-corporate-xirr", given["coupon"], given["settlement"], given["maturity"])
    wrong = 100 * yield_to_maturity(dealer, given["clean_price"])[0]
    assert wrong == pytest.approx(XIRR_OF_PRINTS[name], abs=6e-5)
    assert abs(wrong - expected["yield_pct"]) > tolerance["yield_pct"]


def test_by_xirr_an_indian_yield_is_lower_where_leap_days_lie_ahead():
    terms = 0.0925, "2014-07-17", "2024-07-17"
    exchange, dealer = (Bonds.of_market(market, *terms) for market in ("in-corporate", "in-corporate-xirr"))
    apart = yield_to_maturity(exchange, 101) - yield_to_maturity(dealer, 101)
    assert 0.00003 < apart[0] < 0.0002


def test_a_convention_of_ones_own_is_a_market_with_other_fields():
    mine = replace(MARKETS["uk"], name="mine", ex_dividend=None, last_period="simple")
    terms = 0.04, "2031-05-30", "2031-06-07"
    assert Bonds.of_market(mine, *terms).accrued[0] > 0 > Bonds.of_market("uk", *terms).accrued[0]


def test_a_south_african_bond_without_its_coupon_accrues_less_the_days_to_come():
    # JSE prices as Sharenet prints them: E170 (13.5 %, 1 August 2020) traded on 20 July 2018; R186 (10.5 %, 21 December 2026)
    bond = Bonds.of_market("za", 0.135, "2018-07-25", "2020-08-01")
    assert accrued_interest(bond) == pytest.approx([-0.2589], abs=5e-5)
    assert clean_price(bond, 0.08385) == pytest.approx([109.3270], abs=1e-4)
    assert dirty_price(bond, 0.08385) == pytest.approx([109.0681], abs=1e-4)
    assert accrued_interest(Bonds.of_market("za", 0.105, "2017-12-15", "2026-12-21")) == pytest.approx([-0.1726], abs=5e-5)


def test_an_australian_bond_of_which_one_payment_is_left_to_the_buyer_is_near_maturing():
    bond = Bonds.of_market("au", 0.0425, "2025-10-17", "2026-04-21")  # the coupon of 21 October is the seller's
    assert dirty_price(bond, 0.04) == pytest.approx([102.125 / (1 + 0.04 * 186 / 365)], abs=1e-9)
    flows = cash_flows(bond)
    assert flows.amount.tolist() == [[102.125]] and str(flows.date[0, 0]) == "2026-04-21"
    assert solve_yield(bond, clean_price(bond, 0.04)).rate == pytest.approx([0.04], abs=1e-12)
    before = Bonds.of_market("au", 0.0425, "2025-10-13", "2026-04-21")
    assert len(cash_flows(before).amount[0]) == 2


def test_a_japanese_simple_yield_of_less_than_a_year_counts_29_february():
    short, long = (Bonds.of_market("jp", 0.001, "2027-09-20", day) for day in ("2028-03-20", "2029-03-20"))
    assert simple_yield(short, 99.9) == pytest.approx([(0.1 + 0.1 * 365 / 182) / 99.9], abs=1e-12)
    assert simple_yield(long, 99.9) == pytest.approx([(0.1 + 0.1 * 365 / 546) / 99.9], abs=1e-12)


def test_a_short_first_canadian_period_counts_days_of_365():
    # 2.25 % of 1 June 2029, as in rateslib's tests: 7,828.77 a million, worth 100.00 at 2.249977 %
    bond = Bonds.of_market("ca", 0.0225, "2018-10-16", "2029-06-01", issue="2018-07-27", first_coupon="2018-12-01")
    assert 1e4 * bond.first_coupon == pytest.approx([7828.77], abs=5e-3)
    assert bond.first_coupon == pytest.approx([2.25 * 127 / 365], abs=1e-12)
    assert accrued_interest(bond) == pytest.approx([0.499315], abs=5e-7)
    assert clean_price(bond, 0.02249977) == pytest.approx([100.0], abs=1e-5)


def test_a_long_first_canadian_period_is_a_half_year_and_days_of_365():
    bond = Bonds.of_market("ca", 0.0225, "2018-10-16", "2029-06-01", issue="2018-03-20", first_coupon="2018-12-01")
    assert bond.first_coupon == pytest.approx([2.25 * (0.5 + 73 / 365)], abs=1e-12)
    assert accrued_interest(bond) == pytest.approx([2.25 * (73 + 137) / 365], abs=1e-12)


CFETS = (  # settlement, dirty price, yield in percent, coupons a year, maturity, coupon in percent
    ("2023-01-19", 101.6214, 2.86, 2, "2031-05-27", 3.02),
    ("2023-01-19", 103.7177, 1.8553, 1, "2023-04-11", 4.15),
    ("2023-01-19", 101.5, 5.2143, 2, "2023-02-28", 4.16),
    ("2024-01-05", 102.5, 3.3157, 1, "2024-04-12", 3.41),
    ("2024-03-01", 102.5, 7.7366, 1, "2024-04-12", 3.41),
    ("2023-01-05", 102.5, 3.4039, 1, "2024-04-12", 3.41),
    ("2023-03-01", 102.5, 3.8871, 1, "2024-04-12", 3.41),
    ("2024-01-05", 101.0, 1.9380, 2, "2024-06-11", 3.69),
    ("2024-03-01", 101.0, 3.0020, 2, "2024-06-11", 3.69),
    ("2023-01-05", 101.0, 3.1512, 2, "2024-06-11", 3.69),
    ("2023-03-01", 101.0, 3.5345, 2, "2024-06-11", 3.69),
    ("2023-01-05", 100.747253, 3.3841, 2, "2023-04-17", 3.40),
    ("2025-01-05", 100.579033, 4.1202, 2, "2025-05-15", 4.11),
    ("2026-03-01", 100.660714, 3.6858, 2, "2026-06-26", 3.70),
)


@pytest.mark.parametrize(("settlement", "price", "rate", "frequency", "maturity", "coupon"), CFETS)
def test_the_last_period_in_china_counts_days_of_the_year_up_to_maturity(settlement, price, rate, frequency, maturity, coupon):
    # CFETS, yields of bonds in the interbank market, as in FinancePy's tests (test_cases_bond_cfets.csv)
    bond = Bonds.dated(
        coupon / 100, frequency, settlement, maturity, "Act/Act ICMA", month_end=False, last_period="simple Act/Act SEBI"
    )
    assert 100 * yield_to_maturity(bond, price, quote="dirty") == pytest.approx([rate], abs=5.1e-5)


def test_the_last_period_in_china_does_not_count_days_of_the_half_year():
    half = Bonds.dated(0.0416, 2, "2023-01-19", "2023-02-28", "Act/Act ICMA", month_end=False, last_period="simple")
    assert 100 * yield_to_maturity(half, 101.5, quote="dirty") == pytest.approx([5.2571], abs=5.1e-5)
    whole = Bonds.dated(0.0416, 2, "2023-01-19", "2023-02-28", "Act/Act ICMA", month_end=False, last_period="simple Act/Act SEBI")
    assert dirty_price(whole, 0.05) == pytest.approx([102.08 / (1 + 0.05 * 40 / 365)], abs=1e-10)


def test_macaulay_duration_with_one_payment_left_is_the_time_to_it():
    # JSE, R204 (8 %, 21 December 2018) traded on 20 July 2018, as Sharenet prints it: modified .3974, "duration" .4107
    measures = risk(Bonds.of_market("za", 0.08, "2018-07-25", "2018-12-21"), 0.067)
    assert measures.modified_duration == pytest.approx([0.3974], abs=5e-5)
    assert measures.modified_duration * (1 + 0.067 / 2) == pytest.approx([0.4107], abs=5e-5)
    assert measures.macaulay_duration == pytest.approx([149 / 365], abs=1e-12)
