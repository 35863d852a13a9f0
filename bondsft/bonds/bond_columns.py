"""The columns that bonds are computed from: their terms, and what follows from them on the day of settlement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.daycount import Dates, Flags, Floats, Whole
from bondsft.bonds.schedule import coupon_date

NO_DATE = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class BondColumns:
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
    first_period  what interest is over the part of a period before the next coupon, one of FIRST_PERIODS
    last_period   what interest is once a single payment is left, one of LAST_PERIODS
    by_days       whether each coupon is its own days' interest, instead of an equal share of the year's
    by_dates      whether each payment's time is counted from its own date, instead of in whole periods after the first
    fault         what is wrong with a bond that was kept all the same: one sentence, "" for a good one
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
    first_period: NDArray[np.str_]
    last_period: NDArray[np.str_]
    by_days: Flags
    by_dates: Flags
    fault: NDArray[np.str_]

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

    def at(self, rows: Any) -> Self:
        """Some of the bonds: a slice, indexes or flags."""
        return type(self)(**{name: column[rows] for name, column in vars(self).items()})

    def repeated(self, count: int) -> Self:
        """The same, with one bond stretched to `count` rows."""
        return (
            self if count == len(self) else type(self)(**{name: np.broadcast_to(a, (count,)) for name, a in vars(self).items()})
        )

    def __len__(self) -> int:
        return len(self.coupon)
