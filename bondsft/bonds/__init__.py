"""Exact bond mathematics over NumPy arrays: columns in, columns out, prices per 100 face, rates as decimals.

    >>> from bondsft.bonds import Bonds, yield_to_maturity
    >>> yield_to_maturity(Bonds.of_periods(0.075, 2, 16), 98.75).round(6)
    array([0.077123])

Every flow is discounted by (1 + y/m) ** (-m * t), t in years, in whole coupon periods after the first: compound interest
in the last period too. Yields of a market that pays simple interest there are a matter for its own convention.
"""

from bondsft.bonds.cashflows import CashFlows, cash_flows
from bondsft.bonds.identifiers import is_valid_isin, isin_check_digit
from bondsft.bonds.markets import MARKETS, Market
from bondsft.bonds.pricing import accrued_interest, clean_price, dirty_price, yield_to_maturity
from bondsft.bonds.risk import Risk, risk
from bondsft.bonds.terms import DAY_COUNTS, Bonds

__all__ = [
    "DAY_COUNTS",
    "MARKETS",
    "Bonds",
    "CashFlows",
    "Market",
    "Risk",
    "accrued_interest",
    "cash_flows",
    "clean_price",
    "dirty_price",
    "is_valid_isin",
    "isin_check_digit",
    "risk",
    "yield_to_maturity",
]
