"""Time, memory and answers of bond mathematics on one core, beside QuantLib and pyxirr where they are installed.

    python benchmarks/bond_math.py            about a minute and 3 GB of memory
    python benchmarks/bond_math.py --quick    a few seconds: the same code at a tiny size, to see that it runs and agrees

Bonds are made up: regular and semi-annual, Act/Act ICMA, 7 months to 30 years, priced from random yields. Times are the
best of several; making objects for QuantLib and lists for pyxirr is not counted. Ends with an error if answers disagree.
"""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import NamedTuple

import bond_rivals as rivals
import numpy as np
from measuring import Report, best, installed, machine, print_table, temporary_memory

from bondsft.bonds import (
    Bonds,
    Flows,
    accrued_interest,
    cash_flows,
    clean_price,
    risk,
    solve_yield,
    value_of_flows,
    yield_of_flows,
)

SLICE = 16_384  # bonds from dates at a time: the columns of a `Bonds` are not kept


class Sizes(NamedTuple):
    """How many bonds each part has."""

    regular: int
    dates: int
    tables: int
    rivals: int
    scale: tuple[int, ...]
    repeats: int


FULL = Sizes(1_000_000, 1_000_000, 100_000, 5_000, (1_000, 10_000, 100_000, 1_000_000, 10_000_000), 5)
QUICK = Sizes(5_000, 5_000, 2_000, 100, (1_000, 20_000), 2)


class Terms(NamedTuple):
    """Made-up bonds, each array of shape (n,)."""

    coupon: np.ndarray
    settlement: np.ndarray
    maturity: np.ndarray

    def bonds(self) -> Bonds:
        return Bonds.of_market("us", *self)


def draw(count: int) -> tuple[Terms, np.ndarray]:
    """Terms of bonds with more than one coupon left, and yields."""
    rng = np.random.default_rng(2026)
    settlement = np.datetime64("2026-03-02") + rng.integers(0, 365, count)
    maturity = settlement + rng.integers(215, 10_958, count)
    return Terms(rng.integers(4, 49, count) / 800, settlement, maturity), rng.uniform(0.005, 0.08, count)


def from_dates(terms: Terms, clean: np.ndarray) -> np.ndarray:
    """Accrued interest, yield, both durations, convexity and DV01, shape (6, n), slice by slice."""
    result = np.empty((6, len(clean)))
    for start in range(0, len(clean), SLICE):
        rows = slice(start, start + SLICE)
        bonds = Terms(*(column[rows] for column in terms)).bonds()
        result[0, rows] = accrued_interest(bonds)
        result[1, rows] = solve_yield(bonds, clean[rows]).rate
        result[2:, rows] = risk(bonds, result[1, rows])
    return result


def measure_regular(report: Report, sizes: Sizes) -> None:
    """Yields of regular bonds, and the same from others' Python loops over some of them."""
    terms, yields = draw(sizes.regular)
    bonds = terms.bonds()
    clean = clean_price(bonds, yields)
    seconds, found = best(lambda: solve_yield(bonds, clean), sizes.repeats)
    own = seconds / sizes.regular
    report.time("price to yield", sizes.regular, seconds, f"{1 / own / 1e6:.1f} M/s", "3 M/s or more")
    report.answer("yields, from those that made the prices", found.rate - yields, 1e-12)
    some = slice(0, sizes.rivals)
    bonds, clean, found = bonds.at(some), clean[some], found.rate[some]
    if installed("QuantLib"):
        prices = rivals.quantlib_prices(clean)
        for name, with_schedule in (("without schedule", False), ("with schedule", True)):
            built = rivals.quantlib_bonds(bonds, with_schedule=with_schedule)
            seconds, answers = best(partial(rivals.quantlib_yields, built, prices), sizes.repeats)
            name = f"QuantLib, day counter {name}"
            report.time(name, sizes.rivals, seconds, f"{seconds / sizes.rivals / own:.0f} x bondsft's time", "400 x or more")
            report.answer(f"yields, from {name}", found - answers, 1e-12)
    if installed("pyxirr"):
        flows, cost = cash_flows(bonds), clean + accrued_interest(bonds)
        rows = rivals.dated_rows(flows, bonds.settlement, cost)
        dated, periodic = Flows.dated(bonds.settlement, flows.date, flows.amount), Flows.regular(flows.amount, 1)
        for name, loop, same in (
            ("pyxirr.xirr", lambda: rivals.pyxirr_dated(rows, bonds.coupon), dated),
            ("pyxirr.irr", lambda: rivals.pyxirr_periodic(rows, bonds.coupon / 2), periodic),
        ):
            seconds, answers = best(loop, sizes.repeats)
            report.time(name, sizes.rivals, seconds, f"{seconds / sizes.rivals / own:.0f} x bondsft's time", "15 x or more")
            # pyxirr stops at its own tolerance of value.
            difference = yield_of_flows(same, cost, 1).rate - np.array(answers, np.float64)
            report.answer(f"rates of the same payments, from {name}", difference, 1e-8)


