"""Which spans of a text an argument can take: a figure belongs to the longest span that can be read."""

import pytest

from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import KINDS, find_spans


def texts(question, kind):
    return [span.text for span in find_spans(question)[kind]]


@pytest.mark.parametrize(
    ("question", "kind", "found"),
    [
        ("an 8-year 7.5% annual bond at 98.75", "amount", ["98.75"]),
        ("the 4¼% Treasury Gilt 2032 at 99.12 clean", "rate", ["4¼", "4¼%"]),
        ("the 4¼% Treasury Gilt 2032 at 99.12 clean", "market", ["Treasury Gilt", "Gilt"]),
        ("the 4¼% Treasury Gilt 2032 at 99.12 clean", "price", ["99.12"]),
        ("the 4¼% Treasury Gilt 2032 at 99.12 clean", "tenor", []),
        ("UST 4 1/8 15-Nov-32, offered 98-16", "rate", ["4 1/8"]),
        ("UST 4 1/8 15-Nov-32, offered 98-16", "date", ["15-Nov-32"]),
        ("7y, 5.5% s/a, px 101.30", "frequency", ["s/a"]),
        ("A is a note at par with a 5.3% coupon, to be redeemed at par", "price", ["par"]),
        ("a 7y par bond, par value 1,000", "price", ["par"]),
        ("a bond with no coupon and no calls", "rate", ["no"]),
        (
            "a nominal annual rate compounded quarterly",
            "compounding",
            ["rate compounded quarterly", "compounded quarterly", "quarterly"],
        ),
        ("the convexity (1/P), P dirty, not divided by 100, nor /2, of a bond at 99.5", "amount", ["99.5"]),
        ("an 8-year 7.5% annual bond at 98.75", "rate", ["7.5", "7.5%"]),
        ("8 years and 6 months left", "tenor", ["8 years and 6 months", "8 years and 6 months left"]),
        ("with semi-annual coupons", "frequency", ["semi", "semi-annual", "semi-annual coupons"]),
        ("paid every six months", "frequency", ["paid every six months", "every six months"]),
        ("paid every six months", "tenor", []),
        ("an annual-pay NCD", "market", ["annual-pay NCD"]),
        ("an annual-pay NCD", "frequency", []),
        ("on a 30/360 US basis", "day count", ["30/360 US"]),
        ("on a 30/360 US basis", "amount", []),
        ("settles 06-Feb-2045, matures Mar 11, 2054", "date", ["06-Feb-2045", "Mar 11, 2054"]),
        ("settles 06-Feb-2045, matures Mar 11, 2054", "tenor", []),
        ("- 10.5% coupon\n- price 98.75", "rate", ["10.5", "10.5%"]),
        ("at a yield of -0.5%", "rate", ["-0.5", "-0.5%"]),
        ("my bond ZZNTL6405616", "ISIN", ["ZZNTL6405616"]),
        ("its Macaulay duration", "risk measure", ["Macaulay", "Macaulay duration"]),
        ("the dirty price", "price measure", ["dirty", "dirty price"]),
        ("a 91-day bill, 45 days left", "days", ["91-day", "45 days"]),
        ("a 91-day bill, 45 days left", "amount", []),
        ("spot rates of 3.10%, 3.40% and 3.75%", "rates", ["3.10%, 3.40% and 3.75", "3.10%, 3.40% and 3.75%"]),
        ("a curve 3.10/3.40/3.75/4.00% from one year up", "rates", ["3.10/3.40/3.75/4.00", "3.10/3.40/3.75/4.00%"]),
        ("Bund, price 85.518, 8 years to maturity", "amount", ["85.518"]),
        ("price 98.50, 7.5% coupon", "rate", ["7.5", "7.5%"]),
        ("yld 6.25, cpn 5.15, px €98.5", "rate", ["6.25", "5.15"]),
        ("yield at 5.6, quoted at 98.5, paying 11,550.00 a year", "rate", ["5.6"]),
        ("coupons of 137.50 on ₹5,000, costing ₹98", "rate", []),
        ("price 86.70, Years to maturity: 10 years", "amount", ["86.70"]),
        ("8 years, 6 months to go", "tenor", ["8 years, 6 months"]),
        ("a Bund: what will it pay? It pays.", "market", ["Bund"]),
        ("pays yearly, on a semi-annual compounding basis", "frequency", ["pays yearly", "yearly"]),
        ("Yield basis: annual; coupons half-yearly", "compounding", ["annual"]),
        ("The annual coupon rate is 5%. It pays quarterly.", "frequency", ["pays quarterly", "quarterly"]),
        ("at SOFR plus 120 bp", "rate", ["120 bp"]),
        ("a US T-bill", "bill", ["US T-bill"]),
        ("its investment rate", "bill measure", ["investment", "investment rate"]),
        ("₹1,05,000 of face value", "amount", ["₹1,05,000", "1,05,000"]),
        ("₹1,05,000 of face value", "face", ["₹1,05,000", "1,05,000"]),
        ("paying 37.50 a year per 1,000, at 986, with 2000 nominal", "face", ["1,000", "2000"]),
        ("at CHF 986 for CHF 1,000, redeemed at its face value of 1000", "face", ["1,000", "1000"]),
        ("| Price per ₹10,000 | ₹8,882.19 |", "price", ["₹8,882.19", "8,882.19"]),
        ("Its par value is 100,000. I paid 214,333.06", "price", ["214,333.06"]),
        ("| Payment | 36 twice a year |", "rate", []),
        ("annual coupons of 9,750.00 per 1 lakh", "rate", []),
        ("Inflation was 3.7% last year.", "frequency", []),
        ("annual compounding and with six-monthly payments", "compounding", ["annual", "annual compounding"]),
        ("annual compounding and six-monthly", "frequency", ["six-monthly"]),
        ("A 9.25 coupon; the issuer earns its interest 8.3 times over.", "rate", ["9.25"]),
        ("yld 4.53, Coupon: 7.625% p.a., paid semi-annually, tenor 19y", "price", []),
        ("6% coupon 98.5, yield?", "price", ["98.5"]),
        ("| Price for CHF 5'000 | CHF 822.60 |", "price", ["CHF 822.60", "822.60"]),
        ("an 8 % bond with 5 more years to run; 12 other bonds", "tenor", ["5", "5 more years"]),
        ("It is one of 22 bonds in the fund and costs 98.", "price", ["98"]),
        ("The call is at 12:31, and the coupon 4.5 %.", "rate", ["4.5", "4.5 %"]),
        ("Price:98", "price", ["98"]),
        ("Coupon: zero, Years to maturity: 7y, Yield: 10.51%", "rate", ["zero", "10.51", "10.51%"]),
        ("two years, three months", "tenor", ["two years, three months"]),
        ("Coupon: 5.00 half-yearly per 1,000, yield 4.5", "rate", ["4.5"]),
        ("Coupon 46.25 paid every six months, face 1,000, yield 4.5%, spread 45 %", "rate", ["4.5", "4.5%", "45", "45 %"]),
        ("We own 40 of them, and it costs 98.75 on the screen of floor 7.", "face", []),
    ],
)
def test_a_figure_belongs_to_the_longest_span_that_can_be_read(question, kind, found):
    assert texts(question, kind) == found


def test_a_span_says_where_it_stands_and_keeps_to_its_line():
    question = "paid twice a year\n98.75"
    for spans in find_spans(question).values():
        for span in spans:
            assert question[span.start : span.end] == span.text and "\n" not in span.text


def test_every_argument_of_a_calculator_is_of_a_known_kind():
    for calculator in CALCULATORS.values():
        assert calculator.kinds.keys() == calculator.parameters.keys()
        assert set(calculator.kinds.values()) <= KINDS.keys()


def test_a_yield_below_zero_is_no_move_and_a_date_with_its_year_no_count():
    assert texts("priced to yield -0.10%, bought on 4 May 2026", "move") == []
    assert texts("a yield of 3.4%, moves -0.10%", "move") == ["-0.10%"]
    assert texts("settled on February 10, 2026", "date") == ["February 10, 2026"]
    assert texts("redeemed in 7y and paying an 11.00% coupon", "rate") == ["11.00", "11.00%"]
    assert texts("redeemed in 7 years at 102%", "redemption") == ["102", "102%"]
