"""Floating-rate notes: their payments, projected at stated index rates or at a curve's forward rates.

    >>> dates = ["2012-10-31", "2013-01-31"]
    >>> Floaters.projected("2012-07-31", "2012-07-31", dates, index=0.04, spread=0.01).amount.round(4)
    array([[  1.2778, 101.2778]])

What they are worth at a discount margin is `price_from_discount_margin`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.curves import Curve
from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.tables import alongside, table, tables
from bondsft.bonds.years import year_fraction


@dataclass(frozen=True)
class Floaters:
    """Notes with payments projected at stated index rates, n of them with at most k payments. Make them with `projected`.

    amount     per 100, shape (n, k): interest of each period, and 100 at the last
    index      rate that each period is discounted at, before the margin; shape (n, k)
    fraction   years of each period still to come, the first from settlement; 0 where there is none; shape (n, k)
    accrued    interest up to settlement per 100, shape (n,)
    """

    amount: Floats
    index: Floats
    fraction: Floats
    accrued: Floats

    @classmethod
    def projected(
        cls,
        previous: ArrayLike,
        settlement: ArrayLike,
        dates: ArrayLike,
        index: ArrayLike,
        spread: ArrayLike,
        *,
        rate_now: ArrayLike | None = None,
        accrued: ArrayLike | None = None,
        floor: ArrayLike = -np.inf,
        day_count: str = "Act/360",
        daily_decimals: int | None = None,
    ) -> Floaters:
        """Notes whose rate in each period is index plus spread, no less than `floor`.

        `previous` (dated date or last payment), `settlement`, `spread` and `floor` have shape (n,); `dates` of payments after
        settlement (k,) or (n, k), NaT after the last; `index` (n,), or (n, k) for a rate of each period. `rate_now`, shape (n,),
        is the whole rate that the current period was fixed at; without it index plus spread accrues now too. `accrued`
        per 100, shape (n,), replaces what that rate has earned where the rate changed within the period. Rates are decimals.
        A US Treasury note has a floor of 0, no `rate_now`, and daily interest per 100 rounded to 9 decimals, which
        `daily_decimals` says. Source: 31 CFR 356 Appendix B, IV.
        """
        date = table("dates", dates, "datetime64[D]")
        rates = np.asarray(index, np.float64)
        wide = rates if rates.ndim == 2 else np.zeros((1, 1))
        count = max(len(date), len(wide))
        last, start, extra, least, fixed, level, _ = columns(
            previous=as_dates("previous", previous),
            settlement=as_dates("settlement", settlement),
            spread=spread,
            floor=floor,
            rate_now=np.nan if rate_now is None else rate_now,
            index=0.0 if rates.ndim == 2 else rates,
            payments=np.zeros(count),
        )
        date = np.broadcast_to(date, (len(start), date.shape[1]))
        date, level, wide = tables(dates=date, index_level=level[:, None], index=wide)
        rates = level + wide
        check("settlement", start, start >= last, "on or after the previous payment")
        lives = ~np.isnat(date)
        begin = np.concatenate([start[:, None], date[:, :-1]], axis=1)
        rising = np.asarray((~lives | (date > begin)).all(axis=1) & lives[:, 0], np.bool_)
        check("payment row", date, rising, "rising dates after settlement, then NaT")
        fraction = np.where(lives, year_fraction(day_count, np.where(lives, begin, start[:, None]), safe(date, start)), 0.0)
        finite = np.asarray((np.isfinite(rates) | ~lives).all(axis=1), np.bool_)
        check("index row", rates, finite, "made of numbers")
        paid = np.maximum(rates + extra[:, None], least[:, None])
        now = paid[:, 0] if rate_now is None else fixed
        earned = interest(now, year_fraction(day_count, last, start), start - last, daily_decimals)
        if accrued is not None:
            (earned,) = alongside(len(start), accrued=accrued)
        days = np.where(lives, safe(date, start) - begin, np.timedelta64(0))
        amount = interest(paid, fraction, days, daily_decimals)
        if accrued is None:  # the coupon is the whole period's, whenever it is bought
            whole = year_fraction(day_count, last, date[:, 0])
            fraction[:, 0] = np.maximum(whole - year_fraction(day_count, last, start), 0.0)
            amount[:, 0] = interest(now, whole, date[:, 0] - last, daily_decimals)
        else:
            amount[:, 0] = earned + interest(now, fraction[:, 0], days[:, 0], daily_decimals)
        amount[np.arange(len(start)), lives.sum(axis=1) - 1] += 100
        return cls(np.where(lives, amount, 0.0), np.where(lives, rates, 0.0), fraction, np.asarray(earned, np.float64))

    def __len__(self) -> int:
        return len(self.accrued)


def projected_index(curve: Curve, settlement: ArrayLike, dates: ArrayLike, day_count: str = "Act/360") -> Floats:
    """Return the simple forward rates, shape (n, k), of a curve over the periods that end on `dates`, the first from settlement.

    The curve's times are actual days over 365. Where there is no date the rate is 0.
    """
    start = np.atleast_1d(as_dates("settlement", settlement))
    date = table("dates", dates, "datetime64[D]")
    date = np.broadcast_to(date, (max(len(start), len(date)), date.shape[1]))
    start = np.broadcast_to(start, len(date))
    ends = safe(date, start)
    begins = np.concatenate([start[:, None], ends[:, :-1]], axis=1)
    first, last = (curve.discount_factor((day - start[:, None]).astype(np.float64) / 365) for day in (begins, ends))
    fraction = year_fraction(day_count, begins, ends)
    return np.where(np.isnat(date), 0.0, (first / last - 1) / np.where(fraction > 0, fraction, 1.0))


def interest(rate: Floats, fraction: Floats, days: NDArray[np.timedelta64], daily_decimals: int | None) -> Floats:
    """Interest per 100, of so many days at daily interest rounded where the market does."""
    exact = np.asarray(100 * rate * fraction, np.float64)
    if daily_decimals is None:
        return exact
    count = days.astype(np.float64)
    return np.where(count > 0, np.round(exact / np.where(count > 0, count, 1.0), daily_decimals) * count, 0.0)


def safe(date: Dates, start: Dates) -> Dates:
    """The dates, with settlement where there is none."""
    return np.where(np.isnat(date), start[:, None], date)
