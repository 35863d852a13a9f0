"""One row meets many prices; lengths that do not fit are named."""

import numpy as np
import pytest

from bondsft.bonds import (
    Bonds,
    Curve,
    Floaters,
    Flows,
    carry_and_roll_down,
    discount_margin,
    effective_interest,
    horizon_return,
    key_rate_durations,
    price_at_spread,
    price_from_discount_margin,
    price_to_worst,
    risk_of_flows,
    risk_to_worst,
    straight_line,
    value_of_flows,
    xirr,
    xnpv,
    yield_of_flows,
    yield_to_worst,
    yields_to_redemption,
    z_spread,
)
from bondsft.errors import BondsftError

CURVE = Curve.of_zero_rates([1, 5], [0.03, 0.04])
CALLS = ["2030-01-15", "2032-01-15"], [104.0, 102.0]
PRICES = np.array([95.0, 100.0, 105.0])
RATES = np.array([0.03, 0.05, 0.08])


def flows(count):
    return Flows.regular([[3.0] * 9 + [103.0]] * count, 2)


def notes(count):
    return Floaters.projected("2026-01-15", "2026-01-15", ["2026-04-15", "2026-07-15"], [0.04] * count, 0.005)


def bonds(count):
    return Bonds.dated([0.08] * count, 2, "2026-01-15", "2036-01-15")


MEASURES = {
    "value": (flows, RATES, lambda f, x: value_of_flows(f, x, 2)),
    "yield": (flows, PRICES, lambda f, x: yield_of_flows(f, x, 2).rate),
    "risk": (flows, RATES, lambda f, x: risk_of_flows(f, x, 2).convexity),
    "price at spread": (flows, RATES, lambda f, x: price_at_spread(f, CURVE, x, 2)),
    "z-spread": (flows, PRICES, lambda f, x: z_spread(f, x, CURVE).spread),
    "key rates": (flows, RATES, lambda f, x: key_rate_durations(f, CURVE, [1, 3], x).sum(axis=1)),
    "effective interest": (flows, PRICES, lambda f, x: effective_interest(f, x).income[:, 3]),
    "equal parts": (flows, PRICES, lambda f, x: straight_line(f, x).income[:, 3]),
    "carry": (flows, PRICES, lambda f, x: carry_and_roll_down(f, x, 0.7, [1, 5], [0.03, 0.04]).total),
    "horizon": (flows, RATES, lambda f, x: horizon_return(f, 99.0, 1.2, x, 0.02).total_return),
    "floater": (notes, RATES, lambda n, x: price_from_discount_margin(n, x).clean),
    "margin": (notes, PRICES, lambda n, x: discount_margin(n, x).spread),
    "calls": (bonds, PRICES, lambda b, x: yields_to_redemption(b, x, *CALLS).rate[:, 0]),
    "worst": (bonds, PRICES, lambda b, x: yield_to_worst(b, x, *CALLS).rate),
    "price to worst": (bonds, RATES, lambda b, x: price_to_worst(b, x, *CALLS)),
    "risk to worst": (bonds, RATES, lambda b, x: risk_to_worst(b, x, *CALLS).duration),
}


@pytest.mark.parametrize("name", MEASURES)
def test_one_row_at_many_values_equals_each_value_alone(name):
    make, values, measure = MEASURES[name]
    together = measure(make(1), values)
    assert together.shape == values.shape
    assert together == pytest.approx([measure(make(1), value)[0] for value in values], rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("name", MEASURES)
def test_lengths_that_do_not_fit_are_named(name):
    make, values, measure = MEASURES[name]
    with pytest.raises(BondsftError, match="different lengths"):
        measure(make(2), values)


def test_tables_that_do_not_fit_are_named():
    with pytest.raises(BondsftError, match=r"dates \(1, 2\), amounts \(1, 3\)"):
        xirr(["2026-01-01", "2027-01-01"], [-100, 5, 105])
    for of_one_date in (xirr, lambda dates, amounts: xnpv(0.1, dates, amounts)):
        with pytest.raises(BondsftError, match=r"dates \(1, 1\), amounts \(1, 2\)"):
            of_one_date(["2018-06-30"], [-1000, 1000.1])
    with pytest.raises(BondsftError, match="3 dimensions"):
        Flows.regular(np.ones((2, 2, 2)), 2)
