"""The calculators themselves. A docstring is what the model reads, beside what `bondsft.calculators.parameters` says of each
argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bondsft.bonds import Bonds, accrued_interest, cash_flows, clean_price, risk, yield_to_maturity
from bondsft.calculators.arguments import MOST_YIELD, needed, read_bond, read_face, read_price
from bondsft.calculators.names import measure_key
from bondsft.calculators.parameters import (
    Compounding,
    CouponAmount,
    CouponPct,
    DayCount,
    DirtyPrice,
    Face,
    FirstCoupon,
    Frequency,
    Isin,
    Issue,
    MarketName,
    Maturity,
    Price,
    PriceMeasure,
    Redemption,
    RiskMeasure,
    Settlement,
    Years,
    YieldChange,
    YieldPct,
)
from bondsft.errors import BondsftError
from bondsft.text import read_move, read_percent

HALF_UP = 1e-7
"""Added to money, so that half a cent is rounded up, whether its float lies above or below: 4.225 as 104.225."""

Finder = Callable[[str], Mapping[str, str] | None]


def bond_price(
    coupon_pct: CouponPct = None,
    yield_pct: YieldPct = None,
    frequency: Frequency = None,
    years: Years = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    market: MarketName = None,
    day_count: DayCount = None,
    compounding: Compounding = None,
    face: Face = None,
    coupon_amount: CouponAmount = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    measure: PriceMeasure = None,
    redemption: Redemption = None,
    yield_change: YieldChange = None,
) -> dict[str, str]:
    """Clean price, accrued interest and dirty price of a bond from its yield."""
    terms = (coupon_pct, frequency, years, settlement, maturity, market, day_count, compounding)
    bond = read_bond(*terms, coupon_amount, face, issue, first_coupon, redemption)
    scale = float(read_face(face)) / 100
    clean = clean_price(bond, read_rate(yield_pct, yield_change))[0] * scale
    accrued = accrued_interest(bond)[0] * scale
    results = {"clean_price": clean, "accrued_interest": accrued, "dirty_price": clean + accrued}
    told = chosen({name: f"{value:.4f}" for name, value in results.items()}, measure)
    if (years is not None or bond.coupon[0] == 0) and told.keys() != {"accrued_interest"}:  # there is one price
        return {"price": f"{clean:.4f}"}
    return told


def bond_yield(
    price: Price = None,
    coupon_pct: CouponPct = None,
    frequency: Frequency = None,
    years: Years = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    market: MarketName = None,
    day_count: DayCount = None,
    compounding: Compounding = None,
    face: Face = None,
    coupon_amount: CouponAmount = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    redemption: Redemption = None,
    dirty_price: DirtyPrice = None,
) -> dict[str, str]:
    """Yield to maturity of a bond from its clean price."""
    quoted = read_either(price, dirty_price, face)
    terms = (coupon_pct, frequency, years, settlement, maturity, market, day_count, compounding)
    bond = read_bond(*terms, coupon_amount, face, issue, first_coupon, redemption)
    return {"yield": f"{meaningful(100 * yield_at(bond, quoted, dirty_price)):.3f}%"}


def bond_risk(
    coupon_pct: CouponPct = None,
    price: Price = None,
    yield_pct: YieldPct = None,
    measure: RiskMeasure = None,
    frequency: Frequency = None,
    years: Years = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    market: MarketName = None,
    day_count: DayCount = None,
    compounding: Compounding = None,
    face: Face = None,
    coupon_amount: CouponAmount = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    redemption: Redemption = None,
    dirty_price: DirtyPrice = None,
    yield_change: YieldChange = None,
) -> dict[str, str]:
    """Macaulay duration, modified duration, convexity and DV01 of a bond from its clean price or its yield."""
    terms = (coupon_pct, frequency, years, settlement, maturity, market, day_count, compounding)
    bond = read_bond(*terms, coupon_amount, face, issue, first_coupon, redemption)
    worth = price if dirty_price is None else dirty_price
    if yield_pct is None and worth is None:
        raise BondsftError("price or yield_pct is missing")
    if yield_pct is not None and worth is not None:
        raise BondsftError("price and yield_pct both state what the bond is worth", "Leave one out.")
    if worth is None:
        rate = read_rate(yield_pct, yield_change)
    else:
        rate = yield_at(bond, read_either(price, dirty_price, face), dirty_price) + read_change(yield_change)
    measures = {name: value[0] for name, value in risk(bond, rate)._asdict().items()}
    measures["dv01"] *= float(read_face(face)) / 100  # money, as a price is
    return chosen({name: f"{value:.{6 if name == 'dv01' else 4}f}" for name, value in measures.items()}, measure)


def bond_cashflows(
    coupon_pct: CouponPct = None,
    frequency: Frequency = None,
    years: Years = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    market: MarketName = None,
    day_count: DayCount = None,
    face: Face = None,
    coupon_amount: CouponAmount = None,
    issue: Issue = None,
    first_coupon: FirstCoupon = None,
    redemption: Redemption = None,
) -> dict[str, str]:
    """Every payment a bond still makes, with its date or its time in years."""
    # Without a market, coupons are equal and depend on no day count, and payments on no compounding: neither need be given.
    regular = "30/360" if issue is None and market is None else None
    terms = (coupon_pct, frequency, years, settlement, maturity, market, day_count or regular, "monthly")
    bond = read_bond(*terms, coupon_amount, face, issue, first_coupon, redemption)
    return {"schedule": write_schedule(bond, float(read_face(face)) / 100)}


def write_schedule(bond: Bonds, scale: float) -> str:
    """Write one bond's payments: "2027-03-15: 37.50; 2027-09-15: 1037.50", or "year 0.5: ..." without dates."""
    flows = cash_flows(bond)
    lines = []
    paid = flows.amount[0] > 0  # not a coupon that is the seller's
    for period, amount, day in zip(flows.periods[0][paid], flows.amount[0][paid], flows.date[0][paid], strict=True):
        when = f"year {round(period / bond.frequency[0], 4):g}" if np.isnat(day) else str(day)
        lines.append(f"{when}: {amount * scale + HALF_UP:.2f}")
    return "; ".join(lines)


