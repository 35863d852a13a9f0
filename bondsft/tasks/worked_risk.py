"""Durations and convexity of bonds with equal coupons, worked out line by line."""

from __future__ import annotations

from decimal import Decimal

from bondsft.tasks.worked import Regular
from bondsft.tasks.working import Lines, plain


def worked_moments(lines: Lines, bond: Regular, factor: Decimal, most: int) -> list[Decimal]:
    """Sums over payments of value times period to the power of 0, 1 and, if `most` is 2, 2; periods from one before the next
    coupon on."""
    n, part = bond.count, 1 - factor
    last = lines.power("v", factor, n)
    v, w = plain(factor), plain(last)
    sums = (
        ("sum of factors", f"{v} * (1 - {w}) / (1 - {v})", factor * (1 - last) / part),
        (
            "sum of periods times factors",
            f"{v} * (1 - {n + 1} * {w} + {n} * {w} * {v}) / (1 - {v}) ^ 2",
            factor * (1 - (n + 1) * last + n * last * factor) / part**2,
        ),
        (
            "sum of squares times factors",
            f"{v} * (1 + {v} - {(n + 1) ** 2} * {w} + {2 * n * n + 2 * n - 1} * {w} * {v} - {n * n} * {w} * {v} ^ 2)"
            f" / (1 - {v}) ^ 3",
            factor
            * (1 + factor - (n + 1) ** 2 * last + (2 * n * n + 2 * n - 1) * last * factor - n * n * last * factor**2)
            / part**3,
        ),
    )
    known = [lines.work(*each) for each in sums[: most + 1]]
    return [
        lines.work(
            name,
            f"{plain(bond.coupon)} * {plain(each)} + 100 * {n**power} * {w}",
            bond.coupon * each + 100 * Decimal(n) ** power * last,
        )
        for power, (name, each) in enumerate(zip(("value", "weighted", "weighted twice"), known, strict=False))
    ]


def worked_risk(lines: Lines, bond: Regular, factor: Decimal, measure: str, places: int) -> Decimal:
    """Macaulay or modified duration, or convexity, from the discount factor of a period; which must not be 1."""
    value, first, *second = worked_moments(lines, bond, factor, 2 if measure == "convexity" else 1)
    mean = lines.over("mean period", first, value)
    if bond.wait != 1:
        lines.given("periods to the next coupon", bond.wait)
    shift = bond.wait - 1
    often, m = Decimal(bond.frequency), Decimal(bond.compounding)
    years = lines.work(
        "Macaulay duration",
        f"({plain(mean)} + {plain(bond.wait)} - 1) / {plain(often)}",
        (mean + shift) / often,
        places if measure == "Macaulay duration" else None,
    )
    if measure == "Macaulay duration":
        return years
    growth = lines.over("growth of a coupon period", Decimal(1), factor)
    if bond.frequency != bond.compounding:
        share = lines.over("exponent", often, m)
        growth = lines.work("growth of a compounding period", f"{plain(growth)} ^ {plain(share)}", growth**share)
    if measure == "modified duration":
        return lines.over("modified duration", years, growth, places)
    square = lines.over("mean square period", second[0], value)
    moved = lines.work(
        "mean square of years",
        f"({plain(square)} + 2 * {plain(mean)} * {plain(shift)} + {plain(shift)} ^ 2) / {plain(often)} ^ 2",
        (square + 2 * mean * shift + shift**2) / often**2,
    )
    return lines.work(
        "convexity",
        f"({plain(moved)} + {plain(years)} / {plain(m)}) / {plain(growth)} ^ 2",
        (moved + years / m) / growth**2,
        places,
    )
