"""How a price answers a move in one part of the curve: key-rate durations, which add up to the duration for all of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.curves import Curve
from bondsft.bonds.daycount import Floats
from bondsft.bonds.flows import Flows
from bondsft.bonds.rates import CONTINUOUS
from bondsft.bonds.spreads import spot_rates, worth
from bondsft.bonds.tables import alongside
from bondsft.errors import BondsftError


def key_rate_durations(
    flows: Flows, curve: Curve, key_years: ArrayLike, spread: ArrayLike = 0.0, compounding: float = CONTINUOUS
) -> Floats:
    """Return -(dP/dr) / P for each bond and key rate, in years, shape (n, m).

    Key rate j moves spot rates, which compound `compounding` times a year, by a triangle: fully at `key_years[j]`, not at all
    at its neighbours, and level before the first key and after the last. `spread`, shape (n,), is each bond's own over the
    curve. The exact derivative; the sum over keys is the duration for a parallel move of spot rates.
    Source: Ho, Key Rate Durations: Measures of Interest Rate Risks, Journal of Fixed Income, 1992.
    """
    (keys,) = columns(key_years=key_years)
    if not len(keys):
        raise BondsftError("No key rate is named.", "Give the years of one at least.")
    check("key rate", keys, np.diff(keys, prepend=0.0) > 0, "at a time above 0 and above the one before", of="node")
    (extra,) = alongside(len(flows), spread=spread)
    flows = flows.repeated(len(extra))
    years, rates = spot_rates(flows, curve, compounding)
    value, _ = worth(flows.amount, years, rates, extra, compounding)
    durations = [
        worth(flows.amount * np.interp(years, keys, triangle), years, rates, extra, compounding)[1] / value
        for triangle in np.eye(len(keys))
    ]
    return np.stack(durations, axis=1)
