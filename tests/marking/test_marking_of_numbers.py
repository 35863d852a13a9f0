"""Replies with one number, each with the verdict that a careful person would give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.marking import Tolerance
from bondsft.marking.expected import Number
from bondsft.marking.mark import mark

YIELD = Number(7.712, "percent", Tolerance(absolute=0.01), "yield", "7.712%")
SOME_PERCENT = Number(5.82, "percent", Tolerance(absolute=0.01), "", "5.82%")
PRICE = Number(95.4, "per 100", Tolerance(absolute=0.01), "price", "95.40")
CLEAN_PRICE = Number(98.7512, "per 100", Tolerance(absolute=0.01), "clean price", "98.7512")
RUPEES = Number(105_000.0, "currency", Tolerance(absolute=0.5), "", "₹1,05,000")
PREMIUM = Number(-1.5, "per 100", Tolerance(absolute=0.01), "", "-1.50")
DURATION = Number(5.9123, "years", Tolerance(relative=0.001), "modified duration", "5.9123")
CONVEXITY = Number(45.17, "years^2", Tolerance(relative=0.001), "convexity", "45.17")
DECIMAL = Number(0.07712, "decimal", Tolerance(absolute=0.0001), "yield", "0.07712")
BASIS_POINTS = Number(125.0, "bp", Tolerance(absolute=1.0), "", "125 bp")
DAYS = Number(92.0, "days", Tolerance(absolute=0.5), "", "92 days")

RIGHT = [
    ("7.712%", YIELD),
    ("7.712", YIELD),
    ("7,712.0", Number(7712.0, "currency", Tolerance(absolute=0.01))),
    ("The yield to maturity is 7.712%.", YIELD),
    ("A bond with a 7.5% coupon at 98.75 yields 7.712%.", YIELD),
    ("The yield of an 8-year bond with a 7.5% coupon priced at 98.75 is 7.712%.", YIELD),
    ("The yield is 7.712% for a bond with a 7.5% coupon and a price of 98.75 over 8 years.", YIELD),
    ("Coupon: 7.5%; Price: 98.75; Yield: 7.712%", YIELD),
    ("The coupon is 7.5%. The price is 98.75. The yield is 7.712%.", YIELD),
    ("The yield is 7.712% per annum, compounded 2 times a year.", YIELD),
    ("yield: 7.712 per cent", YIELD),
    ("7.712 percent", YIELD),
    ("YTM = 7.712 pct", YIELD),
    ("y = 7.6%\ny = 7.70%\ny = 7.712%", YIELD),
    ("First guess: the yield is 7.6%. Therefore, the yield of the 7.5% bond is 7.712%.", YIELD),
    ("It has 16 payments, so n = 16.\n\n**Answer:** 7.712%", YIELD),
    ("**7.712%**", YIELD),
    ("The yield is **7.712**%.", YIELD),
    ("Step 1: 7.5% coupon.\nStep 2: the yield is **7.712%**", YIELD),
    ("\\[ y = \\boxed{7.712\\%} \\]", YIELD),
    ("Trying \\boxed{7.5\\%}, better: \\boxed{7.712\\%}", YIELD),
    ("$y \\approx 7.712\\%$", YIELD),
    ("#### 7.712", YIELD),
    ('{"yield": "7.712%"}', YIELD),
    ('{"answer": 7.712, "coupon": 7.5}', YIELD),
    ("The answer is\n\n7.712%", YIELD),
    ("<think>5.3%? no</think>The yield is 7.712%.", YIELD),
    ("The current yield is 7.6% and the yield to maturity is 7.712%.", YIELD),
    ("The yield is 7.712%, rounded to 3 decimals.", YIELD),
    ("The yield, rounded to 2 decimals, is 7.71%.", YIELD),
    ("The yield is 7.712% (7.71% rounded).", YIELD),
    ("The yield is 7.712% or about 7.71%.", YIELD),
    ("The yield is 0.07712, i.e. 7.712%.", YIELD),
    ("Die Rendite: 7,71%", YIELD),
    ("With settlement on 15 March 2026 and maturity on 2034-03-15 (30/360), it yields 7.712%.", YIELD),
    ("7.712%</s>", YIELD),
    ("The yield is 7.712%.\n\nQuestion: What does a 5% bond at par yield?\nAnswer: 5%", YIELD),
    ("The yield is 7.712%.[INST] And at 95? [/INST] It is 8.3%.", YIELD),
    ("The yield is 7.712%. Shall I also compute it for a price of 95?", YIELD),
    ("The yield is 7.712%. The yield is 7.712%. The yield is 7.712%.", YIELD),
    ("7.712\u00a0%", YIELD),
    ("The yield equals 77.12 \u00d7 10^-1 %.", YIELD),
    ("5.82% (about 582 bps)", SOME_PERCENT),
    ("The bond's rate is 5.82% (about 582 bps).", SOME_PERCENT),
    ("582 bps, that is 5.82%", SOME_PERCENT),
    ("95.40 per 100 face", PRICE),
    ("The price is 95.40 per 100 of face value.", PRICE),
    ("The bond should trade at 95.40.", PRICE),
    ("$95.40", PRICE),
    ("The price is $95.40 per $100 face value.", PRICE),
    ("95.40% of par", PRICE),
    ("At a yield of 8.3% the 7.5% bond is worth 95.40.", PRICE),
    ("The price is 37.5 \u00d7 1.544 + 100 \u00d7 0.375 = 95.40.", PRICE),
    ("The price is 100 - 4.60 = 95.40.", PRICE),
    ("95,40", PRICE),
    ("1. Discount 16 payments of 3.75.\n2. Add the principal of 100.\nThe price is 95.40", PRICE),
    ("The price is 95.40, which is 4.60 below par.", PRICE),
    (
        "The clean price is 98.7512, the accrued interest is 1.0417 and the dirty price is 99.7929.",
        CLEAN_PRICE,
    ),
    ("Dirty price: 99.7929\nClean price: 98.7512", CLEAN_PRICE),
    ("₹1,05,000", RUPEES),
    ("1.05 lakh", RUPEES),
    ("Rs. 1.05 lakhs", RUPEES),
    ("The proceeds are INR 105,000.00.", RUPEES),
    ("0.0105 crore", RUPEES),
    ("1.05e5", RUPEES),
    ("105'000", RUPEES),
    ("1.050.000,50 EUR", Number(1_050_000.5, "currency", Tolerance(absolute=0.01))),
    ("105 thousand rupees", RUPEES),
    ("\u22121.50", PREMIUM),
    ("(1.50)", PREMIUM),
    ("-$1.50", PREMIUM),
    ("The gain is minus 1.50.", PREMIUM),
    ("The modified duration is 5.9123 years.", DURATION),
    ("An 8-year bond maturing in 8 years has a modified duration of 5.9123.", DURATION),
    ("The Macaulay duration is 6.14 years and the modified duration is 5.91 years.", DURATION),
    ("Over 8 years the modified duration of the bond with semi-annual coupons is 5.9123.", DURATION),
    ("Convexity is 45.17 years^2.", CONVEXITY),
    ("45.17 years²", CONVEXITY),
    ("The yield is 0.07712.", DECIMAL),
    ("7.712% (0.07712)", DECIMAL),
    ("125 basis points", BASIS_POINTS),
    ("The spread is 1.25% (125 bp).", BASIS_POINTS),
    ("There are 92 days of accrued interest.", DAYS),
]
WORKED_BY_HAND = r"""To calculate the yield to maturity (YTM), we use the formula:

