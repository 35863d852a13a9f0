# ruff: noqa: E501
"""Calculators read the words of a question, and answer anything a model may write with a result or an error, never a crash."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.calculators import CALCULATORS, register, run_call, run_together, schemas
from bondsft.calculators.parameters import CouponPct

BOND = {"price": "98.75", "coupon_pct": "7.5", "frequency": "2", "years": "8"}


def test_a_yield_is_what_quantlib_gives():
    ql = pytest.importorskip("QuantLib")
    schedule = ql.Schedule(
        ql.Date(15, 3, 2026), ql.Date(15, 3, 2034), ql.Period(ql.Semiannual), ql.NullCalendar(),
        ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Backward, False,
    )  # fmt: skip
    days = ql.Thirty360(ql.Thirty360.BondBasis)
    ql.Settings.instance().evaluationDate = ql.Date(15, 3, 2026)
    bond = ql.FixedRateBond(0, 100.0, schedule, [0.075], days)
    price = ql.BondPrice(98.75, ql.BondPrice.Clean)
    oracle = 100 * bond.bondYield(price, days, ql.Compounded, ql.Semiannual, ql.Date(15, 3, 2026), 1e-14)
    assert run_call("bond_yield", BOND) == {"yield": f"{oracle:.3f}%"}


def test_a_long_first_coupon_is_read_as_the_bundesbank_prices_it():
    bund = {"coupon_pct": "2.1", "settlement": "20 Dec 2022", "maturity": "15 Nov 2029", "market": "Bund"}
    new = bund | {"issue": "20 Oct 2022", "first_coupon": "15 Nov 2023"}
    assert run_call("bond_yield", new | {"price": "99.31"}) == {"yield": "2.208%"}  # 2.208075 and 0.350959, DE0001102622
    prices = run_call("bond_price", new | {"yield_pct": "2.208075"})
    assert prices["clean_price"] == "99.3100" and prices["accrued_interest"] == "0.3510"
    assert run_call("bond_price", bund | {"yield_pct": "2.208075"})["accrued_interest"] == "0.2014"
    assert "needs settlement and maturity" in run_call("bond_yield", BOND | {"issue": "20 Oct 2022"})["error"]


def test_words_and_numbers_mean_the_same():
    words = {
        "price": "₹987.50",
        "face": "1,000",
        "coupon_pct": "7.50%",
        "frequency": "every six months",
        "years": "96 months",
    }
    assert run_call("bond_yield", words) == run_call("bond_yield", BOND) == {"yield": "7.712%"}


@pytest.mark.parametrize("price", ["98-24", "98.75", "discount of 1.25", "1.25 below par", "1.25 points under par"])
def test_a_price_may_be_told_in_32nds_or_as_points_off_par(price):
    assert run_call("bond_yield", {**BOND, "price": price}) == {"yield": "7.712%"}
    if price != "98.75":  # a quote is per 100, whatever the face value
        assert run_call("bond_yield", {**BOND, "price": price, "face": "1,000"}) == {"yield": "7.712%"}


def test_a_coupon_may_be_told_as_the_money_of_a_payment():
    terms = {name: text for name, text in BOND.items() if name != "coupon_pct"}
    money = {**terms, "coupon_amount": "₹37,500", "face": "10 lakh", "price": "9,87,500.00"}
    assert run_call("bond_yield", money) == run_call("bond_yield", BOND)
    assert run_call("bond_yield", {**terms, "coupon_amount": "3.75"}) == run_call("bond_yield", BOND)
    assert run_call("bond_yield", {**BOND, "coupon_amount": "3.75"}) == {
        "error": "coupon_pct and coupon_amount both state a coupon"
    }
    assert run_call("bond_yield", terms) == {"error": "coupon_pct is missing"}
    assert run_call("bond_yield", {**terms, "coupon_amount": "37,500"}) == {"error": "face is missing"}
    assert "face is '100'" in run_call("bond_yield", {**terms, "coupon_amount": "375", "face": "100"})["error"]
    assert run_call("bond_yield", {**BOND, "price": "discount of 120"}) == {"error": "price is -20, and must be above 0"}


def test_money_is_no_rate():
    assert "coupon_amount" in run_call("bond_yield", {**BOND, "coupon_pct": "11,550.00"})["error"]
    terms = {name: text for name, text in BOND.items() if name != "price"}
    assert run_call("bond_price", {**terms, "yield_pct": "1,000,000"}) == {
        "error": "yield_pct is '1,000,000', which no bond yields"
    }


def test_a_price_is_computed_with_however_low_it_is():
    in_default = {name: text for name, text in BOND.items() if name != "price"}
    assert run_call("bond_yield", {**in_default, "price": "1.2"}) == run_call(
        "bond_yield", {**in_default, "price": "12", "face": "1,000"}
    )
    assert "yield" in run_call("bond_yield", {**in_default, "price": "1.2"})


def test_a_rate_that_no_bond_has_is_named_as_it_was_typed():
    terms = {name: text for name, text in BOND.items() if name != "price"}
    for rate in ("-100", "-250"):
        assert run_call("bond_price", {**terms, "yield_pct": rate}) == {"error": f"yield_pct is '{rate}', which no bond yields"}
    assert "coupon_pct is '-5', which no bond pays" in run_call("bond_yield", {**BOND, "coupon_pct": "-5"})["error"]


def test_price_and_yield_are_inverse():
    price = run_call("bond_price", {"yield_pct": "7.7122794", "coupon_pct": "7.5", "frequency": "2", "years": "8"})
    assert price == {"price": "98.7500"}


def test_a_market_fixes_frequency_and_day_count():
    dates = {"settlement": "6 September 2021", "maturity": "17 May 2023"}
    assert run_call("bond_yield", {"price": "100.30", "coupon_pct": "4.26", "market": "G-sec", **dates}) == {"yield": "4.072%"}


def test_a_measure_selects_one_result():
    terms = {key: BOND[key] for key in ("coupon_pct", "frequency", "years", "price")}
    assert run_call("bond_risk", {**terms, "measure": "Modified duration"}) == {"modified_duration": "5.9161"}
    assert set(run_call("bond_risk", terms)) == {
        "macaulay_duration",
        "modified_duration",
        "convexity",
        "dv01",
    }


def test_of_a_bond_without_dates_nothing_has_accrued_and_every_measure_is_known():
    undated = {"coupon_pct": "6", "yield_pct": "7", "frequency": "2", "years": "5"}
    assert run_call("bond_price", undated | {"measure": "accrued interest"}) == {"accrued_interest": "0.0000"}
    assert run_call("bond_price", undated | {"measure": "dirty price"}) == run_call("bond_price", undated) == {"price": "95.8417"}
    assert "is not one of clean_price" in run_call("bond_price", undated | {"measure": "spread"})["error"]


def test_a_dv01_is_money_of_the_face_value():
    terms = {"coupon_pct": "6", "yield_pct": "7", "frequency": "2", "years": "5", "measure": "DV01"}
    assert run_call("bond_risk", terms) == {"dv01": "0.040535"}
    assert run_call("bond_risk", terms | {"face": "1 crore"}) == {"dv01": "4053.506362"}


def test_variants_of_30_360_are_told_apart():
    terms = {"coupon_pct": "6", "yield_pct": "5", "frequency": "2", "settlement": "2026-03-15", "maturity": "2031-08-31"}

    def accrued(day_count):
        return run_call("bond_price", terms | {"day_count": day_count, "measure": "accrued interest"})["accrued_interest"]

    assert [accrued(way) for way in ("30/360", "30/360 US", "30U/360", "30E/360", "30/360 European")] == [
        *("0.2833", "0.2500", "0.2500", "0.2833", "0.2833")
    ]


def test_30_360_of_a_market_is_its_own_variant():
    terms = {"coupon_pct": "8", "yield_pct": "7", "settlement": "2026-01-31", "maturity": "2030-01-15"}
    plain = [run_call("bond_price", terms | {"market": market}) for market in ("G-sec", "US corporate bond")]
    named = [
        run_call("bond_price", terms | {"market": market, "day_count": "30/360"}) for market in ("G-sec", "US corporate bond")
    ]
    assert plain == named and plain[0]["accrued_interest"] != plain[1]["accrued_interest"]


def test_a_cumulative_debenture_pays_no_coupons():
    terms = {"coupon_pct": "9", "years": "5", "market": "public NCD, cumulative option"}
    assert "pays nothing before it matures" in run_call("bond_cashflows", terms)["error"]
    assert run_call("bond_cashflows", terms | {"coupon_pct": "0"}) == {"schedule": "year 5: 100.00"}


def test_cash_flows_are_listed_with_their_times_or_dates():
    assert run_call("bond_cashflows", {"coupon_pct": "7.5", "frequency": "2", "years": "1", "face": "1,000"}) == {
        "schedule": "year 0.5: 37.50; year 1: 1037.50"
    }
    dated = {"coupon_pct": "6", "frequency": "1", "settlement": "2026-11-23", "maturity": "2028-03-15"}
    assert run_call("bond_cashflows", dated) == {"schedule": "2027-03-15: 6.00; 2028-03-15: 106.00"}


def test_a_schedule_of_hundreds_of_payments_is_not_told_to_a_model():
    terms = {"coupon_pct": "6", "frequency": "monthly"}
    assert len(run_call("bond_cashflows", terms | {"years": "2 years"})["schedule"].split("; ")) == 24
    assert run_call("bond_cashflows", terms | {"years": "30 years"}) == {"error": "the schedule is too long to quote"}


def test_find_bond_looks_where_the_host_says():
    terms = {"coupon_pct": "7.5"}
    assert run_call("find_bond", {"isin": "zz0000000017"}, {"ZZ0000000017": terms}.get) == terms
    assert run_call("find_bond", {"isin": "ZZ0000000025"}, {}.get) == {"error": "no terms for ZZ0000000025"}


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("bond_yield", {**BOND, "price": "0"}, "price is 0"),
        ("bond_yield", {**BOND, "price": "98", "day_count": "foo"}, "'foo' is not a day count"),
        ("bond_yield", {**BOND, "price": "98", "maturity": "2030-01-01"}, "years and maturity both state when the bond ends"),
        ("bond_risk", {**BOND, "price": "98", "yield_pct": "5"}, "price and yield_pct both state what the bond is worth"),
        ("bond_yield", {**BOND, "price": "cheap"}, "not a number"),
        ("bond_yield", {**BOND, "years": "8.3"}, "whole number of coupon periods"),
        ("bond_yield", {key: BOND[key] for key in ("coupon_pct", "frequency", "years")}, "price is missing"),
        ("bond_yield", {key: BOND[key] for key in ("coupon_pct", "price", "years")}, "frequency is missing"),
        ("bond_yield", {key: BOND[key] for key in ("coupon_pct", "price", "frequency")}, "are missing"),
        ("bond_yield", {**BOND, "years": "9" * 30}, "periods"),
        ("bond_yield", {**BOND, "price": "1e400"}, "not a number"),
        ("bond_yield", {**BOND, "colour": "red"}, "no argument 'colour'"),
        ("bond_yeild", BOND, "no calculator"),
        ("bond_risk", {"coupon_pct": "5", "frequency": "1", "years": "3"}, "price or yield_pct"),
        ("bond_price", {"coupon_pct": "5", "frequency": "1", "years": "3", "yield_pct": "-150"}, "yield"),
    ],
)
def test_what_is_wrong_is_named(name, arguments, error):
    assert error in run_call(name, arguments)["error"]


@given(
    st.sampled_from([*CALCULATORS, "rm -rf"]),
    st.dictionaries(
        st.sampled_from(["price", "coupon_pct", "frequency", "years", "yield_pct", "settlement", "maturity", "face", "market", "isin", "measure"]),
        st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.none(), st.sampled_from(["2", "7.5", "8 years", "2030-01-01", "2024-02-29"])),
    ),
)  # fmt: skip
def test_nothing_a_model_writes_crashes_a_calculator(name, arguments):
    result = run_call(name, arguments)
    assert result
    assert all(isinstance(value, str) for value in result.values())


@pytest.mark.parametrize(
    ("prices", "ranks"),
    [
        (["98.75", "99"], ["higher", "lower"]),
        (["101", "99", "100"], ["lowest", "highest", "number 2"]),
        (["99", "99.00"], ["equal", "equal"]),
        (["98.75"], [None]),
        (["98.75", "cheap"], [None, None]),
    ],
)
def test_calls_of_one_message_are_ranked(prices, ranks):
    results = run_together([("bond_yield", {**BOND, "price": price}) for price in prices])
    assert [result.get("rank") for result in results] == ranks


def test_results_that_do_not_compare_have_no_rank():
    terms = {name: text for name, text in BOND.items() if name != "price"}
    for calls in ([("bond_yield", BOND), ("bond_price", {**terms, "yield_pct": "7"})], [("bond_cashflows", terms)] * 2):
        assert not any("rank" in result for result in run_together(calls))


def test_schemas_describe_every_argument():
    for calculator in CALCULATORS.values():
        function = calculator.schema()["function"]
        assert function["description"].endswith(".")
        assert all(item["description"] for item in function["parameters"]["properties"].values())
    assert CALCULATORS["find_bond"].signature() == "find_bond(isin)"


def test_the_tools_of_a_prompt_say_once_what_an_argument_is():
    told = [(name, *item.values()) for tool in schemas() for name, item in tool["function"]["parameters"]["properties"].items()]
    described = [each for each in told if len(each) == 3]
    assert len(described) == len(set(described)) == len({name for name, *_ in told})


def test_an_argument_of_another_meaning_is_described_anew():
    def paid_yield(price: Annotated[str | None, "dirty price", "price"] = None, coupon_pct: CouponPct = None) -> dict[str, str]:
        """Yield of a bond from its dirty price."""
        return {}

    register((paid_yield,))
    try:
        *_, own = [tool["function"]["parameters"]["properties"] for tool in schemas((paid_yield,))]
    finally:
        del CALCULATORS["paid_yield"]
    assert own == {"price": {"type": "string", "description": "dirty price"}, "coupon_pct": {"type": "string"}}


REGULAR = {"coupon_pct": "6", "frequency": "annual", "years": "5"}


def test_what_is_repaid_may_be_more_than_the_face_value():
    schedule = run_call("bond_cashflows", {**REGULAR, "face": "1,000", "redemption": "premium of 2%"})["schedule"]
    assert schedule.endswith("year 5: 1080.00")
    at_par = run_call("bond_price", {**REGULAR, "yield_pct": "6"})["price"]
    above = run_call("bond_price", {**REGULAR, "yield_pct": "6", "redemption": "102"})["price"]
    assert at_par == "100.0000"
    assert above == f"{100 + 2 / 1.06**5:.4f}"
    assert run_call("bond_yield", {**REGULAR, "price": above, "redemption": "102%"}) == {"yield": "6.000%"}


def test_a_yield_may_move_before_the_bond_is_priced():
    moved = run_call("bond_price", {**REGULAR, "yield_pct": "5.5", "yield_change": "up 50 bp"})
    assert moved == run_call("bond_price", {**REGULAR, "yield_pct": "6"})
    risk = run_call("bond_risk", {**REGULAR, "price": "100", "yield_change": "-0.5%"})
    assert risk == run_call("bond_risk", {**REGULAR, "yield_pct": "5.5"})


def test_a_dirty_price_gives_the_yield_of_the_clean_one():
    terms = {"coupon_pct": "4", "market": "US Treasury", "settlement": "15 Mar 2026", "maturity": "15 Nov 2034"}
    prices = run_call("bond_price", {**terms, "yield_pct": "4.25"})
    for calculator in ("bond_yield", "bond_risk"):
        clean = run_call(calculator, {**terms, "price": prices["clean_price"]})
        assert run_call(calculator, {**terms, "dirty_price": prices["dirty_price"]}) == clean
        assert "both" in run_call(calculator, {**terms, "price": "98", "dirty_price": "99"})["error"]


def test_payments_follow_a_markets_own_rule():
    terms = {"coupon_pct": "9.6", "settlement": "2026-03-10", "maturity": "2027-09-22", "market": "in-ncd-monthly"}
    schedule = run_call("bond_cashflows", {**terms, "face": "100000"})["schedule"]
    assert schedule.startswith("2026-03-22: 736.44; 2026-04-22: 815.34")  # by the days of each month
