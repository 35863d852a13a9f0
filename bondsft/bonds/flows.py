"""Any payments to come as columns: their value at a yield, the yield of a price, and the risk of both.

    >>> loan = Flows.regular([26.24, 26.24, 26.24, 26.24], frequency=4)
    >>> yield_of_flows(loan, 100.0, compounding=4).rate.round(4)
    array([0.0786])

A yield that compounds m times a year discounts a payment after t years by (1 + y/m) ** (-m * t); m infinite, by exp(-y * t).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.cashflows import cash_flows, delays
from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Dates, Floats
from bondsft.bonds.rates import check_compounding, log_growth, rate_of
from bondsft.bonds.risk import Risk
from bondsft.bonds.solver import solve_flows
from bondsft.bonds.statuses import Yields
from bondsft.bonds.tables import alongside, table, tables
from bondsft.bonds.terms import Bonds
from bondsft.bonds.years import year_fraction


@dataclass(frozen=True)
class Flows:
    """Payments still to come, of n instruments with at most k each. Every array has shape (n, k); a row's order is free.

    years    from valuation to payment; NaN where there is no payment
    amount   in any unit, prices in the same; 0 where there is no payment
    date     of payment; NaT where none is known

    Make them with `Flows.dated`, `Flows.regular` or `Flows.of_bonds`.
    """

    years: Floats
    amount: Floats
    date: Dates

    @classmethod
    def dated(
        cls,
        valuation: ArrayLike,
        dates: ArrayLike,
        amounts: ArrayLike,
        day_count: str = "Act/365F",
        calendar: np.busdaycalendar | None = None,
    ) -> Flows:
        """Payments on dates, time counted by a day count as in `year_fraction`. Those on or before valuation are left out.

        `valuation` has shape (n,), or is one date; `dates` and `amounts` have shape (k,) or (n, k), padded with NaT or 0.
        Raises BondsftError for an amount that is not a number, or an unknown day count.
        """
        start = np.atleast_1d(as_dates("valuation", valuation))[:, None]
        date, amount, start = tables(
            dates=table("dates", dates, "datetime64[D]"), amounts=table("amounts", amounts, np.float64), valuation=start
        )
        check("valuation date", start[:, 0], ~np.isnat(start[:, 0]), "a date")
        ahead = ~np.isnat(date) & (date > start) & (amount != 0)
        check("row of payments", amount, (np.isfinite(amount) | ~ahead).all(axis=1), "made of numbers")
        time = year_fraction(day_count, start, np.where(ahead, date, start), calendar=calendar)
        years = np.where(ahead, time, np.nan)
        return cls(years, np.where(ahead, amount, 0.0), np.where(ahead, date, np.datetime64("NaT")))

    @classmethod
    def regular(cls, amounts: ArrayLike, frequency: ArrayLike, wait: ArrayLike = 1.0) -> Flows:
        """Payments at equal intervals, `frequency` a year, the first after `wait` intervals.

        `amounts` has shape (k,) or (n, k), padded with 0; the others shape (n,), or are single values.
        """
        amount = table("amounts", amounts, np.float64)
        often, first = columns(frequency=frequency, wait=wait)
        check("frequency", often, np.isfinite(often) & (often > 0), "above 0")
        check("wait", first, np.isfinite(first) & (first >= 0), "0 or more")
        years = (first[:, None] + np.arange(amount.shape[1])) / often[:, None]
        amount, years = tables(amounts=amount, times=years)
        check("row of payments", amount, np.isfinite(amount).all(axis=1), "made of numbers")
        nowhere = np.full(amount.shape, np.datetime64("NaT"), "datetime64[D]")
        return cls(np.where(amount != 0, years, np.nan), amount.astype(np.float64), nowhere)

    @classmethod
    def of_bonds(cls, bonds: Bonds, payment_dates: ArrayLike | None = None) -> Flows:
        """The coupons and redemptions of bonds, time in coupon periods over their frequency, as their own yields count it.

        `payment_dates`, shape (n, k), are days on which the payments of `cash_flows` are really made, such as `roll_dates`
        gives; amounts stay, and times move with the dates. A market may quote yields either way.
        """
        flows = cash_flows(bonds)
        if payment_dates is None:
            return cls(flows.periods / bonds.frequency[:, None], flows.amount, flows.date)
        nominal, paid = tables(dates=flows.date, payment_dates=table("payment dates", payment_dates, "datetime64[D]"))
        times = flows.periods + delays(bonds, nominal, paid)
        return cls(times / bonds.frequency[:, None], flows.amount, paid)

    def repeated(self, count: int) -> Flows:
        """The same, with one row stretched to `count` rows."""
        return self if count == len(self) else Flows(*(np.broadcast_to(a, (count, a.shape[1])) for a in vars(self).values()))

    def __len__(self) -> int:
        return len(self.amount)


def value_of_flows(flows: Flows, yields: ArrayLike, compounding: ArrayLike = 1) -> Floats:
    """Return present values, shape (n,), in the unit of the amounts, at yields as decimals.

    Raises BondsftError for a yield at or below minus its compounding frequency.
    """
    return moments(flows, log_growth(yields, compounding, len(flows)))[0]


def yield_of_flows(flows: Flows, price: ArrayLike, compounding: ArrayLike = 1) -> Yields:
    """Return yields as decimals, shape (n,), at which the payments are worth `price` (with accrued interest), and statuses."""
    target, often = alongside(len(flows), price=price, compounding=compounding)
    check_compounding(often)
    flows = flows.repeated(len(target))
    solved = solve_flows(flows.years, flows.amount, target.astype(np.float64))
    return Yields(rate_of(solved.log_growth, often), solved.status)


def risk_of_flows(flows: Flows, yields: ArrayLike, compounding: ArrayLike = 1) -> Risk:
    """Return durations, convexity and DV01, each shape (n,), at yields as decimals; DV01 in the unit of the amounts."""
    u = log_growth(yields, compounding, len(flows))
    value, first, second = moments(flows, u)
    often = np.broadcast_to(np.asarray(compounding, np.float64), u.shape)
    macaulay, factor = first / value, np.exp(-u / often)
    modified = macaulay * factor
    return Risk(macaulay, modified, (second / value + macaulay / often) * factor**2, modified * value * 1e-4)


def moments(flows: Flows, u: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums over payments of value, value times years, value times years squared, each shape (n,)."""
    years = np.nan_to_num(flows.years)
    value = flows.amount * np.exp(-u[:, None] * years)
    return value.sum(axis=1), (value * years).sum(axis=1), (value * years**2).sum(axis=1)
