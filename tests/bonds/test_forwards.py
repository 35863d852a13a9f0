"""Forward prices, implied repo rates and the basis of bond futures: published figures, and arithmetic by hand."""

from dataclasses import replace

import numpy as np
import pytest

from bondsft.bonds import MARKETS, Bonds, clean_price, forward_price, futures_basis, gilt_conversion_factor, implied_repo
from bondsft.errors import BondsftError

COUPON, MATURITY = [0.0575, 0.09, 0.0625, 0.09], ["2009-12-07", "2011-07-12", "2010-11-25", "2012-08-06"]
PRICE = [102.732, 131.461, 107.877, 134.455]
BOUGHT, DELIVERED = (Bonds.of_market("uk", COUPON, day, MATURITY) for day in ("2000-03-16", "2000-06-30"))


def test_a_published_table_of_deliverable_gilts_is_reproduced():
    # Choudhry, The Futures Bond Basis, page 77: long gilts for June 2000 at 112.98, as in rateslib's tests, to whose last
    # digit it needs factors that are not rounded
    first = Bonds.of_market("uk", COUPON, "2000-06-01", MATURITY, ex_dividend=[True, False, False, False])
    factor = clean_price(first, 0.07) / 100
    assert factor == pytest.approx([0.914225, 1.152571, 0.944931, 1.161956], abs=5.1e-7)
    rounded = gilt_conversion_factor(COUPON, "2000-06-01", MATURITY, first.accrued < 0, notional=0.07)
    assert factor == pytest.approx(rounded, abs=5.1e-8)
    found = futures_basis(BOUGHT, DELIVERED, PRICE, 112.98, factor, 0.0624, "Act/365F")
    assert found.gross == pytest.approx([-0.557192, 1.243582, 1.118677, 3.177230], abs=5.1e-7)
    assert found.net == pytest.approx([-0.343654, 1.033668, 1.275866, 3.010371], abs=5.1e-7)
    assert 100 * found.implied_repo == pytest.approx([7.381345, 3.564685, 2.199755, -1.414670], abs=5.1e-7)


@pytest.mark.parametrize(
    ("settlement", "delivery", "forward"),
    [
        ("2010-11-25", "2011-11-25", 99.9975000187),
        ("2010-11-28", "2011-11-29", 99.997471945),
        ("2010-11-28", "2011-11-25", 99.997419419),
        ("2010-11-25", "2011-11-29", 99.9975516607),
    ],
)
def test_a_coupon_belongs_to_whom_it_is_the_seller_s(settlement, delivery, forward):
    # rateslib's tests: 1 % of December 2015 at 100 and a repo rate of 1 %, ex-dividend on 28 and 29 November
    market = replace(MARKETS["uk"], day_count="Act/365F", coupon_amounts="by days")
    bought, delivered = (
        Bonds.of_market(market, 0.01, day, "2015-12-07", ex_dividend=day[-2:] != "25") for day in (settlement, delivery)
    )
    assert forward_price(bought, delivered, 100.0, 0.01, "Act/365F") == pytest.approx([forward], abs=2e-8)


def test_a_forward_price_is_the_loan_less_the_coupon_that_paid_some_of_it_back():
    bought, delivered = (Bonds.of_market("us", 0.06, day, "2036-05-15") for day in ("2026-04-15", "2026-07-15"))
    owed = (98 + 3 * 151 / 181) * (1 + 0.05 * 91 / 360) - 3 * (1 + 0.05 * 61 / 360)
    assert forward_price(bought, delivered, 98.0, 0.05, "Act/360") == pytest.approx([owed - 3 * 61 / 184], abs=1e-10)


def test_a_forward_price_gives_the_repo_rate_back():
    rates = np.array([-0.01, 0.0, 0.03, 0.2])
    forward = forward_price(BOUGHT, DELIVERED, PRICE, rates, "Act/360")
    assert implied_repo(BOUGHT, DELIVERED, PRICE, forward, "Act/360") == pytest.approx(rates, abs=1e-12)


def test_the_last_coupon_of_a_near_maturing_bond_may_be_the_seller_s():
    # Australia: the coupon of 21 October 2025 is the seller's from 14 October, and one payment is left
    bought, delivered = (Bonds.of_market("au", 0.0425, day, "2026-04-21") for day in ("2025-10-01", "2025-10-17"))
    owed = (100 + bought.accrued) * (1 + 0.04 * 16 / 365) - 2.125 * (1 - 0.04 * 4 / 365)
    assert forward_price(bought, delivered, 100.0, 0.04, "Act/365F") == pytest.approx(owed - delivered.accrued, abs=1e-10)


def test_one_bond_has_many_forward_prices():
    bought, delivered = BOUGHT.at(slice(0, 1)), DELIVERED.at(slice(0, 1))
    prices = [100.0, 102.732]
    together = forward_price(bought, delivered, prices, 0.0624, "Act/365F")
    assert together[1] == forward_price(bought, delivered, prices[1], 0.0624, "Act/365F")[0]


def test_bonds_that_are_not_the_same_and_deliveries_before_settlement_are_named():
    with pytest.raises(BondsftError, match="delivery of bond 0 is 2000-03-16"):
        forward_price(DELIVERED, BOUGHT, PRICE, 0.05, "Act/365F")
    with pytest.raises(BondsftError, match="maturity on delivery of bond 1 is 2009-12-07"):
        forward_price(BOUGHT, DELIVERED.at(np.array([0, 0, 2, 3])), PRICE, 0.05, "Act/365F")
    with pytest.raises(BondsftError, match=r"different lengths: price \(4,\), factor \(2,\)"):
        futures_basis(BOUGHT, DELIVERED, PRICE, 112.98, [0.9, 1.1], 0.05, "Act/365F")
    with pytest.raises(BondsftError, match="repo rate 'six'"):
        forward_price(BOUGHT, DELIVERED, PRICE, "six", "Act/365F")
