"""Numbers that are dictated and tables that are pasted are read as if they had been typed; moves and redemptions in words."""

from decimal import Decimal

import pytest

from bondsft.errors import BondsftError
from bondsft.text import read_frequency, read_move, read_quote, read_redemption
from bondsft.text.dictation import in_figures
from bondsft.text.pasted import in_lines, with_points


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("it costs ninety six and a quarter", "it costs 96.25"),
        ("four point one two percent", "4.12 percent"),
        ("three and seven eighths percent", "3.875 percent"),
        ("ninety-one point six", "91.6"),
        ("four point twenty five", "4.25"),
        ("ninety nine point oh five", "99.05"),
        ("ten thousand dollars", "10,000 dollars"),
        ("twelve lakh fifty thousand", "1,250,000"),
        ("a hundred and two", "102"),
        ("four point sixteen percent", "4.16 percent"),
        ("one hundred and three quarters", "100.75"),
        ("one oh two point five", "102.5"),
        ("due in twenty thirty four", "due in 2034"),
        ("two and a half years", "two and a half years"),
        ("one hundred and twenty five months", "one hundred and twenty five months"),
        ("one or two bonds of five", "one or two bonds of five"),
        ("at one point", "at one point"),
    ],
)
def test_numbers_of_several_words_are_written_in_figures(said, figures):
    assert in_figures(said) == figures


def test_a_table_with_headings_is_read_row_by_row():
    table = "| cpn | freq | tenor |\n|-----|:----:|---|\n| 4 3/4 | 2 | 20y |\nConvexity?"
    assert in_lines(table) == "cpn: 4 3/4, freq: 2, tenor: 20y\nConvexity?"
    assert in_lines("bond\tcoupon\tprice\nA\t5%\t101\nB\t4%\t98") == (
        "bond: A, coupon: 5%, price: 101\nbond: B, coupon: 4%, price: 98"
    )


@pytest.mark.parametrize(
    "table",
    [
        "| Term | Value |\n|---|---|\n| Coupon | 5% |\n| Price | 98 |",
        "Fact | A | B\nCoupon | 5% | 4%",
        "a | b",
        "5% | 98 | 7\n4% | 97 | 8",
    ],
)
def test_a_table_with_a_label_in_each_row_stays_as_it_is(table):
    assert in_lines(table) == table


def test_decimal_commas_become_points_where_a_rate_shows_that_they_are_meant():
    assert with_points("DBR 2,60% 15.08.2034 at 99,38, face 1,000,000") == "DBR 2.60% 15.08.2034 at 99.38, face 1,000,000"
    assert with_points("2,60% at 99.38") == "2,60% at 99.38"
    assert with_points("₹1,05,000 at 5.25%") == "₹1,05,000 at 5.25%"


@pytest.mark.parametrize(
    ("text", "move"),
    [("rises by 50 bp", "0.5"), ("up 0.25%", "0.25"), ("-10bps", "-0.1"), ("50 basis points lower", "-0.5"), ("+50bp", "0.5")],
)
def test_a_move_of_a_yield_has_a_direction_and_a_unit(text, move):
    assert read_move(text) == Decimal(move)


@pytest.mark.parametrize("text", ["50bp", "up -50bp", "rises by 50", "up 50 bp lower", "rises", ""])
def test_a_move_without_one_direction_or_without_a_unit_is_refused(text):
    with pytest.raises(BondsftError):
        read_move(text)


@pytest.mark.parametrize(
    "text", ["102", "102%", "102 per cent of its face value", "a premium of 2%", "premium of 2", "2% premium"]
)
def test_what_is_repaid_is_a_share_of_the_face_value(text):
    assert read_redemption(text) == 102
    assert read_redemption("1,020", Decimal(1000)) == read_redemption("102", Decimal(1000)) == 102


@pytest.mark.parametrize(("text", "face"), [("10.5", 1000), ("1,050", 100), ("5%", 100), ("premium", 100)])
def test_what_no_bond_repays_is_refused(text, face):
    with pytest.raises(BondsftError):
        read_redemption(text, Decimal(face))


def test_a_price_may_be_a_share_of_par():
    assert read_quote("94.35% of par") == Decimal("94.35")


@pytest.mark.parametrize(
    "text", ["15 March and 15 September", "half in June and half in December", "June 30 and December 31", "S"]
)
def test_two_months_half_a_year_apart_are_semi_annual(text):
    assert read_frequency(text) == 2


@pytest.mark.parametrize("text", ["June and July", "March and spring"])
def test_other_months_are_no_frequency(text):
    with pytest.raises(BondsftError):
        read_frequency(text)