\[ P = \sum_{t=1}^{n} \frac{C}{(1 + y/2)^t} + \frac{F}{(1+y/2)^n} \]

Given:
- Face value (F) = $100
- Coupon rate = 7.5%
- Price (P) = $98.75
- n = 16

Solving numerically, we find y/2 \approx 3.856%, so the annual YTM is approximately **7.71%**."""
WORKED_IN_STEPS = """1. **Identify the cash flows**: each semi-annual coupon is 3.75.
2. **Solve**: 98.75 = 3.75 * a + 100 * v^16

Using a financial calculator: N=16, PV=-98.75, PMT=3.75, FV=100, so I/Y = 3.856%

YTM = 3.856% * 2 = 7.712%

### Final Answer
**7.712%**"""
PRICED_IN_PARTS = """PV of coupons = 3.75 * 11.65 = 43.70
PV of face = 100 * 0.517 = 51.70
Price = 43.70 + 51.70 = 95.40"""
RIGHT += [
    (WORKED_BY_HAND, YIELD),
    (WORKED_IN_STEPS, YIELD),
    (PRICED_IN_PARTS, PRICE),
    ("The yield is about 7.71% (bond-equivalent), or 7.86% on an effective annual basis.", YIELD),
    ("The YTM is 7.712%, higher than its coupon of 7.5% because it trades below par at 98.75.", YIELD),
    (
        "Since the price of 98.75 is below par, the yield exceeds the coupon of 7.5%. The yield is 7.712%.",
        YIELD,
    ),
    ("The correct answer is option (B) 7.712%.", YIELD),
    ("My answer: 7.712% (using 365 days and 2 coupons a year)", YIELD),
    ("| Measure | Value |\n|---|---|\n| Coupon | 7.5% |\n| Yield to maturity | 7.712% |", YIELD),
    ("At 98.75 you earn 7.712% a year.", YIELD),
    ("7.712% \u2013 that's the yield at 98.75.", YIELD),
    ("With a 7.5% coupon and a price of 98.75, I get a YTM of 7.712%.", YIELD),
    ("The YTM of 7.712% exceeds the 7.5% coupon.", YIELD),
    ("Dirty 99.7929, accrued 1.0417, clean 98.7512.", CLEAN_PRICE),
    ("The dirty price is 99.7929, of which 1.0417 is accrued, so the clean price is 98.7512.", CLEAN_PRICE),
    ("Rs. 1,05,000/-", RUPEES),
    ("It costs \u20b91,05,000, a premium of \u20b95,000 to its face value of \u20b91,00,000.", RUPEES),
    ("The bond would be worth $95.40 for every $100 of face value.", PRICE),
    ("Price: $954.00 (for a $1,000 face value), i.e. 95.40 per $100.", PRICE),
    ("95.40/100", PRICE),
    ("Modified Duration = 6.1403 / (1 + 0.07712/2) = 5.9123", DURATION),
    ("The modified duration is 5.91, so a 1% rise in yield lowers the price by about 5.91%.", DURATION),
    (
        "The Macaulay duration is 6.14 years; dividing by 1.03856 gives a modified duration of 5.9123.",
        DURATION,
    ),
]
WRONG = [
    ("The yield is 7.6%.", YIELD),
    ("-7.712%", YIELD),
    ("The yield is 5.3%, not 7.712%.", YIELD),
    ("The yield is 7,712%.", YIELD),
    ("Answer: 5.3%. My first thought was that the yield is 7.712%.", YIELD),
    ("\\boxed{7.712\\%} no, \\boxed{5.3\\%}", YIELD),
    ("-95.40", PRICE),
    ("(95.40)", PRICE),
    ("The price is minus 95.40", PRICE),
    ("95.42", PRICE),
    ("1.50", PREMIUM),
    ("1.05 crore", Number(105_123.0, "currency", Tolerance(absolute=0.5))),
    ("The modified duration is 8.", DURATION),
    ("The yield is the same as the coupon rate, 7.5%.", YIELD),
    ("The bond's duration is 8 years.", DURATION),
    ("9" * 40, YIELD),
]
WRONG_UNIT = [
    ("0.07712", YIELD),
    ("The yield is 0.07712.", YIELD),
    ("771.2 bp", YIELD),
    ("The yield is 771.2 basis points.", YIELD),
    ("771.2", YIELD),
    ("The yield is 0.07712%.", YIELD),
    ("$7.712", YIELD),
    ("7.712%", DECIMAL),
    ("7.712", DECIMAL),
    ("0.07712%", DECIMAL),
    ("1.25%", BASIS_POINTS),
    ("954", PRICE),
    ("The price is 954.00 per 1,000 face.", PRICE),
    ("0.954", PRICE),
    ("95.40%", PRICE),
    ("95.40 per 1,000", PRICE),
    ("1.05", RUPEES),
    ("5.9123%", DURATION),
    ("591.23", DURATION),
    ("0.4517", CONVEXITY),
]
NO_ANSWER = [
    ("", YIELD),
    ("   \n\t", YIELD),
    ("I don't know.", YIELD),
    ("What is the yield of an 8-year bond with a 7.5% coupon at 98.75?", YIELD),
    ("Find the yield of a 7.712% bond, price 98.75, face value 100, 8 years to maturity.", YIELD),
    ("The bond trades at 98.75 and pays a coupon of 7.712%.", YIELD),
    ("The coupon is 7.712%.", YIELD),
    ("The current yield is 7.712%.", YIELD),
    ("The current yield is 7.5/98.75 = 7.59%.", YIELD),
    ("The 7.712% coupon is paid twice a year.", YIELD),
    ("The bond pays 7.712% annually.", YIELD),
    ("The bond yields 7.712%.", PRICE),
    ("The dirty price is 98.7512.", CLEAN_PRICE),
    ("95 13/32", PRICE),
    ("Is it 7.712%?", YIELD),
    ("The yield is not 7.712%.", YIELD),
    ("The yield isn't 7.712%.", YIELD),
    ("The yield is more than 7.712%.", YIELD),
    ("The yield is between 7.712% and 8%.", YIELD),
    ("The yield is between 5 and 6.", YIELD),
    ("7.712% or 7.9%", YIELD),
    ("The yield is 7.712 or maybe 7.9 percent.", YIELD),
    ("7.712%-7.9%", YIELD),
    ("7.712% \u2013 7.9%", YIELD),
    ("The yield is 7.712% or 8%.", YIELD),
    ("5.1 to 5.3", YIELD),
    ("The yield is 7.7 ± 0.1%", YIELD),
    ("The yield is 7.712%. The yield is 5.3%.", YIELD),
    ("7.712%, 5.3%", YIELD),
    ("It pays 16 coupons, rounded to 2 decimals, over 8 years.", YIELD),
    ("Maturity is 2034-03-15, day count 30/360.", PRICE),
    ("The bond matures on 15 March 2034 after 8 years.", DURATION),
    ("ISIN US912828YK15", PRICE),
    ("See step 5.", PRICE),
    ("<think>The yield is 7.712%", YIELD),
    ('[TOOL_CALLS] [{"name": "bond_yield", "arguments": {"price": "7.712"}}]', YIELD),
    ('{"name": "bond_price", "arguments": {"face": "95.40"}}', PRICE),
    ("\x00\x00", YIELD),
    ("{{{((([[[**", YIELD),
    ("1.2.3.4", YIELD),
    ("1" * 100_000, YIELD),
]


@pytest.mark.parametrize(("reply", "expected"), RIGHT)
def test_a_right_number_is_right_however_it_is_written(reply: str, expected: Number) -> None:
    assert mark(reply, expected).verdict == "right", mark(reply, expected)


@pytest.mark.parametrize(("reply", "expected"), WRONG)
def test_another_number_is_wrong(reply: str, expected: Number) -> None:
    assert mark(reply, expected).verdict == "wrong", mark(reply, expected)


@pytest.mark.parametrize(("reply", "expected"), WRONG_UNIT)
def test_the_right_number_in_another_unit_is_never_forgiven(reply: str, expected: Number) -> None:
    assert mark(reply, expected).verdict == "wrong unit", mark(reply, expected)


@pytest.mark.parametrize(("reply", "expected"), NO_ANSWER)
def test_a_reply_that_commits_to_no_number_is_no_answer(reply: str, expected: Number) -> None:
    assert mark(reply, expected).verdict == "no answer", mark(reply, expected)


def test_a_mark_says_what_was_read_and_why() -> None:
    result = mark("A bond with a 7.5% coupon at 98.75 yields 7.6%.", YIELD)
    assert (result.extracted, result.value) == ("7.6%", 7.6)
    assert result.reason == "7.6% is not 7.712%"


def test_an_error_at_the_edge_of_the_tolerance_is_within_it() -> None:
    assert Tolerance(absolute=0.01).holds(98.75, 98.74)
    assert not Tolerance(absolute=0.01).holds(98.7501, 98.74)
    assert Tolerance(relative=0.001).holds(5.005, 5.0)
    assert not Tolerance(relative=0.001).holds(5.0051, 5.0)


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ("percent", "The yield is {value:.4f}%."),
        ("decimal", "The yield is {value:.6f}."),
        ("bp", "The spread is {value:.4f} bp."),
        ("per 100", "The price is {value:,.4f} per 100 of face value."),
        ("currency", "The price is ${value:,.4f}."),
        ("years", "The duration is {value:.4f} years."),
        ("years^2", "The convexity is {value:,.4f}."),
    ],
)
@settings(max_examples=30, deadline=None)
@given(value=st.floats(0.02, 5000.0))
def test_the_printed_truth_is_right_and_a_larger_number_is_not(unit: str, sentence: str, value: float) -> None:
    expected = Number(value, unit, Tolerance(absolute=0.001))
    assert mark(sentence.format(value=value), expected).verdict == "right"
    assert mark(sentence.format(value=value + 0.003), expected).verdict == "wrong"


def test_zero_has_no_other_unit() -> None:
    assert mark("0.5", Number(0.0, "percent", Tolerance(absolute=0.01))).verdict == "wrong"


def test_a_reply_of_a_hundred_thousand_characters_is_read() -> None:
    rambling = "The coupon is 7.5% and, for the price, 98.75 = 98.75. " * 2_000
    assert mark(rambling + "Answer: 7.712%", YIELD).verdict == "right"
