"""The payments still to come, bond by bond, padded to one width."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.schedule import coupon_date
from bondsft.bonds.terms import Bonds


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
    zero = bonds.coupon == 0
    count = np.where(zero, 1, bonds.count)
    step: NDArray[np.int64] = np.arange(count.max(initial=0))
    exists = step < count[:, None]
    ahead = np.where(zero[:, None], bonds.count[:, None] - 1, step)
    periods = np.where(exists, bonds.wait[:, None] + ahead, np.nan)
    amount = np.where(exists, 100 * (bonds.coupon / bonds.frequency)[:, None], 0.0)
    last = (np.arange(len(bonds)), count - 1)
    amount[last] += bonds.redemption
    back = np.where(exists, bonds.count[:, None] - 1 - ahead, 0)
    none = np.isnat(bonds.maturity)[:, None] | ~exists
    maturity = np.where(np.isnat(bonds.maturity), np.datetime64("2000-01-01"), bonds.maturity)
    date = coupon_date(
        np.broadcast_to(maturity[:, None], back.shape),
        bonds.frequency[:, None],
        back,
        bonds.month_end[:, None],
    )
    return CashFlows(periods, amount, np.where(none, np.datetime64("NaT"), date))
