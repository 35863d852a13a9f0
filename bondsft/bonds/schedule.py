"""Coupon dates, counted backward from maturity in whole months, with the end-of-month rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.daycount import Dates, parts


def coupon_date(maturity: Dates, frequency: NDArray[np.int64], back: NDArray[np.int64], month_end: NDArray[np.bool_]) -> Dates:
    """The coupon date `back` periods before maturity.

    Where `month_end` holds, a bond that matures on a month's last day pays on last days; elsewhere 30 June means 30 December.
    """
    month, day = parts(maturity)
    month_end = month_end & (days_in_month(month) == day)
    target = month - back * (12 // frequency)
    day = np.where(month_end, 31, day)
    day = np.minimum(day, days_in_month(target))
    dates: Dates = target.astype("datetime64[M]").astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return dates


def days_in_month(month: NDArray[np.int64]) -> NDArray[np.int64]:
    first = month.astype("datetime64[M]").astype("datetime64[D]")
    following = (month + 1).astype("datetime64[M]").astype("datetime64[D]")
    days: NDArray[np.int64] = (following - first).astype(np.int64)
    return days


def remaining_coupons(
    settlement: Dates, maturity: Dates, frequency: NDArray[np.int64], month_end: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """How many coupons fall after settlement, shape (n,). A coupon on the settlement date belongs to the seller."""
    months = parts(maturity)[0] - parts(settlement)[0]
    count = months // (12 // frequency)
    return count + (coupon_date(maturity, frequency, count, month_end) > settlement)
