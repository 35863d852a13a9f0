"""Answers about bonds with equal coupons, worked out line by line.

A yield starts from the textbook's approximation and is mended along the chord of two prices until nothing changes; the last
price is its check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bondsft.bonds import EIGHTHS, Bonds
from bondsft.calculators.arguments import read_bond
from bondsft.tasks.base import as_arguments
from bondsft.tasks.working import FINE, Lines, plain
from bondsft.text import read_number, read_percent, read_quote

MOST_STEPS = 12
NEAR = Decimal("0.001")  # of a percent: what the next chord would mend is a thousandth of the last
TERMS = (
    "coupon_pct",
    "frequency",
    "years",
    "settlement",
    "maturity",
    "market",
    "day_count",
    "compounding",
    "coupon_amount",
    "face",
    "issue",
    "first_coupon",
    "redemption",
)


@dataclass(frozen=True)
class Regular:
    """A bond with equal coupons at equal intervals: what its formulas need. Money is per 100."""

    coupon: Decimal
    count: int
    wait: Decimal
    accrued: Decimal
    frequency: int
    compounding: int


def regular_bond(spans: Mapping[str, str]) -> Regular | None:
    """The bond that spans describe; None for one that the formulas of equal coupons do not fit."""
    if "dirty_price" in spans:  # the lines start from a clean one
        return None
    said = as_arguments(spans)
    bond: Bonds = read_bond(*(said.get(name) for name in TERMS))
    coupon = Decimal(str(round(100 * float(bond.coupon[0]) / int(bond.frequency[0]), 10)))
    amounts = [Decimal(str(round(float(amount), 10))) for amount in (bond.first_coupon[0], bond.last_coupon[0])]
    odd = bool(bond.irregular[0]) or bond.simple[0] != 0 or bond.last_length[0] != 1 or amounts != [coupon, coupon]
    if odd or bond.redemption[0] != 100 or bond.discounted_accrued[0] != bond.accrued[0]:
        return None
    return Regular(
        coupon,
        int(bond.count[0]),
        Decimal(str(round(float(bond.wait[0]), FINE))),
        Decimal(str(round(float(bond.accrued[0]), FINE))),
        int(bond.frequency[0]),
        int(bond.compounding[0]),
    )


def worked_factor(lines: Lines, bond: Regular, rate_pct: Decimal) -> Decimal:
    """The discount factor of one coupon period at a yield."""
    rate = lines.over("rate of a period", rate_pct, Decimal(100 * bond.compounding))
    factor = lines.over("v", Decimal(1), 1 + rate)
    if bond.compounding == bond.frequency:
        return factor
    share = lines.over("exponent", Decimal(bond.compounding), Decimal(bond.frequency))
    return lines.work("u", f"{plain(factor)} ^ {plain(share)}", factor**share)


def worked_clean(lines: Lines, bond: Regular, factor: Decimal) -> Decimal:
    """The clean price per 100 from the discount factor of a period."""
    value = worked_dirty(lines, bond, factor)
    if not bond.accrued:
        return value
    lines.given("accrued interest", bond.accrued)
    return lines.work("clean price", f"{plain(value)} - {plain(bond.accrued)}", value - bond.accrued)


def worked_dirty(lines: Lines, bond: Regular, factor: Decimal) -> Decimal:
    """The price with accrued interest, per 100, from the discount factor of a period."""
    last = lines.power("v", factor, bond.count)
    if factor == 1:
        sum_of_factors = lines.given("sum of factors", Decimal(bond.count))
    else:
        sum_of_factors = lines.work(
            "sum of factors",
            f"{plain(factor)} * (1 - {plain(last)}) / (1 - {plain(factor)})",
            factor * (1 - last) / (1 - factor),
        )
    coupons = lines.times("coupons", bond.coupon, sum_of_factors)
    redemption = lines.times("redemption", Decimal(100), last)
    value = lines.work("value", f"{plain(coupons)} + {plain(redemption)}", coupons + redemption)
    if bond.wait != 1:
        lines.given("periods to the next coupon", bond.wait)
        early = lines.work("passed", f"{plain(bond.wait)} - 1", bond.wait - 1)
        moved = lines.work("moved", f"{plain(factor)} ^ {plain(early)}", factor**early)
        value = lines.times("value now", value, moved)
    return value


def worked_yield(lines: Lines, bond: Regular, price: Decimal, places: int) -> Decimal:
    """The yield in percent at which the clean price is `price`; the last line rounds it to `places`."""
    years = lines.over("years", bond.count - 1 + bond.wait, Decimal(bond.frequency))
    yearly = lines.times("coupons of a year", bond.coupon, Decimal(bond.frequency))
    gain = lines.work("gain a year", f"(100 - {plain(price)}) / {plain(years)}", (100 - price) / years)
    rate = lines.work(
        "first guess",
        f"200 * ({plain(yearly)} + {plain(gain)}) / (100 + {plain(price)})",
        200 * (yearly + gain) / (100 + price),
        6,
    )
    other = lines.work("second guess", f"{plain(rate)} + 0.1", rate + Decimal("0.1"), 6)
    at_rate, at_other = (worked_clean(lines, bond, worked_factor(lines, bond, guess)) for guess in (rate, other))
    for _ in range(MOST_STEPS):
        if at_rate == at_other:
            break
        better = lines.work(
            "better guess",
            f"{plain(other)} + ({plain(price)} - {plain(at_other)}) * ({plain(other)} - {plain(rate)})"
            f" / ({plain(at_other)} - {plain(at_rate)})",
            other + (price - at_other) * (other - rate) / (at_other - at_rate),
            8,
        )
        rate, at_rate = other, at_other
        other, at_other = better, worked_clean(lines, bond, worked_factor(lines, bond, better))
        if abs(other - rate) < NEAR:
            break
    lines.given("yield, rounded", other.quantize(Decimal(1).scaleb(-places)))
    return other


def price_per_100(lines: Lines, spans: Mapping[str, str]) -> Decimal:
    """The stated clean price, in hundredths of the face value that it is for."""
    if "quote_32nds" in spans:
        whole, _, ticks = spans["quote_32nds"].partition("-")
        part = Decimal(EIGHTHS[ticks[2:]])
        lines.work("32nds", f"{ticks[:2]} + {plain(part)}", int(ticks[:2]) + part, 3)
        return lines.work("price", f"{whole} + {plain(int(ticks[:2]) + part)} / 32", read_quote(spans["quote_32nds"]))
    if "off_par" in spans:
        price = read_quote(spans["off_par"])
        sign = "-" if price < 100 else "+"
        return lines.work("price", f"100 {sign} {plain(abs(price - 100))}", price)
    price = read_number(spans.get("price") or spans["clean_price"])
    if "face" not in spans:
        return price
    face = read_number(spans["face"])
    return lines.work("price per 100", f"{plain(price)} * 100 / {plain(face)}", price * 100 / face)


def rate_of(lines: Lines, bond: Regular, spans: Mapping[str, str]) -> Decimal:
    """The stated yield in percent, or the one that the stated price gives."""
    if "yield_pct" in spans:
        return read_percent(spans["yield_pct"])
    return worked_yield(lines, bond, price_per_100(lines, spans), 3)
