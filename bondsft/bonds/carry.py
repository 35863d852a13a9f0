"""What holding a bond earns: carry, roll-down, and the return to a horizon.

>>> year = carry_and_roll_down(Flows.regular([5] * 10 + [105], 1, 1.0), 100.0, 1.0, [1, 30], [0.05, 0.05], funding=0.03)
>>> year.carry.round(6), year.roll_down.round(6)
(array([2.]), array([0.]))
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.flows import Flows, value_of_flows, yield_of_flows
from bondsft.bonds.rates import log_growth, rate_of
from bondsft.bonds.statuses import SOLVED
from bondsft.bonds.tables import alongside


class CarryRoll(NamedTuple):
    """Gains to a horizon in the unit of the price, each shape (n,)."""

    carry: Floats
    """At an unchanged yield: payments received and change of dirty price, less the cost of funding the price."""
    roll_down: Floats
    """Change of price because the bond, now shorter, yields what the unchanged yield curve has at its new maturity."""
    total: Floats


class HorizonReturn(NamedTuple):
    """The return of n bonds to a horizon, each shape (n,)."""

    received: Floats
    """Payments up to the horizon with what they earned when reinvested, in the unit of the price."""
    price: Floats
    """Dirty price at the horizon of what is still to be paid."""
    total_return: Floats
    """Gain over the dirty price paid, as a decimal for the whole time."""
    annual_return: Floats
    """The same as a decimal a year, compounding as the yields do."""


def carry_and_roll_down(
    flows: Flows,
    price: ArrayLike,
    horizon: ArrayLike,
    curve_years: ArrayLike,
    curve_yields: ArrayLike,
    funding: ArrayLike = 0.0,
    compounding: ArrayLike = 1,
) -> CarryRoll:
    """Return carry and roll-down over `horizon` years of bonds bought at dirty prices `price`, shape (n,).

    The yield curve, shape (m,), gives yields by years to maturity that compound as the bonds' do, linear between and level
    outside; the bond keeps its spread over it. `funding` is a simple annual rate; payments are not reinvested.
    Raises BondsftError for a price without one yield, or a horizon at or after the last payment.
    """
    paid, time, often, cost = alongside(len(flows), price=price, horizon=horizon, compounding=compounding, funding=funding)
    flows = flows.repeated(len(paid))
    check_holding(paid, time)
    last = np.nanmax(flows.years, axis=1)
    check("horizon", time, time < last, "before the last payment")
    rate = solved_yield(flows, paid, often)
    tenors, known = columns(years=curve_years, yields=curve_yields)
    check("tenor", tenors, np.diff(tenors, prepend=-np.inf) > 0, "above the tenor before", of="node")
    rolled = rate + np.interp(last - time, tenors, known) - np.interp(last, tenors, known)
    received = np.where(np.nan_to_num(flows.years) <= time[:, None], flows.amount, 0.0).sum(axis=1)
    later = after(flows, time)
    still, moved = value_of_flows(later, rate, often), value_of_flows(later, rolled, often)
    carry = still + received - paid * (1 + cost * time)
    return CarryRoll(carry, moved - still, carry + moved - still)


def horizon_return(
    flows: Flows,
    price: ArrayLike,
    horizon: ArrayLike,
    horizon_yield: ArrayLike,
    reinvestment: ArrayLike,
    compounding: ArrayLike = 1,
) -> HorizonReturn:
    """Return what bonds bought at dirty prices `price` earn in `horizon` years if they then yield `horizon_yield`.

    Payments before are reinvested at the rate `reinvestment`. All rates are decimals that compound `compounding` times a year,
    all arguments of shape (n,). The horizon may be the last payment itself.
    """
    paid, time, last_rate, again, often = alongside(
        len(flows),
        price=price,
        horizon=horizon,
        horizon_yield=horizon_yield,
        reinvestment=reinvestment,
        compounding=compounding,
    )
    flows = flows.repeated(len(paid))
    check_holding(paid, time)
    check("horizon", time, time <= np.nanmax(flows.years, axis=1), "at most the time of the last payment")
    years = np.nan_to_num(flows.years)
    before = years <= time[:, None]
    growth = np.exp(log_growth(again, often)[:, None] * np.where(before, time[:, None] - years, 0.0))
    received = np.where(before, flows.amount * growth, 0.0).sum(axis=1)
    later = value_of_flows(after(flows, time), last_rate, often)
    whole = (received + later) / paid
    return HorizonReturn(received, later, whole - 1, rate_of(np.log(whole) / time, often))


def after(flows: Flows, time: Floats) -> Flows:
    """What is paid after a time, seen from it."""
    ahead = np.nan_to_num(flows.years) > time[:, None]
    years = np.where(ahead, flows.years - time[:, None], np.nan)
    return Flows(years, np.where(ahead, flows.amount, 0.0), np.where(ahead, flows.date, np.datetime64("NaT")))


def solved_yield(flows: Flows, price: Floats, compounding: Floats) -> Floats:
    found = yield_of_flows(flows, price, compounding)
    check("price", price, found.status == SOLVED, "one that a single yield gives")
    return found.rate


def check_holding(price: Floats, horizon: Floats) -> None:
    check("price", price, np.isfinite(price) & (price > 0), "above 0")
    check("horizon", horizon, horizon > 0, "above 0")
