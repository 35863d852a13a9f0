"""Discount factors, spot and forward rates of one curve, by a named interpolation; a bond's price on it; a curve from bonds.

    >>> curve = Curve.of_zero_rates([1, 2, 5], [0.03, 0.034, 0.04])
    >>> curve.forward_rate(1, 2).round(4)
    array([0.038])

Times are years from the curve's date; users of one curve must count them alike. Interpolations:

    flat forward       the logarithm of discount factors is linear; beyond the last time its forward rate holds on
    linear zero rate   continuous spot rates are linear between times, level outside
    cubic zero rate    continuous spot rates follow a natural cubic spline, level outside
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.columns import check, columns
from bondsft.bonds.daycount import Floats
from bondsft.bonds.flows import Flows
from bondsft.bonds.rates import CONTINUOUS, check_compounding, log_growth, rate_of
from bondsft.bonds.solver import solve_flows
from bondsft.bonds.tables import alongside
from bondsft.errors import BondsftError

INTERPOLATIONS = ("flat forward", "linear zero rate", "cubic zero rate")


@dataclass(frozen=True)
class Curve:
    """One curve. `years`, shape (m,), rise from above 0; `log_growth` are minus the logarithms of their discount factors."""

    years: Floats
    log_growth: Floats
    interpolation: str

    @classmethod
    def of_discount_factors(cls, years: ArrayLike, factors: ArrayLike, interpolation: str = "flat forward") -> Curve:
        """A curve through discount factors above 0, shape (m,)."""
        time, factor = columns(years=years, factors=factors)
        check("discount factor", factor, np.isfinite(factor) & (factor > 0), "above 0", of="node")
        return cls(check_years(time, interpolation), -np.log(factor.astype(np.float64)), interpolation)

    @classmethod
    def of_zero_rates(
        cls, years: ArrayLike, rates: ArrayLike, compounding: ArrayLike = CONTINUOUS, interpolation: str = "linear zero rate"
    ) -> Curve:
        """A curve through spot rates, decimals of shape (m,), that compound `compounding` times a year."""
        time, rate, often = columns(years=years, rates=rates, compounding=compounding)
        return cls(check_years(time, interpolation), log_growth(rate, often) * time, interpolation)

    @classmethod
    def of_forward_rates(cls, years: ArrayLike, rates: ArrayLike, compounding: ArrayLike = CONTINUOUS) -> Curve:
        """A curve whose forward rate is level between times: `rates[i]` holds up to `years[i]` from the time before, or 0."""
        time, rate, often = columns(years=years, rates=rates, compounding=compounding)
        time = check_years(time, "flat forward")
        return cls(time, np.cumsum(log_growth(rate, often) * np.diff(time, prepend=0.0)), "flat forward")

    def discount_factor(self, years: ArrayLike) -> Floats:
        """Return what 1 paid after `years` (0 or more, any shape) is worth, in the shape of `years`."""
        times = np.asarray(years, np.float64)
        check("time", times.ravel(), ~(times.ravel() < 0), "0 or more years")
        return np.exp(-interpolate(times, self.years, self.log_growth, self.interpolation))

    def zero_rate(self, years: ArrayLike, compounding: ArrayLike = CONTINUOUS) -> Floats:
        """Return spot rates as decimals, shape (n,), for times above 0."""
        return self.forward_rate(0.0, years, compounding)

    def forward_rate(self, start: ArrayLike, end: ArrayLike, compounding: ArrayLike = CONTINUOUS) -> Floats:
        """Return the rates, decimals of shape (n,), agreed today for lending from `start` to `end`."""
        begin, finish, often = columns(start=start, end=end, compounding=compounding)
        check_compounding(often)
        check("start", begin, begin >= 0, "0 or more years")
        check("end", finish, finish > begin, "after the start")
        first, last = (interpolate(time, self.years, self.log_growth, self.interpolation) for time in (begin, finish))
        return rate_of((last - first) / (finish - begin), often)

    def par_rate(self, years: ArrayLike, frequency: ArrayLike) -> Floats:
        """Return the coupons, decimals of shape (n,), of bonds worth 100 that pay `frequency` times a year for whole periods."""
        time, often = columns(years=years, frequency=frequency)
        count = np.round(time * often)
        check("years", time, (count >= 1) & (np.abs(count - time * often) < 1e-9), "a whole number of coupon periods")
        number = np.arange(1, int(count.max(initial=0)) + 1)
        paid = np.where(number <= count[:, None], self.discount_factor(number / often[:, None]), 0.0).sum(axis=1)
        return np.asarray(often * (1 - self.discount_factor(time)) / paid, np.float64)


def price_on_curve(flows: Flows, curve: Curve) -> Floats:
    """Return what payments are worth on a spot or forward curve, shape (n,), in the unit of the amounts (a dirty price)."""
    return np.asarray((flows.amount * curve.discount_factor(np.nan_to_num(flows.years))).sum(axis=1), np.float64)


def bootstrap(flows: Flows, price: ArrayLike, interpolation: str = "flat forward") -> Curve:
    """Return the curve on which n bonds are worth their dirty prices, with one time for each bond: that of its last payment.

    All are solved together, so the order is free and a coupon may fall anywhere. Raises BondsftError where two bonds end at
    one time, or no discount factors above 0 give the prices.
    """
    (target,) = alongside(len(flows), price=price)
    flows = flows.repeated(len(target))
    check("price", target, np.isfinite(target) & (target > 0), "above 0")
    time = np.nan_to_num(flows.years)
    last = time.max(axis=1)
    order = np.argsort(last)
    nodes = check_years(last[order], interpolation)
    weights = np.stack([interpolate(time, nodes, unit, interpolation) for unit in np.eye(len(nodes))], axis=-1)
    growth = np.nan_to_num(solve_flows(time, flows.amount, target).log_growth * last)[order]
    for _ in range(50):
        value = flows.amount * np.exp(-weights @ growth)
        worth = value.sum(axis=1)
        slopes = -np.einsum("nk,nkm->nm", value, weights) / worth[:, None]
        with np.errstate(invalid="ignore"):
            step = np.linalg.solve(slopes, -np.log(worth / target))
        growth = growth + step / max(1.0, float(np.abs(step).max()))
        if not (np.abs(step) > 1e-14 * (1 + np.abs(growth))).any():
            break
    worth = (flows.amount * np.exp(-weights @ growth)).sum(axis=1)
    check("price", target, np.abs(worth - target) <= 1e-10 * target, "one that a discount factor above 0 gives")
    return Curve(nodes, growth, interpolation)


def interpolate(years: Floats, nodes: Floats, growth: Floats, interpolation: str) -> Floats:
    """Log growth at any times from that at nodes; linear in `growth`, whichever the interpolation."""
    if interpolation == "flat forward":
        times, values = np.append(0.0, nodes), np.append(0.0, growth)
        slope = (values[-1] - values[-2]) / (times[-1] - times[-2])
        beyond = np.maximum(years - times[-1], 0.0)
        return np.asarray(np.interp(years, times, values) + slope * beyond, np.float64)
    rates = growth / nodes
    if interpolation == "linear zero rate" or len(nodes) < 2:
        return np.asarray(years * np.interp(years, nodes, rates), np.float64)
    from scipy.interpolate import CubicSpline

    within = np.clip(years, nodes[0], nodes[-1])
    return np.asarray(years * CubicSpline(nodes, rates, bc_type="natural")(within), np.float64)


def check_years(years: Floats, interpolation: str) -> Floats:
    """Times that can carry a curve, as float64."""
    if interpolation not in INTERPOLATIONS:
        raise BondsftError(f"{interpolation!r} is no interpolation known here.", f"Name one of {', '.join(INTERPOLATIONS)}.")
    time = np.asarray(years, np.float64)
    if not len(time):
        raise BondsftError("A curve without times has no rates.", "Give one time at least.")
    check("time", time, np.isfinite(time) & (np.diff(time, prepend=0.0) > 0), "above 0 and above the time before", of="node")
    return time