def find_bond(isin: Isin = None, *, find: Finder | None = None) -> dict[str, str]:
    """Terms of one of the user's own bonds by its ISIN."""
    wanted = needed("isin", isin).strip().upper()
    terms = find(wanted) if find else None
    if terms is None:
        raise BondsftError(f"no terms for {wanted[:20]}")
    return dict(terms)


def read_rate(span: str | None, change: str | None) -> float:
    rate = read_percent(needed("yield_pct", span))
    if not -100 < rate <= MOST_YIELD:
        raise BondsftError(f"yield_pct is {span!r}, which no bond yields")
    return float(rate / 100) + read_change(change)


def read_change(span: str | None) -> float:
    return float(read_move(span) / 100) if span else 0.0


def read_either(price: str | None, dirty_price: str | None, face: str | None) -> float:
    """The one price that is stated, per 100 face."""
    if price is not None and dirty_price is not None:
        raise BondsftError("price and dirty_price both state what the bond is worth", "Leave one out.")
    return read_price(price if dirty_price is None else dirty_price, read_face(face))


def yield_at(bond: Bonds, quoted: float, dirty_price: str | None) -> float:
    """The yield at a price, from which accrued interest is taken if it is the dirty one."""
    clean = quoted if dirty_price is None else quoted - float(accrued_interest(bond)[0])
    return float(yield_to_maturity(bond, clean)[0])


def meaningful(rate: float) -> float:
    """Refuse a yield that no one could earn: it comes from a price in the wrong unit."""
    if not -100 < rate < 10_000:
        raise BondsftError("the price gives no meaningful yield; check the face value")
    return rate


def chosen(results: dict[str, str], measure: str | None) -> dict[str, str]:
    """Keep the result that the measure names, if one is named: "Modified duration", "convexity", "dirty price"."""
    if measure is None:
        return results
    wanted = measure_key(measure)
    fitting = [name for name in results if name in wanted or wanted == name.partition("_")[0]]
    if len(fitting) != 1:
        raise BondsftError(f"{measure!r} is not one of {', '.join(results)}")
    return {fitting[0]: results[fitting[0]]}
