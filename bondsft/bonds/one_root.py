"""The one rate of one set of payments of both signs, or the reason why there is none: by brackets, for what steps leave over."""

from __future__ import annotations

import numpy as np

from bondsft.bonds.daycount import Floats
from bondsft.bonds.statuses import MEANINGFUL, NO_ROOT, SEVERAL_ROOTS, SOLVED

SCAN = np.sinh(np.linspace(np.arcsinh(-MEANINGFUL * 50), np.arcsinh(MEANINGFUL * 50), 601)) / 50  # finest near zero


def solve_one(t: Floats, a: Floats) -> tuple[float, np.int8]:
    """One set of flows, the cost among them. By Descartes' rule a single change of sign in time has a single root."""
    order = np.argsort(t, kind="stable")
    times, first = np.unique(t[order], return_index=True)
    a = np.add.reduceat(a[order], first) if len(times) < len(t) else a[order]
    t = times
    signs = np.sign(a[a != 0])
    changes = int((signs[1:] != signs[:-1]).sum())
    if changes == 0:
        return np.nan, NO_ROOT
    if changes == 1:
        return bisect(t, a, *bracket(t, a)), SOLVED
    values, slopes = scaled(SCAN, t, a), scaled(SCAN, t, -a * t)
    crossings = np.flatnonzero((values[1:] > 0) != (values[:-1] > 0))
    # Two roots may hide between neighbours of one sign: look where the value turns toward zero and back.
    turns = np.flatnonzero((slopes[1:] * values[1:] > 0) & (slopes[:-1] * values[:-1] < 0))
    hidden = 0
    for turn in turns:
        bottom = bisect(t, -a * t, float(SCAN[turn]), float(SCAN[turn + 1]))
        hidden += 2 * int((scaled(np.array([bottom]), t, a)[0] > 0) != (values[turn] > 0))
    if len(crossings) + hidden > 1:
        return np.nan, SEVERAL_ROOTS
    if len(crossings) == 0:
        return np.nan, NO_ROOT
    return bisect(t, a, float(SCAN[crossings[0]]), float(SCAN[crossings[0] + 1])), SOLVED


def scaled(u: Floats, t: Floats, a: Floats) -> Floats:
    """Values of the flows at each u, divided by the largest discount factor: the sign is kept and nothing overflows."""
    exponent = -u[:, None] * t
    return np.asarray((a * np.exp(exponent - exponent.max(axis=1, keepdims=True))).sum(axis=1), np.float64)


def bracket(t: Floats, a: Floats) -> tuple[float, float]:
    """Bounds around the one root, found by widening."""
    reach = 1.0
    while reach < 2.0**60:
        low, high = scaled(np.array([-reach, reach]), t, a)
        if (low > 0) != (high > 0):
            break
        reach *= 2
    return -reach, reach


def bisect(t: Floats, a: Floats, low: float, high: float) -> float:
    """The root between two bounds, to the last bit that the flows determine."""
    positive = scaled(np.array([low]), t, a)[0] > 0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if (scaled(np.array([middle]), t, a)[0] > 0) == positive:
            low = middle
        else:
            high = middle
