"""Draws the dates that questions tell: trades settle on business days of their market."""

from __future__ import annotations

import importlib.resources
import itertools
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import MARKETS, Bonds
from bondsft.bonds.daycount import month_starts, parts
from bondsft.tasks.base import STATED, Columns

EARLIEST = np.datetime64("2024-01-02")
LATEST = np.datetime64("2027-12-31")
NEAR_SHARE, LEAST_DAYS = 0.08, 100
"""Bonds with dates that mature within a year, and the days to maturity below which four decimals print no convexity."""
EX_DIVIDEND_DAYS = np.timedelta64(16, "D")


@cache
def business_days(market: str) -> np.busdaycalendar:
    """The days on which a market's trades settle: from Monday to Friday, without its holidays; where no market is named, with."""
    text = importlib.resources.files("bondsft.tasks").joinpath("holidays.toml").read_text("utf-8")
    return np.busdaycalendar(holidays=[] if market == STATED else tomllib.loads(text)[MARKETS[market].calendar])


@cache
def settlement_days(market: str) -> NDArray[np.datetime64]:
    """The business days from the earliest settlement on and before the latest day."""
    days = np.arange(EARLIEST, LATEST)
    return days[np.is_busday(days, busdaycal=business_days(market))]


def draw_settlements(rng: np.random.Generator, count: int, market: str) -> NDArray[np.datetime64]:
    """Draw settlement dates."""
    return rng.choice(settlement_days(market), count)


def draw_dates(rng: np.random.Generator, count: int, years: NDArray[np.int64], market: str) -> Columns:
    """Draw a settlement date and a maturity at least a year later, for a few bonds within a year."""
    settlement = draw_settlements(rng, count, market)
    days = years * 365 + rng.integers(1, 340, count)
    maturity = settlement + np.where(rng.random(count) < NEAR_SHARE, LEAST_DAYS + days % 240, days)
    return {"settlement": settlement, "maturity": usual_maturities(market, settlement, maturity)}


def usual_maturities(market: str, settlement: NDArray[Any], maturity: NDArray[Any]) -> NDArray[Any]:
    """Maturities moved on to days on which bonds of a market mature, and away from its ex-dividend dates."""
    if market == STATED:
        return maturity
    drawn = MARKETS[market].drawn
    usual = drawn.days if drawn else ()
    maturity = on_days(maturity, usual)
    return on_days(away_from_ex_dividend(market, settlement, maturity), usual) if MARKETS[market].ex_dividend else maturity


def on_days(dates: NDArray[Any], days: Sequence[int]) -> NDArray[Any]:
    """The dates, each moved on to the next of these days of a month; as they are where there are none."""
    if not days:
        return dates
    month, _ = parts(dates)
    starts = [month_starts(month + later).view("datetime64[D]") for later in range(3)]
    one = np.timedelta64(1, "D")
    moved = np.full(len(dates), np.datetime64("9999-12-31"))
    for first, beyond in itertools.pairwise(starts):
        for day in days:
            at = np.minimum(first + (day - 1) * one, beyond - one)
            moved = np.where((at >= dates) & (at < moved), at, moved)
    return moved


def iso_days(dates: NDArray[np.datetime64]) -> NDArray[Any]:
    """Days as text, 2031-05-15: each day from the first to the last is written once, since a column has most of them often."""
    first, last = dates.min(), dates.max()
    written = np.arange(first, last + 1).astype(str).astype(object)
    return np.asarray(written[(dates - first).astype(np.int64)])


def away_from_ex_dividend(market: str, settlement: NDArray[Any], maturity: NDArray[Any]) -> NDArray[Any]:
    """Later maturities where the next coupon is so near that a holiday, which no question tells, would decide whose it is."""
    bonds = Bonds.of_market(market, 0.0, settlement, maturity, ex_dividend=False)
    near = bonds.payment_dates(np.zeros((len(bonds), 1), np.int64))[:, 0] - settlement <= EX_DIVIDEND_DAYS
    return maturity + np.where(near, 2 * EX_DIVIDEND_DAYS, np.timedelta64(0, "D"))
