"""Yield from price, with a status for each bond; and the yields that need no solving."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.cashflows import cash_flows
from bondsft.bonds.closed_form import Shape, shape_of
from bondsft.bonds.columns import check, columns, in_blocks, numbers
from bondsft.bonds.daycount import Floats
from bondsft.bonds.pricing import all_simple
from bondsft.bonds.regular_solver import Discounting, solve_regular
from bondsft.bonds.solver import solve_flows
from bondsft.bonds.statuses import MEANINGFUL, NO_ROOT, NOT_MEANINGFUL, SOLVED, Rows, Statuses, Yields
from bondsft.bonds.terms import Bonds
from bondsft.bonds.years import year_fraction
from bondsft.errors import BondsftError

QUOTES = ("clean", "dirty")


def solve_yield(bonds: Bonds, price: ArrayLike, *, quote: str = "clean") -> Yields:
    """Return yields as decimals and a `Status` for each bond, shape (n,), from clean (or dirty) prices per 100 face.

    Never raises for a price: it gets a status, and the other bonds are solved. A dirty price is here the discounted value,
    as in `dirty_price`. Bonds have one yield at most: all they pay is positive.
    """
    if quote not in QUOTES:
        raise BondsftError(f"The quote is {quote!r}.", f"It must be {' or '.join(QUOTES)}.")
    given, _ = columns(price=numbers("price", price), bonds=bonds.count)
    bonds = bonds.repeated(len(given))

    def compute(rows: slice) -> tuple[Floats, Statuses]:
        own, cost = bonds.at(rows), given[rows]
        if quote == "clean":
            # A price of nothing or less is refused as it stands, whatever interest would be added.
            cost = np.where(cost > 0, cost + own.discounted_accrued, cost)
        return block_yield(own, cost)

    rate, status = in_blocks(compute, len(given))
    return Yields(rate, status)


def yield_to_maturity(bonds: Bonds, price: ArrayLike, *, quote: str = "clean") -> Floats:
    """Return yields as decimals, shape (n,), from clean (or, with `quote="dirty"`, dirty) prices per 100 face.

    Raises BondsftError for the first price that is not above 0, or so absurd that no yield can be stated; `solve_yield`
    gives such a bond a status instead.
    """
    found = solve_yield(bonds, price, quote=quote)
    target, _ = columns(price=numbers("price", price), bonds=found.rate)
    check("price", target, np.isfinite(target) & (target > 0), "above 0")
    check("price", target, found.status == SOLVED, "one for which a yield can be stated")
    return found.rate


def block_yield(bonds: Bonds, target: Floats) -> tuple[Floats, Statuses]:
    """Each by what it needs: simple interest, a single payment, the closed form, or a table of payments."""
    status = np.where(target <= 0, NO_ROOT, NOT_MEANINGFUL).astype(np.int8)
    good = np.isfinite(target) & (target > 0)
    shape = shape_of(bonds)
    simple, irregular = all_simple(bonds) & good, bonds.irregular & good
    single = good & ~simple & ~irregular & (shape.coupon == 0) & (shape.extra == 0) & (bonds.simple == 0)
    closed, ones, tabled, short = (
        np.flatnonzero(flags) for flags in (good & ~simple & ~irregular & ~single, single, irregular, simple)
    )
    per_coupon = bonds.compounding / bonds.frequency
    log = np.full(len(target), np.nan)
    if 0 < len(closed) == len(target):
        log = solved(bonds, shape, per_coupon, target, closed)
    elif len(closed):
        log[closed] = solved(bonds, shape, per_coupon, target, closed)
    if len(tabled):
        flows = cash_flows(bonds.at(tabled))
        log[tabled] = solve_flows(flows.periods, flows.amount, target[tabled]).log_growth
    with np.errstate(all="ignore"):
        log[ones] = np.log(shape.last[ones] / target[ones]) / (bonds.wait[ones] + shape.step[ones])
        rate, fast = bonds.compounding * np.expm1(log / per_coupon), np.abs(log)
        per_period = (shape.last[short] / target[short] - 1) / bonds.simple[short]
        rate[short], fast[short] = bonds.frequency[short] * per_period, np.log(np.abs(per_period))
    found = fast <= MEANINGFUL
    return np.where(found, rate, np.nan), np.where(found, SOLVED, status)


def solved(bonds: Bonds, shape: Shape, per_coupon: Floats, target: Floats, rows: Rows) -> Floats:
    """Roots of the closed form for some rows, or for all of a block without copies."""
    parts = [*shape, bonds.wait - bonds.simple, bonds.simple, per_coupon, target]
    coupon, extra, last, many, step, wait, simple, per_period, target = (
        parts if len(rows) == len(target) else [column.take(rows) for column in parts]
    )
    if (many == step).all():
        step = many  # one exponential for both
    return solve_regular(Shape(coupon, extra, last, many, step), Discounting(wait, simple, per_period), target)


def current_yield(bonds: Bonds, clean: ArrayLike) -> Floats:
    """Return a year's coupons over the clean price, as decimals, shape (n,)."""
    price, coupon = columns(price=numbers("price", clean), coupon=bonds.coupon)
    check("price", price, np.isfinite(price) & (price > 0), "above 0")
    return np.asarray(100 * coupon / price, np.float64)


def simple_yield(bonds: Bonds, clean: ArrayLike, day_count: str = "NL/365") -> Floats:
    """Return the Japanese simple yield as decimals, shape (n,): a year's coupons and gain over the clean price.

    Years to maturity leave out 29 February, but for less than a year, which is of actual days. Source: Japan Securities Dealers
    Association, yields of government bonds.
    """
    check("maturity", bonds.maturity, ~np.isnat(bonds.maturity), "a date, for years to be counted")
    years = year_fraction(day_count, bonds.settlement, bonds.maturity)
    if day_count == "NL/365":
        years = np.where(years < 1, year_fraction("Act/365F", bonds.settlement, bonds.maturity), years)
    price, coupon, repaid, time = columns(
        price=np.asarray(clean, np.float64), coupon=bonds.coupon, redemption=bonds.redemption, years=years
    )
    check("price", price, np.isfinite(price) & (price > 0), "above 0")
    check("time to maturity", time, time > 0, "above 0 by its day count")
    return np.asarray((100 * coupon + (repaid - price) / time) / price, np.float64)
