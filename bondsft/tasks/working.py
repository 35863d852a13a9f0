"""Arithmetic line by line, in decimals: each line reads `name = arithmetic = value` and is true as printed.

    v = 1 / 1.0375 = 0.9638554217
    v2 = v * v = 0.9638554217 * 0.9638554217 = ...

A whole power is built by squaring, one product a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

PLACES = 10
"""Decimals that a line is rounded to: enough for a price to four decimals."""
FINE = 14
"""Decimals for durations and convexities, whose sums lose some."""
EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@contextmanager
def exactly() -> Iterator[None]:
    """Compute in decimals with digits to spare: only what is printed is rounded."""
    with localcontext(EXACT):
        yield


@dataclass
class Lines:
    """Lines of arithmetic, one operation or a few in each."""

    texts: list[str] = field(default_factory=list)
    places: int = PLACES

    def given(self, name: str, value: Decimal) -> Decimal:
        self.texts.append(f"{name} = {plain(value)}")
        return value

    def work(self, name: str, expression: str, value: Decimal, places: int | None = None) -> Decimal:
        """Add a line; its value is rounded as it is printed."""
        rounded = value.quantize(Decimal(1).scaleb(-(self.places if places is None else places)))
        self.texts.append(f"{name} = {expression} = {plain(rounded)}")
        return rounded

    def times(self, name: str, first: Decimal, second: Decimal) -> Decimal:
        return self.work(name, f"{plain(first)} * {plain(second)}", first * second)

    def over(self, name: str, first: Decimal, second: Decimal, places: int | None = None) -> Decimal:
        return self.work(name, f"{plain(first)} / {plain(second)}", first / second, places)

    def power(self, name: str, base: Decimal, count: int) -> Decimal:
        """A whole power by squaring."""
        square, exponent = base, 1
        result, reached = Decimal(1), 0
        while count:
            if count & 1:
                reached += exponent
                result = square if reached == exponent else self.times(f"{name}^{reached}", result, square)
            count >>= 1
            if count:
                square, exponent = self.times(f"{name}^{2 * exponent}", square, square), 2 * exponent
        return result


def plain(value: Decimal) -> str:
    """Without an exponent or needless zeros; a negative number in parentheses."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"({text})" if text.startswith("-") else text
