"""Phrases that are read in other words, and those that stay as they are."""

import pytest

from bondsft.text.pasted import as_typed


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("settle 12-Oct-2026... sorry, make that 14-Oct-2026: clean", "settle 14-Oct-2026: clean"),
        ("it costs 98.20, no wait, 98.50 clean", "it costs 98.50 clean"),
        ("it matures in 2034 on 15 May", "it matures on 15 May 2034"),
        ("they repay £110 for each £100 nominal, in 2031", "they redeemed at 110%, in 2031"),
        ("3.65% a year, quarterly (so 0.9125% each), for 7 years", "3.65% a year, quarterly, for 7 years"),
        ("a note of 5% (1.25 a quarter)", "a note of 5%"),
        ("T 3.5 feb 15 33, settle 9 jul 26", "T 3.5 feb 15 2033, settle 9 jul 2026"),
        ("oat 0.75 25nov28, stl 14jan2026", "oat 0.75 25 nov 2028, stl 14 jan 2026"),
        ("pays 15 Mar 15 Sep, and 8 March 25, 2034 it ends", "pays 15 Mar 15 Sep, and 8 March 25, 2034 it ends"),
        ("6% Feb 15, Aug 15", "6% Feb 15, Aug 15"),
        ("31 semi-annual periods away", "15.5 years of semi-annual payments away"),
        ("a year and a half left", "1.5 years left"),
        ("its discounted mean term", "its Macaulay duration"),
        ("a yield of 0.0435 effective", "a yield of 4.35% effective"),
        ("a 7.40% government security on RBI Retail Direct", "a 7.40% GOI security on RBI Retail Direct"),
        ("How convex is it?", "what convexity is it?"),
        ("what is d²P/dy² / P?", "what is convexity?"),
        ("I need 1/P x d2P/dy2 of it", "I need convexity of it"),
        ("the second derivative of price with respect to yield, divided by price", "the convexity"),
        ("the convexity, d²P/dy² / P, of it", "the convexity, d²P/dy² / P, of it"),
        ("y = 0.064 (nominal)", "y = 6.4% (nominal)"),
        ("coupon=0.0475, yield = 5.2", "coupon=4.75%, yield = 5.2"),
        ("I hold 50 debentures of Rs 1,000 each", "I hold debentures with a face value of Rs 50,000 in all"),
        ("60 bonds of $1,000 face each, what do I get?", "bonds with a face value of $60,000 in all, what do I get?"),
        ("got 40 debentures of ₹1,000, quarterly", "got debentures with a face value of ₹40,000 in all, quarterly"),
        ("UKT 4½ 7 Jun 41, 93.120 clean", "UKT 4½ 7 Jun 2041, 93.120 clean"),
        ("T-bond 5 June 15, 2056", "T-bond 5 June 15, 2056"),
        ("Twelve annual coupons of 8.5% are left", "12 years of annual payments of 8.5% are left"),
        ("Several annual coupons of 8.5% are left", "Several annual coupons of 8.5% are left"),
        ("9% p.a. paid as 0.75% each month", "9% p.a. paid every month"),
        ("duration of a par 7y", "duration of at par, 7y"),
        ("the invoice with accured interest", "the dirty price with accrued interest"),
        ("Rs 30 a quarter on each Rs 1000", "Rs 30 a quarter per Rs 1000"),
        ("60 bonds of $1,000 each at a price of 98", "60 bonds of $1,000 each at a price of 98"),
        ("Redeemed at 102 per cent, price per 100", "Redeemed at 102 per cent, price per 100"),
    ],
)
def test_a_phrase_is_read_in_usual_words(said, read):
    assert as_typed(said) == read
