"""Quantities as people write them: what a task writes is read back, and what is ambiguous is refused."""

from datetime import date
from decimal import Decimal

import pytest

from bondsft.errors import BondsftError
from bondsft.tasks.spans import ways_of
from bondsft.text import (
    read_compounding,
    read_date,
    read_dates,
    read_day_count,
    read_frequency,
    read_number,
    read_percent,
    read_quote,
    read_tenor,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98.75", "98.75"),
        ("1,05,000", "105000"),
        ("₹1,05,000", "105000"),
        ("1.05 lakh", "105000"),
        ("2 crore", "20000000"),
        ("$1,000.50", "1000.50"),
        ("10,000", "10000"),
    ],
)
def test_numbers(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "ninety-eight or so", "1,2,3", "98.75.1", "12 apples", "1e5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BondsftError):
        read_number(text)


@pytest.mark.parametrize(("text", "value"), [("7.5", "7.5"), ("7.5%", "7.5"), ("7.5 percent", "7.5"), ("zero", "0")])
def test_percents(text, value):
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3¼%", "3.25"),
        ("7 ½ %", "7.5"),
        ("0⅞%", "0.875"),
        ("½%", "0.5"),
        ("4 1/8", "4.125"),
        ("4-5/8", "4.625"),
        ("5 11/32%", "5.34375"),
        ("five and a quarter percent", "5.25"),
        ("six and three eighths per cent", "6.375"),
        ("twenty percent", "20"),
    ],
)
def test_fractions_are_read_as_bonds_are_named(text, value):
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize("text", ["31/4", "4 8/8", "4 1/3", "5 3/42", "5 1/20", "30/360", "five", "a quarter percent"])
def test_a_fraction_that_could_be_something_else_is_refused(text):
    with pytest.raises(BondsftError):
        read_percent(text)


@pytest.mark.parametrize("text", ["$36", "₹97.50", "Rs 40", "CHF 12", "1 lakh", "2 million"])
def test_money_is_no_rate(text):
    with pytest.raises(BondsftError, match="is money, and no rate"):
        read_percent(text)


@pytest.mark.parametrize(
    "text",
    [
        "2034-03-15",
        "15 March 2034",
        "March 15, 2034",
        "15-Mar-2034",
        "15 Mar 2034",
        "Mar 15, 2034",
        "15-Mar-34",
        "15/3/2034",
        "03/15/2034",
        "15/3/34",  # no year begins a date of the 34th
        "3/15/34",
        "March 15 2034",
        "Mar 15 2034s",
    ],
)
def test_dates(text):
    assert read_date(text) == date(2034, 3, 15)


@pytest.mark.parametrize(
    "text", ["03/04/2030", "10/6/26", "15/3/28", "15-03-28", "31 February 2030", "March 2034", "tomorrow", ""]
)
def test_an_ambiguous_or_impossible_date_is_refused(text):
    with pytest.raises(BondsftError):
        read_date(text)


def test_a_market_tells_what_three_short_figures_are():
    assert read_date("15/11/29", month_first=True) == read_date("15/11/29", month_first=False) == date(2029, 11, 15)
    assert read_date("10/6/26", month_first=True) == date(2026, 10, 6)
    assert read_dates(["34/05/15", "03/04/2030"], month_first=True) == [date(2034, 5, 15), date(2030, 3, 4)]


def test_one_date_tells_which_is_the_month_of_the_others():
    assert read_dates(["05/01/2034", "02/15/2034"]) == [date(2034, 5, 1), date(2034, 2, 15)]
    assert read_dates(["05/01/2034", "15/02/2034"]) == [date(2034, 1, 5), date(2034, 2, 15)]
    assert read_dates(["05/01/2034"], month_first=True) == [date(2034, 5, 1)]
    with pytest.raises(BondsftError, match="'05/01/2034' could be two dates"):
        read_dates(["05/01/2034", "2034-02-15"])
    with pytest.raises(BondsftError, match="'13/15/2034' is not a day of the calendar"):
        read_date("13/15/2034")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("two and a half years", Decimal("2.5")),
        ("8½ years", Decimal("8.5")),
        ("3 1/2 yrs", Decimal("3.5")),
        ("8 years", 8),
        ("8-year", 8),
        ("18 months", Decimal("1.5")),
        ("8 years and 6 months", Decimal("8.5")),
        ("4y", 4),
        ("one year", 1),
    ],
)
def test_tenors(text, years):
    assert read_tenor(text) == years


@pytest.mark.parametrize("text", ["-3", "-3 years", "- 18 months"])
def test_a_time_before_today_is_no_tenor(text):
    with pytest.raises(BondsftError, match="is not a number of years"):
        read_tenor(text)


@pytest.mark.parametrize(
    ("text", "often"), [("annual", 1), ("semi-annual", 2), ("every six months", 2), ("quarterly", 4), ("monthly", 12), ("2", 2)]
)
def test_frequencies(text, often):
    assert read_frequency(text) == often


def test_a_frequency_that_no_bond_has_is_refused():
    for text in ("sometimes", "biannual-ish", "5"):
        with pytest.raises(BondsftError):
            read_frequency(text)


def test_every_form_that_a_task_writes_is_read_back():
    facts = {
        "coupon_pct": (7.125, read_percent),
        "price": (1098.75, read_number),
        "clean_price": (98.5, read_number),
        "yield_pct": (6.5, read_percent),
        "face": (100_000.0, read_number),
        "years": (8.5, read_tenor),
        "settlement": (date.fromisoformat("2026-03-05"), read_date),
        "maturity": (date.fromisoformat("2034-12-31"), read_date),
        "day_count": ("Act/365F", read_day_count),
        "frequency": (2.0, read_frequency),
        "compounding": (4.0, read_compounding),
        "price|indian": (1_204_917.25, read_number),
        "price|swiss": (1_204_917.25, read_number),
        "face|indian": (1_000_000.0, read_number),
        "face|swiss": (1_000_000.0, read_number),
        "coupon_amount": (25.0, read_number),
        "quote_32nds": (99.515625, read_quote),
        "off_par": (97.65, read_quote),
        "off_par|distance": (102.35, read_quote),
    }
    for fact, (value, read) in facts.items():
        forms = ways_of(fact)(value)
        expected = value
        assert {read(form) for form in forms} == {expected if isinstance(value, str | date) else Decimal(str(value))}


def test_what_is_kept_of_one_value_is_not_told_for_its_equal():
    assert [ways_of("remark")(value) for value in (5, 5.0, 5)] == [("5",), ("5.0",), ("5",)]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("99-16", "99.5"),
        ("99-16+", "99.515625"),
        ("101-083", "101.26171875"),
        ("discount of 2.35", "97.65"),
        ("Premium of 1.20", "101.20"),
        ("2.5 below par", "97.5"),
        ("3 points over par", "103"),
    ],
)
def test_a_quote_is_a_price_per_100(text, price):
    assert read_quote(text) == Decimal(price)


@pytest.mark.parametrize(
    "text", ["99.5", "99-32", "2027-11", "discount of 4.5%", "discount of", "5 below", "1.2.3 below par", ""]
)
def test_what_is_no_quote_is_refused(text):
    with pytest.raises(BondsftError):
        read_quote(text)
