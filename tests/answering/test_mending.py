"""A call that lacks an argument gets the one span that is left for it, or is begun anew up to that argument."""

from __future__ import annotations

import json

import pytest

from bondsft.answering.doubt import COMPOUNDING, CROSSED, SWAPPED_RATES, Doubt
from bondsft.answering.mending import mended
from bondsft.calculators import run_call
from bondsft.calculators.spans import find_spans
from bondsft.marking.expected import Pick
from bondsft.marking.mark import mark
from bondsft.models.calls import parse_calls

ASKED = "A: a zero-coupon bond at 44.5, 9-yr; B: 24 yrs, 11.25%, paid annually, at 126 and with annual compounding"
PAIR = '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr"), bond_yield(price="126", coupon_pct="11.25", years="24 yrs")]'
DATED = (
    "a 2.3% bond at 98, settling 4 May 2027 and due 8 Nov 2050, 30/360, issued 1 Mar 2027, first coupon 8 Nov 2027, paid yearly"
)


def better(text, *reasons, question=ASKED):
    return mended(text, [Doubt(reason) for reason in reasons], find_spans(question), [{"role": "user", "content": question}])


@pytest.mark.parametrize(
    ("text", "reason", "expected"),
    [
        (PAIR, "frequency is missing", [PAIR.replace('years="24 yrs"', 'frequency="annually", years="24 yrs"')]),
        (
            '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr")]',
            COMPOUNDING,
            [
                '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr", compounding="annual")]',
            ],
        ),
        ('[bond_yield(coupon_pct="5", years="9-yr")]', "price is missing", ['[bond_yield(price="']),
        ('[bond_yield(price="98", coupon_pct="5", market="gilt")]', "frequency is missing", []),
        ('[bond_yield(price="98")]', "day_count is missing", []),
        ('[bond_yield(price="98")]', "settlement has no year", []),
        ("The yield is 7%.", "frequency is missing", []),
        ('[bond_magic(price="98")]', "frequency is missing", []),
    ],
)
def test_a_call_gets_what_it_lacks_and_the_question_has(text, reason, expected):
    assert better(text, reason) == expected


def test_a_market_is_what_lacks_where_the_question_names_one():
    text = '[bond_yield(price="98", coupon_pct="5", years="9 years")]'
    expected = [text.replace("years", 'years="9 years", market="G-sec"', 1).replace('="9 years")', ")")]
    assert better(text, "frequency is missing", question="The 5% G-sec at 98 with 9 years to go") == expected


def test_what_is_missing_twice_is_mended_in_each_call_or_in_that_of_the_bond_it_is_said_of():
    text = PAIR.replace("zero", "5")
    first = text.replace('years="9-yr"', 'frequency="annually", years="9-yr"')
    second = text.replace('years="24 yrs"', 'frequency="annually", years="24 yrs"')
    in_rows = "Two bonds at 44.5 and 126, 9-yr and 24 yrs, with 5% and 11.25% paid annually"
    assert better(text, "frequency is missing", question=in_rows) == [first, second]
    assert better(text, "frequency is missing") == [second]


def test_dates_in_each_others_place_are_exchanged_and_the_rest_stays():
    text = '[bond_yield(price="98", settlement="8 Nov 2050", maturity="4 May 2027", day_count="30/360")]'
    exchanged = '[bond_yield(price="98", settlement="4 May 2027", maturity="8 Nov 2050", day_count="30/360")]'
    assert better(text, "maturity 4 May 2027 is not after settlement 8 Nov 2050", question=DATED) == [exchanged]


def test_a_coupon_and_a_yield_in_each_others_place_are_exchanged():
    text = '[bond_price(coupon_pct="6", yield_pct="5", years="8 years")]'
    assert better(text, SWAPPED_RATES) == ['[bond_price(coupon_pct="5", yield_pct="6", years="8 years")]']


def test_a_face_value_and_a_coupon_in_money_are_exchanged():
    text = '[bond_cashflows(frequency="monthly", face="12.50", coupon_amount="1,000")]'
    [error] = [run_call("bond_cashflows", call.arguments)["error"] for call in parse_calls(text)]
    asked = "A bond pays 12.50 monthly per 1,000 face, for four months"
    [turned] = better(text, error, question=asked)
    assert turned == '[bond_cashflows(frequency="monthly", face="1,000", coupon_amount="12.50")]'
    [error] = [run_call("bond_cashflows", call.arguments)["error"] for call in parse_calls(turned)]
    assert better(turned, error, question=asked) == [turned.replace("face=", 'years="four months", face=')]


