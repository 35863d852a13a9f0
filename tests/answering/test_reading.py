"""A call read off the words of a question, where each figure has its name."""

from __future__ import annotations

import pytest

from bondsft.answering.call_texts import turn_of
from bondsft.answering.conversation import Conversation
from bondsft.answering.dirty_prices import is_dirty
from bondsft.answering.doubt import OTHER_PRICE
from bondsft.answering.each_bond import read_off_each
from bondsft.answering.reading import read_off

SOUND = (
    (
        "7.18 GS 2037 (mat 24-Jul-2037), s/d 12-Jun-2026, offered @ 6.94 yld. clean px?",
        'bond_price(coupon_pct="7.18", yield_pct="6.94", settlement="12-Jun-2026", maturity="24-Jul-2037", market="GS", '
        'measure="clean")',
    ),
    (
        "T 3 7/8 8/15/33 @ 96-20+ settle 10/14/26, ytm?",
        'bond_yield(price="96-20+", coupon_pct="3 7/8", settlement="10/14/26", maturity="8/15/33", market="T")',
    ),
    (
        "What is the Macaulay duration of a 6-year 5% annual-coupon bond at a 4% yield?",
        'bond_risk(coupon_pct="5", yield_pct="4", measure="Macaulay", frequency="annual", years="6-year")',
    ),
    (
        "I put ₹5 lakh in an NCD paying 9.6% per annum every quarter, 2 years more. Which amounts will come and when?",
        'bond_cashflows(coupon_pct="9.6", frequency="every quarter", years="2 years", face="5 lakh")',
    ),
    (
        "My FD gives 7.1%. An NCD of face value Rs 1,000, coupon 9.35% paid annually, 3 years left, costs Rs 1,012.40. Its YTM?",
        'bond_yield(price="1,012.40", coupon_pct="9.35", frequency="annually", years="3 years", face="1,000")',
    ),
    (
        "A loan stock pays 5% annually and will be redeemed in 11 years at 105%. What price gives a yield of 5.5%?",
        'bond_price(coupon_pct="5", yield_pct="5.5", frequency="annually", years="11 years", redemption="105")',
    ),
    (
        "We hold a 3.1% annual bond of 15 years at a yield of 3.40%. What is its price if the yield goes up 50bp?",
        'bond_price(coupon_pct="3.1", yield_pct="3.40", frequency="annual", years="15 years", yield_change="up 50bp")',
    ),
    (
        "The bill for the OAT 1.25% 25 May 2034, settled 8 October 2026, is a dirty price of 86.915. Yield to maturity?",
        'bond_yield(coupon_pct="1.25", settlement="8 October 2026", maturity="25 May 2034", market="OAT", dirty_price="86.915")',
    ),
    (
        "Slide 4: modified duration of 7.41 GS 2036 (19-Dec-2036), traded 106.10 clean, settlement 26-Feb-26. Not the convexity.",
        'bond_risk(coupon_pct="7.41", price="106.10", measure="modified", settlement="26-Feb-26", maturity="19-Dec-2036", '
        'market="GS")',
    ),
    (
        "T 3.75 8/31/31 at 98-20+ for 5/6/26, ytm?",
        'bond_yield(price="98-20+", coupon_pct="3.75", settlement="5/6/26", maturity="8/31/31", market="T")',
    ),
    (
        "A low-coupon gilt: Treasury 1½% 22/07/2047, clean price 50.85, settlement 9 September 2026. The convexity?",
        'bond_risk(coupon_pct="1½", price="50.85", measure="convexity", settlement="9 September 2026", maturity="22/07/2047", '
        'market="gilt")',
    ),
    (
        "old T 3 7/8 8/15/33 if it trades at a 4.085, settling 3/24/26. clean px?",
        'bond_price(coupon_pct="3 7/8", yield_pct="4.085", settlement="3/24/26", maturity="8/15/33", market="T", '
        'measure="clean")',
    ),
    (
        "She pays ₹14,650 for the zero coupon bond and gets ₹20,000 exactly 4½ yrs later. Its yield, half-yearly compounding?",
        'bond_yield(price="14,650", coupon_pct="zero", years="4½ yrs", compounding="half-yearly", face="20,000")',
    ),
    (
        "Bought 1mm T 4% of 2/29/28, settled 4/14/26. I want every pmt left.",
        'bond_cashflows(coupon_pct="4", settlement="4/14/26", maturity="2/29/28", market="T", face="1mm")',
    ),
    (
        "NCDs of face value ₹25 lakh for ₹24.80 lakh. 9.1% a year paid annually, the first payment one year from now, redeemed "
        "after 3 years. Yield to maturity?",
        'bond_yield(price="24.80 lakh", coupon_pct="9.1", frequency="annually", years="3 years", face="25 lakh")',
    ),
    (
        "Face Rs 1,000, 9.25% p.a. with monthly payout, 5 yrs left. I don't want less than 10% p.a. What price should I pay?",
        'bond_price(coupon_pct="9.25", yield_pct="10", frequency="monthly", years="5 yrs", face="1,000")',
    ),
    (
        "Treasury desk here. RBI wants the modified duration: 6.79% GOI maturing 07/10/2034, yield 6.64%, settlement 18/02/2027.",
        'bond_risk(coupon_pct="6.79", yield_pct="6.64", measure="modified", settlement="18/02/2027", maturity="07/10/2034", '
        'market="GOI")',
    ),
    (
        "3% a year in two equal instalments for 8.5 years, first in six months; yield 4.1% convertible twice yearly. Convexity?",
        'bond_risk(coupon_pct="3", yield_pct="4.1", measure="Convexity", frequency="two equal instalments", years="8.5 years", '
        'compounding="twice yearly")',
    ),
    (
        "Gilt 3¾% 7 March 2030, I hold £12,000 (face value) of it. It is 10 December 2027. What money is coming to me?",
        'bond_cashflows(coupon_pct="3¾", settlement="10 December 2027", maturity="7 March 2030", market="Gilt", face="12,000")',
    ),
    (
        "If I demand 5.75% a year, what is the price of bonds that pay 5% once a year and have eight years to go?",
        'bond_price(coupon_pct="5", yield_pct="5.75", frequency="once a year", years="eight years")',
    ),
    (
        "Convexity of a 20 year zero-coupon bond at 5%, annual compounding?",
        'bond_risk(coupon_pct="zero", yield_pct="5", measure="Convexity", years="20 year", compounding="annual")',
    ),
    (
        "7.18% GS maturing 14 August 2033 costs Rs 102.35, settled 9 October 2025. My nephew says around 6.8. What is its yield?",
        'bond_yield(price="102.35", coupon_pct="7.18", settlement="9 October 2025", maturity="14 August 2033", market="GS")',
    ),
    (
        "7.10% GS, maturity 08-04-2034, settled 08-10-2026. YTM 6.58%. Macaulay duration in years?",
        'bond_risk(coupon_pct="7.10", yield_pct="6.58", measure="Macaulay", settlement="08-10-2026", maturity="08-04-2034", '
        'market="GS")',
    ),
    (
        "Coupon 3% annual. Px 98.10 clean. Matures 9 July 2031, value 27 May 2026. Act/act. Modified duration? Treasury "
        "policy caps it.",
        'bond_risk(coupon_pct="3", price="98.10", measure="Modified", frequency="annual", settlement="27 May 2026", '
        'maturity="9 July 2031", day_count="Act/act")',
    ),
    (
        "They own $300,000 of corporate notes, 4.5% due 10 May 2034, paying May 10 and Nov 10 on 30/360. We could sell at "
        "$291,830 plus accrued, settling June 4, 2026. What is the convexity?",
        'bond_risk(coupon_pct="4.5", price="291,830", measure="convexity", frequency="May 10 and Nov 10", '
        'settlement="June 4, 2026", maturity="10 May 2034", day_count="30/360", face="300,000")',
    ),
    (
        "cvx on T 4.5 11/15/52 @ 4.7%, stl Aug 5 2026?",
        'bond_risk(coupon_pct="4.5", yield_pct="4.7", measure="cvx", settlement="Aug 5 2026", maturity="11/15/52", market="T")',
    ),
    (
        "Market yield for such paper is 11% p.a. It pays Rs 25 every three months per Rs 1000 for three years. Macaulay "
        "duration?",
        'bond_risk(yield_pct="11", measure="Macaulay", frequency="every three months", years="three years", face="1000", '
        'coupon_amount="25")',
    ),
    (
        "A 10% debenture, face ₹75,000, paid quarterly, maturing eighteen months from now. Total rupees each quarter?",
        'bond_cashflows(coupon_pct="10", frequency="quarterly", years="eighteen months", face="75,000")',
    ),
    (
        "The modified duration is fourteen. A 25-year 4% bond, coupons once a year, yields 5.3%. But what's its convexity?",
        'bond_risk(coupon_pct="4", yield_pct="5.3", measure="convexity", frequency="once a year", years="25-year")',
    ),
)


