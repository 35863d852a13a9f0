"""What a question itself gives reason to doubt: figures left out, invented or used twice."""

import json
import re
from pathlib import Path

import pytest

from bondsft.answering.doubt import MEASURE, OTHER_MEASURE, SWAPPED_RATES, Doubt
from bondsft.answering.doubts import doubts
from bondsft.answering.mending import mended
from bondsft.answering.other_matters import left_over
from bondsft.answering.reply_doubts import is_quoted
from bondsft.calculators.spans import find_spans
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.messages import tool_calls, tool_results
from bondsft.dataset.universe import read_universe
from bondsft.models.calls import parse_calls
from bondsft.plugin import load_tasks

BONDS = Path(__file__).parents[2] / "data" / "bonds.csv"
QUESTION = "A 10-year bond with a 7.50% semi-annual coupon trades at 98.75. Yield, semi-annual compounding?"


def messages(call, *answer, question=QUESTION, result=None):
    calls = parse_calls(call)
    results = [result or {"yield": "7.681%"} for _ in calls]
    said = [{"role": "assistant", "content": text} for text in answer]
    return [{"role": "user", "content": question}, tool_calls(calls), *tool_results(calls, results), *said]


GOOD = '[bond_yield(price="98.75", coupon_pct="7.50", frequency="semi-annual", years="10-year", compounding="semi-annual")]'


def reasons(*given, **more):
    return [doubt.reason for doubt in doubts(messages(*given, **more))]


def test_a_call_that_copies_each_figure_once_is_not_doubted():
    assert reasons(GOOD) == []
    assert reasons(GOOD, "It yields 7.681%.") == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('price="98.75"', 'price="7.50"', "7.50 is not in the question, or is used twice"),
        ('price="98.75", ', "", "98.75 is not used"),
        ('frequency="semi-annual", years="10-year"', 'years="semi-annual"', "10 is not used"),
        ('"10-year"', '"12-year"', "12-year is not in the question"),
        ('"98.75"', '"8.75"', "8.75 is not in the question"),
        ('"98.75"', '"98"', "98 is not in the question"),
        ('frequency="semi-annual"', 'frequency="annual"', "annual is not in the question"),
    ],
)
def test_a_figure_left_out_invented_or_used_twice_is_named(old, new, reason):
    assert any(reason in found for found in reasons(GOOD.replace(old, new)))


SHARED = "Two semi-annual bonds, both 7 years. A: 5% at 101.20. B: 4.5% at 98.90. Which one yields more?"


def of_both(*coupons):
    calls = [
        f'bond_yield(price="{price}", coupon_pct="{coupon}", frequency="semi-annual", years="7 years")'
        for price, coupon in coupons
    ]
    return f"[{', '.join(calls)}]"


def test_what_two_bonds_share_is_said_once():
    assert reasons(of_both(("101.20", "5"), ("98.90", "4.5")), question=SHARED) == []
    wrong = reasons(of_both(("101.20", "5"), ("98.90", "5")), question=SHARED)
    assert wrong == ["5 is not in the question, or is used twice", "4.5 is not used"]


@pytest.mark.parametrize(
    "aside",
    [
        "The bond is named 7.50% 2036.",
        "I paid 92 for it in 2011.",
        "Question 6.",
        "Coupons come each 4 July.",
        "Divide nothing: it is a price per 100, and convexity is not divided by 100.",
        "I know that a duration of 10 is long.",
    ],
)
def test_a_figure_that_says_something_once_more_or_of_long_ago_may_be_left_out(aside):
    dated = GOOD.replace('years="10-year"', 'settlement="15 May 2026", maturity="15 May 2036"')
    question = QUESTION.replace("10-year bond", "bond of 15 May 2036, settled 15 May 2026,")
    for call, asked in ((GOOD, QUESTION), (dated, question)):
        if ("2036" in aside) <= ("2036" in call) and ("of 10" in aside) <= ("10-year" in call):
            assert reasons(call, question=f"{asked} {aside}") == []


def test_a_bare_figure_is_no_tenor_where_one_has_its_unit():
    question = "Question 6. A bond has five years to maturity, pays 7% annually and yields 6%. Convexity?"
    call = '[bond_risk(coupon_pct="7", yield_pct="6", measure="Convexity", frequency="annually", years="five years")]'
    assert reasons(call, question=question, result={"convexity": "22.4668"}) == []
    wrong = call.replace("five years", "6")
    assert "6 is of another matter" in reasons(wrong, question=question, result={"convexity": "30.1737"})


