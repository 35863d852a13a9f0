"""Draws the terms of bonds as facts, and turns facts back into bonds: what the built-in tasks share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import DRAWN_MARKETS, MARKETS, Bonds, Market, Ranges
from bondsft.bonds.columns import labels
from bondsft.errors import BondsftError
from bondsft.tasks.base import STATED, Columns
from bondsft.tasks.dates import business_days, draw_dates

FACES = np.array([1_000.0, 1_000.0, 5_000.0, 10_000.0, 100_000.0, 1_000_000.0])
FACE_SHARE = 0.2
LONGEST_NOTE = 10
"""Years to maturity of what the US Treasury calls a note."""
STUB_SHARE, STUB_DAYS = 0.08, 90
"""Batches of bonds with dates that are new, and the days since their issue: it is told if the first coupon's period is long."""
PREMIUM_SHARE, REPAID = 0.12, np.array([101.0, 102.0, 102.5, 103.0, 105.0, 110.0])
"""Batches of stated bonds that repay more than their face value, and what they repay per 100."""
STUB_MARKETS = ("de", "us-corporate", STATED)
FORMS = ("periods", "periods", "zero", "dated")
BY_SPELLING = {spelling: market for market in MARKETS.values() for spelling in market.spellings}
DAY_COUNTS = np.array(["30/360", "Act/Act ICMA", "Act/365F"])


def sample_terms(rng: np.random.Generator, count: int, market: str) -> Columns:
    """Draw the terms of `count` bonds: of a market, or with every convention stated. One form of terms for the whole column."""
    if market == STATED:
        form = FORMS[int(rng.integers(len(FORMS)))]
        return sample_stated(rng, count, form)
    ranges = drawn_ranges(market)
    coupon = draw_steps(rng, count, *ranges.coupon, ranges.coupon_step)
    years = rng.integers(*ranges.tenor, count, endpoint=True)
    dated = rng.random() < 0.5
    facts: Columns = {"market": draw_names(rng, market, years + dated), "coupon_pct": coupon}
    return facts | (draw_dates(rng, count, years, market) if dated else {"years": years.astype(np.float64)})


def draw_names(rng: np.random.Generator, market: str, years: NDArray[np.int64]) -> NDArray[Any]:
    """Draw what bonds of a market that mature within so many years are called: none is a note whose term is too long."""
    names = np.array(MARKETS[market].spellings)
    notes = np.array(["note" in name for name in MARKETS[market].spellings])
    drawn = rng.integers(len(names), size=len(years))
    if notes.any():
        too_long = (years > LONGEST_NOTE) & notes[drawn]
        drawn = np.where(too_long, rng.choice(np.flatnonzero(~notes), len(years)), drawn)
    return names[drawn]


def sample_dated(rng: np.random.Generator, count: int, market: str) -> Columns:
    """Draw the terms of bonds with dates and coupons."""
    facts = sample_terms(rng, count, market)
    while "maturity" not in facts or "zero_coupon" in facts:
        facts = sample_terms(rng, count, market)
    return facts


def sample_stated(rng: np.random.Generator, count: int, form: str) -> Columns:
    """Draw bonds whose questions name no market and so state frequency and day count, and compounding where it is not the
    usual: a yield compounds as often as coupons are paid unless the question says otherwise."""
    facts: Columns = {}
    often = rng.choice([1, 2, 2, 2, 4, 12], count).astype(np.float64)
    if form == "zero":
        facts["zero_coupon"] = np.full(count, "zero")
        facts["compounding"] = rng.choice([1.0, 2.0], count)
    else:
        facts["coupon_pct"] = draw_steps(rng, count, 1, 12, rng.choice([0.05, 0.125, 0.25]))
        facts["frequency"] = often
        effective = (often > 1) & (rng.random(count) < 0.15)
        facts["compounding"] = np.where(effective, 1.0, np.nan)
    if form == "dated":
        return facts | {"day_count": rng.choice(DAY_COUNTS, count)} | draw_dates(rng, count, rng.integers(2, 25, count), STATED)
    whole = rng.integers(1, 30, count, endpoint=True)
    half = (whole < 12) & (rng.random(count) < 0.15) & (form != "zero") & (often > 1)
    facts["years"] = whole + np.where(half, 0.5, 0.0)
    facts["face"] = np.where(rng.random(count) < FACE_SHARE, rng.choice(FACES, count), np.nan)
    return facts


