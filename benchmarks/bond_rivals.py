"""The same bonds in QuantLib and pyxirr, one at a time in a Python loop: how else they would be solved from Python."""

from __future__ import annotations

from typing import Any

import numpy as np

from bondsft.bonds import Bonds, CashFlows

Built = list[tuple[Any, Any, Any]]


def quantlib_bonds(bonds: Bonds, *, with_schedule: bool) -> Built:
    """Bonds with their day counters and settlement dates.

    The day counter works without a schedule too, and in less time: the periods of these bonds are regular.
    """
    import QuantLib

    def day(date: np.datetime64) -> Any:
        return QuantLib.Date(str(date), "%Y-%m-%d")

    built = []
    for coupon, start, settlement, maturity in zip(
        bonds.coupon, bonds.accrual_start, bonds.settlement, bonds.maturity, strict=True
    ):
        schedule = QuantLib.Schedule(
            day(start),
            day(maturity),
            QuantLib.Period(QuantLib.Semiannual),
            QuantLib.NullCalendar(),
            QuantLib.Unadjusted,
            QuantLib.Unadjusted,
            QuantLib.DateGeneration.Backward,
            True,
        )
        days = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, *([schedule] if with_schedule else []))
        built.append((QuantLib.FixedRateBond(0, 100.0, schedule, [float(coupon)], days), days, day(settlement)))
    return built


def quantlib_prices(clean: np.ndarray) -> list[Any]:
    import QuantLib

    return [QuantLib.BondPrice(float(price), QuantLib.BondPrice.Clean) for price in clean]


def quantlib_yields(built: Built, prices: list[Any]) -> list[float]:
    """Yields to QuantLib's own accuracy, 1e-10 of the last Newton step, which leaves an error far below it."""
    import QuantLib

    solve, compounded, often = QuantLib.BondFunctions.bondYield, QuantLib.Compounded, QuantLib.Semiannual
    return [
        solve(bond, price, days, compounded, often, settlement)
        for (bond, days, settlement), price in zip(built, prices, strict=True)
    ]


def quantlib_measures(built: Built, yields: np.ndarray) -> np.ndarray:
    """Accrued interest, Macaulay and modified duration, convexity and the fall for a basis point, shape (5, n)."""
    import QuantLib

    functions, rows = QuantLib.BondFunctions, []
    for (bond, days, settlement), value in zip(built, yields, strict=True):
        rate = QuantLib.InterestRate(float(value), days, QuantLib.Compounded, QuantLib.Semiannual)
        durations = [
            functions.duration(bond, rate, kind, settlement) for kind in (QuantLib.Duration.Macaulay, QuantLib.Duration.Modified)
        ]
        convexity = functions.convexity(bond, rate, settlement)
        accrued = bond.accruedAmount(settlement)
        dirty = functions.cleanPrice(bond, rate, settlement) + accrued
        # QuantLib counts convexity in; a DV01 is the slope alone.
        fall = convexity * dirty * 0.5e-8 - functions.basisPointValue(bond, rate, settlement)
        rows.append([accrued, *durations, convexity, fall])
    return np.array(rows).T


def quantlib_flows(built: Built) -> list[list[tuple[np.datetime64, float]]]:
    """Dates and amounts still to come; the redemption, which QuantLib has apart, on the date of the last coupon."""
    rows = []
    for bond, _, settlement in built:
        paid: dict[np.datetime64, float] = {}
        for flow in bond.cashflows():
            if flow.date() > settlement:
                date = np.datetime64(flow.date().ISO())
                paid[date] = paid.get(date, 0.0) + flow.amount()
        rows.append(list(paid.items()))
    return rows


def dated_rows(flows: CashFlows, settlement: np.ndarray, cost: np.ndarray) -> list[tuple[list[Any], list[float]]]:
    """Each bond's cost and payments as the lists that pyxirr takes in the least time."""
    rows = []
    for dates, amounts, begun, paid in zip(flows.date, flows.amount, settlement, cost, strict=True):
        own = ~np.isnat(dates)
        rows.append(([begun.item(), *dates[own].tolist()], [-float(paid), *amounts[own].tolist()]))
    return rows


def pyxirr_dated(rows: list[tuple[list[Any], list[float]]], guesses: np.ndarray) -> list[float | None]:
    """Annual rates by days of 365. With a guess near the yield pyxirr takes less time than with its own."""
    from pyxirr import xirr

    return [xirr(dates, amounts, guess=guess) for (dates, amounts), guess in zip(rows, guesses.tolist(), strict=True)]


def pyxirr_periodic(rows: list[tuple[list[Any], list[float]]], guesses: np.ndarray) -> list[float | None]:
    """Rates per period, as if the first coupon were a whole period off."""
    from pyxirr import irr

    return [irr(amounts, guess=guess) for (_, amounts), guess in zip(rows, guesses.tolist(), strict=True)]
