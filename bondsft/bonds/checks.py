"""Checks the terms of bonds before anything is computed: those at fault are named with their places."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.accrual import DAY_COUNTS
from bondsft.bonds.coercion import flags, numbers, otherwise, typed, whole
from bondsft.bonds.columns import as_dates, columns, labels
from bondsft.bonds.conventions import COUPON_AMOUNTS, FIRST_PERIODS, LAST_PERIODS, RULES, TIMINGS, Market
from bondsft.bonds.faults import Faults
from bondsft.bonds.placed import DatedTerms
from bondsft.bonds.schedule import coupon_date, remaining_coupons
from bondsft.errors import BondsftError

FREQUENCIES = (1, 2, 4, 12)
LONGEST = 1200  # coupon periods: a century of monthly coupons
DATES = ("settlement", "maturity", "issue", "first_coupon", "last_coupon")
NAMED = {
    "day_count": DAY_COUNTS,
    "discount_day_count": DAY_COUNTS,
    "clean_day_count": DAY_COUNTS,
    "coupon_amounts": COUPON_AMOUNTS,
    "first_period": FIRST_PERIODS,
    "last_period": LAST_PERIODS,
    "timing": TIMINGS,
}
FLAGS = ("month_end", "remainder", "ex_dividend")
STAND_INS: dict[str, Any] = {
    "coupon": np.nan,
    "frequency": 1,
    "compounding": 1,
    "redemption": 100.0,
    "count": 1,
    "settlement": np.datetime64("2000-01-01"),
    "maturity": np.datetime64("2001-01-01"),
    **dict.fromkeys(("issue", "first_coupon", "last_coupon"), np.datetime64("NaT")),
    **dict.fromkeys(("day_count", "discount_day_count", "clean_day_count"), "30/360"),
    "coupon_amounts": "equal",
    "first_period": "compound",
    "last_period": "compound",
    "timing": "periods",
    "remainder": False,
    "accrued_decimals": -1,
    "month_end": True,
    "ex_dividend": False,
}
"""Harmless terms of a bond at fault: a coupon that is not a number makes all that is computed from it so."""
DEFAULTS: dict[str, Any] = {name: Market.__dataclass_fields__[name].default for name in RULES if name in vars(Market)}


def check_dated(rules: dict[str, ArrayLike], *, keep_faulty: bool, **terms: ArrayLike) -> tuple[DatedTerms, Faults]:
    """Return the terms of `Bonds.dated` as columns of one length, harmless ones where they are at fault, and the faults."""
    unknown = rules.keys() - DEFAULTS.keys()
    if unknown:
        raise BondsftError(f"{min(unknown)!r} is no convention of a bond.", f"Name some of {', '.join(DEFAULTS)}.")
    given = {**DEFAULTS, **terms, **rules}
    given |= {name: as_dates(name, given[name]) for name in DATES}
    column = dict(zip(given, columns(**given), strict=True))
    for name in ("discount_day_count", "clean_day_count"):
        column[name] = otherwise(column[name], column["day_count"])
    faults = Faults(len(column["coupon"]), keep=keep_faulty)
    for name, allowed in NAMED.items():
        note_names(faults, name.replace("_", " "), column[name], allowed)
    if "simple" in labels(column["first_period"]):
        # What is paid by a table is discounted by a factor a payment, which has no part of simple interest.
        tabled = (column["coupon_amounts"] == "by days") | (column["timing"] == "dates")
        regular = (column["first_period"] != "simple") | ~tabled
        faults.note("first period", column["first_period"], regular, "compound where coupons are by days or times by dates")
    for name in FLAGS:
        column[name] = flags(faults, name, column[name])
    decimals = numbers("accrued_decimals", column["accrued_decimals"])
    faults.note("accrued decimals", decimals, decimals == np.floor(decimals), "a whole number, negative for none")
    check_rates(faults, column)
    check_dates(faults, **{name: column[name] for name in DATES}, frequency=column["frequency"])
    column = {name: faults.without(values, STAND_INS[name]) for name, values in column.items()}
    check_first_coupon(faults, **{name: column[name] for name in (*DATES[1:], "frequency", "month_end")})
    column = {name: faults.without(values, STAND_INS[name]) for name, values in column.items()}
    return DatedTerms(**typed(column)), faults


def check_dates(
    faults: Faults,
    settlement: NDArray[Any],
    maturity: NDArray[Any],
    issue: NDArray[Any],
    first_coupon: NDArray[Any],
    last_coupon: NDArray[Any],
    frequency: NDArray[Any],
) -> None:
    faults.note("settlement", settlement, ~np.isnat(settlement), "a date")
    faults.note("maturity", maturity, ~np.isnat(maturity), "a date")
    faults.note("maturity", maturity, maturity > settlement, "after settlement")
    years = (maturity - settlement).astype(np.float64) / 365.2425
    faults.note("maturity", maturity, years * frequency <= LONGEST, f"at most {LONGEST} coupon periods away")
    begun, begins, ends = (~np.isnat(dates) for dates in (issue, first_coupon, last_coupon))
    faults.note("last coupon", last_coupon, ~ends | (last_coupon < maturity), "before maturity")
    faults.note("settlement", settlement, ~begun | (settlement >= issue), "on or after issue")
    faults.note("issue", issue, ~begins | begun & (issue < first_coupon), "a date before the first coupon, which needs one")
    faults.note("first coupon", first_coupon, ~begins | (first_coupon <= maturity), "up to maturity")


def check_first_coupon(
    faults: Faults,
    maturity: NDArray[Any],
    issue: NDArray[Any],
    first_coupon: NDArray[Any],
    last_coupon: NDArray[Any],
    frequency: NDArray[Any],
    month_end: NDArray[Any],
) -> None:
    begins = ~np.isnat(first_coupon)
    if begins.any():
        anchor = np.where(np.isnat(last_coupon), maturity, last_coupon)
        date, often = np.where(begins, first_coupon, anchor), whole(frequency)
        back = remaining_coupons(date, anchor, often, month_end)
        only = (date == maturity) & (np.isnat(last_coupon) | (issue >= last_coupon))
        fits = (coupon_date(anchor, often, back, month_end) == date) & (date <= anchor) | only
        faults.note("first coupon", first_coupon, fits, "a coupon date, counted back from the last")


def check_periods(*, keep_faulty: bool, **terms: ArrayLike) -> tuple[dict[str, NDArray[Any]], Faults]:
    """Return the terms of `Bonds.of_periods` as columns of one length, harmless ones where at fault, and the faults."""
    column = dict(zip(terms, columns(**terms), strict=True))
    count, faults = column["count"], Faults(len(column["count"]), keep=keep_faulty)
    good = (count >= 1) & (count <= LONGEST) & (count == np.floor(count))
    faults.note("periods", count, good, f"a whole number up to {LONGEST}")
    check_rates(faults, column)
    return typed({name: faults.without(values, STAND_INS[name]) for name, values in column.items()}), faults


def check_rates(faults: Faults, column: dict[str, NDArray[Any]]) -> None:
    coupon, redemption = (numbers(name, column[name]) for name in ("coupon", "redemption"))
    faults.note("coupon", coupon, np.isfinite(coupon) & (coupon >= 0), "a decimal of 0 or more")
    for name in ("frequency", "compounding"):
        note_names(faults, name, column[name], FREQUENCIES)
    faults.note("redemption", redemption, np.isfinite(redemption) & (redemption > 0), "above 0")


def note_names(faults: Faults, name: str, values: NDArray[Any], allowed: tuple[Any, ...]) -> None:
    """Note the values that are not among those allowed. Whole columns of names are slow to compare: first the different ones."""
    if any(value not in allowed for value in labels(values)):
        *most, last = map(str, allowed)
        faults.note(name, values, np.isin(values, allowed), f"{', '.join(most)} or {last}")
