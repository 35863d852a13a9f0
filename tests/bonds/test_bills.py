"""Bills: published figures of each market, and both ways between price and rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    BILL_MARKETS,
    BillMarket,
    bill_price,
    bill_rate,
    days_in_following_year,
)
from bondsft.errors import BondsftError


@settings(max_examples=100)
@given(st.sampled_from(list(BILL_MARKETS)), st.floats(-0.05, 0.5), st.integers(1, 400))
def test_price_then_rate_gives_the_rate_back(market, rate, days):
    assert bill_rate(market, bill_price(market, rate, days), days) == pytest.approx([rate], abs=1e-10)


@pytest.mark.parametrize(
    ("market", "rate", "days", "price"),
    [
        ("us-bill", 0.0761, 90, 98.0975),  # 31 CFR 356 Appendix B, VI.A
        ("in-tbill", 0.053699, 91, 98.6789),  # Reserve Bank of India, auction of June 2025
        ("au-note", 0.0476, 35, 99.5456355375192),  # Australian Office of Financial Management, worked example
        ("se-bill", 0.03498, 371, 96.520547),  # Riksgälden, 15 March 2023 to 20 March 2024
        ("no-bill", 0.0401095, 57, 99.38775),  # Norges Bank, 20 January to 18 March 2026
    ],
)
def test_a_published_price_is_reproduced(market, rate, days, price):
    assert bill_price(market, rate, days) == pytest.approx([price], abs=6e-5)
    assert bill_rate(market, price, days) == pytest.approx([rate], abs=5e-6)


def test_a_market_of_ones_own_is_made_from_the_same_fields():
    mine = BillMarket("mine", "Paper of a place", "simple", 360, "an agreement")
    assert bill_price(mine, 0.05, 180) == pytest.approx([100 / 1.025])


def test_the_redemption_sets_the_unit_of_the_price():
    # Excel's RECEIVED: 1,000,000 invested from 15 February to 15 May 2008 at a discount of 5.75 %
    assert 1_000_000 / bill_price("us-bill", 0.0575, 90, redemption=1.0) == pytest.approx([1014584.6544071], abs=1e-6)


@pytest.mark.parametrize(("issue", "days"), [("2019-02-28", 365), ("2019-03-01", 366), ("2004-01-22", 366), ("2003-02-28", 365)])
def test_the_year_after_issue_has_a_leap_day_or_not(issue, days):
    assert days_in_following_year(issue).tolist() == [days]


def test_bad_bills_are_named_with_their_place():
    with pytest.raises(BondsftError, match="bill market of bond 0 is xx-bill"):
        bill_price("xx-bill", 0.05, 90)
    with pytest.raises(BondsftError, match="days of bond 1 is 0"):
        bill_price("us-bill", 0.05, [90, 0])
    with pytest.raises(BondsftError, match="discount rate of bond 0 is 5"):
        bill_price("us-bill", 5.0, 90)
    with pytest.raises(BondsftError, match="price of bond 2 is -1"):
        bill_rate("uk-bill", [99, 98, -1], 90)
    with pytest.raises(BondsftError, match="days of bond 0 is 91"):
        bill_price("us-bill", 0.05, "91")
    with pytest.raises(BondsftError, match="quote of the bill market 'mine' is 'discont'"):
        BillMarket("mine", "Paper of a place", "discont", 360, "an agreement")


def test_a_column_of_bills_equals_each_bill_alone():
    rng = np.random.default_rng(2)
    rate, days = rng.uniform(0, 0.2, 40), rng.integers(1, 365, 40)
    for market in BILL_MARKETS:
        alone = [bill_price(market, rate[row], days[row])[0] for row in range(40)]
        assert bill_price(market, rate, days).tolist() == alone
