"""Exact bond mathematics over NumPy arrays: columns in, columns out, prices per 100 face, rates as decimals.

    >>> from bondsft.bonds import Bonds, yield_to_maturity
    >>> yield_to_maturity(Bonds.of_periods(0.075, 2, 16), 98.75).round(6)
    array([0.077123])

A yield is a number under a convention. `Bonds.of_market` takes those of a market by name (MARKETS) or of your own (`Market`),
`Bonds.dated` each by itself; without any, a payment is discounted by (1 + y/m) ** (-m * t), t in years, in whole coupon
periods after the next coupon.
"""

from bondsft.bonds.accrual import DAY_COUNTS
from bondsft.bonds.amortisation import Amortisation, effective_interest, straight_line
from bondsft.bonds.bills import BILL_MARKETS, BillMarket, bill_price, bill_rate, days_in_following_year
from bondsft.bonds.calendars import (
    MARKET_CALENDARS,
    MarketCalendar,
    market_calendar,
    roll_dates,
    roll_indian_payments,
    settlement_date,
)
from bondsft.bonds.calls import (
    Chosen,
    price_to_worst,
    risk_to_worst,
    yield_to_best,
    yield_to_worst,
    yields_to_redemption,
)
from bondsft.bonds.carry import CarryRoll, HorizonReturn, carry_and_roll_down, horizon_return
from bondsft.bonds.cashflows import CashFlows, cash_flows
from bondsft.bonds.conventions import ExDividend, Market, Ranges
from bondsft.bonds.curves import INTERPOLATIONS, Curve, bootstrap, price_on_curve
from bondsft.bonds.effective import EffectiveRisk, effective_risk
from bondsft.bonds.floaters import Floaters, projected_index
from bondsft.bonds.flows import Flows, risk_of_flows, value_of_flows, yield_of_flows
from bondsft.bonds.forwards import FuturesBasis, forward_price, futures_basis, implied_repo
from bondsft.bonds.futures import (
    BOND_AND_TEN_YEAR,
    SHORTER_NOTES,
    conf_conversion_factor,
    eurex_conversion_factor,
    gilt_conversion_factor,
    us_conversion_factor,
)
from bondsft.bonds.identifiers import (
    IndianIsin,
    cusip_check_digit,
    is_valid_cusip,
    is_valid_isin,
    isin_check_digit,
    isin_of_cusip,
    made_up_isin,
    read_indian_isin,
)
from bondsft.bonds.inflation import (
    AdjustedPrices,
    StrippedInterest,
    adjusted_prices,
    index_ratio,
    redemption_with_floor,
    reference_index,
    stripped_interest,
)
from bondsft.bonds.instalments import (
    Repayments,
    instalment,
    level_pay,
    per_current_notional,
    per_original_notional,
    repayments,
    sinking_fund,
    step_coupon,
)
from bondsft.bonds.internal_rates import InternalRates, internal_rate, xirr, xnpv
from bondsft.bonds.key_rates import key_rate_durations
from bondsft.bonds.margins import FloaterPrices, discount_margin, price_from_discount_margin
from bondsft.bonds.markets import DRAWN_MARKETS, MARKETS
from bondsft.bonds.money_market import (
    change_year_basis,
    cumulative_amount,
    investment_rate,
    price_from_investment_rate,
    price_of_interest_at_maturity,
    yield_of_interest_at_maturity,
)
from bondsft.bonds.moves import dollar_duration, price_change, yield_value_of_price_change
from bondsft.bonds.perpetuals import perpetual_price, perpetual_risk, perpetual_yield
from bondsft.bonds.pricing import accrued_interest, clean_price, dirty_price
from bondsft.bonds.quotations import EIGHTHS, QUARTERS, read_32nds, write_32nds
from bondsft.bonds.rates import CONTINUOUS, convert_rate
from bondsft.bonds.risk import Risk, risk
from bondsft.bonds.spreads import Spreads, g_spread, i_spread, price_at_spread, z_spread
from bondsft.bonds.statuses import Status, Yields
from bondsft.bonds.terms import Bonds
from bondsft.bonds.years import YEAR_DAY_COUNTS, year_fraction
from bondsft.bonds.yields import current_yield, simple_yield, solve_yield, yield_to_maturity

__all__ = [
    "BILL_MARKETS",
    "BOND_AND_TEN_YEAR",
    "CONTINUOUS",
    "DAY_COUNTS",
    "DRAWN_MARKETS",
    "EIGHTHS",
    "INTERPOLATIONS",
    "MARKETS",
    "MARKET_CALENDARS",
    "QUARTERS",
    "SHORTER_NOTES",
    "YEAR_DAY_COUNTS",
    "AdjustedPrices",
    "Amortisation",
    "BillMarket",
    "Bonds",
    "CarryRoll",
    "CashFlows",
    "Chosen",
    "Curve",
    "EffectiveRisk",
    "ExDividend",
    "FloaterPrices",
    "Floaters",
    "Flows",
    "FuturesBasis",
    "HorizonReturn",
    "IndianIsin",
    "InternalRates",
    "Market",
    "MarketCalendar",
    "Ranges",
    "Repayments",
    "Risk",
    "Spreads",
    "Status",
    "StrippedInterest",
    "Yields",
    "accrued_interest",
    "adjusted_prices",
    "bill_price",
    "bill_rate",
    "bootstrap",
    "carry_and_roll_down",
    "cash_flows",
    "change_year_basis",
    "clean_price",
    "conf_conversion_factor",
    "convert_rate",
    "cumulative_amount",
    "current_yield",
    "cusip_check_digit",
    "days_in_following_year",
    "dirty_price",
    "discount_margin",
    "dollar_duration",
    "effective_interest",
    "effective_risk",
    "eurex_conversion_factor",
    "forward_price",
    "futures_basis",
    "g_spread",
    "gilt_conversion_factor",
    "horizon_return",
    "i_spread",
    "implied_repo",
    "index_ratio",
    "instalment",
    "internal_rate",
    "investment_rate",
    "is_valid_cusip",
    "is_valid_isin",
    "isin_check_digit",
    "isin_of_cusip",
    "key_rate_durations",
    "level_pay",
    "made_up_isin",
    "market_calendar",
    "per_current_notional",
    "per_original_notional",
    "perpetual_price",
    "perpetual_risk",
    "perpetual_yield",
    "price_at_spread",
    "price_change",
    "price_from_discount_margin",
    "price_from_investment_rate",
    "price_of_interest_at_maturity",
    "price_on_curve",
    "price_to_worst",
    "projected_index",
    "read_32nds",
    "read_indian_isin",
    "redemption_with_floor",
    "reference_index",
    "repayments",
    "risk",
    "risk_of_flows",
    "risk_to_worst",
    "roll_dates",
    "roll_indian_payments",
    "settlement_date",
    "simple_yield",
    "sinking_fund",
    "solve_yield",
    "step_coupon",
    "straight_line",
    "stripped_interest",
    "us_conversion_factor",
    "value_of_flows",
    "write_32nds",
    "xirr",
    "xnpv",
    "year_fraction",
    "yield_of_flows",
    "yield_of_interest_at_maturity",
    "yield_to_best",
    "yield_to_maturity",
    "yield_to_worst",
    "yield_value_of_price_change",
    "yields_to_redemption",
    "z_spread",
]
