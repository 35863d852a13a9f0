"""Calculators for floating-rate notes: what the current period pays, and a price at a discount margin."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bondsft.bonds import Flows, value_of_flows
from bondsft.calculators.arguments import needed, read_face
from bondsft.calculators.parameters import DayCount, Face, Frequency, Years
from bondsft.calculators.short_paper import Days, read_year
from bondsft.errors import BondsftError
from bondsft.text import read_days, read_frequency, read_percent, read_tenor

IndexPct = Annotated[str | None, "level of the reference rate in percent", "rate"]
Spread = Annotated[str | None, "spread over the reference rate, with its unit", "rate"]
Margin = Annotated[str | None, "discount margin over the reference rate, with its unit", "rate"]


def floater_coupon(
    index_pct: IndexPct = None, spread: Spread = None, days: Days = None, day_count: DayCount = None, face: Face = None
) -> dict[str, str]:
    """Coupon of a floating-rate note for one period: reference rate plus spread, for its days, on 100 or on the face value."""
    rate = read_rate("index_pct", index_pct) + read_rate("spread", spread)
    count, year = read_days(needed("days", days)), read_year(needed("day_count", day_count))
    return {"coupon": f"{float(read_face(face)) * rate * count / year:.4f}"}


def floater_price(
    index_pct: IndexPct = None, spread: Spread = None, margin: Margin = None, frequency: Frequency = None, years: Years = None
) -> dict[str, str]:
    """Price per 100 of a floating-rate note on a payment date, the reference rate staying at its level, at a discount margin."""
    index, often = read_rate("index_pct", index_pct), read_frequency(needed("frequency", frequency))
    periods = read_tenor(needed("years", years)) * often
    if periods.denominator != 1 or periods < 1:
        raise BondsftError(f"{years} is not a whole number of coupon periods")
    paid = np.full(int(periods), 100 * (index + read_rate("spread", spread)) / often)
    paid[-1] += 100
    discounted_at = index + read_rate("margin", margin)
    return {"price": f"{value_of_flows(Flows.regular(paid[None], often), discounted_at, often)[0]:.4f}"}


def read_rate(name: str, span: str | None) -> float:
    return float(read_percent(needed(name, span)) / 100)
