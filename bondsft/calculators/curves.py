"""Calculators on spot rates: the forward rate between two of them, and a bond's price on a row of them."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bondsft.bonds import Curve, Flows, price_on_curve
from bondsft.calculators.arguments import needed
from bondsft.calculators.parameters import Compounding, CouponPct
from bondsft.errors import BondsftError
from bondsft.text import read_compounding, read_percent, read_percents, read_tenor

StartYears = Annotated[str | None, "time from today at which the forward period starts", "tenor"]
StartPct = Annotated[str | None, "spot rate up to that time, in percent", "rate"]
EndYears = Annotated[str | None, "time from today at which it ends", "tenor"]
EndPct = Annotated[str | None, "spot rate up to that time, in percent", "rate"]
SpotRates = Annotated[str | None, "spot rates in percent for one year, two years and so on, in a row", "rates"]


def forward_rate(
    start_years: StartYears = None,
    start_pct: StartPct = None,
    end_years: EndYears = None,
    end_pct: EndPct = None,
    compounding: Compounding = None,
) -> dict[str, str]:
    """Forward rate between two times, from the spot rates up to each; all compound as stated."""
    times = [read_tenor(needed("start_years", start_years)), read_tenor(needed("end_years", end_years))]
    rates = [float(read_percent(needed(*pair)) / 100) for pair in (("start_pct", start_pct), ("end_pct", end_pct))]
    if not 0 < times[0] < times[1]:
        raise BondsftError("end_years is not after start_years")
    often = read_compounding(needed("compounding", compounding))
    start, end = (float(time) for time in times)
    curve = Curve.of_zero_rates([start, end], rates, often)
    return {"forward_rate": f"{100 * curve.forward_rate(start, end, often)[0]:.3f}%"}


def curve_price(annual_coupon_pct: CouponPct = None, spot_rates: SpotRates = None) -> dict[str, str]:
    """Price per 100 of a bond with annual coupons, each payment discounted at its year's spot rate, compounded annually."""
    rates = [float(rate / 100) for rate in read_percents(needed("spot_rates", spot_rates))]
    coupon = float(read_percent(needed("annual_coupon_pct", annual_coupon_pct)))
    years = np.arange(1.0, len(rates) + 1)
    paid = np.full(len(rates), coupon) + 100 * (years == years[-1])
    return {"price": f"{price_on_curve(Flows.regular(paid[None], 1), Curve.of_zero_rates(years, rates, 1))[0]:.4f}"}
