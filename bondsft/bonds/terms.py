"""Bonds: the terms of many bonds as columns, one array a term. One bond is a column of length 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.daycount import Dates, Floats, actual_days, days_30_360
from bondsft.bonds.schedule import coupon_date, remaining_coupons
from bondsft.errors import BondsftError

DAY_COUNTS = ("30/360", "Act/Act ICMA", "Act/365F")
FREQUENCIES = (1, 2, 4, 12)
LONGEST = 1200  # coupon periods: a century of monthly coupons


@dataclass(frozen=True)
class Bonds:
    """Fixed-coupon and zero-coupon bonds. Every array has shape (n,).

    coupon      annual rate, decimal (0.075); 0 for a zero-coupon bond
    frequency   coupons a year; of a zero-coupon bond, the quasi-coupons
    compounding how many times a year the yield compounds
    redemption  per 100 face
    count       coupons still to come
    wait        from settlement to the next coupon, in coupon periods
    accrued     interest earned since the last coupon, in coupon periods
    settlement, maturity   dates, NaT for bonds given in whole periods
    month_end   whether a bond that matures on a month's last day pays on last days
    day_count   one of DAY_COUNTS

    Make them with `Bonds.of_periods` or `Bonds.dated`.
    """

    coupon: Floats
    frequency: NDArray[np.int64]
    compounding: NDArray[np.int64]
    redemption: Floats
    count: NDArray[np.int64]
    wait: Floats
    accrued: Floats
    settlement: Dates
    maturity: Dates
    month_end: NDArray[np.bool_]
    day_count: NDArray[np.str_]

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
        rate, often, count, face, compounds = columns(
            coupon=coupon,
            frequency=frequency,
            periods=periods,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
        )
        check(
            "periods",
            count,
            (count >= 1) & (count <= LONGEST) & (count == np.floor(count)),
            f"a whole number up to {LONGEST}",
        )
        nowhere = np.full(count.shape, np.datetime64("NaT"), "datetime64[D]")
        ones = np.ones(count.shape)
        return cls(
            *rates(rate, often, compounds, face),
            whole(count),
            ones,
            0 * ones,
            nowhere,
            nowhere,
            ones > 0,
            np.full(count.shape, "30/360"),
        )

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
    ) -> Bonds:
        """Bonds with a settlement and a maturity date and regular coupons. Arguments broadcast to (n,).

        Raises BondsftError with the index and value of the first bad term.
        """
        rate, often, start, end, basis, face, compounds, last_days = columns(
            coupon=coupon,
            frequency=frequency,
            settlement=np.asarray(settlement, "datetime64[D]"),
            maturity=np.asarray(maturity, "datetime64[D]"),
            day_count=day_count,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
            month_end=month_end,
        )
        known = rates(rate, often, compounds, face)
        check("day count", basis, np.isin(basis, DAY_COUNTS), f"one of {', '.join(DAY_COUNTS)}")
        check("settlement", start, ~np.isnat(start), "a date")
        check("maturity", end, ~np.isnat(end), "a date")
        check("maturity", end, end > start, "after settlement")
        frequencies = known[1]
        count = remaining_coupons(start, end, frequencies, last_days)
        check("maturity", end, count <= LONGEST, f"at most {LONGEST} coupon periods away")
        following = coupon_date(end, frequencies, count - 1, last_days)
        previous = coupon_date(end, frequencies, count, last_days)
        wait, accrued = period_fractions(basis, frequencies, previous, start, following)
        return cls(*known, count, wait, accrued, start, end, last_days, basis)

    def __len__(self) -> int:
        return len(self.coupon)


def period_fractions(
    basis: NDArray[Any], frequency: NDArray[np.int64], previous: Dates, settlement: Dates, following: Dates
) -> tuple[Floats, Floats]:
    """Fractions of a coupon period left until the next coupon and gone since the last, by day count."""
    in_period = np.select(
        [basis == "30/360", basis == "Act/365F"],
        [360 / frequency, 365 / frequency],
        actual_days(previous, following),
    )
    is_30 = basis == "30/360"
    left = np.where(is_30, days_30_360(settlement, following), actual_days(settlement, following))
    gone = np.where(is_30, days_30_360(previous, settlement), actual_days(previous, settlement))
    return left / in_period, gone / in_period


def columns(**terms: ArrayLike) -> list[NDArray[Any]]:
    """Broadcast named terms to columns of one length."""
    arrays = {name: np.atleast_1d(np.asarray(value)) for name, value in terms.items()}
    lengths = {name: len(array) for name, array in arrays.items() if len(array) != 1}
    if len(set(lengths.values())) > 1 or any(array.ndim > 1 for array in arrays.values()):
        found = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise BondsftError(f"The terms have different lengths: {found}.", "Give columns of one length, or single values.")
    return list(np.broadcast_arrays(*arrays.values()))


def rates(
    coupon: NDArray[Any], frequency: NDArray[Any], compounding: NDArray[Any], redemption: NDArray[Any]
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Check and type the terms that every bond has."""
    check("coupon", coupon, np.isfinite(coupon) & (coupon >= 0), "a decimal of 0 or more")
    check("frequency", frequency, np.isin(frequency, FREQUENCIES), "1, 2, 4 or 12")
    check("compounding", compounding, np.isin(compounding, FREQUENCIES), "1, 2, 4 or 12")
    check("redemption", redemption, np.isfinite(redemption) & (redemption > 0), "above 0")
    return coupon.astype(np.float64), whole(frequency), whole(compounding), redemption.astype(np.float64)


def whole(values: NDArray[Any]) -> NDArray[np.int64]:
    return values.astype(np.int64)


def check(name: str, values: NDArray[Any], good: NDArray[np.bool_], wanted: str) -> None:
    """Raise BondsftError that names the first bad value and where it stands."""
    if not good.all():
        index = int(np.flatnonzero(~good)[0])
        raise BondsftError(f"The {name} of bond {index} is {values[index]}.", f"It must be {wanted}.")
