"""Bonds as though another date were their last: what is paid up to a call or a put."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bondsft.bonds.accrual import Grid, periods
from bondsft.bonds.columns import by_label
from bondsft.bonds.daycount import Dates, Floats, Whole
from bondsft.bonds.measuring import single_wait
from bondsft.bonds.schedule import coupon_date, remaining_coupons
from bondsft.bonds.terms import Bonds


def shortened(bonds: Bonds, date: Dates, price: Floats) -> tuple[tuple[int, int], Bonds]:
    """Each bond as though each redemption were its last payment: the shape (n, c), and n * c bonds, row by row.

    Between coupon dates the last coupon is what has accrued. Where there is no date, or it falls before a coupon that is the
    seller's, what is paid is NaN.
    """
    shape = (len(bonds), date.shape[1])
    date, price = np.broadcast_to(date, shape).ravel(), np.broadcast_to(price, shape).ravel()
    many = bonds.at(np.repeat(np.arange(shape[0]), shape[1]))
    end = np.where(np.isnat(date), many.maturity, date)
    grid = Grid(many.anchor, many.frequency, many.month_end, many.maturity)
    left_over = np.maximum(remaining_coupons(end, *grid[:3]), 0)
    coupons = np.maximum(many.back + 1 - left_over, 0)  # those paid up to the date
    none = coupons == 0
    latest = np.where(none, many.accrual_start, coupon_date(many.anchor, many.frequency, left_over, many.month_end))
    on_coupon, at_maturity = ~none & (latest == end), end == many.maturity
    equal = 100 * many.coupon / many.frequency
    stub = equal * by_label(many.day_count, lambda name, rows: periods(name, latest[rows], end[rows], grid.at(rows)))
    length = by_label(many.discount_day_count, lambda name, rows: periods(name, latest[rows], end[rows], grid.at(rows)))
    ahead = by_label(many.discount_day_count, lambda name, rows: periods(name, many.settlement[rows], end[rows], grid.at(rows)))
    no_interest = none & ~at_maturity & (many.first_coupon == 0) & (many.coupon > 0)  # the seller's period, with a coupon dropped
    count = np.where(at_maturity, many.count, coupons + ~on_coupon)
    last = np.where(on_coupon, np.where(coupons == 1, many.first_coupon, equal), stub)
    last = np.where(at_maturity, many.last_coupon, last)
    wait, simple = last_interest(many, end, count, np.where(none & ~at_maturity, ahead, many.wait))
    return shape, replace(
        many,
        maturity=end,
        redemption=np.where(np.isnat(date) | no_interest, np.nan, price),
        count=count,
        wait=wait,
        simple=simple,
        first_coupon=np.where(count == 1, last, many.first_coupon),
        last_coupon=last,
        last_length=np.where(at_maturity, many.last_length, np.where(on_coupon, 1.0, length)),
    )


def last_interest(bonds: Bonds, end: Dates, count: Whole, wait: Floats) -> tuple[Floats, Floats]:
    """Periods to the next payment, and those of simple interest among them, by the rules for that and for a single one."""
    single = (count == 1) & (bonds.last_period != "compound")
    wait = np.where(single, single_wait(bonds, end, wait), wait)
    part = np.where(bonds.first_period == "simple", wait - np.floor(wait), 0.0)
    return wait, np.where(single, wait, part)
