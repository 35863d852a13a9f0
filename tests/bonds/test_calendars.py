"""Business days: known holidays, settlement and payments moved off them."""

import sys

import numpy as np
import pytest

from bondsft.bonds import MARKET_CALENDARS, market_calendar, roll_dates, roll_indian_payments, settlement_date
from bondsft.errors import BondsftError

OWN = np.busdaycalendar(holidays=["2026-12-25", "2026-12-28"])


def test_a_market_has_its_holidays():
    pytest.importorskip("holidays")
    india = market_calendar("in", 2015, 2018)  # the years that QuantLib's Indian calendar lacks
    closed = ["2015-03-06", "2016-11-14", "2017-10-02", "2018-11-08"]  # Holi, Guru Nanak, Gandhi Jayanti, Diwali
    assert not np.is_busday(closed, busdaycal=india).any()
    assert not np.is_busday(["2024-10-14", "2024-11-11"], busdaycal=market_calendar("us", 2024, 2024)).any()
    assert not np.is_busday("2024-05-06", busdaycal=market_calendar("uk", 2024, 2024))
    assert np.is_busday("2024-05-06", busdaycal=market_calendar("euro", 2024, 2024))


@pytest.mark.parametrize(
    ("market", "oracle"),
    [
        ("us", ("UnitedStates", "GovernmentBond")),
        ("us-fed", ("UnitedStates", "FederalReserve")),
        ("euro", ("TARGET", None)),
        ("uk", ("UnitedKingdom", "Exchange")),
        ("br", ("Brazil", "Settlement")),
    ],
)
def test_calendars_agree_with_quantlib(market, oracle):
    pytest.importorskip("holidays")
    ql = pytest.importorskip("QuantLib")
    name, kind = oracle
    theirs = getattr(ql, name)(*([getattr(getattr(ql, name), kind)] if kind else []))
    days = np.arange("2019-01-01", "2026-01-01", dtype="datetime64[D]")
    weekdays = days[np.is_busday(days)]
    mine = np.is_busday(weekdays, busdaycal=market_calendar(market, 2019, 2025))
    expected = np.array([theirs.isBusinessDay(ql.Date(str(day), "%Y-%m-%d")) for day in weekdays])
    assert mine.tolist() == expected.tolist()


def test_every_market_calendar_can_be_had():
    pytest.importorskip("holidays")
    for market, known in MARKET_CALENDARS.items():
        assert len(market_calendar(market, max(known.first_year, 2020), 2025).holidays) > 10


def test_settlement_skips_weekends_and_holidays():
    # Thursday 24 December 2026: Friday and Monday are holidays
    assert settlement_date("2026-12-24", [0, 1, 2], OWN).astype(str).tolist() == ["2026-12-24", "2026-12-29", "2026-12-30"]
    assert settlement_date("2026-12-26", 1, OWN).astype(str).tolist() == ["2026-12-30"]


def test_dates_roll_as_named_and_nothing_stays_nothing():
    dates = ["2026-12-25", "2026-10-31", "NaT"]
    assert roll_dates(dates, OWN).astype(str).tolist() == ["2026-12-29", "2026-11-02", "NaT"]
    assert roll_dates(dates, OWN, "preceding").astype(str).tolist() == ["2026-12-24", "2026-10-30", "NaT"]
    assert roll_dates(dates, OWN, "modified following").astype(str).tolist() == ["2026-12-29", "2026-10-30", "NaT"]


def test_indian_coupons_are_paid_after_a_holiday_and_redemptions_before():
    dates = [["2026-12-25", "2026-12-25", "NaT"], ["2026-12-25", "2026-12-26", "2026-12-28"]]
    assert roll_indian_payments(dates, OWN).astype(str).tolist() == [
        ["2026-12-29", "2026-12-24", "NaT"],
        ["2026-12-29", "2026-12-29", "2026-12-24"],
    ]


def test_what_no_calendar_covers_is_said(monkeypatch):
    with pytest.raises(BondsftError, match="No calendar is known for 'se'"):
        market_calendar("se")
    with pytest.raises(BondsftError, match="'no' does not cover 2010"):
        market_calendar("no", 2010)
    with pytest.raises(BondsftError, match="'next'"):
        roll_dates("2026-01-01", OWN, "next")
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(BondsftError, match=r"bondsft\[calendars\]"):
        market_calendar("us")
