# ruff: noqa: E501  (a table reads best with one market a line)
"""Named market conventions, and the ranges in which each market's real bonds fall. Facts, not words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Market:
    """What a bond of a market takes for granted. Rates are in percent, tenors in years."""

    name: str
    title: str
    spellings: tuple[str, ...]
    frequency: int
    day_count: str
    compounding: int
    coupon_range: tuple[float, float]
    coupon_step: float
    tenor_range: tuple[int, int]
    yield_range: tuple[float, float]
    price_decimals: int
    month_end: bool = True


MARKETS: dict[str, Market] = {
    market.name: market
    for market in (
        Market("us", "US Treasury notes and bonds", ("US Treasury note", "US Treasury", "Treasury note", "US Treasury bond", "T-note"), 2, "Act/Act ICMA", 2, (0.5, 6.0), 0.125, (2, 30), (0.5, 6.5), 4),
        Market("us-corporate", "US corporate bonds", ("US corporate bond", "US dollar corporate bond"), 2, "30/360", 2, (2.0, 9.0), 0.125, (2, 30), (2.0, 10.0), 3),
        Market("uk", "UK gilts", ("UK gilt", "gilt", "conventional gilt"), 2, "Act/Act ICMA", 2, (0.125, 6.0), 0.125, (2, 40), (0.3, 6.0), 3),
        Market("de", "German Bunds", ("German Bund", "Bund", "German government bond"), 1, "Act/Act ICMA", 1, (0.1, 4.0), 0.1, (2, 30), (-0.6, 4.0), 3),
        Market("in", "Government of India securities", ("Government of India security", "G-sec", "GoI bond", "Indian government bond", "government security of India"), 2, "30/360", 2, (4.26, 9.2), 0.01, (2, 40), (4.0, 9.5), 4, month_end=False),
        Market("in-corporate", "Indian corporate debentures, by the exchanges' rule", ("Indian corporate NCD", "annual-pay NCD", "Indian PSU bond"), 1, "Act/Act ICMA", 1, (6.8, 12.0), 0.05, (2, 15), (6.5, 13.0), 4, month_end=False),
    )
}  # fmt: skip
"""Sources: 31 CFR 356 (us), DMO formulae for calculating gilt prices (uk), RBI auction results 2021-2026 (in), BSE and NSE trade
prints 2012-2017 (in-corporate). Ranges hold plain bonds with more than a year to run."""
