"""Writes numbers, prices and money the way people do: 98.75, 9,87,654.30, "discount of 2.35", "10 lakh"."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bondsft.bonds import write_32nds
from bondsft.text.words import SIGNS as FRACTION_OF_SIGN

SIGNS = {Fraction(fraction): sign for sign, fraction in FRACTION_OF_SIGN.items()}


def plain_number(value: float, decimals: int) -> str:
    """`decimals` at most, trailing zeros dropped: 7.5, 98.75, 12."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Decimals:
    """Numbers with `most` decimals at most, and a way for each number of decimals that they have at least."""

    most: int
    least: tuple[int, ...] = (0,)
    grouped: bool = False
    """Whether thousands are: 1,098.75."""

    def __call__(self, value: float) -> tuple[str, ...]:
        text = f"{value:,.{self.most}f}" if self.grouped else f"{value:.{self.most}f}"
        return tuple(with_decimals(text, least) for least in self.least)


RATE = Decimals(3, (0, 0, 2))
"""A rate without its sign: 7.5 or, in one of three, 7.50. Three decimals are printed when it has them."""
PRICE = Decimals(4, (2,), grouped=True)
"""At least two decimals, so that the price determines the yield to a basis point."""


def with_decimals(text: str, least: int) -> str:
    """A number with fewer zeros at its end, but with some decimals at least."""
    shortest = text.index(".") + 1 + least
    return (text[:shortest] + text[shortest:].rstrip("0")).rstrip(".")


def ways_of_fraction(value: float) -> tuple[str, ...]:
    """A rate in eighths as bonds are named, 4⅛ or 4 1/8; with decimals where it is none."""
    whole, eighths = divmod(round(8 * value), 8)
    if eighths == 0 or 8 * value != round(8 * value):
        return RATE(value)
    fraction = Fraction(eighths, 8)
    return f"{whole}{SIGNS[fraction]}", f"{whole} {fraction}", f"{whole}-{fraction}"


def ways_of_money(value: float) -> tuple[str, ...]:
    """Two decimals, or none where there are none: 37.50, 25."""
    [text] = PRICE(value)
    return (text.removesuffix(".00"), text) if text.endswith(".00") else (text,)


def ways_of_indian(value: float) -> tuple[str, ...]:
    """Money grouped by lakhs: 9,87,654.30."""
    whole, _, fraction = PRICE(value)[0].replace(",", "").partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return (f"{','.join([*groups, tail])}.{fraction}",)


def ways_of_swiss(value: float) -> tuple[str, ...]:
    """Money grouped by apostrophes: 98'765.40."""
    return (PRICE(value)[0].replace(",", "'"),)


def ways_of_32nds(value: float) -> tuple[str, ...]:
    return (str(write_32nds(value)[0]),)


def ways_off_par(value: float) -> tuple[str, ...]:
    """A price per 100 as its distance from par, which follows "a": "discount of 2.35"."""
    return (f"{'discount' if value < 100 else 'premium'} of {PRICE(abs(value - 100))[0]}",)


def ways_from_par(value: float) -> tuple[str, ...]:
    """The same without "a": "2.35 below par"."""
    [distance] = PRICE(abs(value - 100))
    below, under = ("below", "under") if value < 100 else ("above", "over")
    return f"{distance} {below} par", f"{distance} points {under} par"


def ways_of_face(value: float) -> tuple[str, ...]:
    ways = (f"{value:,.0f}", f"{value:,.0f}", f"{value:.0f}")
    lakhs = value / 100_000
    return (*ways, *ways_of_face_in_lakh(value)) if lakhs == int(lakhs) and 0 < lakhs < 100 else ways


def ways_of_face_in_lakh(value: float) -> tuple[str, ...]:
    """A face value as it is told in India: 1,00,000, 10 lakh."""
    lakhs = value / 100_000
    grouped = ways_of_indian(value)[0].removesuffix(".00")
    return (grouped, f"{lakhs:g} lakh") if lakhs >= 1 else (grouped,)


def ways_of_face_by_apostrophes(value: float) -> tuple[str, ...]:
    return (f"{value:,.0f}".replace(",", "'"),)


def ways_of_spread(value: float) -> tuple[str, ...]:
    """A spread in basis points, with its unit."""
    units = (" bp", " bp", " bps", "bp", " basis points")
    return *(f"{value:.0f}{unit}" for unit in units), f"{value / 100:.2f}%"
