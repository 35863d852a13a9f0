"""Draws yields, prices and face values as facts, in the ways that markets quote them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import MARKETS, accrued_interest, clean_price
from bondsft.tasks.base import STATED, Columns
from bondsft.tasks.terms import FACE_SHARE, bonds_of, drawn_ranges, face_of

LOTS = np.array([1, 2, 5, 10, 20, 25, 50])
"""How many of a market's lots people hold."""
MONEY_SHARE = 0.5
"""Of the bonds with a face value, those whose coupon is told as the money of a payment."""
PRICES = ("price", "clean_price", "quote_32nds", "off_par")
"""Facts that state a clean price; the last two per 100 whatever the face value."""
ALL_PRICES = (*PRICES, "dirty_price")
QUOTE_SHARE = 0.3
"""Batches of a market that quotes in 32nds whose prices are told so."""
DIRTY_SHARE = 0.12
"""Batches of bonds with dates whose prices are told with accrued interest."""
OFF_PAR_SHARE, MOST_OFF_PAR = 0.2, 20
"""Prices told as points off par, of those that are no further from it."""
NEGATIVE_SHARE = 0.06
"""Yields below zero, in markets that have seen them."""
NEGATIVE_MARKETS = ("de", STATED)


def draw_yields(rng: np.random.Generator, count: int, market: str) -> NDArray[np.float64]:
    """Draw yields in percent, to two or three decimals, from what a market has seen."""
    low, high = (0.5, 13.0) if market == STATED else drawn_ranges(market).yields
    negative = (rng.random(count) < NEGATIVE_SHARE) & (market in NEGATIVE_MARKETS)
    drawn = np.where(negative, rng.uniform(-0.8, -0.01, count), rng.uniform(low, high, count))
    return np.asarray(np.round(drawn, int(rng.choice([2, 3]))), np.float64)


def draw_prices(rng: np.random.Generator, facts: Columns, market: str) -> Columns:
    """Return the price fact for bonds at yields near the market's, rounded as it will be printed.

    Bonds without a market and with dates get a `clean_price`: nothing else would tell that accrued interest is left out.
    """
    count = len(next(iter(facts.values())))
    yields = draw_yields(rng, count, market) / 100
    price = clean_price(bonds_of(facts), yields) * face_of(facts) / 100
    decimals = int(rng.choice([2, 2, 3])) if market == STATED else MARKETS[market].price_decimals
    name = "clean_price" if market == STATED and "maturity" in facts else "price"
    return {name: np.maximum(np.round(price, decimals), 0.01)}


def quoted_otherwise(rng: np.random.Generator, facts: Columns, market: str) -> Columns:
    """The facts, their price at times told as quotes in 32nds or as points off par."""
    if "price" not in facts:
        return facts
    if market != STATED and MARKETS[market].quotation == "32nds" and rng.random() < QUOTE_SHARE:
        told = {name: column for name, column in facts.items() if name != "price"}
        return told | {"quote_32nds": np.maximum(np.round(facts["price"] * 64) / 64, 10)}
    price = np.round(facts["price"], 2)
    near = (np.abs(price - 100) <= MOST_OFF_PAR) & (price != 100) & np.isnan(facts.get("face", np.full(len(price), np.nan)))
    told_off = near & (rng.random(len(price)) < OFF_PAR_SHARE)
    return facts | {"price": np.where(told_off, np.nan, facts["price"]), "off_par": np.where(told_off, price, np.nan)}


def told_dirty(rng: np.random.Generator, facts: Columns) -> Columns:
    """The facts, a few batches of prices told with the interest that has accrued."""
    price = "price" if "price" in facts else "clean_price"
    if "maturity" not in facts or rng.random() >= DIRTY_SHARE:
        return facts
    told = {name: column for name, column in facts.items() if name != price}
    accrued = accrued_interest(bonds_of(facts)) * face_of(facts) / 100
    return told | {"dirty_price": np.round(facts[price] + accrued, 4)}


def coupons_in_money(rng: np.random.Generator, facts: Columns) -> Columns:
    """The facts, the coupon told at times as the money of one payment, where it is whole cents of a stated face value."""
    if not {"face", "coupon_pct", "frequency"} <= facts.keys():
        return facts
    amount = facts["coupon_pct"] / 100 * facts["face"] / facts["frequency"]
    cents = np.round(amount, 2)
    told = (np.abs(cents - amount) < 1e-9) & (rng.random(len(amount)) < MONEY_SHARE)
    coupon = np.where(told, np.nan, facts["coupon_pct"])
    return facts | {"coupon_pct": coupon, "coupon_amount": np.where(told, cents, np.nan)}


def held(rng: np.random.Generator, facts: Columns, market: str) -> Columns:
    """The facts of a market's bonds, some with the face value that is held: lots of the market's size."""
    count = len(next(iter(facts.values())))
    lots = drawn_ranges(market).lot * rng.choice(LOTS, count)
    return facts | {"face": np.where(rng.random(count) < FACE_SHARE, lots, np.nan)}


def price_of(facts: Columns) -> NDArray[np.float64]:
    """The stated clean price per 100 face."""
    if "dirty_price" in facts:
        return facts["dirty_price"] / face_of(facts) * 100 - accrued_interest(bonds_of(facts))
    per_100 = [facts[name] for name in ("quote_32nds", "off_par") if name in facts]
    in_money = [facts[name] / face_of(facts) * 100 for name in ("price", "clean_price") if name in facts]
    first, *others = per_100 + in_money
    for other in others:
        first = np.where(np.isnan(first), other, first)
    return first
