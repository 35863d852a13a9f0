"""Guesses at a yield that need no model: what any model should beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bondsft.calculators.arguments import read_face, read_price
from bondsft.errors import BondsftError
from bondsft.tasks.base import as_arguments
from bondsft.text import read_date, read_percent, read_tenor

Spans = Mapping[str, str]


def coupon(spans: Spans) -> float:
    return float(read_percent(spans.get("coupon_pct") or "0"))


def price(spans: Spans) -> float:
    """The clean price per 100."""
    said = as_arguments(spans)
    return read_price(said.get("price"), read_face(said.get("face")))


def years(spans: Spans) -> float:
    if "years" in spans:
        return float(read_tenor(spans["years"]))
    return (read_date(spans["maturity"]) - read_date(spans["settlement"])).days / 365.25


def approximate(spans: Spans) -> float:
    """The textbooks' approximation: coupon and yearly gain over the mean of price and face."""
    return 100 * (coupon(spans) + (100 - price(spans)) / years(spans)) / ((100 + price(spans)) / 2)


def saying(rule: Callable[[Spans], float]) -> Callable[[Spans], str]:
    """Make a rule a reply, "" where a fact that it needs is not in the question."""

    def reply(spans: Spans) -> str:
        try:
            return f"The yield to maturity is {rule(spans):.3f}%."
        except (KeyError, ZeroDivisionError, BondsftError):
            return ""

    return reply


BASELINES = {
    "coupon": saying(coupon),
    "current yield": saying(lambda spans: 100 * coupon(spans) / price(spans)),
    "approximation": saying(approximate),
}
