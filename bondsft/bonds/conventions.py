"""What a market takes for granted about its bonds, as data: `Market`, of which MARKETS holds those known by name.

>>> from dataclasses import replace
>>> quarterly = replace(MARKETS["us-corporate"], name="mine", frequency=4, compounding=4)
>>> Bonds.of_market(quarterly, 0.06, "2026-03-01", "2031-01-15").accrued.round(6)
array([0.766667])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bondsft.bonds.daycount import Dates, Flags
from bondsft.bonds.years import OF_30_DAYS

COUPON_AMOUNTS = ("equal", "by days")
FIRST_PERIODS = ("compound", "simple")
SIMPLE_BY = {"simple Act/365F": "Act/365F", "near-maturing": "Act/365F", "simple Act/Act SEBI": "Act/Act SEBI"}
"""By which day count simple interest of a last period runs, where not by the time to payment."""
LAST_PERIODS = ("compound", "simple", *SIMPLE_BY)
TIMINGS = ("periods", "dates")


class ExDividend(NamedTuple):
    """A buyer who settles in the last days before a coupon does not get it.

    Of business days, from the day after the one that lies `days` of them before the coupon; of calendar days, from the day
    that lies `days` before it.
    """

    days: int
    business: bool


class Ranges(NamedTuple):
    """Where real bonds of a market fall, rates in percent and tenors in years: what made-up bonds are drawn from."""

    coupon: tuple[float, float]
    coupon_step: float
    tenor: tuple[int, int]
    yields: tuple[float, float]
    lot: float
    """Face value in whose multiples it is held."""
    days: tuple[int, ...] = ()
    """Days of the month on which its bonds mature, 31 for the last; none where they mature on any."""


@dataclass(frozen=True)
class Market:
    """The conventions of a market.

    name, title, spellings   what it is called: here, in full, and in questions
    frequency            coupons a year
    day_count            by which interest accrues, one of `DAY_COUNTS`
    compounding          how many times a year the yield compounds
    discount_day_count   by which time to payment is counted; "" for the same as `day_count`
    clean_day_count      of the accrued interest that parts discounted value and clean price; "" for the same as `day_count`
    coupon_amounts       "equal", or "by days": each coupon is its own days' interest
    first_period         "compound", or "simple" interest over the part of a period before the next coupon date; that
                         not with coupons by days or times by dates
    last_period          "compound", or "simple" interest once a single payment is left; "simple Act/365F" by days of 365;
                         "near-maturing", also where the last but one is the seller's; "simple Act/Act SEBI" by days of the
                         year up to the payment, as China's CFETS has it for bonds of any frequency
    timing               "periods" after the next coupon, or "dates": each payment's own time by the discount day count
    remainder            whether the time to the next coupon is the period less the days gone, instead of counted; always by
                         day counts of 30-day months, so that a bond with its coupon for its yield is worth 100 on coupon dates
    ex_dividend          when the next coupon is the seller's; None for never
    month_end            whether bonds that mature on a month's last day pay on last days
    settlement_days      business days from trade to settlement
    face                 the least amount, in money
    quotation            "clean price", "32nds" of it, "yield" or "simple yield"
    price_decimals, yield_decimals, accrued_decimals   to which figures are rounded (yields in percent); -1 for not at all
    calendar             whose business days it keeps, one of MARKET_CALENDARS; "" for none known
    source               where this is written
    drawn                ranges of its real bonds, where questions are made about it
    """

    name: str
    title: str
    spellings: tuple[str, ...]
    frequency: int
    day_count: str
    compounding: int
    discount_day_count: str = ""
    clean_day_count: str = ""
    coupon_amounts: str = "equal"
    first_period: str = "compound"
    last_period: str = "compound"
    timing: str = "periods"
    remainder: bool = False
    ex_dividend: ExDividend | None = None
    month_end: bool = True
    settlement_days: int = 1
    face: float = 100.0
    quotation: str = "clean price"
    price_decimals: int = 3
    yield_decimals: int = 3
    accrued_decimals: int = -1
    calendar: str = ""
    source: str = ""
    drawn: Ranges | None = None

    def accrues_by(self, day_count: str) -> bool:
        """Whether a day count is the market's own: "30/360" without more stands for whichever variant that is."""
        return day_count == self.day_count or (day_count == "30/360" and self.day_count in OF_30_DAYS)


RULES = (
    "day_count", "compounding", "discount_day_count", "clean_day_count", "coupon_amounts", "first_period", "last_period",
    "timing", "remainder", "month_end", "accrued_decimals",
)  # fmt: skip
"""Fields of a `Market` that are arguments of `Bonds.dated`."""


def goes_without_coupon(
    rules: Sequence[ExDividend | None], settlement: Dates, coupon: Dates, calendar: np.busdaycalendar | None
) -> Flags:
    """Whether settlements come so late before the next coupon dates that the seller keeps the coupon, shape (n,)."""
    result = np.zeros(len(settlement), np.bool_)
    for rule in {rule for rule in rules if rule}:
        rows = np.array([one == rule for one in rules]) & np.ones(len(settlement), np.bool_)
        if rule.business:
            open_days = np.busday_count(settlement[rows], coupon[rows], busdaycal=calendar or np.busdaycalendar())
            result[rows] = open_days < rule.days
        else:
            result[rows] = coupon[rows] - settlement[rows] <= np.timedelta64(rule.days, "D")
    return result
