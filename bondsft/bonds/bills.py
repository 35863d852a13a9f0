"""Bills and other paper that pays once, within about a year: price from quoted rate and back, by the rule of its market.

    >>> bill_price("us-bill", 0.0761, 90)
    array([98.0975])
    >>> bill_rate("in-tbill", 98.6789, 91).round(6)
    array([0.053699])

Each market quotes one kind of rate over days / 360 or days / 365:

    discount   price = redemption * (1 - rate * days / year)
    simple     price = redemption / (1 + rate * days / year)
    annual     price = redemption / (1 + rate) ** (days / year)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bondsft.bonds.coercion import numbers
from bondsft.bonds.columns import as_dates, check, columns
from bondsft.bonds.daycount import Dates, Floats
from bondsft.errors import BondsftError

QUOTES = ("discount", "simple", "annual")


@dataclass(frozen=True)
class BillMarket:
    """How a market quotes paper that pays once. Make one of your own from the same fields."""

    name: str
    title: str
    quote: str
    """One of QUOTES."""
    year: int
    """Days of the year: 360 or 365."""
    source: str
    spellings: tuple[str, ...] = ()
    """What a question may call one, fit for "a" or "an" before it; `title` is for lists."""

    def __post_init__(self) -> None:
        if self.quote not in QUOTES:
            raise BondsftError(
                f"The quote of the bill market {self.name!r} is {self.quote!r}.", f"Name one of {', '.join(QUOTES)}."
            )


BILL_MARKETS: dict[str, BillMarket] = {
    market.name: market
    for market in (
        BillMarket(
            "us-bill", "US Treasury bill", "discount", 360, "31 CFR 356 Appendix B, VI.A", ("US Treasury bill", "US T-bill")
        ),
        BillMarket(
            "us-cp",
            "US commercial paper",
            "discount",
            360,
            "Federal Reserve, Commercial Paper Rates",
            ("US commercial paper note",),
        ),
        BillMarket(
            "us-cd",
            "US certificate of deposit",
            "simple",
            360,
            "Stigum, Money Market Calculations",
            ("US certificate of deposit",),
        ),
        BillMarket(
            "uk-bill",
            "UK Treasury bill",
            "simple",
            365,
            "DMO, UK Treasury Bills: Information Memorandum",
            ("UK Treasury bill", "UK T-bill"),
        ),
        BillMarket(
            "in-tbill",
            "Indian Treasury bill",
            "simple",
            365,
            "RBI, Government Securities Market primer",
            ("Indian Treasury bill", "Indian T-bill"),
        ),
        BillMarket(
            "in-cp", "Indian commercial paper", "simple", 365, "FIMMDA valuation guidelines", ("Indian commercial paper note",)
        ),
        BillMarket(
            "in-cd",
            "Indian certificate of deposit",
            "simple",
            365,
            "FIMMDA valuation guidelines",
            ("Indian certificate of deposit",),
        ),
        BillMarket(
            "ca-bill",
            "Canadian Treasury bill",
            "simple",
            365,
            "IIAC, Canadian Conventions in Fixed Income Markets",
            ("Canadian Treasury bill", "Canadian T-bill"),
        ),
        BillMarket(
            "au-note",
            "Australian Treasury note",
            "simple",
            365,
            "AOFM, Treasury Notes pricing formula",
            ("Australian Treasury note",),
        ),
        BillMarket(
            "nz-bill",
            "New Zealand Treasury bill",
            "simple",
            365,
            "NZDM, Treasury bill pricing formula",
            ("New Zealand Treasury bill",),
        ),
        BillMarket(
            "euro-bill",
            "Bill of a euro area state",
            "simple",
            360,
            "Deutsche Finanzagentur, Bubills",
            ("euro area Treasury bill",),
        ),
        BillMarket(
            "se-bill", "Swedish Treasury bill", "simple", 360, "Riksgälden, market conventions", ("Swedish Treasury bill",)
        ),
        BillMarket(
            "no-bill", "Norwegian Treasury bill", "annual", 365, "Norges Bank, Treasury bill prices", ("Norwegian Treasury bill",)
        ),
    )
}


def bill_price(market: str | BillMarket, rate: ArrayLike, days: ArrayLike, redemption: ArrayLike = 100.0) -> Floats:
    """Return prices, shape (n,), in the unit of `redemption`, from quoted rates as decimals and days from settlement to maturity.

    Raises BondsftError for an unknown market, days that are not above 0, or a rate that leaves no positive price.
    """
    rule = bill_market(market)
    quoted, term, face = paper(rate, days, redemption)
    time = term / rule.year
    if rule.quote == "discount":
        check("discount rate", quoted, quoted * time < 1, "low enough to leave a price above 0")
        return np.asarray(face * (1 - quoted * time), np.float64)
    if rule.quote == "simple":
        check("simple rate", quoted, 1 + quoted * time > 0, "high enough to leave a price above 0")
        return np.asarray(face / (1 + quoted * time), np.float64)
    check("annual rate", quoted, quoted > -1, "above -1")
    return np.asarray(face * np.exp(-time * np.log1p(quoted)), np.float64)


def bill_rate(market: str | BillMarket, price: ArrayLike, days: ArrayLike, redemption: ArrayLike = 100.0) -> Floats:
    """Return the rates that a market quotes, as decimals, shape (n,), from prices in the unit of `redemption`.

    Raises BondsftError for an unknown market, a price not above 0 or days that are not above 0.
    """
    rule = bill_market(market)
    paid, term, face = paper(price, days, redemption)
    check("price", paid, paid > 0, "above 0")
    time = term / rule.year
    if rule.quote == "discount":
        return np.asarray((face - paid) / face / time, np.float64)
    if rule.quote == "simple":
        return np.asarray((face - paid) / paid / time, np.float64)
    return np.asarray(np.expm1(np.log(face / paid) / time), np.float64)


def bill_market(market: str | BillMarket) -> BillMarket:
    if isinstance(market, BillMarket):
        return market
    check("bill market", np.array([market]), np.array([market in BILL_MARKETS]), f"one of {', '.join(BILL_MARKETS)}")
    return BILL_MARKETS[market]


def paper(first: ArrayLike, days: ArrayLike, redemption: ArrayLike) -> list[NDArray[Any]]:
    """The columns that every bill has, checked."""
    value, term, face = columns(value=first, days=days, redemption=redemption)
    value, term, face = numbers("rate or price", value), numbers("days", term), numbers("redemption", face)
    check("rate or price", value, np.isfinite(value), "a number")
    check("days", term, np.isfinite(term) & (term > 0), "above 0: maturity after settlement")
    check("redemption", face, np.isfinite(face) & (face > 0), "above 0")
    return [value, term, face]


def days_in_following_year(issue: ArrayLike) -> NDArray[np.int64]:
    """Return 366 where the year that starts on a date holds a 29 February, else 365; shape (n,).

    Source: 31 CFR 356 Appendix B, VI.D: the `year` that `investment_rate` takes.
    """
    start: Dates = np.atleast_1d(as_dates("issue", issue))
    check("date", start, ~np.isnat(start), "a date")
    months = start.astype("datetime64[M]")
    day = (start - months).astype(np.int64)
    later = months + 12
    last = (later + 1).astype("datetime64[D]") - later.astype("datetime64[D]")
    # a year from 29 February ends on 28 February, a year after it began and without another leap day
    end = later.astype("datetime64[D]") + np.minimum(day, last.astype(np.int64) - 1).astype("timedelta64[D]")
    return np.where((end - start).astype(np.int64) == 366, 366, 365)
