"""Checks the terms of bonds before anything is computed, and names the first that is wrong with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.accrual import DAY_COUNTS
from bondsft.bonds.columns import check, columns, labels
from bondsft.bonds.conventions import COUPON_AMOUNTS, FIRST_PERIODS, LAST_PERIODS, RULES, TIMINGS, Market
from bondsft.bonds.daycount import Whole
from bondsft.bonds.markets import MARKETS
from bondsft.bonds.placing import DatedTerms
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
DEFAULTS: dict[str, Any] = {name: Market.__dataclass_fields__[name].default for name in RULES if name in vars(Market)}


def check_dated(rules: dict[str, ArrayLike], **terms: ArrayLike) -> DatedTerms:
    """Return the terms of `Bonds.dated` as columns of one length. Raises BondsftError for the first bad one."""
    unknown = rules.keys() - DEFAULTS.keys()
    if unknown:
        raise BondsftError(f"{min(unknown)!r} is no convention of a bond.", f"Name some of {', '.join(DEFAULTS)}.")
    given = {**DEFAULTS, **terms, **rules}
    given |= {name: as_dates(name, given[name]) for name in DATES}
    column = dict(zip(given, columns(**given), strict=True))
    for name in ("discount_day_count", "clean_day_count"):
        column[name] = otherwise(column[name], column["day_count"])
    for name, allowed in NAMED.items():
        if any(label not in allowed for label in labels(column[name])):
            check(name.replace("_", " "), column[name], np.isin(column[name], allowed), f"one of {', '.join(allowed)}")
    column |= rates(column["coupon"], column["frequency"], column["compounding"], column["redemption"])
    check_dates(**{name: column[name] for name in (*DATES, "frequency", "month_end")})
    return DatedTerms(**column)


def check_dates(
    settlement: NDArray[Any],
    maturity: NDArray[Any],
    issue: NDArray[Any],
    first_coupon: NDArray[Any],
    last_coupon: NDArray[Any],
    frequency: Whole,
    month_end: NDArray[Any],
) -> None:
    check("settlement", settlement, ~np.isnat(settlement), "a date")
    check("maturity", maturity, ~np.isnat(maturity), "a date")
    check("maturity", maturity, maturity > settlement, "after settlement")
    years = (maturity - settlement).astype(np.float64) / 365.2425
    check("maturity", maturity, years * frequency <= LONGEST, f"at most {LONGEST} coupon periods away")
    begun, begins, ends = (~np.isnat(dates) for dates in (issue, first_coupon, last_coupon))
    check("last coupon", last_coupon, ~ends | (last_coupon < maturity), "before maturity")
    check("settlement", settlement, ~begun | (settlement >= issue), "on or after issue")
    if begins.any():
        check("issue", issue, ~begins | begun & (issue < first_coupon), "a date before the first coupon, which needs one")
        anchor = np.where(ends, last_coupon, maturity)
        first = np.where(begins, first_coupon, anchor)
        back = remaining_coupons(first, anchor, frequency, month_end)
        fits = (coupon_date(anchor, frequency, back, month_end) == first) | (first == maturity)
        check("first coupon", first_coupon, fits & (first <= maturity), "a coupon date, counted back from the last")


def check_periods(**terms: ArrayLike) -> dict[str, NDArray[Any]]:
    """Return the terms of `Bonds.of_periods` as columns of one length. Raises BondsftError for the first bad one."""
    column = dict(zip(terms, columns(**terms), strict=True))
    count = column["count"]
    good = (count >= 1) & (count <= LONGEST) & (count == np.floor(count))
    check("periods", count, good, f"a whole number up to {LONGEST}")
    known = rates(*(column[name] for name in ("coupon", "frequency", "compounding", "redemption")))
    return known | {"count": whole(count)}


def rates(
    coupon: NDArray[Any], frequency: NDArray[Any], compounding: NDArray[Any], redemption: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    """Check and type the terms that every bond has."""
    check("coupon", coupon, np.isfinite(coupon) & (coupon >= 0), "a decimal of 0 or more")
    for name, often in (("frequency", frequency), ("compounding", compounding)):
        if any(value not in FREQUENCIES for value in labels(often)):
            check(name, often, np.isin(often, FREQUENCIES), "1, 2, 4 or 12")
    check("redemption", redemption, np.isfinite(redemption) & (redemption > 0), "above 0")
    return {
        "coupon": coupon.astype(np.float64, copy=False),
        "frequency": whole(frequency),
        "compounding": whole(compounding),
        "redemption": redemption.astype(np.float64, copy=False),
    }


def find_markets(market: str | Market | Sequence[str | Market]) -> list[Market]:
    """The markets that are meant, one or one for each bond. Raises BondsftError for a name that is not in MARKETS."""
    wanted: Sequence[str | Market] = [market] if isinstance(market, str | Market) else market
    for name in wanted:
        if not isinstance(name, Market) and name not in MARKETS:
            raise BondsftError(f"{str(name)!r} is not a market known here.", f"Name one of {', '.join(MARKETS)}.")
    return [name if isinstance(name, Market) else MARKETS[name] for name in wanted]


def as_dates(name: str, values: ArrayLike) -> NDArray[np.datetime64]:
    try:
        return np.asarray(values, "datetime64[D]")
    except (ValueError, TypeError):
        raise BondsftError(f"The {name.replace('_', ' ')} {values!r} is not a date.", 'Write it as "2031-05-15".') from None


def otherwise(values: NDArray[np.str_], fallback: NDArray[np.str_]) -> NDArray[np.str_]:
    """The names given, and where there is none the fallback's."""
    return fallback if labels(values) in ([""], []) else np.where(values == "", fallback, values)


def whole(values: NDArray[Any]) -> Whole:
    return values.astype(np.int64, copy=False)