def test_a_price_per_100_is_not_for_what_somebody_holds():
    question = "It is £60,000 of a bond that pays 5.2% a year every six months, 6 years left, priced at 97.85. Modified duration?"
    right = (
        '[bond_risk(coupon_pct="5.2", price="97.85", measure="Modified duration", frequency="every six months", years="6 years")]'
    )
    given = {"modified_duration": "5.0775"}
    assert reasons(right, question=question, result=given) == []
    wrong = right.replace(")]", ', face="60,000")]')
    assert reasons(wrong, question=question, result=given) == ["the price is not for the face value"]
    left = doubts(messages(wrong, question=question, result=given))
    assert right in mended(wrong, left, find_spans(question), [{"role": "user", "content": question}])


def test_a_price_in_money_is_for_more_than_100():
    question = "We own $300,000 of a 4.5% annual bond with 6 years left and could sell for $291,830. Its modified duration?"
    given = {"modified_duration": "5.0775"}
    alone = '[bond_risk(coupon_pct="4.5", price="291,830", measure="modified duration", frequency="annual", years="6 years")]'
    assert "the price is not for the face value" in reasons(alone, question=question, result=given)
    assert reasons(alone.replace(")]", ', face="300,000")]'), question=question, result=given) == []


def test_each_doubt_counts_and_names_the_text_to_blame():
    wrong = GOOD.replace('"98.75"', '"8.75"').replace('"10-year"', '"12-year"')
    found = doubts(messages(wrong, result={"error": "'12-year' is not a number of years."}))
    assert found[0] == Doubt("'12-year' is not a number of years.", "12-year")
    assert {doubt.culprit for doubt in found[1:3]} == {"8.75", "12-year"}
    assert [doubt.reason for doubt in found[3:]] == ["10 is not used", "98.75 is not used"]


def test_an_error_and_an_invented_answer_are_doubted():
    assert reasons(GOOD, result={"error": "price is missing"}) == ["price is missing"]
    assert reasons(GOOD, "It yields 7.861%.") == ["yield is not quoted", "no calculator gave 7.861"]
    assert reasons(GOOD, "It yields 7.681%, or 7.8% a year.") == ["no calculator gave 7.8"]


def test_what_a_bond_pays_is_its_coupon():
    question = "A bond with 5 yrs to go and monthly coupons, at a 10.223% yield and paying 7.25% per annum. What is it worth?"
    call = '[bond_price(coupon_pct="10.223", yield_pct="7.25", frequency="monthly", years="5 yrs")]'
    assert reasons(call, question=question, result={"price": "112.4376"}) == [SWAPPED_RATES]


def test_a_yield_that_no_bond_has_is_doubted():
    assert reasons(GOOD, result={"yield": "192.411%"}) == ["no bond yields as much or as little"]
    assert reasons(GOOD, result={"yield": "99.999%"}) == reasons(GOOD, result={"yield": "-0.250%"}) == []
    assert reasons(GOOD, result={"yield": "-40.090%"}) == ["no bond yields as much or as little"]


def test_of_several_results_the_one_asked_for_must_be_quoted():
    prices = {"clean_price": "95.7202", "accrued_interest": "0.4144", "dirty_price": "96.1346"}
    question = QUESTION.replace("Yield", "Dirty price")
    assert reasons(GOOD, "The dirty price is 96.1346.", question=question, result=prices) == []
    assert reasons(GOOD, "The dirty price is 95.7202.", question=question, result=prices) == ["dirty_price is not quoted"]


def test_a_compounding_that_no_call_has_is_named():
    assert reasons(GOOD.replace(', compounding="semi-annual"', "")) == ["the compounding is not used"]


def test_without_coupons_a_frequency_says_how_the_yield_compounds():
    question = "An 8-year zero-coupon bond costs 98.75: its yield with annual compounding?"
    call = '[bond_yield(price="98.75", coupon_pct="zero", frequency="annual", years="8-year")]'
    assert reasons(call, question=question) == []


@pytest.mark.parametrize(
    ("question", "swapped"),
    [
        ("Price a 3-year annual bond offering a 8.50% nominal coupon and at a 1.65% yield.", True),
        ("Price this: Yield to maturity: 1.65%, 8.50% coupon, 3 years, annual", True),
        ("Price this: yld 1.65, cpn 8.50, 3 years, annual", True),
        ("The price of an 8.50% annual bond with 3 years to go at a yield of 1.65%?", True),
        ("The price of a 1.65% annual bond with 3 years to go yielding 8.50%?", False),
        ("The price of a 1.65% annual coupon bond with 3 years to go at an 8.50% yield?", False),
        ("The price of a 1.65% annual coupon bond yielding 8.50% with 3 years to go?", False),
        ("Price this: yield 8.50% coupon 1.65% 3 years annual", False),
        ("The price at 8.50% of a 1.65% annual bond with 3 years to go?", False),
    ],
)
def test_a_coupon_that_the_question_calls_a_yield_is_doubted(question, swapped):
    call = '[bond_price(coupon_pct="1.65", yield_pct="8.50", frequency="annual", years="3 years")]'
    assert (SWAPPED_RATES in reasons(call, question=question, result={"price": "82.5"})) == swapped


