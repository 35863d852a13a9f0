"""Calculators that tasks bring along: income over price, accrued interest, and yields to a call."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bondsft.bonds import Bonds, yield_to_maturity, yields_to_redemption
from bondsft.bonds import accrued_interest as interest_of
from bondsft.bonds import current_yield as yield_of_coupons
from bondsft.calculators.arguments import needed, read_bond, read_face, read_price
from bondsft.calculators.functions import chosen, meaningful
from bondsft.calculators.parameters import (
    Compounding,
    CouponPct,
    DayCount,
    Face,
    FirstCoupon,
    Frequency,
    Issue,
    MarketName,
    Maturity,
    Price,
    PriceMeasure,
    Settlement,
)
from bondsft.errors import BondsftError
from bondsft.text import read_date, read_number, read_percent

YieldMeasure = Annotated[str | None, "which yield to give; else all", "yield measure"]
DirtyPrice = Annotated[str | None, "price with accrued interest, in the money of the face value", "amount"]
CallDate = Annotated[str | None, "date on which the bond can be called", "date"]
PutDate = Annotated[str | None, "date on which the holder can give the bond back", "date"]
PutPrice = Annotated[str | None, "price at which it can be given back, in the money of the face value", "amount"]
CallPrice = Annotated[str | None, "price at which it can be called, in the money of the face value", "amount"]


def current_yield(price: Price = None, coupon_pct: CouponPct = None, face: Face = None) -> dict[str, str]:
    """Current yield of a bond: a year's coupons over its clean price."""
    coupon = float(read_percent(needed("coupon_pct", coupon_pct)) / 100)
    rate = yield_of_coupons(Bonds.of_periods(coupon, 1, 1), read_price(price, read_face(face)))
    return {"current_yield": f"{100 * rate[0]:.3f}%"}


def accrued_interest(
    coupon_pct: CouponPct = None,
    price: Price = None,
    frequency: Frequency = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    market: MarketName = None,
    day_count: DayCount = None,
    face: Face = None,
    dirty_price: DirtyPrice = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    measure: PriceMeasure = None,
) -> dict[str, str]:
    """Accrued interest of a bond at settlement; its dirty price from its clean one, or its clean price from its dirty one."""
    bond = read_bond(
        coupon_pct, frequency, None, settlement, maturity, market, day_count, None, issue=issue, first_coupon=first_coupon
    )
    scale = float(read_face(face)) / 100
    results = {"accrued_interest": interest_of(bond)[0] * scale}
    if price is not None:
        results["dirty_price"] = (read_price(price, read_face(face)) + interest_of(bond)[0]) * scale
    if dirty_price is not None:
        results["clean_price"] = (read_price(dirty_price, read_face(face)) - interest_of(bond)[0]) * scale
    return chosen({name: f"{value:.4f}" for name, value in results.items()}, measure)


def call_yield(
    price: Price = None,
    coupon_pct: CouponPct = None,
    frequency: Frequency = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    call_date: CallDate = None,
    call_price: CallPrice = None,
    put_date: PutDate = None,
    put_price: PutPrice = None,
    market: MarketName = None,
    day_count: DayCount = None,
    compounding: Compounding = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    measure: YieldMeasure = None,
) -> dict[str, str]:
    """Yield of a bond to its one call or put date and to maturity; with a call, the lower of them too, the yield to worst."""
    terms = (coupon_pct, frequency, None, settlement, maturity, market, day_count, compounding)
    bond = read_bond(*terms, issue=issue, first_coupon=first_coupon)
    clean = read_price(price, read_face(None))
    option = "call" if put_date is None else "put"
    date, strike = (call_date, call_price) if put_date is None else (put_date, put_price)
    day = np.datetime64(read_date(needed(f"{option}_date", date)))
    if not bond.settlement[0] < day < bond.maturity[0]:
        raise BondsftError(f"{option}_date is not between settlement and maturity")
    ended = yields_to_redemption(bond, clean, [day], [float(read_number(needed(f"{option}_price", strike)))]).rate[0, 0]
    rates = {f"yield_to_{option}": ended, "yield_to_maturity": yield_to_maturity(bond, clean)[0]}
    if option == "call":
        rates["yield_to_worst"] = min(rates.values())
    return chosen({name: f"{meaningful(100 * rate):.3f}%" for name, rate in rates.items()}, measure)