def test_a_date_that_is_not_used_may_be_that_of_issue_or_first_coupon():
    text = '[bond_yield(price="98", settlement="4 May 2027", maturity="8 Nov 2050", day_count="30/360"'
    assert better(f"{text})]", "2027 is not used", question=DATED) == [f'{text}, issue="', f'{text}, first_coupon="']
    assert better('[bond_yield(price="98", settlement="4 May 2027")]', "2027 is not used", question=DATED) == []
    turned = better(
        f'{text}, issue="8 Nov 2027", first_coupon="1 Mar 2027")]', "first_coupon 1 Mar 2027 is not after issue 8 Nov 2027"
    )
    assert turned == [f'{text}, issue="1 Mar 2027", first_coupon="8 Nov 2027")]']
    one = better(f'{text}, first_coupon="8 Nov 2027")]', "issue is missing", question=DATED)
    assert one == [f'{text}, issue="1 Mar 2027", first_coupon="8 Nov 2027")]']


def test_a_figure_that_is_not_used_may_be_the_face_value():
    asked = "The convexity of a 7% semi-annual bond with a par value of 1000 and 1 year to go, on offer at 960.128"
    text = '[bond_risk(coupon_pct="7", price="960.128", measure="convexity", frequency="semi-annual", years="1 year")]'
    assert better(text, "1000 is not used", question=asked) == [text.replace(")]", ', face="1000")]')]
    assert better(text, "1000 is not used", question=asked.replace("1000", "1017.3")) == []


def test_of_two_coupons_one_goes():
    text = '[bond_yield(coupon_amount="40", price="98", coupon_pct="7")]'
    without = ['[bond_yield(price="98", coupon_pct="7")]', '[bond_yield(coupon_amount="40", price="98")]']
    assert better(text, "coupon_pct and coupon_amount both state a coupon") == without


def test_the_call_of_a_second_bond_has_nothing_of_another_matter_and_nothing_of_the_first_bond():
    asked = "A: an 8-year 3.4% Bund at 132.203; B: a Bund at 111.461, a stated rate of 3.60% and 7 years. My tax rate is 25%."
    first, second = 'price="132.203", coupon_pct="3.4", years="8-year"', 'price="111.461", coupon_pct="3.60", years="7"'
    unused = [f"{figure} is not used" for figure in ("111.461", "3.60", "7")]
    pair = f'[bond_yield({first}, market="Bund"), bond_yield({second}, market="Bund")]'
    assert pair in better(f'[bond_yield({first}, market="Bund")]', *unused, question=asked)
    crossed = '[bond_yield(price="132.203", coupon_pct="3.60", years="7 years", market="Bund")]'
    [begun] = better(crossed, *[f"{figure} is not used" for figure in ("8", "3.4", "111.461")], question=asked)
    assert begun.endswith(", bond_yield(")


def test_figures_that_are_not_used_may_be_those_of_another_call():
    text = '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr")]'
    second = 'price="126", coupon_pct="11.25", frequency="annually", years="24", compounding="annual"'
    begun = text[:-1] + ", bond_yield("
    assert better(text, "24 is not used", "11.25 is not used", "126 is not used")[-2:] == [f"{begun}{second})]", begun]
    for reasons in (["24 is not used"], ["24 is not used", "frequency is missing"]):
        assert not any(each.endswith("bond_yield(") for each in better(text, *reasons))


def test_of_calls_that_say_the_same_the_first_may_do_alone():
    call = '[bond_yield(price="126", coupon_pct="11.25", frequency="annually", years="24 yrs")'
    again = ', bond_yield(price="126", coupon_pct="11.25"'
    assert better(f"{call}{again})]", "11.25 is not in the question, or is used twice") == [f"{call}]"]
    assert better(f"{call}{again}){again}", "it did not stop") == [f"{call}]"]
    assert better(f"{call}]", "11.25 is not in the question, or is used twice") == []


def test_four_dates_stand_in_the_only_order_they_can_have():
    begun = '[bond_price(coupon_pct="2.3", frequency="yearly", '
    wrong = 'settlement="8 Nov 2027", maturity="8 Nov 2050", issue="1 Mar 2027", first_coupon="4 May 2027")]'
    right = 'settlement="4 May 2027", maturity="8 Nov 2050", issue="1 Mar 2027", first_coupon="8 Nov 2027")]'
    assert better(begun + wrong, "the first coupon is wrong", question=DATED)[0] == begun + right
    assert better(begun + right, "the first coupon is wrong", question=DATED) == []
    assert better('[bond_price(settlement="5/6/2027", maturity="1 Mar 2027")]', "the day is unclear", question=DATED) == []


