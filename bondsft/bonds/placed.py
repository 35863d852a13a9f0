"""A dated bond's checked terms, where its settlement falls, and what follows from that, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds.daycount import Dates, Flags, Floats, Whole


@dataclass(frozen=True)
class DatedTerms:
    """Checked terms of n bonds with dates, as `Bonds.dated` takes them. Every array has shape (n,)."""

    coupon: Floats
    frequency: Whole
    compounding: Whole
    redemption: Floats
    settlement: Dates
    maturity: Dates
    issue: Dates
    first_coupon: Dates
    last_coupon: Dates
    month_end: Flags
    day_count: NDArray[np.str_]
    discount_day_count: NDArray[np.str_]
    clean_day_count: NDArray[np.str_]
    coupon_amounts: NDArray[np.str_]
    timing: NDArray[np.str_]
    first_period: NDArray[np.str_]
    last_period: NDArray[np.str_]
    remainder: Flags
    accrued_decimals: Whole
    ex_dividend: Flags

    def at(self, rows: slice) -> DatedTerms:
        return DatedTerms(**{name: column[rows] for name, column in vars(self).items()})


class Placed(NamedTuple):
    """What `Bonds` holds under the same names, each shape (n,)."""

    count: Whole  # type: ignore[assignment]  # tuple.count is of no use here
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


class Period(NamedTuple):
    """The coupon periods in which settlements fall, each shape (n,). An odd one is shorter or longer than the regular."""

    start: Dates
    end: Dates
    odd: Flags
    coupons: Whole
    """Those from its end on."""
    back: Whole
    """Coupon periods from its end to the date from which coupons are counted back."""
