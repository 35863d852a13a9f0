"""Finds the rate at which flows are worth a price, bond by bond, and says where there is no rate or more than one.

The unknown is the log growth u = log(1 + y/m) over one period: a flow after t periods is worth amount * exp(-u * t). The
logarithm of a value that only positive flows make is convex and falls in u, so it has one root and no step leaves its domain.
"""

from __future__ import annotations

import numpy as np

from bondsft.bonds.daycount import Flags, Floats
from bondsft.bonds.one_root import solve_one
from bondsft.bonds.statuses import MEANINGFUL, NOT_MEANINGFUL, SOLVED, Roots, Rows, Statuses

EPSILON = float(np.finfo(np.float64).eps)
BLOCK = 32_768  # flows at a time: the handful of arrays that a step needs stay in a core's own cache
STEPS = 12


def solve_flows(periods: Floats, amount: Floats, target: Floats) -> Roots:
    """Solve sum(amount * exp(-u * periods)) = target for u, bond by bond.

    `periods` and `amount` have shape (n, k), padded with NaN periods or amounts of 0, in any order; `target`, shape (n,), is
    what the flows cost, in the unit of `amount`, and may be 0 where the cost is itself one of the flows. Never raises: a row
    that cannot be solved has a status, and the others are computed.
    """
    count, width = amount.shape
    u, status = np.full(count, np.nan), np.full(count, NOT_MEANINGFUL, np.int8)
    size = max(1, BLOCK // max(width, 1))
    for start in range(0, count, size):
        rows = slice(start, start + size)
        u[rows], status[rows] = solve_block(periods[rows], amount[rows], target[rows])
    return Roots(u, status)


def solve_block(periods: Floats, amount: Floats, target: Floats) -> Roots:
    if not ordinary(periods, amount, target):
        return solve_any(periods, amount, target)
    u = newton(np.fmax(periods, 0.0), amount, target)
    status = judged(u, np.full(len(target), NOT_MEANINGFUL, np.int8))
    rows: Rows = np.flatnonzero(np.isnan(u))
    if len(rows):
        u[rows], status[rows] = solve_any(periods[rows], amount[rows], target[rows])
    return Roots(u, status)


def ordinary(periods: Floats, amount: Floats, target: Floats) -> bool:
    """Whether a whole block is of payments to come, none below 0, for a price above 0: less to tell than to treat each row."""
    if amount.size == 0:
        return False
    ahead = np.fmin.reduce(periods, axis=None) > 0 and np.fmax.reduce(periods, axis=None) < np.inf
    positive = amount.min() >= 0 and amount.max() < np.inf and target.min() > 0 and target.max() < np.inf
    return bool(ahead and positive and not ((amount != 0) & np.isnan(periods)).any())


def solve_any(periods: Floats, amount: Floats, target: Floats) -> Roots:
    none = np.isnan(periods) | (amount == 0)
    t, a = np.where(none, 0.0, periods), np.where(none, 0.0, amount)
    # What is paid at once is part of the cost, and a seller's flows are a buyer's with the other sign.
    now = t == 0
    with np.errstate(invalid="ignore"):  # of amounts without bounds, judged below
        target = target - np.where(now, a, 0.0).sum(axis=1)
    side = np.where(target < 0, -1.0, 1.0)
    a, target = np.where(now, 0.0, a) * side[:, None], target * side
    u, status = np.full(len(target), np.nan), np.full(len(target), NOT_MEANINGFUL, np.int8)
    finite = np.isfinite(target) & np.isfinite(a).all(axis=1) & np.isfinite(t).all(axis=1)
    plain = finite & (target > 0) & (a >= 0).all(axis=1) & (a > 0).any(axis=1) & (t >= 0).all(axis=1)
    rows: Rows = np.flatnonzero(plain)
    whole = len(rows) == len(target)
    u[rows] = newton(t if whole else t[rows], a if whole else a[rows], target if whole else target[rows])
    for row in np.flatnonzero(finite & np.isnan(u)):
        own = a[row] != 0
        u[row], status[row] = solve_one(np.append(0.0, t[row][own]), np.append(-target[row], a[row][own]))
    return Roots(u, judged(u, status))


def judged(u: Floats, status: Statuses) -> Statuses:
    """Mark as solved what has a root within bounds."""
    found = ~np.isnan(u)
    status[found] = np.where(np.abs(u[found]) <= MEANINGFUL, SOLVED, NOT_MEANINGFUL)
    return status


def newton(t: Floats, a: Floats, target: Floats) -> Floats:
    """Roots for positive flows by third-order steps on the logarithm of value; NaN where they do not settle.

    A row leaves when its next step could only move it by rounding, so one ill-conditioned bond does not keep the rest.
    """
    found = np.full(len(target), np.nan)
    rows: Rows = np.arange(len(target))
    u, cost = np.zeros(len(target)), np.log(target)
    with np.errstate(all="ignore"):
        for number in range(STEPS):
            values = a if number == 0 else a * np.exp(-u[:, None] * t)
            weighted = values * t
            total = np.einsum("ij->i", values)
            mean = np.einsum("ij->i", weighted) / total
            spread = np.einsum("ij,ij->i", weighted, t) / total - mean**2
            step = curved_step(np.log(total) - cost, mean, spread)
            u = u + step
            settled = has_settled(step, u, mean, spread)
            found[rows[settled]] = u[settled]
            if settled.all():
                break
            if settled.any():
                keep = ~settled
                rows, u, t, a, cost = rows[keep], u[keep], t[keep], a[keep], cost[keep]
    return found


def curved_step(excess: Floats, mean: Floats, spread: Floats) -> Floats:
    """How far to move u so that the log of value falls by `excess`, from its slope -mean and its curvature.

    The root of the local parabola; where it has none, Newton's step, which falls short but never overshoots upward.
    """
    under = mean**2 - 2 * spread * excess
    step: Floats = np.where(under > 0, 2 * excess / (mean + np.sqrt(np.maximum(under, 0.0))), excess / mean)
    return step


def has_settled(step: Floats, u: Floats, mean: Floats, spread: Floats) -> Flags:
    """Whether a step that led to u was the last: what is left after it, below spread * step**2 / mean, is rounding."""
    noise, reach = EPSILON * (1 / mean + np.abs(u)), np.abs(step)
    return np.asarray((reach <= 4 * noise) | (np.abs(spread * step * step * step) <= noise) & (reach * mean < 1e-3), np.bool_)