def draw_steps(rng: np.random.Generator, count: int, low: float, high: float, step: float) -> NDArray[np.float64]:
    """Draw multiples of a step: coupons come in eighths, twentieths or hundredths of a percent."""
    return np.round(rng.integers(round(low / step), round(high / step), count, endpoint=True) * step, 3)


def with_long_stubs(rng: np.random.Generator, facts: Columns, market: str) -> Columns:
    """The facts, with issue and first coupon of a few bonds whose first coupon is paid for up to one and a half periods."""
    if "maturity" not in facts or "zero_coupon" in facts or market not in STUB_MARKETS or rng.random() >= STUB_SHARE:
        return facts
    bonds, settlement = bonds_of(facts), facts["settlement"]
    first, second = bonds.payment_dates(np.tile([0, 1], (len(bonds), 1))).T
    issue = np.busday_offset(settlement - rng.integers(0, STUB_DAYS, len(bonds)), 0, "forward", busdaycal=business_days(market))
    long = (bonds.count > 2) & (issue <= settlement) & (2 * (first - issue) <= second - first)
    none = np.datetime64("NaT")
    return facts | {"issue": np.where(long, issue, none), "first_coupon": np.where(long, second, none)}


def redeemed(rng: np.random.Generator, facts: Columns, market: str) -> Columns:
    """The facts, a few batches of bonds with coupons and a tenor that repay more than their face value."""
    if market != STATED or "years" not in facts or "zero_coupon" in facts or rng.random() >= PREMIUM_SHARE:
        return facts
    return facts | {"redemption": rng.choice(REPAID, len(facts["years"]))}


def face_of(facts: Columns) -> NDArray[np.float64]:
    """The face value that prices are for: 100 where the question states none."""
    count = len(next(iter(facts.values())))
    return np.nan_to_num(facts.get("face", np.full(count, np.nan)), nan=100.0)


def bonds_of(facts: Columns) -> Bonds:
    """The bonds that the facts describe, by the conventions they state or their market fixes."""
    count = len(next(iter(facts.values())))
    # Rounded, so that 7.15 % is the number next to 0.0715, as a calculator reads it: half a coupon is a tie in the cents.
    coupon = np.round(facts["coupon_pct"] / 100, 8) if "coupon_pct" in facts else np.zeros(count)
    if "coupon_amount" in facts:
        yearly = np.round(facts["coupon_amount"] * facts["frequency"] / face_of(facts), 8)
        coupon = np.where(np.isnan(facts["coupon_amount"]), coupon, yearly) if "coupon_pct" in facts else yearly
    begun: dict[str, Any] = {name: facts[name] for name in ("issue", "first_coupon", "redemption") if name in facts}
    if "market" in facts:
        markets = markets_of(facts["market"])
        if "maturity" in facts:
            return Bonds.of_market(markets, coupon, facts["settlement"], facts["maturity"], **begun)
        frequency = np.array([market.frequency for market in markets])
        compounding = np.array([market.compounding for market in markets])
    else:
        stated = facts.get("compounding", np.full(count, np.nan))
        frequency = facts.get("frequency", stated).astype(np.int64)
        compounding = np.where(np.isnan(stated), frequency, stated).astype(np.int64)
        if "maturity" in facts:
            dates, basis = (facts["settlement"], facts["maturity"]), facts.get("day_count", "30/360")
            return Bonds.dated(coupon, frequency, *dates, basis, compounding=compounding, **begun)
    return Bonds.of_periods(
        coupon, frequency, np.round(facts["years"] * frequency), facts.get("redemption", 100.0), compounding=compounding
    )


def drawn_ranges(market: str) -> Ranges:
    ranges = MARKETS[market].drawn
    if ranges is None:
        raise BondsftError(f"No ranges are known for {market!r}.", f"Name one of {', '.join(DRAWN_MARKETS)}.")
    return ranges


def markets_of(spellings: NDArray[Any]) -> list[Market]:
    """The market of each row, or one alone where it is that of all."""
    few = {BY_SPELLING[str(spelling)].name for spelling in labels(spellings)}
    return [MARKETS[few.pop()]] if len(few) == 1 else [BY_SPELLING[spelling] for spelling in spellings.tolist()]
