"""The payments still to come, bond by bond, padded to one width."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.accrual import Grid, periods
from bondsft.bonds.bond_columns import NO_DATE
from bondsft.bonds.columns import in_blocks, labels
from bondsft.bonds.daycount import Dates, Flags, Floats, Whole
from bondsft.bonds.terms import Bonds

BLOCK_OF_FLOWS = 65_536


class CashFlows(NamedTuple):
    """Payments of n bonds, k the most that any has. All arrays have shape (n, k); a bond's own come first.

    periods        from settlement, in coupon periods; NaN where a bond has no such payment
    amount         per 100 face; 0 where there is none
    date           unadjusted for holidays; NaT for bonds given in whole periods
    """

    periods: Floats
    amount: Floats
    date: Dates


def cash_flows(bonds: Bonds) -> CashFlows:
    """Return every remaining coupon and the redemption, earliest first. A zero-coupon bond has one payment."""
    width = int(np.where(bonds.coupon == 0, 1, bonds.count).max(initial=0))
    size = max(1, BLOCK_OF_FLOWS // max(width, 1))
    return CashFlows(*in_blocks(lambda rows: block_flows(bonds.at(rows), width), len(bonds), size))


def block_flows(bonds: Bonds, width: int) -> CashFlows:
    zero, left = (bonds.coupon == 0)[:, None], bonds.count[:, None]
    number: Whole = np.arange(width)
    exists = number < np.where(zero, 1, left)
    number = np.where(zero, left - 1, number) if zero.any() else np.broadcast_to(number, exists.shape)
    last = number == left - 1
    amount = np.where(last, bonds.last_coupon[:, None], (100 * bonds.coupon / bonds.frequency)[:, None])
    amount[:, :1] = np.where(last[:, :1], amount[:, :1], bonds.first_coupon[:, None])
    times = bonds.wait[:, None] + np.where(last, final_step(bonds)[:, None], number)
    date = np.where(exists, bonds.payment_dates(number), NO_DATE)
    if bonds.by_days.any():
        amount = daily_interest(bonds, date, amount)
    if bonds.by_dates.any():
        times = own_times(bonds, date, times)
    amount = np.where(last, amount + bonds.redemption[:, None], amount)
    return CashFlows(np.where(exists, times, np.nan), np.where(exists, amount, 0.0), date)


def final_step(bonds: Bonds) -> Floats:
    """Coupon periods from the next payment to the last."""
    return np.where(bonds.count > 1, bonds.count - 2 + bonds.last_length, 0.0)


def daily_interest(bonds: Bonds, date: Dates, amount: Floats) -> Floats:
    """Coupons that are each their own days' interest, where bonds have such; those dropped stay 0."""

    def own(name: str, rows: Flags) -> Floats:
        ends = np.where(np.isnat(date[rows]), bonds.maturity[rows, None], date[rows])
        starts = np.concatenate([bonds.accrual_start[rows, None], ends[:, :-1]], axis=1)
        share = periods_of_table(name, starts, ends, bonds.at(rows))
        return np.where(amount[rows] == 0, 0.0, (100 * bonds.coupon / bonds.frequency)[rows, None] * share)

    return replaced(amount, bonds.day_count, bonds.by_days, own)


def own_times(bonds: Bonds, date: Dates, times: Floats) -> Floats:
    """Times counted from settlement to each payment's own date, where bonds have such."""

    def own(name: str, rows: Flags) -> Floats:
        ends = np.where(np.isnat(date[rows]), bonds.maturity[rows, None], date[rows])
        return periods_of_table(name, np.broadcast_to(bonds.settlement[rows, None], ends.shape), ends, bonds.at(rows))

    return replaced(times, bonds.discount_day_count, bonds.by_dates, own)


def delays(bonds: Bonds, nominal: Dates, paid: Dates) -> Floats:
    """Coupon periods from nominal to real payment dates, shape (n, k), by the discount day count; NaN where a date is NaT."""
    gone = np.isnat(nominal) | np.isnat(paid)
    start = np.where(gone, bonds.settlement[:, None], nominal)
    end = np.where(gone, start, paid)

    def own(name: str, rows: Flags) -> Floats:
        return periods_of_table(name, start[rows], end[rows], bonds.at(rows))

    everywhere = np.ones(len(bonds), np.bool_)
    return np.where(gone, np.nan, replaced(np.zeros(start.shape), bonds.discount_day_count, everywhere, own))


def replaced(table: Floats, names: NDArray[np.str_], wanted: Flags, own: Callable[[str, Flags], Floats]) -> Floats:
    """A table with the wanted rows replaced by what `own` gives for each name of a day count among them."""
    result = table.copy()
    for name in labels(names[wanted]):
        rows = wanted & (names == name)
        result[rows] = own(name, rows)
    return result


def periods_of_table(name: str, starts: Dates, ends: Dates, bonds: Bonds) -> Floats:
    """Coupon periods between tables of dates, one row a bond."""
    grid = Grid(bonds.anchor, bonds.frequency, bonds.month_end, bonds.maturity).at(
        np.repeat(np.arange(len(bonds)), ends.shape[1])
    )
    return periods(name, starts.ravel(), ends.ravel(), grid).reshape(ends.shape)
