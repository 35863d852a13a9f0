"""Bad terms, prices and yields: each is named with its place and value, or has a status while the other rows are computed."""

import numpy as np
import pytest

from bondsft.bonds import (
    Bonds,
    Curve,
    Flows,
    Status,
    clean_price,
    days_in_following_year,
    internal_rate,
    isin_check_digit,
    isin_of_cusip,
    key_rate_durations,
    level_pay,
    reference_index,
    simple_yield,
    sinking_fund,
    solve_yield,
    step_coupon,
    us_conversion_factor,
    xirr,
    xnpv,
    year_fraction,
    yield_of_flows,
    yield_to_maturity,
)
from bondsft.errors import BondsftError

PLAIN = {"coupon": 0.06, "frequency": 2, "settlement": "2026-03-01", "maturity": ["2031-01-10", "2032-01-10"]}
ODD = {"issue": "2026-02-01", "first_coupon": "2026-07-10"}


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        ({"maturity": ["2031-01-10", "2026-03-01"]}, "maturity of bond 1 is 2026-03-01. It must be after settlement"),
        ({"maturity": ["2031-01-10", "NaT"]}, "maturity of bond 1 is NaT. It must be a date"),
        ({"maturity": "2731-01-10"}, "maturity of bond 0 is 2731-01-10. It must be at most 1200 coupon periods"),
        ({"settlement": None}, "settlement of bond 0 is NaT"),
        ({"settlement": "2026-02-30"}, "settlement '2026-02-30' is not a date"),
        ({"frequency": [2, -2]}, "frequency of bond 1 is -2. It must be 1, 2, 4 or 12"),
        ({"compounding": [2, 0]}, "compounding of bond 1 is 0"),
        ({"redemption": [100, np.nan]}, "redemption of bond 1 is nan"),
        ({"coupon": [0.05, np.inf]}, "coupon of bond 1 is inf"),
        ({"coupon": "six"}, "coupon of bond 0 is six. It must be a number"),
        ({"coupon": None}, "coupon of bond 0 is None. It must be a number"),
        ({"month_end": "no"}, "month end of bond 0 is no. It must be true or false"),
        ({"ex_dividend": [0, 2]}, "ex dividend of bond 1 is 2"),
        ({"remainder": "yes"}, "remainder of bond 0 is yes"),
        ({"accrued_decimals": [3, 2.5]}, "accrued decimals of bond 1 is 2.5"),
        ({"accrued_decimals": "two"}, "accrued decimals of bond 0 is two"),
        ({"coupon": [0.05, 0.05, 0.05]}, "different lengths"),
        ({"day_count": ["30/360", "30/361"]}, "day count of bond 1 is 30/361"),
        ({"clean_day_count": "Bus/252"}, "clean day count of bond 0 is Bus/252"),
        ({"last_period": ["simple", "easy"]}, "last period of bond 1 is easy"),
        ({"first_period": "simple", "timing": "dates"}, "first period of bond 0 is simple. It must be compound where"),
        ({"first_period": "simple", "coupon_amounts": ["equal", "by days"]}, "first period of bond 1 is simple"),
        ({"simplicity": True}, "'simplicity' is no convention"),
        (ODD | {"first_coupon": "2026-07-11"}, "first coupon of bond 0 is 2026-07-11"),
        (ODD | {"first_coupon": ["2026-07-10", "2033-01-10"]}, "first coupon of bond 1 is 2033-01-10"),
        (ODD | {"first_coupon": "2026-01-10"}, "issue of bond 0 is 2026-02-01"),
        ({"first_coupon": "2026-07-10"}, "issue of bond 0 is NaT"),
        ({"issue": ["2026-02-01", "2026-03-02"]}, "settlement of bond 1 is 2026-03-01. It must be on or after issue"),
        ({"last_coupon": ["2030-01-10", "2032-01-11"]}, "last coupon of bond 1 is 2032-01-11. It must be before maturity"),
        (ODD | {"first_coupon": "2030-07-15", "last_coupon": "2030-01-15"}, "first coupon of bond 0 is 2030-07-15"),
        (
            ODD | {"first_coupon": ["2026-07-15", "2032-01-10"], "last_coupon": "2030-01-15"},
            "first coupon of bond 1 is 2032-01-10",
        ),
    ],
)
def test_a_bad_term_is_named_with_its_place_and_value(terms, named):
    with pytest.raises(BondsftError, match=named):
        Bonds.dated(**(PLAIN | terms))


