"""Writes a small universe of made-up bonds: `python -m bondsft.dataset.made_up data/bonds.csv`.

Their identifiers stand under ZZ, which ISO gives to no country, so that none can be taken for somebody's real bond.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bondsft.bonds import DRAWN_MARKETS, MARKETS, Bonds, clean_price, made_up_isin
from bondsft.dataset.store import write_text
from bondsft.tasks.dates import on_days
from bondsft.tasks.quoting import draw_yields
from bondsft.tasks.terms import draw_steps, drawn_ranges

COUNT = 48
SETTLEMENT = np.datetime64("2026-11-20")
ISSUERS = {
    "us": ("Zedland Treasury",),
    "us-corporate": ("Zephyr Rail Inc.", "Zinc & Copper Corp.", "Zenith Foods Inc."),
    "uk": ("Zedland Debt Office",),
    "de": ("Zedland Finance Agency",),
    "in": ("Government of Zedland",),
    "in-corporate": ("Zedland Power Finance Ltd.", "Zedland Rural Housing Ltd.", "Zamin Infrastructure Ltd."),
}
NAMES = ("isin", "issuer", "coupon_pct", "frequency", "maturity", "day_count", "market", "price", "settlement")


def made_up_bonds(count: int = COUNT, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yield bonds of every market in turn, priced at a yield that the market has seen."""
    rng, choose = np.random.default_rng(seed), random.Random(seed)
    for number in range(count):
        market = MARKETS[DRAWN_MARKETS[number % len(DRAWN_MARKETS)]]
        ranges = drawn_ranges(market.name)
        coupon = draw_steps(rng, 1, *ranges.coupon, ranges.coupon_step)
        years = int(rng.integers(1, 12))
        maturity = on_days(SETTLEMENT + np.array([years * 365 + int(rng.integers(1, 360))]), ranges.days)
        bond = Bonds.of_market(market, coupon / 100, SETTLEMENT, maturity)
        price = clean_price(bond, draw_yields(rng, 1, market.name) / 100)[0]
        yield {
            "isin": made_up_isin(choose),
            "issuer": choose.choice(ISSUERS[market.name]),
            "coupon_pct": f"{coupon[0]:g}",
            "frequency": market.frequency,
            "maturity": str(maturity[0]),
            "day_count": market.day_count,
            "market": market.name,
            "price": f"{price:.{market.price_decimals}f}",
            "settlement": str(SETTLEMENT),
        }


def write_universe(path: Path) -> None:
    text = io.StringIO()
    table = csv.DictWriter(text, NAMES, lineterminator="\n")
    table.writeheader()
    table.writerows(made_up_bonds())
    write_text(path, text.getvalue())


if __name__ == "__main__":
    write_universe(Path(sys.argv[1]))
