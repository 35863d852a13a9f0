"""Business days of a market: settlement n days after trade, and payments moved off holidays. Nothing else here uses it.

    >>> settlement_date("2026-07-01", 2, market_calendar("us"))  # 3 July 2026 is a holiday in the United States
    array(['2026-07-06'], dtype='datetime64[D]')

Dates of bonds are unadjusted unless you adjust them. The holidays come from the package `holidays` (the extra `calendars`);
with holidays of your own, `np.busdaycalendar(holidays=...)` does as well.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Dates
from bondsft.errors import BondsftError

LAST_YEAR = 2100


class MarketCalendar(NamedTuple):
    """Whose holidays stand for a market's, by the package's name, and what to know of them."""

    code: str
    first_year: int
    note: str
    open_on: tuple[str, ...] = ()
    """Holidays of the package on which bonds settle all the same."""


MARKET_CALENDARS: dict[str, MarketCalendar] = {
    "us": MarketCalendar("XSIF", 1996, "the US bond market, as SIFMA recommends; a full close only, no early closes"),
    "us-fed": MarketCalendar("XFED", 1999, "the Federal Reserve, on whose holidays Treasuries do not settle"),
    "uk": MarketCalendar("XLON", 2000, "the London Stock Exchange, whose holidays are the gilt market's"),
    "euro": MarketCalendar("XECB", 1999, "TARGET, for all government bonds in euro"),
    "ch": MarketCalendar("XSWX", 2000, "the Swiss exchange"),
    "no": MarketCalendar("XOSL", 2019, "the Oslo exchange"),
    "jp": MarketCalendar("XJPX", 1949, "the Tokyo exchange"),
    "ca": MarketCalendar("XTSE", 2002, "the Toronto exchange; the bond market closes on Remembrance Day too"),
    "au": MarketCalendar("XASX", 2000, "the Sydney exchange"),
    "nz": MarketCalendar("XNZE", 2000, "the New Zealand exchange"),
    "br": MarketCalendar(
        "BVMF",
        2000,
        "the Brazilian exchange without its own last days of the year: ANBIMA's calendar, which Bus/252 counts by",
        ("Christmas Eve", "Last Business Day of the Year"),
    ),
    "in": MarketCalendar(
        "XNSE",
        2001,
        "the National Stock Exchange, by its circulars up to 2026 and estimated moon dates after; the Mumbai money "
        "market, on which bonds pay, closes for bank holidays too, such as 19 February and 1 April",
    ),
}
"""No calendar of the package covers Sweden's bond market. Saturday and Sunday are closed everywhere; special Saturday
sessions are not business days here."""


def market_calendar(market: str, first: int | None = None, last: int = LAST_YEAR) -> np.busdaycalendar:
    """Return the business days of a market for the years `first` (the earliest that is known) to `last`.

    Raises BondsftError for an unknown market, years that its holidays do not cover, or a missing package.
    """
    if market not in MARKET_CALENDARS:
        raise BondsftError(f"No calendar is known for {market!r}.", f"Name one of {', '.join(MARKET_CALENDARS)}.")
    known = MARKET_CALENDARS[market]
    begin = known.first_year if first is None else first
    if not known.first_year <= begin <= last <= LAST_YEAR:
        raise BondsftError(
            f"The calendar {market!r} does not cover {begin} to {last}.", f"Ask for years from {known.first_year} to {LAST_YEAR}."
        )
    try:
        import holidays
    except ImportError as error:
        raise BondsftError("The package holidays is not installed.", "Type pip install 'bondsft[calendars]'.") from error
    found = holidays.financial_holidays(known.code, years=range(begin, last + 1), language="en_US")
    days = [day for day, name in found.items() if name not in known.open_on]
    return np.busdaycalendar(holidays=np.array(days, "datetime64[D]"))


def settlement_date(trade: ArrayLike, days: ArrayLike, calendar: np.busdaycalendar) -> Dates:
    """Return the dates, shape (n,), `days` business days after trades (T+1: 1). A trade on a holiday counts as the next day's."""
    date, lag = columns(trade=as_dates("trade", trade), days=days)
    check("trade date", date, ~np.isnat(date), "a date")
    check("days", lag, (lag >= 0) & (lag == np.floor(lag)), "a whole number of 0 or more")
    return np.asarray(np.busday_offset(date, lag.astype(np.int64), "forward", busdaycal=calendar), "datetime64[D]")


ROLLS = {"following": "forward", "preceding": "backward", "modified following": "modifiedfollowing"}


def roll_dates(dates: ArrayLike, calendar: np.busdaycalendar, roll: str = "following") -> Dates:
    """Return dates of any shape moved off holidays: "following", "preceding" or "modified following" (back if the month ends).

    NaT stays NaT.
    """
    if roll not in ROLLS:
        raise BondsftError(f"{roll!r} is no way to roll a date known here.", f"Name one of {', '.join(ROLLS)}.")
    date = as_dates("dates", dates)
    none = np.isnat(date)
    way: Any = ROLLS[roll]
    moved = np.busday_offset(np.where(none, np.datetime64("2000-01-03"), date), 0, way, busdaycal=calendar)
    return np.where(none, np.datetime64("NaT"), moved).astype("datetime64[D]")


def roll_indian_payments(dates: ArrayLike, calendar: np.busdaycalendar) -> Dates:
    """Return payment dates, shape (n, k), by the Indian rule: coupons on the next business day, redemption on the one before.

    Each row ends with its redemption, then NaT. Amounts and later dates do not change. Source: RBI, Government Securities
    Market primer; SEBI (Issue and Listing of Non-Convertible Securities) operational circular.
    """
    date = np.atleast_2d(as_dates("dates", dates))
    last = np.arange(date.shape[1]) == (~np.isnat(date)).sum(axis=1, keepdims=True) - 1
    return np.where(last, roll_dates(date, calendar, "preceding"), roll_dates(date, calendar, "following"))
