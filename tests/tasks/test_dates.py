"""What dates the tasks draw: business days, and maturities in the shares that docs/data.md states."""

from __future__ import annotations

import numpy as np
import pytest

from bondsft.bonds import DRAWN_MARKETS, MARKETS, market_calendar
from bondsft.tasks.base import STATED
from bondsft.tasks.dates import EARLIEST, LATEST, LEAST_DAYS, NEAR_SHARE, business_days, draw_dates, draw_settlements


def rng(seed=0):
    return np.random.default_rng(seed)


def test_a_stated_share_of_bonds_with_dates_matures_within_a_year():
    dates = draw_dates(rng(), 20_000, rng().integers(2, 20, 20_000), STATED)
    days = (dates["maturity"] - dates["settlement"]).astype(int)
    assert days.min() >= LEAST_DAYS and abs((days < 365).mean() - NEAR_SHARE) < 0.01


@pytest.mark.parametrize("market", DRAWN_MARKETS)
def test_trades_settle_on_all_business_days_of_their_market_and_on_no_other(market):
    pytest.importorskip("holidays")
    settled = np.unique(draw_settlements(rng(), 50_000, market))
    days = np.arange(EARLIEST, LATEST)
    theirs = market_calendar(MARKETS[market].calendar, 2024, 2027)
    assert settled.tolist() == days[np.is_busday(days, busdaycal=theirs)].tolist()


def test_christmas_is_a_business_day_where_no_market_is_named():
    assert np.is_busday("2026-12-25", busdaycal=business_days(STATED))
    assert not np.is_busday("2026-12-25", busdaycal=business_days("in"))


@pytest.mark.parametrize("market", DRAWN_MARKETS)
def test_bonds_mature_on_the_days_of_the_month_that_are_usual_in_their_market(market):
    dates = draw_dates(rng(), 20_000, rng().integers(2, 20, 20_000), market)
    months = dates["maturity"].astype("datetime64[M]")
    day = (dates["maturity"] - months).astype(int) + 1
    last = ((months + 1).astype("datetime64[D]") - months).astype(int)
    days = MARKETS[market].drawn.days or range(1, 32)
    assert set(np.where(day == last, 31, day).tolist()) <= {*days, 31}
    assert set(np.minimum(days, 28).tolist()) <= set(np.where(day == last, 28, np.minimum(day, 28)).tolist())
    assert (day < 29).any() and ((dates["maturity"] - dates["settlement"]).astype(int) >= LEAST_DAYS).all()
