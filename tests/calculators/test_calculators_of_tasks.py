"""Calculators that tasks bring: short paper, spot rates and floating-rate notes, against published and hand-computed figures."""

from __future__ import annotations

import pytest

from bondsft.calculators import run_call
from bondsft.plugin import load_tasks

load_tasks(wanted=())


BILL = {"price": "98.0975", "days": "90-day", "bill": "US Treasury bill"}
PAPER = {"price": "99", "days": "90 days"}
DATES = {"settlement": "2024-01-01", "maturity": "2024-03-31"}


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        # 31 CFR 356 Appendix B, VI: a bill of 90 days at a discount of 7.610 % costs 98.0975
        (BILL | {"measure": "discount rate"}, {"discount_rate": "7.610%"}),
        (BILL | {"measure": "investment rate", "bill": "US T-bill"}, {"investment_rate": "7.865%"}),
        # RBI's primer: 91 days at 98.6789
        ({"price": "98.6789", "days": "13 weeks", "bill": "Indian Treasury bill"}, {"simple_yield": "5.370%"}),
        (PAPER | {"day_count": "Act/360"}, {"discount_rate": "4.000%", "simple_yield": "4.040%"}),
        ({"price": "99", "day_count": "Act/360", "measure": "simple yield"} | DATES, {"simple_yield": "4.040%"}),
        (PAPER, {"error": "bill, or day_count is missing"}),
        (PAPER | {"day_count": "30/360"}, {"error": "short paper does not accrue by 30/360"}),
        ({"price": "99", "bill": "UK Treasury bill"}, {"error": "days, or settlement and maturity, are missing"}),
        (PAPER | {"bill": "Atlantean bill"}, {"error": "'Atlantean bill' is not a kind of bill known here."}),
        (PAPER | {"days": "some days", "bill": "UK T-bill"}, {"error": "'some days' is not a number of days."}),
    ],
)
def test_rates_of_short_paper(arguments, result):
    assert run_call("short_paper_rate", arguments) == result


@pytest.mark.parametrize(
    ("arguments", "price"),
    [
        ({"rate_pct": "7.61", "days": "90 days", "bill": "US Treasury bill"}, "98.0975"),
        ({"rate_pct": "5.3699%", "days": "91 days", "bill": "Indian T-bill"}, "98.6789"),
        ({"rate_pct": "4.04", "days": "90 days", "day_count": "actual/360"}, "99.0001"),
    ],
)
def test_prices_of_short_paper(arguments, price):
    assert run_call("short_paper_price", arguments) == {"price": price}


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        # 1.034^2 / 1.03 - 1
        (("1 year", "3%", "2 years", "3.4%", "annually"), {"forward_rate": "3.802%"}),
        # (1.02^4 / 1.015^2)^(1/2) = 1.0250246, twice a year
        (("1y", "3", "2y", "4", "semi-annual"), {"forward_rate": "5.005%"}),
        (("2y", "3", "1y", "4", "annual"), {"error": "end_years is not after start_years"}),
        (("1y", "3", "2y", "4", None), {"error": "compounding is missing"}),
    ],
)
def test_forward_rates(arguments, result):
    names = ("start_years", "start_pct", "end_years", "end_pct", "compounding")
    assert run_call("forward_rate", dict(zip(names, arguments, strict=True))) == result


@pytest.mark.parametrize("rates", ["3%, 4% and 5%", "3/4/5%", "3.00, 4.00 and 5.00%", "3; 4; 5"])
def test_a_price_on_a_row_of_spot_rates(rates):
    # 6 / 1.03 + 6 / 1.04^2 + 106 / 1.05^3
    assert run_call("curve_price", {"annual_coupon_pct": "6", "spot_rates": rates}) == {"price": "102.9394"}


def test_one_rate_is_no_row():
    assert run_call("curve_price", {"annual_coupon_pct": "6", "spot_rates": "3%"}) == {"error": "'3%' is not a row of rates."}


def test_the_next_coupon_of_a_floater():
    arguments = {"index_pct": "5.31%", "spread": "120 bp", "days": "92 days", "day_count": "Act/360"}
    assert run_call("floater_coupon", arguments) == {"coupon": "1.6637"}  # 6.51 * 92 / 360
    assert run_call("floater_coupon", arguments | {"face": "1,00,000"}) == {"coupon": "1663.6667"}


@pytest.mark.parametrize(
    ("margin", "price"),
    [("120 bp", "100.0000"), ("1.20%", "100.0000"), ("200 bp", "98.5240")],  # at its spread a floater is at par
)
def test_the_price_of_a_floater_at_a_discount_margin(margin, price):
    # at 200 bp: 100 - 0.80 / 4 * (1 - (1 + 0.0731 / 4)^-8) / (0.0731 / 4)
    arguments = {"index_pct": "5.31", "spread": "120 bp", "margin": margin, "frequency": "quarterly", "years": "2 years"}
    assert run_call("floater_price", arguments) == {"price": price}


def test_a_floater_between_payments_is_refused():
    arguments = {"index_pct": "5.31", "spread": "1%", "margin": "1%", "frequency": "annual", "years": "18 months"}
    assert run_call("floater_price", arguments) == {"error": "18 months is not a whole number of coupon periods"}


def test_a_zero_coupon_bond_has_one_price():
    arguments = {
        "coupon_pct": "zero",
        "yield_pct": "5",
        "settlement": "2025-03-15",
        "maturity": "2035-03-15",
        "market": "US Treasury",
    }
    assert run_call("bond_price", arguments) == {"price": "61.0271"}  # 100 / 1.025^20