@pytest.mark.parametrize(("question", "call"), SOUND, ids=range(len(SOUND)))
def test_each_figure_goes_where_its_name_says(question, call):
    asked = Conversation.of_question("1", question)
    first, *_ = read_off(question)
    assert turn_of([first]) == f"[{call}]"
    assert asked.doubts_of(turn_of([first]), None) == []


def test_a_quote_is_for_100_whatever_somebody_owns():
    question = "We own $12 million face of a 3.5% annual bond, 8 years left, yield 3.3%. {} clean quote?"
    wanted = "I only need the clean quote. What is the"
    assert "face" not in next(read_off(question.format(wanted))).arguments
    assert "face" in next(read_off(question.format("And in dollars, the"))).arguments


def test_what_cannot_be_told_apart_leaves_a_doubt_or_no_call():
    question = "It pays 4% or 5%, I forget which, annually, for 8 years, and costs 98.5. The YTM?"
    [call] = read_off(question)
    assert Conversation.of_question("1", question).doubts_of(turn_of([call]), None)
    assert not list(read_off("Is 4% or 5% more usual for a bond?"))


@pytest.mark.parametrize(
    ("text", "dirty"),
    [
        ("a full (dirty) price, accrued interest included, of 102.8", True),
        ("we paid 102.8, accrued included", True),
        ("102.8 dirty", True),
        ("we paid $102.8 per $100 face, accrued interest included", True),
        ("a clean price of 102.8", False),
        ("What is the dirty price? The clean price is 102.8", False),
        ("at 102.8 plus accrued", False),
        ("a total consideration of 102.8", True),
        ("debited 102.8 in total - accrued included - today", True),
        ("£102.8, and that figure already has the accrued interest in it", True),
    ],
)
def test_a_price_with_accrued_interest_is_known_by_the_words_around_it(text, dirty):
    assert is_dirty(text, "102.8") == dirty