def measure_from_dates(report: Report, sizes: Sizes) -> None:
    """All that dates and a price give, and tables of payments."""
    terms, yields = draw(sizes.dates)
    clean = clean_price(terms.bonds(), yields)
    seconds, found = best(lambda: from_dates(terms, clean), sizes.repeats)
    rate = sizes.dates / seconds
    report.time("dates and price to yield and risk", sizes.dates, seconds, f"{rate:,.0f} bonds/s", "300,000 bonds/s or more")
    bonds = terms.bonds().at(slice(0, sizes.tables))
    seconds, flows = best(lambda: cash_flows(bonds), sizes.repeats)
    speed = int(bonds.count.sum()) / seconds / 1e6
    report.time("tables of payments", sizes.tables, seconds, f"{speed:.1f} M payments/s", "2 M payments/s or more")
    if installed("QuantLib"):
        some = slice(0, sizes.rivals)
        built = rivals.quantlib_bonds(bonds.at(some), with_schedule=True)
        expected = rivals.quantlib_measures(built, yields[some])
        mine = np.delete(found, 1, axis=0)[:, some]
        report.answer("accrued interest, from QuantLib", mine[0] - expected[0], 1e-12)
        report.answer("durations, convexity and DV01, relative, from QuantLib", mine[1:] / expected[1:] - 1, 1e-12)
        differences = []
        for number, paid in enumerate(rivals.quantlib_flows(built)):
            dates, amounts = (column[number][: len(paid)] for column in (flows.date, flows.amount))
            same = (dates == [date for date, _ in paid]).all() and len(paid) == bonds.count[number]
            differences.append(np.abs(amounts - [amount for _, amount in paid]).max() if same else np.nan)
        report.answer("payments, from QuantLib", np.array(differences), 1e-12)


def measure_irregular(report: Report, sizes: Sizes) -> None:
    """As many payments as the regular bonds have, of other amounts."""
    terms, yields = draw(sizes.tables)
    bonds = terms.bonds()
    clean, flows = clean_price(bonds, yields), Flows.of_bonds(bonds)
    own = best(lambda: solve_yield(bonds, clean), sizes.repeats)[0]
    number, there, count = np.arange(flows.amount.shape[1]), flows.amount > 0, bonds.count[:, None]
    coupon = 50 * bonds.coupon[:, None]
    step_up = np.where(there, coupon * (1 + 0.1 * (number // 4)) + np.where(number == count - 1, 100, 0), 0.0)
    amortising = np.where(there, coupon * (1 - number / count) + 100 / count, 0.0)
    for name, amount in (("step-up", step_up), ("amortising", amortising)):
        other = Flows(flows.years, amount, flows.date)
        price = value_of_flows(other, yields, 2)
        seconds, found = best(partial(yield_of_flows, other, price, 2), sizes.repeats)
        report.time(f"price to yield, {name}", sizes.tables, seconds, f"{seconds / own:.1f} x the regular's", "10 x or less")
        report.answer(f"yields of {name} bonds, from those that made the prices", found.rate - yields, 1e-12)


def measure_scale(sizes: Sizes) -> list[tuple[str, ...]]:
    """Time a bond and temporary memory for fewer bonds and for more."""
    rows = []
    for count in sizes.scale:
        terms, yields = draw(count)
        bonds = terms.bonds()
        clean = clean_price(bonds, yields)
        repeats = max(2, min(50, 2_000_000 // count))
        row = [f"{count:,}"]
        for compute in (lambda: solve_yield(bonds, clean), lambda: from_dates(terms, clean)):  # noqa: B023  (called at once)
            seconds, _ = best(compute, repeats)
            row += [f"{seconds / count * 1e6:.3f}", f"{temporary_memory(compute):.2f}"]
        rows.append(tuple(row))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    sizes = QUICK if parser.parse_args().quick else FULL
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(machine())
    report = Report()
    for measure in (measure_regular, measure_from_dates, measure_irregular):
        measure(report, sizes)
    print_table(("what", "bonds", "µs a bond", "bonds a second", "reached", "goal"), report.times)
    print_table(("answers", "compared", "worst difference", "bound"), report.answers)
    heads = ("price to yield, µs a bond", "its temporary MiB", "from dates, µs a bond", "its temporary MiB")
    print_table(("bonds", *heads), measure_scale(sizes))
    if not report.agree:
        raise SystemExit("Answers disagree: see the worst differences.")


if __name__ == "__main__":
    main()
