"""From arguments as they stand in a question to one bond: the single road for all calculators."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from bondsft.bonds import Bonds, Market
from bondsft.calculators.names import read_market
from bondsft.errors import BondsftError
from bondsft.text import (
    read_compounding,
    read_dates,
    read_day_count,
    read_frequency,
    read_number,
    read_percent,
    read_quote,
    read_redemption,
    read_tenor,
)

CUMULATIVE = "in-ncd-cumulative"
"""The market whose bonds pay their interest at maturity alone."""
THOUSANDS = re.compile(r"\b(\d{1,3})\.000\b")
MOST_COUPON, MOST_YIELD = 100, 1000
"""Percent a year beyond which a figure is taken for money, or for one in another argument's place."""


def needed(name: str, span: str | None) -> str:
    """Return the span, or raise BondsftError that names the missing argument."""
    if span is None or not span.strip():
        raise BondsftError(f"{name} is missing")
    return span


def read_face(span: str | None) -> Decimal:
    """Return the face value, 100 if none is told; "40.000" is 40,000, since no face value is told to the thousandth."""
    return Decimal(100) if span is None else positive("face", read_number(THOUSANDS.sub(r"\1,000", span)))


def writes_month_first(market: Market | None) -> bool | None:
    """Whether "03/04/2030" is 4 March in a market's country; None where no market is named, or both orders are usual."""
    return None if market is None or market.name == "ca" else market.name.partition("-")[0] == "us"


def positive(name: str, value: Decimal) -> Decimal:
    if value <= 0:
        raise BondsftError(f"{name} is {value}, and must be above 0")
    return value


def read_price(span: str | None, face: Decimal) -> float:
    """Return a price per 100 face from a price in the money of `face`, or from a quote in 32nds or points off par."""
    text = needed("price", span)
    try:
        price = read_quote(text)
    except BondsftError:
        price = read_number(text) * 100 / face
    return float(positive("price", price))


def read_coupon(coupon_pct: str | None, coupon_amount: str | None, face: str | None, often: int) -> float:
    """Return the yearly coupon as a share of the face value, from a rate, or from the money of each of `often` payments."""
    if coupon_amount is None:
        rate = read_percent(needed("coupon_pct", coupon_pct))
        if not 0 <= rate <= MOST_COUPON:
            raise BondsftError(f"coupon_pct is {coupon_pct!r}, which no bond pays; the money of one payment is coupon_amount")
        return float(rate / 100)
    if coupon_pct is not None:
        raise BondsftError("coupon_pct and coupon_amount both state a coupon")
    rate = read_number(coupon_amount) * often / read_face(face) * 100
    if rate > MOST_COUPON:
        raise BondsftError("face is missing" if face is None else f"coupon_amount is {coupon_amount!r}, and face is {face!r}")
    return float(rate / 100)


def read_bond(
    coupon_pct: str | None,
    frequency: str | None,
    years: str | None,
    settlement: str | None,
    maturity: str | None,
    market: str | None,
    day_count: str | None,
    compounding: str | None,
    coupon_amount: str | None = None,
    face: str | None = None,
    issue: str | None = None,
    first_coupon: str | None = None,
    redemption: str | None = None,
) -> Bonds:
    """Return the one bond that the terms describe. Raises BondsftError that names the missing or unreadable term."""
    repaid = float(read_redemption(redemption, read_face(face))) if redemption else 100.0
    is_zero = read_coupon(coupon_pct, coupon_amount, face, 1) == 0
    basis = read_day_count(day_count) if day_count else None
    known = read_market(market) if market else None
    if frequency is not None:
        often = read_frequency(frequency)
    elif known:
        often = known.frequency
    elif is_zero and compounding is not None:
        often = read_compounding(compounding)  # a zero has no coupons: its yield's compounding sets the periods
    else:
        raise BondsftError("compounding is missing" if is_zero else "frequency is missing")
    coupon = read_coupon(coupon_pct, coupon_amount, face, often)
    if known and known.name == CUMULATIVE and not is_zero:
        raise BondsftError(f"{market} pays nothing before it matures, and coupon_pct is {coupon_pct}")
    compounds = read_compounding(compounding) if compounding else (known.compounding if known else often)
    if years is not None and maturity is not None:
        raise BondsftError("years and maturity both state when the bond ends", "Leave one out.")
    if years is not None and (issue or first_coupon):
        raise BondsftError(f"years is {years}, and a first coupon period needs settlement and maturity")
    if years is not None:
        periods = read_tenor(years) * often
        if abs(periods - round(periods)) > Decimal("1e-9"):
            raise BondsftError(f"{years} is not a whole number of coupon periods", "Give settlement and maturity.")
        return Bonds.of_periods(coupon, often, round(periods), repaid, compounds)
    if maturity is None:
        raise BondsftError("years, or settlement and maturity, are missing")
    if first_coupon:
        needed("issue", issue)
    told = {"settlement": needed("settlement", settlement), "maturity": maturity, "issue": issue, "first_coupon": first_coupon}
    spans = {name: span for name, span in told.items() if span}
    read = dict(zip(spans, read_dates(spans.values(), month_first=writes_month_first(known)), strict=True))
    for later, earlier in (("maturity", "settlement"), ("first_coupon", "issue")):
        if later in read and read[later] <= read[earlier]:
            raise BondsftError(f"{later} {spans[later]} is not after {earlier} {spans[earlier]}")
    begun: dict[str, Any] = {name: np.datetime64(day) for name, day in read.items()} | {"redemption": repaid}
    dates = begun.pop("settlement"), begun.pop("maturity")
    if known is None:
        return Bonds.dated(
            coupon, often, *dates, basis or read_day_count(needed("day_count", day_count)), compounding=compounds, **begun
        )
    if basis and not known.accrues_by(basis):
        known = replace(known, day_count=basis, discount_day_count="", clean_day_count="")
    return Bonds.of_market(replace(known, frequency=often, compounding=compounds), coupon, *dates, **begun)
