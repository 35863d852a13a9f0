"""Calculators for paper that pays once, within about a year: Treasury bills, commercial paper, certificates of deposit."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from bondsft.bonds import BillMarket, bill_price, bill_rate, days_in_following_year, investment_rate
from bondsft.calculators.arguments import needed, read_price
from bondsft.calculators.functions import chosen, meaningful
from bondsft.calculators.names import read_bill_market
from bondsft.calculators.parameters import DayCount, Maturity, Price, Settlement
from bondsft.errors import BondsftError
from bondsft.text import read_date, read_day_count, read_days, read_number, read_percent

Days = Annotated[str | None, "days from settlement to maturity", "days"]
Bill = Annotated[str | None, "what kind of bill or other short paper it is", "bill"]
BillRate = Annotated[str | None, "the rate that its market quotes, or a simple yield, in percent", "rate"]
BillMeasure = Annotated[str | None, "which rate to give; else all", "bill measure"]
YEARS = {"Act/360": 360, "Act/365F": 365}


def short_paper_rate(
    price: Price = None,
    days: Days = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    bill: Bill = None,
    day_count: DayCount = None,
    measure: BillMeasure = None,
) -> dict[str, str]:
    """Discount rate, simple yield and, of US bills, investment rate of paper that pays once, from its price per 100."""
    paid, term = read_price(price, read_number("100")), read_term(days, settlement, maturity)
    if bill is None:
        year = read_year(day_count)
        rules = {"discount_rate": one_rule("discount", year), "simple_yield": one_rule("simple", year)}
    else:
        known = read_bill_market(bill)
        rules = {"discount_rate" if known.quote == "discount" else "simple_yield": known}
    rates = {name: bill_rate(rule, paid, term)[0] for name, rule in rules.items()}
    if bill is not None and read_bill_market(bill).name == "us-bill":
        year = days_in_following_year(np.datetime64(read_date(settlement)))[0] if settlement else 365
        rates["investment_rate"] = investment_rate(paid, term, year)[0]
    return chosen({name: f"{meaningful(100 * rate):.3f}%" for name, rate in rates.items()}, measure)


def short_paper_price(
    rate_pct: BillRate = None,
    days: Days = None,
    settlement: Settlement = None,
    maturity: Maturity = None,
    bill: Bill = None,
    day_count: DayCount = None,
) -> dict[str, str]:
    """Price per 100 of paper that pays once, from the rate that its market quotes, or from a simple yield over a day count."""
    rule = read_bill_market(bill) if bill else one_rule("simple", read_year(day_count))
    rate = float(read_percent(needed("rate_pct", rate_pct)) / 100)
    return {"price": f"{bill_price(rule, rate, read_term(days, settlement, maturity))[0]:.4f}"}


def one_rule(quote: str, year: int) -> BillMarket:
    return BillMarket("stated", "as stated", quote, year, "the question")


def read_year(day_count: str | None) -> int:
    """The days of a year by a day count that counts actual days."""
    name = read_day_count(needed("bill, or day_count", day_count))
    if name not in YEARS:
        raise BondsftError(f"short paper does not accrue by {name}", "Type Act/360 or Act/365.")
    return YEARS[name]


def read_term(days: str | None, settlement: str | None, maturity: str | None) -> int:
    """Days to maturity, stated or between dates."""
    if days is not None:
        return read_days(days)
    if settlement is None or maturity is None:
        raise BondsftError("days, or settlement and maturity, are missing")
    dates = np.array([read_date(settlement), read_date(maturity)], "datetime64[D]")
    return int((dates[1] - dates[0]).astype(int))
