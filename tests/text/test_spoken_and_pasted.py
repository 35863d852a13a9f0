"""Numbers that are dictated and tables that are pasted are read as if they had been typed; moves and redemptions in words."""

from decimal import Decimal

import pytest

from bondsft.errors import BondsftError
from bondsft.text import read_frequency, read_move, read_quote, read_redemption
from bondsft.text.dictation import in_figures
from bondsft.text.pasted import as_typed, in_lines, with_points
from bondsft.text.records import in_words


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
        ("one & half yr", "1.5 yr"),
        ("at a four-oh-six yield", "at a 4.06 yield"),
        ("offered at ninety-nine dash eleven", "offered at 99-11"),
        ("offered at one oh two dash four", "offered at 102-04"),
        ("the four and a quarters of 2034", "the 4.25% of 2034"),
        ("three and seven-eighths percent", "3.875 percent"),
        ("matures April fifteenth twenty thirty-eight", "matures April 15th 2038"),
        ("the twenty-first of October twenty twenty-five", "the 21th of October 2025"),
        ("of fifteenth May thirty-five, at par", "of 15th May 2035, at par"),
        ("the first of two halves, the second in May", "the first of two halves, the second in May"),
        ("semi, thirty three-sixty", "semi, 30/360"),
        ("one hundred and twenty five months", "one hundred and twenty five months"),
        ("one or two bonds of five", "one or two bonds of five"),
        ("at one point", "at one point"),
    ],
)
def test_numbers_of_several_words_are_written_in_figures(said, figures):
    assert in_figures(said) == figures


def test_a_table_with_headings_is_read_row_by_row():
    table = "| cpn | freq | tenor |\n|-----|:----:|---|\n| 4 3/4 | 2 | 20y |\nConvexity?"
    assert in_lines(table) == "Coupon: 4 3/4%, Frequency: semi-annual, Years to maturity: 20y\nConvexity?"
    assert in_lines("bond\tcoupon\tprice\nA\t5%\t101\nB\t4%\t98") == ("A: Coupon: 5%, Price: 101\nB: Coupon: 4%, Price: 98")


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
    assert with_points("2,875 % on 1.200.000,50 EUR at 99,38") == "2.875 % on 1200000.50 EUR at 99.38"
    assert with_points("2,60% at a price of 97,845") == "2.60% at a price of 97.845"
    assert with_points("2,60%, I hold 97,845") == "2.60%, I hold 97,845"
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


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            "{'cpn': 0.0475, 'freq': 2, 'mat': '2031-05-15', 'settle': date(2026, 7, 7), 'clean_px': 98.5, 'note': None}",
            "Coupon: 4.75%, Frequency: semi-annual, Maturity date: 2031-05-15, Settlement date: 2026-07-07, Clean price: 98.5",
        ),
        ('{"kind": "ZERO", "yrs": 11, "ytm": 4.1}', "Coupon: zero, Years to maturity: 11 years, Yield to maturity: 4.1%"),
        (
            "dict(face=1_000, coupon_rate='5%', ppy=4, maturity=9, redemption=1030)",
            "Face value: 1000, Coupon: 5%, Frequency: quarterly, Years to maturity: 9 years, Redemption: 103%",
        ),
        (
            "cpn_pct,freq,yrs,px\n0.25,1,8,95.7\nYield?",
            "Coupon: 0.25%, Frequency: annual, Years to maturity: 8 years, Price: 95.7\nYield?",
        ),
        (
            "bond;coupon;price\nA;4%;95.70\nB;6%;101\nWhich yields more?",
            "A: Coupon: 4%, Price: 95.70\nB: Coupon: 6%, Price: 101\nWhich yields more?",
        ),
        ("{'a': 1, 'b': 2}", "{'a': 1, 'b': 2}"),
        ("Its coupon, price, yield\nand term?", "Its coupon, price, yield\nand term?"),
    ],
)
def test_a_record_is_read_as_a_term_sheet_names_its_terms(record, words):
    assert in_words(record).strip() == words


def test_of_many_rows_the_one_that_is_asked_about_stays():
    rows = "| id | cpn % | freq | yrs left |\n|---|---|---|---|\n| X1 | 3 | 1 | 4 |\n| X2 | 5 | 2 | 8 |\n| X3 | 6 | 4 | 7 |\n"
    assert as_typed(rows + "X1 is done. The duration of X3?").startswith("X3: Coupon: 6%, Frequency: quarterly")
    assert as_typed(rows + "Which of them is the longest?").count("Coupon") == 3


def test_german_words_are_read_in_english():
    asked = "Bundesanleihe, Kupon 2,30 %, Zinstermin 15.02., fällig 15.02.2033, Kurs 98,45, Valuta 12.03.2026. Rendite?"
    assert as_typed(asked) == (
        "Bund, coupon 2.30 %, coupon date 15 Feb, maturity 15.02.2033, price 98.45, settlement 12.03.2026. yield to maturity?"
    )
    assert as_typed("It cost 98.12. The coupon?") == "It cost 98.12. The coupon?"
    assert as_typed("Kupon 2.10. Kurs 98.45") == "coupon 2.10. price 98.45"


def test_bonds_that_are_called_by_their_coupon_have_it():
    assert as_typed("T 4s of 2/29/28, or the 3 1/2s at 98") == "T 4% of 2/29/28, or the 3 1/2% at 98"
    assert as_typed("wait 30s at the 2s10s") == "wait 30s at the 2s10s"
