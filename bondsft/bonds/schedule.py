"""Coupon dates, counted from one of them in whole months, with the end-of-month rule."""

from __future__ import annotations

import numpy as np

from bondsft.bonds.daycount import Dates, Flags, Floats, Whole, actual_days, days_in_month, month_starts, parts


def coupon_date(maturity: Dates, frequency: Whole, back: Whole, month_end: Flags) -> Dates:
    """The coupon date `back` periods before maturity; after it, where `back` is negative.

    Where `month_end` holds, a bond that matures on a month's last day pays on last days; elsewhere 30 June means 30 December.
    """
    month, day = parts(maturity)
    target = month - back * (12 // frequency)
    last_day = day >= 28
    if last_day.any():  # no other day needs a month's length
        day = np.where(month_end & last_day & (days_in_month(month) == day), 31, day)
        day = np.minimum(day, days_in_month(target))
    return (month_starts(target) + (day - 1)).view("datetime64[D]")


def remaining_coupons(settlement: Dates, maturity: Dates, frequency: Whole, month_end: Flags) -> Whole:
    """How many coupons fall after settlement, shape (n,). A coupon on the settlement date belongs to the seller."""
    months = parts(maturity)[0] - parts(settlement)[0]
    count = months // (12 // frequency)
    return count + (coupon_date(maturity, frequency, count, month_end) > settlement)


def coupons_around(count: Whole, anchor: Dates, frequency: Whole, month_end: Flags) -> Dates:
    """The coupon dates `count` periods before an anchor, and the next after each, shape (2, n)."""
    return coupon_date(anchor, frequency, np.stack([count, count - 1]), month_end)


def positions(dates: Dates, anchor: Dates, frequency: Whole, month_end: Flags) -> Floats:
    """Where dates lie on the grid of coupon dates through `anchor`, in coupon periods from it; inside one, by its days.

    The difference of two positions is a time by Act/Act ICMA, which splits a long period at the quasi-coupon dates in it.
    Source: ISDA, EMU and Market Conventions: Recent Developments, 1998; ICMA rule 251.
    """
    count = remaining_coupons(dates, anchor, frequency, month_end)
    previous, following = coupons_around(count, anchor, frequency, month_end)
    return actual_days(previous, dates) / actual_days(previous, following) - count
