"""How a premium or discount goes over a bond's life, period by period: by effective interest, or in equal parts.

    >>> effective_interest(Flows.regular([4, 4, 104], 1), 105.0).amortisation.round(4)
    array([[-1.6296, -1.6664, -1.704 ]])

A discount amortises upward (above 0) and a premium downward, to what is repaid.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check
from bondsft.bonds.daycount import Floats
from bondsft.bonds.flows import Flows, yield_of_flows
from bondsft.bonds.rates import log_growth
from bondsft.bonds.statuses import SOLVED
from bondsft.bonds.tables import alongside


class Amortisation(NamedTuple):
    """A schedule of n bonds over at most k payments, in the unit of the price; shapes (n, k), 0 after a bond's last payment."""

    opening: Floats
    """Carrying amount at the start of the period; for the first, the price."""
    income: Floats
    """Interest income of the period."""
    payment: Floats
    """What is received at its end, principal included."""
    amortisation: Floats
    """Income less the interest received: what the carrying amount gains, or loses, beside repayments of principal."""
    closing: Floats
    """Carrying amount after the payment; 0 after the last."""


def effective_interest(flows: Flows, price: ArrayLike, compounding: ArrayLike = 1, principal: ArrayLike = 100.0) -> Amortisation:
    """Return the schedule at the yield that the dirty price gives: each period earns that rate on its carrying amount.

    `flows` hold each bond's payments in order of time, `price` has shape (n,), `principal` is what is repaid in the last
    payment, shape (n,). Raises BondsftError for a price without one yield. Source: IFRS 9, effective interest method; for
    US taxes, the constant yield method.
    """
    target, often, repaid = alongside(len(flows), price=price, compounding=compounding, principal=principal)
    flows = flows.repeated(len(target))
    solved = yield_of_flows(flows, target, often)
    check("price", target, solved.status == SOLVED, "one that a single yield gives")
    u = log_growth(solved.rate, often)[:, None]
    years = ordered(flows)
    lives = flows.amount != 0
    start = np.concatenate([np.zeros((len(flows), 1)), years[:, :-1]], axis=1)
    opening, carried = np.zeros(flows.amount.shape), target.astype(np.float64)
    income = np.zeros(flows.amount.shape)
    for step in range(flows.amount.shape[1]):
        opening[:, step] = carried
        income[:, step] = carried * np.expm1(u[:, 0] * (years[:, step] - start[:, step]))
        carried = carried + income[:, step] - flows.amount[:, step]
    return schedule(opening, income, flows.amount, lives, repaid)


def straight_line(flows: Flows, price: ArrayLike, principal: ArrayLike = 100.0) -> Amortisation:
    """Return the schedule that spreads premium or discount evenly over the time to the last payment.

    As `effective_interest`, but from the price alone; the interest of a period is what it pays.
    """
    target, repaid = alongside(len(flows), price=price, principal=principal)
    flows = flows.repeated(len(target))
    check("price", target, np.isfinite(target), "a number")
    years = ordered(flows)
    lives = flows.amount != 0
    last = years.max(axis=1, keepdims=True)
    length = np.diff(years, axis=1, prepend=0.0)
    part = (repaid - target)[:, None] * length / last
    interest = flows.amount - np.where(final(lives), repaid[:, None], 0.0)
    closing = target[:, None] + np.cumsum(part, axis=1)
    return schedule(closing - part, interest + part, flows.amount, lives, repaid)


def schedule(opening: Floats, income: Floats, payment: Floats, lives: Floats, principal: Floats) -> Amortisation:
    """The columns that follow from these, with nothing after the last payment."""
    interest = payment - np.where(final(lives), principal[:, None], 0.0)
    closing = np.where(final(lives), 0.0, opening + income - payment)
    parts = (opening, income, payment, income - interest, closing)
    return Amortisation(*(np.where(lives, part, 0.0) for part in parts))


def final(lives: Floats) -> Floats:
    """Where each row has its last payment."""
    number = np.arange(lives.shape[1])
    return np.asarray(number == np.where(lives, number, -1).max(axis=1, keepdims=True))


def ordered(flows: Flows) -> Floats:
    """Times of payments, which must rise along each row; where a row has ended, its last."""
    years = np.maximum.accumulate(np.nan_to_num(flows.years), axis=1)
    rises = np.asarray((np.nan_to_num(flows.years, nan=np.inf) >= years).all(axis=1), np.bool_)
    check("row of payments", years, rises, "in order of time, with what pads it at the end")
    return np.asarray(years, np.float64)