def test_each_rank_is_quoted_and_said_of_a_bond():
    result = {"yield": "7.681%", "rank": "higher"}
    assert reasons(GOOD, "Bond A yields 7.681%, the higher.", result=result) == []
    for answer in ("Bond A yields 7.681%.", "The bond yields 7.681%, the higher."):
        assert reasons(GOOD, answer, result=result) == ["rank is not quoted"]


def test_a_list_of_payments_is_quoted_alone():
    listed = "year 0.5: 2.69; year 1: 102.69"
    assert reasons(GOOD, f"It pays {listed}.", result={"schedule": listed}) == []
    assert reasons(GOOD, f"The {listed} is year 0.5.", result={"schedule": listed}) == ["0.5 stands beside the list"]


def test_terms_alone_are_no_answer():
    question, call = "The YTM for ZZNTL6405616?", '[find_bond(isin="ZZNTL6405616")]'
    known, unknown = {"coupon_pct": "10.8"}, {"error": "no terms for ZZNTL6405616"}
    assert reasons(call, "The coupon rate is 10.8.", question=question, result=known) == ["no calculator is called"]
    assert reasons(call, "I don't know ZZNTL6405616.", question=question, result=unknown) == []


def test_32nds_are_a_unit_and_no_figure():
    question = "A 17-year T-note costs 59-16 in 32nds and has a 2% coupon. Its yield?"
    call = '[bond_yield(price="59-16", coupon_pct="2%", years="17-year", market="T-note")]'
    assert reasons(call, question=question) == []


@pytest.mark.parametrize(
    ("aside", "doubted"),
    [
        ("The issuer runs 12 plants.", []),
        ("Volatility is at 14.2%.", []),
        ("My tax rate of 31% does not matter here.", []),
        ("The issuer earns its interest 5.3 times over.", []),
        ("Its par value is 1,000.", ["1,000 is not used"]),
        ("B: a gilt at 97.", ["97 is not used"]),
    ],
)
def test_a_figure_in_a_sentence_about_something_else_may_be_left_out(aside, doubted):
    assert reasons(GOOD, question=f"{aside} {QUESTION}") == reasons(GOOD, question=f"{QUESTION} {aside}") == doubted


@pytest.mark.parametrize("aside", ["It makes up 8% of the portfolio.", "Answer for a single bond, not for all 274."])
def test_a_figure_of_a_sentence_about_something_else_is_doubted_where_it_is_used(aside):
    figure = re.search("[0-9]+%?", aside)[0]
    found = reasons(GOOD.replace("7.50", figure), question=f"{aside} {QUESTION}")
    assert found == [f"{figure} is of another matter", "7.50 is not used"]


def test_a_reply_without_calls_is_not_judged():
    assert doubts([{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "About 9%."}]) == []


def test_no_generated_conversation_is_doubted():
    registry = load_tasks()
    tasks = [registry.get(name) for name in registry.default]
    plan = Plan(1500, tasks, check_markets([]), {"tool": 1.0}, bonds=read_universe(BONDS), bonds_share=0.5)
    rows = [row for row in generate(plan) if not row["completion"][0].get("tool_calls")]
    for row in rows:
        whole = row["prompt"] + row["completion"]
        for place in range(3, len(whole) + 1):
            if place == len(whole) or whole[place]["role"] == "assistant":
                assert doubts(whole[:place]) == [], (row["query"], json.loads(row["inputs"]))
    assert len(rows) > 500


def test_a_quantity_that_the_question_names_and_the_call_does_not_is_missing():
    question = "A 5% G-sec settling 2 May 2026 and maturing 2 May 2030 yields 6%. Its dirty price?"
    call = 'bond_price(coupon_pct="5", yield_pct="6", settlement="2 May 2026", maturity="2 May 2030", market="G-sec"'
    several = {"clean_price": "96.4903", "accrued_interest": "0.0000", "dirty_price": "96.4903"}
    assert reasons(f"[{call})]", question=question, result=several) == [MEASURE]
    named = f'[{call}, measure="dirty price")]'
    assert reasons(named, question=question, result={"dirty_price": "96.4903"}) == []
    assert reasons(f"[{call})]", question=question.replace("dirty price", "price"), result=several) == []


