"""Bonds: the terms of many bonds as columns, one array a term. One bond is a column of length 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.checks import check_dated, check_periods, find_markets
from bondsft.bonds.columns import in_blocks
from bondsft.bonds.conventions import RULES, Market, goes_without_coupon
from bondsft.bonds.daycount import Dates, Flags, Floats, Whole
from bondsft.bonds.placing import Placed, place
from bondsft.bonds.schedule import coupon_date

NO_DATE = np.datetime64("NaT", "D")
KEPT = (
    "coupon", "frequency", "compounding", "redemption", "settlement", "maturity", "month_end", "day_count",
    "discount_day_count", "last_period",
)  # fmt: skip


@dataclass(frozen=True)
class Bonds:
    """Fixed-coupon and zero-coupon bonds. Every array has shape (n,), money is per 100 face.

    Their terms:

    coupon        annual rate, decimal (0.075); 0 for a zero-coupon bond
    frequency     coupons a year; of a zero-coupon bond, the quasi-coupons
    compounding   how many times a year the yield compounds
    redemption    what is repaid at maturity, without interest
    settlement, maturity   dates; NaT for bonds given in whole periods

    What follows from them and from the conventions:

    count         coupons still to come
    wait          time to the next coupon, in coupon periods
    simple        the part of `wait` over which interest is simple
    first_coupon, last_coupon   amounts of the next coupon and of the last, which are one if `count` is 1
    last_length   time from the last coupon but one to maturity, in coupon periods
    accrued       interest that the buyer pays at settlement; negative where the next coupon is the seller's
    discounted_accrued   the accrued interest that parts the discounted value from the clean price
    anchor, back  a coupon date, and how many periods before it the next coupon is
    accrual_start since when interest accrues
    month_end     whether bonds whose anchor is a month's last day pay on last days
    day_count     by which interest accrues, one of DAY_COUNTS
    discount_day_count   by which time to payment is counted
    last_period   what interest is once a single payment is left, one of LAST_PERIODS
    by_days       whether each coupon is its own days' interest, instead of an equal share of the year's
    by_dates      whether each payment's time is counted from its own date, instead of in whole periods after the first

    Make them with `Bonds.of_market`, `Bonds.dated` or `Bonds.of_periods`.
    """

    coupon: Floats
    frequency: Whole
    compounding: Whole
    redemption: Floats
    settlement: Dates
    maturity: Dates
    count: Whole
    wait: Floats
    simple: Floats
    first_coupon: Floats
    last_coupon: Floats
    last_length: Floats
    accrued: Floats
    discounted_accrued: Floats
    anchor: Dates
    back: Whole
    accrual_start: Dates
    month_end: Flags
    day_count: NDArray[np.str_]
    discount_day_count: NDArray[np.str_]
    last_period: NDArray[np.str_]
    by_days: Flags
    by_dates: Flags

    @classmethod
    def of_market(
        cls,
        market: str | Market | Sequence[str | Market],
        coupon: ArrayLike,
        settlement: ArrayLike,
        maturity: ArrayLike,
        *,
        redemption: ArrayLike = 100.0,
        issue: ArrayLike = NO_DATE,
        first_coupon: ArrayLike = NO_DATE,
        last_coupon: ArrayLike = NO_DATE,
        ex_dividend: ArrayLike | None = None,
        calendar: np.busdaycalendar | None = None,
    ) -> Bonds:
        """Bonds by the conventions of a market: its name in MARKETS, a `Market` of your own, or one of either for each bond.

        Without `ex_dividend` the market's rule tells whose the next coupon is, its business days those of `calendar`, else
        Monday to Friday. The rest is as in `Bonds.dated`.
        """
        known = find_markets(market)
        rules: dict[str, Any] = {name: np.array([getattr(one, name) for one in known]) for name in RULES}
        rules |= {"redemption": redemption, "issue": issue, "first_coupon": first_coupon, "last_coupon": last_coupon}
        terms = (coupon, np.array([one.frequency for one in known]), settlement, maturity)
        bonds = cls.dated(*terms, ex_dividend=False if ex_dividend is None else ex_dividend, **rules)
        if ex_dividend is not None or not any(one.ex_dividend for one in known):
            return bonds
        next_coupon = bonds.payment_dates(np.zeros((len(bonds), 1), np.int64))[:, 0]
        late = goes_without_coupon([one.ex_dividend for one in known], bonds.settlement, next_coupon, calendar)
        return cls.dated(*terms, ex_dividend=late, **rules) if late.any() else bonds

    @classmethod
    def dated(
        cls,
        coupon: ArrayLike,
        frequency: ArrayLike,
        settlement: ArrayLike,
        maturity: ArrayLike,
        day_count: ArrayLike = "30/360",
        redemption: ArrayLike = 100.0,
        compounding: ArrayLike | None = None,
        month_end: ArrayLike = True,
        *,
        issue: ArrayLike = NO_DATE,
        first_coupon: ArrayLike = NO_DATE,
        last_coupon: ArrayLike = NO_DATE,
        ex_dividend: ArrayLike = False,
        **rules: Any,
    ) -> Bonds:
        """Bonds with dates. Arguments broadcast to (n,).

        issue          since when interest accrues, where the first coupon is still to come: short or long if not regular
        first_coupon   its date; without one, the first coupon date after issue
        last_coupon    the last coupon date before maturity, where the period from there to maturity is odd
        ex_dividend    whether the next coupon is the seller's
        rules          other fields of `Market`, by name (`last_period="simple"`), each a value or a column

        Raises BondsftError with the index and value of the first bad term.
        """
        terms = check_dated(
            rules,
            coupon=coupon,
            frequency=frequency,
            settlement=settlement,
            maturity=maturity,
            day_count=day_count,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
            month_end=month_end,
            issue=issue,
            first_coupon=first_coupon,
            last_coupon=last_coupon,
            ex_dividend=ex_dividend,
        )
        placed = Placed(*in_blocks(lambda rows: place(terms.at(rows)), len(terms.coupon)))
        kept = {name: getattr(terms, name) for name in KEPT}
        by_days, by_dates = terms.coupon_amounts == "by days", terms.timing == "dates"
        return cls(**kept, **placed._asdict(), by_days=by_days, by_dates=by_dates)

    @classmethod
    def of_periods(
        cls,
        coupon: ArrayLike,
        frequency: ArrayLike,
        periods: ArrayLike,
        redemption: ArrayLike = 100.0,
        compounding: ArrayLike | None = None,
    ) -> Bonds:
        """Bonds on a coupon date with a whole number of coupon periods to maturity. Arguments broadcast to (n,).

        Raises BondsftError with the index and value of the first bad term.
        """
        terms = check_periods(
            coupon=coupon,
            frequency=frequency,
            count=periods,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
        )
        count = terms.pop("count")
        one, nothing, no_date = (np.broadcast_to(value, count.shape) for value in (1.0, 0.0, NO_DATE))
        amount, names = 100 * terms["coupon"] / terms["frequency"], np.broadcast_to("30/360", count.shape)
        placed = Placed(count, one, nothing, amount, amount, one, nothing, nothing, no_date, count - 1, no_date)
        rules = {"day_count": names, "discount_day_count": names, "last_period": np.broadcast_to("compound", count.shape)}
        dates = {"settlement": no_date, "maturity": no_date, "month_end": one > 0}
        return cls(**terms, **dates, **placed._asdict(), **rules, by_days=nothing > 0, by_dates=nothing > 0)

    @property
    def irregular(self) -> Flags:
        """Whether payments need a table of their own: their amounts or times follow no formula."""
        return self.by_days | self.by_dates

    def payment_dates(self, number: Whole) -> Dates:
        """Dates of coupons by their number from the next one, 0, both of shape (n, k); NaT for bonds given in whole periods."""
        undated = np.isnat(self.anchor)[:, None]
        anchor = np.where(undated, np.datetime64("2000-01-01"), self.anchor[:, None])
        back = self.back[:, None] - number
        regular = coupon_date(anchor, self.frequency[:, None], back, self.month_end[:, None])
        return np.where(undated, NO_DATE, np.where(number == self.count[:, None] - 1, self.maturity[:, None], regular))

    def at(self, rows: Any) -> Bonds:
        """Some of the bonds: a slice, indexes or flags."""
        return Bonds(**{name: column[rows] for name, column in vars(self).items()})

    def repeated(self, count: int) -> Bonds:
        """The same, with one bond stretched to `count` rows."""
        return self if count == len(self) else Bonds(**{name: np.broadcast_to(a, (count,)) for name, a in vars(self).items()})

    def __len__(self) -> int:
        return len(self.coupon)