def test_a_dirty_price_in_the_clean_ones_place_is_a_doubt():
    question = "OAT 1.25% 25 May 2034, settled 8 October 2026 at a dirty price of 86.915. Yield to maturity?"
    terms = 'coupon_pct="1.25", settlement="8 October 2026", maturity="25 May 2034", market="OAT"'
    asked = Conversation.of_question("1", question)
    assert [doubt.reason for doubt in asked.doubts_of(f'[bond_yield(price="86.915", {terms})]', None)] == [OTHER_PRICE]


PAIRS = (
    "Two bonds, both pay half-yearly. A: 3.65% coupon, 8 years left, price 99.10. B: 4.40% coupon, 10 years left, price 104.25. "
    "Which yields more?",
    "A is Bund 2.10% 15 November 2029, clean 98.48; B is Bund 0.75% 25 February 2030, clean 93.85. Settlement "
    "12 January 2027. Yields?",
    "A 6y 3.2% ann @ 96.40, B 6y 4.1% ann @ 102.30, whch cheaper on yld?",
    "Bund or OAT for value 10 June 2026? A: Bund 2.40%, 18 April 2030, clean 99.61. B: OAT 2.75%, 25 February 2030, clean "
    "101.05.",
    "Which yields more: A) 5% annual, 5 years, at 98 or B) 6% annual, 5 years, at 103?",
    "The first bond has a 4% annual coupon, five years and a price of 97.25, the second a 6% annual coupon, six years and "
    "a price of 106.90. Which yields more?",
    "Sec A - 7.02% GS, 5 yrs @ 101.05, Sec B - 6.33% GS, 9 yrs @ 97.90, both on coupon date. Higher YTM?",
    "Strip or bond, semiannual bond equivalent: A = 5.5-yr strip @ 78.83; B = 5.5-yr 4.375% s/a @ 99 3/4. Higher ytm?",
    "First gilt: 4½% 7-Sep-2034 at 98.12. Second gilt: 0⅝% 31-Jul-2035 at 69.90. Both for 20 Nov 2026. The better yield?",
    "NCD X - Rs 975 for Rs 1000 face, 9% yearly, 3 years. NCD Y - Rs 1018, same face, 10% yearly, 5 years. Yield wise who wins?",
    "Bond P: 4 yrs, 6% paid annually, price 98. Bond Q: 4 yrs, 6.2% paid semi-annually, price 101.10. P or Q by yield?",
    "Is the Belgian OLO 3% 22 June 2035 at 97.90 yielding more than the Austrian government bond 2.9% 20 February 2035 at 98.02? "
    "Clean, value 23 September 2026.",
    "A has coupon 5.95% once a year, 9 years left, price Rs 1,024 for face 1,000. B has 7.35% once a year, 6 years left, price "
    "Rs 1,092. Which has the better yield?",
)


@pytest.mark.parametrize("question", PAIRS, ids=range(len(PAIRS)))
def test_two_bonds_are_read_off_their_own_words_and_those_about_both(question):
    calls = read_off_each(question)
    assert [call.calculator for call in calls] == ["bond_yield", "bond_yield"]
    assert Conversation.of_question("1", question).doubts_of(turn_of(calls), None) == []


def test_three_bonds_are_read_off_as_two_are():
    question = "All pay annually. A 3y 3.5% at 98.20; B 5y 4.25% at 101.45; C 8y 2% at 86.90. Rank by yield."
    calls = read_off_each(question)
    assert [call.arguments["price"] for call in calls] == ["98.20", "101.45", "86.90"]
    assert Conversation.of_question("1", question).doubts_of(turn_of(calls), None) == []


def test_yields_on_a_common_basis_compound_so():
    question = "A pays 6% half-yearly and costs 99.10; B pays 6.10% once a year and costs 99.25. Each has seven years left. "
    calls = read_off_each(question + "On effective annual yields, which is better?")
    assert [call.arguments["compounding"] for call in calls] == ["effective annual"] * 2


def test_no_pair_is_read_where_one_bond_has_no_terms_or_no_name():
    assert read_off_each("A: 5% annual, 7 years, at 98. B: the other one. Which yields more?") == []
    assert read_off_each("A 7.2% bond, 6 years, at 103.4. Is that better than a deposit at 7.25% or more for 5 years?") == []
    assert read_off_each("A 5-year 4% annual bond costs 97.50. Its yield?") == []