@pytest.mark.parametrize(
    ("question", "wrong", "right", "reason"),
    [
        (
            "cpn 10.7 s/a, 2 years to maturity. I need the payment schedule.",
            '[bond_cashflows(frequency="s/a", years="2 years", coupon_amount="10.7")]',
            '[bond_cashflows(coupon_pct="10.7", frequency="s/a", years="2 years")]',
            "the money of a coupon is written as a rate",
        ),
        (
            "A: four years, cpn 5.125, @ 109.765, UST; B: 25y, @ 107.868, cpn 3-1/2, UST. Which is cheaper?",
            '[bond_yield(price="109.765", coupon_pct="5.125", years="25y", market="UST"), '
            'bond_yield(price="107.868", coupon_pct="3-1/2", years="25y", market="UST")]',
            '[bond_yield(price="109.765", coupon_pct="5.125", years="four years", market="UST"), '
            'bond_yield(price="107.868", coupon_pct="3-1/2", years="25y", market="UST")]',
            "a figure of one bond is in the call of the other",
        ),
    ],
)
def test_a_call_in_other_words_is_doubted_and_mended(question, wrong, right, reason):
    given = {"schedule": "year 1: 5.00"} if "cashflows" in wrong else {"yield": "4.5%"}
    assert reason in reasons(wrong, question=question, result=given)
    assert reasons(right, question=question, result=given) == []
    left = doubts(messages(wrong, question=question, result=given))
    assert right in mended(wrong, left, find_spans(question), [{"role": "user", "content": question}])


def test_a_result_whose_sign_is_turned_is_not_quoted():
    assert is_quoted("0.721%", "It yields 0.721% to maturity.")
    assert is_quoted("-0.721%", "It yields -0.721% to maturity.")
    assert not is_quoted("0.721%", "It yields -0.721% to maturity.")
    assert not is_quoted("0.72", "It is 0.721.")


def test_a_spread_is_of_another_matter_but_to_a_floater():
    left = "\0 \0. The rate has a spread of 50 bp."
    assert list(left_over(left)) == []
    assert list(left_over(left, others=False)) == ["50"]


MEASURED = (
    ("It costs 94.50, 5% semiannual, 10 years. DV01 I have already, what I lack is the convexity.", "DV01", "convexity"),
    (
        "A 5% semiannual bond of 10 years at 94.50: I know the Macaulay duration, but what is the modified one?",
        "Macaulay",
        "modified",
    ),
)


@pytest.mark.parametrize(("question", "known", "wanted"), MEASURED)
def test_a_measure_that_is_known_already_is_not_the_one_to_ask_for(question, known, wanted):
    call = '[bond_risk(price="94.50", coupon_pct="5", measure="{}", frequency="semiannual", years="10 years")]'
    assert OTHER_MEASURE in reasons(call.format(known), question=question, result={"dv01": "0.07"})
    assert reasons(call.format(wanted), question=question, result={"convexity": "71.2"}) == []


def test_a_price_that_is_repaid_is_doubted_though_its_figure_stands_elsewhere_too():
    question = "A 5.05% bond of 48 months pays every 3 months, costs 90.79 and is redeemable at a 3% premium. Its yield?"
    call = '[bond_yield(price="90.79", coupon_pct="5.05", frequency="every 3 months", years="48 months"{})]'
    assert reasons(call.format(""), question=question, result={"yield": "7.750%"}) == ["3% premium is not used"]
    assert reasons(call.format(', redemption="3% premium"'), question=question, result={"yield": "8.425%"}) == []


def test_the_yield_of_a_zero_coupon_bond_is_not_zero():
    question = "What's the convexity of a 20 year zero-coupon bond at 5%, annual compounding?"
    call = '[bond_risk(coupon_pct="{}", yield_pct="{}", measure="convexity", years="20 year", compounding="annual")]'
    assert SWAPPED_RATES in reasons(call.format("5", "zero"), question=question, result={"convexity": "1"})
    assert reasons(call.format("zero", "5"), question=question, result={"convexity": "1"}) == []


def test_which_price_is_asked_for_shows_in_one_word():
    question = "7.18 GS 2037 (mat 24-Jul-2037), s/d 12-Jun-2026, offered @ 6.94 yld. clean px?"
    call = '[bond_price(coupon_pct="7.18", yield_pct="6.94", settlement="12-Jun-2026", maturity="24-Jul-2037", market="GS"{})]'
    several = {"clean_price": "101.8274", "accrued_interest": "2.7523", "dirty_price": "104.5797"}
    assert reasons(call.format(""), question=question, result=several) == [MEASURE]
    assert reasons(call.format(', measure="clean"'), question=question, result={"clean_price": "101.8274"}) == []