LISTED = "Please list each coupon and the redemption of a 6.80% debenture with 1 year left, paid six-monthly."


def test_a_call_without_a_price_may_be_for_the_payments_where_nobody_speaks_of_a_price():
    text = '[bond_risk(coupon_pct="6.80", measure="all", frequency="six-monthly", years="1 year")]'
    payments = '[bond_cashflows(coupon_pct="6.80", frequency="six-monthly", years="1 year")]'
    assert better(text, "price or yield_pct is missing", question=LISTED) == [payments]
    assert better(text, "price or yield_pct is missing", question=f"{LISTED} What is its price?") == []
    assert payments not in better(text, "price is missing", question=f"{LISTED} It is at 98.")


def test_a_reply_that_quotes_no_result_gives_way_to_a_plain_one():
    def replies(**result):
        told = {"role": "tool", "name": "bond_risk", "content": json.dumps(result)}
        return mended(
            "The day count is 30/360.", [Doubt("macaulay_duration is not quoted")], {}, [{"role": "user", "content": ""}, told]
        )

    assert replies(macaulay_duration="16.8861 years") == ["The macaulay duration is 16.8861 years."]
    assert replies(error="price is missing") == replies(clean_price="98.1", dirty_price="98.2") == []


def test_a_reply_to_a_comparison_says_which_bond_ranks_how():
    results = [{"yield": "2.330%", "rank": "higher"}, {"yield": "1.860%", "rank": "lower"}]
    told = [{"role": "tool", "name": "bond_yield", "content": json.dumps(result)} for result in results]
    [reply] = mended("Bundesbund 2.330%, higher", [Doubt("rank is not quoted")], {}, [{"role": "user", "content": ""}, *told])
    assert reply == "Bond A has the higher yield, 2.330%; bond B has the lower yield, 1.860%."
    assert mark(reply, Pick("A", (2.33, 1.86))).verdict == "right"


def test_what_one_of_two_bonds_lacks_is_sought_where_it_is_described():
    asked = "The fee is 0.10%. A: a 7y zero coupon note at 70.37, annual compounding; B: 5-year zero-coupon at 81.05, yearly"
    first = 'price="70.37", coupon_pct="zero", years="7y", compounding="annual"'
    text = f'[bond_yield({first}), bond_yield(price="81.05", years="5")]'
    assert better(text, "coupon_pct is missing", question=asked) == [text.replace('years="5"', 'coupon_pct="zero", years="5"')]


def test_what_is_to_blame_gives_its_place_to_what_is_left():
    asked = "It yields 3.91% and pays 8.5% half-yearly for 27 years. Answer for a single bond, not for all 274."
    text = '[bond_price(coupon_pct="8.5", yield_pct="3.91", frequency="half-yearly", years="274")]'
    spans, question = find_spans(asked), {"role": "user", "content": asked}
    assert mended(text, [Doubt("274 is of another matter", "274")], spans, [question]) == [text.replace("274", "27")]
    assert mended(text, [Doubt("27 is not used")], spans, [question]) == []


def test_figures_of_three_bonds_stand_in_turn():
    question = "All annual pay. A 3y 3.5% at 98.20; B 5y 4.25% at 101.45; C 8y 2% at 86.90. Which yields most?"

    def calls(*bonds):
        form = 'bond_yield(price="{}", coupon_pct="{}", frequency="annual", years="{}")'
        return f"[{', '.join(form.format(*bond) for bond in bonds)}]"

    wrong = calls(("98.20", "3.5", "3y"), ("101.45", "2", "8y"), ("86.90", "4.25", "5y"))
    assert better(wrong, CROSSED, question=question)[0] == calls(
        ("98.20", "3.5", "3y"), ("101.45", "4.25", "5y"), ("86.90", "2", "8y")
    )


def test_what_one_of_two_bonds_lacks_may_be_what_both_have():
    question = "Both pay annually. A: 5% at 101.20, 7 years. B: 4.5% at 98.90, 6 years."
    both = '[bond_yield(price="101.20", coupon_pct="5", frequency="annually", years="7 years"), {}]'
    lacks, has = (
        f'bond_yield(price="98.90", coupon_pct="4.5", {often}years="6 years")' for often in ("", 'frequency="annually", ')
    )
    assert both.format(has) in better(both.format(lacks), "frequency is missing", question=question)