@pytest.mark.parametrize("market", ["atlantis", ["us", "atlantis"]])
def test_an_unknown_market_is_named(market):
    with pytest.raises(BondsftError, match="'atlantis' is not a market known here"):
        Bonds.of_market(market, 0.06, "2026-03-01", "2031-01-10")


def test_one_period_from_issue_to_maturity_may_follow_a_last_coupon_date():
    bond = Bonds.dated(
        0.06, 2, "2030-06-01", "2031-01-10", "30/360", issue="2030-05-10", first_coupon="2031-01-10", last_coupon="2030-01-10"
    )
    assert bond.first_coupon == pytest.approx([6 * 240 / 360])


def test_a_price_that_cannot_be_solved_has_a_status_and_the_others_are_solved():
    bonds = Bonds.dated(0.06, 2, "2026-03-01", np.repeat("2031-01-10", 7))
    prices = clean_price(bonds, 0.05)
    prices[1:6] = [np.nan, -5, np.inf, -np.inf, 1e300]
    found = solve_yield(bonds, prices)
    assert found.rate[[0, 6]] == pytest.approx([0.05, 0.05], abs=1e-12)
    bad = [Status.NOT_MEANINGFUL, Status.NO_ROOT, Status.NOT_MEANINGFUL, Status.NO_ROOT, Status.NOT_MEANINGFUL]
    assert found.status.tolist() == [Status.SOLVED, *bad, Status.SOLVED]
    assert np.isnan(found.rate[1:6]).all()


def test_a_zero_coupon_bond_above_its_redemption_has_a_negative_yield():
    bond = Bonds.of_periods(0.0, 2, 10)
    assert yield_to_maturity(bond, 120.0) == pytest.approx([2 * ((100 / 120) ** 0.1 - 1)], abs=1e-14)
    assert solve_yield(bond, 120.0).status[0] == Status.SOLVED


@pytest.mark.parametrize("rate", [-2.0, -2.5, np.nan, np.inf])
def test_a_yield_without_a_price_is_named(rate):
    with pytest.raises(BondsftError, match=f"yield of bond 1 is {rate}"):
        clean_price(Bonds.dated(**PLAIN), [0.05, rate])


def test_yields_below_minus_100_percent_are_priced_where_money_still_grows():
    # Two halves at -75 percent each: 3 / 0.25 + 103 / 0.25**2
    assert clean_price(Bonds.of_periods(0.06, 2, 2), -1.5) == pytest.approx([3 / 0.25 + 103 / 0.0625])
    late = Bonds.of_market("us", 0.06, "2026-03-01", "2026-03-31")
    assert yield_to_maturity(late, clean_price(late, -5.0)) == pytest.approx([-5.0], abs=1e-12)


@pytest.mark.parametrize(("prices", "yields"), [([100, 101, 102], None), (None, [0.1, 0.2, 0.3])])
def test_columns_of_other_lengths_are_refused(prices, yields):
    bonds = Bonds.dated(**PLAIN)
    with pytest.raises(BondsftError, match="different lengths"):
        solve_yield(bonds, prices) if yields is None else clean_price(bonds, yields)


def test_flows_that_change_sign_may_have_several_yields_while_the_next_row_has_one():
    flows = Flows.regular([[-100, 230, -132], [-100, 5, 105]], 1)
    found = yield_of_flows(flows, 0.0)
    assert found.status.tolist() == [Status.SEVERAL_ROOTS, Status.SOLVED]
    assert found.rate[1] == pytest.approx(0.05, abs=1e-13)


@pytest.mark.parametrize(("dates", "amounts"), [(["2027-02-30"], [5.0]), (["2027-02-28"], ["five"])])
def test_payments_that_cannot_be_read_are_refused(dates, amounts):
    with pytest.raises(BondsftError, match="cannot be read"):
        Flows.dated("2026-01-01", dates, amounts)


def test_a_simple_yield_over_no_time_is_refused():
    with pytest.raises(BondsftError, match=r"time to maturity of bond 0 is 0\.0"):
        simple_yield(Bonds.of_market("jp", 0.01, "2028-01-30", "2028-01-31"), 99.9, "30/360")


def test_no_bonds_give_empty_columns():
    none = Bonds.dated([], 2, "2026-03-01", "2031-01-10")
    assert len(clean_price(none, [])) == len(yield_to_maturity(none, [])) == 0


def test_a_missing_date_gives_no_number():
    for name in ("Act/360", "30/360", "Act/Act ISDA", "NL/365"):
        assert np.isnan(year_fraction(name, ["2026-01-01", "NaT"], ["NaT", "2026-07-01"])).all()
    for ask in (lambda: days_in_following_year("NaT"), lambda: us_conversion_factor(0.05, "2026-03-01", "NaT")):
        with pytest.raises(BondsftError, match="NaT"):
            ask()


@pytest.mark.parametrize("often", [0, -2, np.nan])
def test_payments_need_a_frequency_above_0(often):
    for ask in (
        lambda: sinking_fund(0.05, often, 4),
        lambda: step_coupon([0.05, 0.06], often),
        lambda: level_pay(0.05, often, 10),
    ):
        with pytest.raises(BondsftError, match="frequency of bond 0"):
            ask()
    with pytest.raises(BondsftError, match="row of coupons"):
        step_coupon([0.05, np.inf], 2)


def test_identifiers_are_told_from_other_texts():
    digits = (lambda: isin_check_digit("US-03783310"), lambda: isin_check_digit("us037833100"))
    for ask in (*digits, lambda: isin_of_cusip("037833100", "us")):
        with pytest.raises(BondsftError):
            ask()


def test_the_worth_of_payments_is_that_of_the_first_date_though_nothing_is_paid_then():
    assert xnpv(0.1, ["2025-01-01", "2026-01-01"], [0.0, 110.0]) == pytest.approx([100.0])
    assert xirr([[]], [[]]).status.tolist() == [Status.NO_ROOT]
    assert internal_rate([-100.0, np.nan, 121.0]).status.tolist() == [Status.NOT_MEANINGFUL]


def test_curves_and_indexes_of_nothing_are_refused():
    curve, flows = Curve.of_zero_rates([1.0, 5.0], [0.03, 0.04]), Flows.regular([5.0, 105.0], frequency=1)
    for ask in (
        lambda: Curve.of_zero_rates([], []),
        lambda: curve.discount_factor([0.5, -1.0]),
        lambda: key_rate_durations(flows, curve, []),
        lambda: reference_index("2026-02-03", np.inf, 310.0),
    ):
        with pytest.raises(BondsftError):
            ask()


def test_bonds_called_as_a_class_say_how_they_are_made():
    for call in (lambda: Bonds("1996-06-12", 2), lambda: Bonds(coupon=0.05), Bonds):
        with pytest.raises(BondsftError, match="not made by") as caught:
            call()
        assert "Bonds.dated" in caught.value.hint


def test_a_coupon_that_is_no_number_is_named_by_a_conversion_factor():
    with pytest.raises(BondsftError, match="coupon 'six'"):
        us_conversion_factor("six", "2026-12-01", "2036-11-15")
