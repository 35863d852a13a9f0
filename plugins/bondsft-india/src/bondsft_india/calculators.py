"""The calculators that a model calls with spans of the question, as they are written there."""

from typing import Annotated

from bondsft.bonds import Bonds, convert_rate, cumulative_amount, yield_to_maturity
from bondsft.errors import BondsftError
from bondsft.text import read_compounding, read_frequency, read_number, read_percent, read_tenor

Rate = Annotated[str | None, "rate of interest in percent a year", "rate"]
Compounding = Annotated[str | None, "how often it compounds", "compounding"]
Tax = Annotated[str | None, "tax on interest in percent", "rate"]
Frequency = Annotated[str | None, "how often interest is paid", "frequency"]
Amount = Annotated[str | None, "amount invested", "amount"]
Price = Annotated[str | None, "clean price per 100", "amount"]
Years = Annotated[str | None, "time to maturity", "tenor"]


def number(name, span, read):
    if span is None:
        raise BondsftError(f"{name} is missing")
    return read(span)


def after_tax_yield(
    price: Price = None,
    coupon_pct: Rate = None,
    frequency: Frequency = None,
    years: Years = None,
    tax_pct: Tax = None,
) -> dict[str, str]:
    """Annual yield to maturity of a debenture after tax on its interest alone."""
    kept = 1 - number("tax_pct", tax_pct, read_percent) / 100
    coupon = number("coupon_pct", coupon_pct, read_percent) / 100 * kept
    often = number("frequency", frequency, read_frequency)
    bond = Bonds.of_periods(float(coupon), often, float(number("years", years, read_tenor) * often), compounding=1)
    rate = yield_to_maturity(bond, float(number("price", price, read_number)))
    return {"after_tax_yield": f"{100 * rate[0]:.3f}%"}


def monthly_income(coupon_pct: Rate = None, investment: Amount = None, tax_pct: Tax = None) -> dict[str, str]:
    """Rupees that a monthly-income debenture pays each month, after tax deducted at source."""
    amount, rate = number("investment", investment, read_number), number("coupon_pct", coupon_pct, read_percent)
    tax = number("tax_pct", tax_pct, read_percent)
    return {"monthly_income": f"{amount * rate / 1200 * (1 - tax / 100):.2f}"}


def cumulative_value(coupon_pct: Rate = None, investment: Amount = None, years: Years = None) -> dict[str, str]:
    """Rupees that a cumulative debenture repays at maturity, interest compounding once a year."""
    amount = float(number("investment", investment, read_number))
    rate = float(number("coupon_pct", coupon_pct, read_percent)) / 100
    value = cumulative_amount(amount, rate, int(number("years", years, read_tenor)))
    return {"maturity_amount": f"{value[0]:.2f}"}


def deposit_equivalent(yield_pct: Rate = None) -> dict[str, str]:
    """Rate of a deposit that compounds quarterly and earns what a yield that compounds twice a year does."""
    rate = convert_rate(float(number("yield_pct", yield_pct, read_percent)) / 100, 2, 4)
    return {"deposit_rate": f"{100 * rate[0]:.3f}%"}


def annual_return(rate_pct: Rate = None, compounding: Compounding = None) -> dict[str, str]:
    """What a rate that compounds so often earns in a year, in percent."""
    often = number("compounding", compounding, read_compounding)
    return {"annual_return": f"{100 * convert_rate(float(number('rate_pct', rate_pct, read_percent)) / 100, often, 1)[0]:.3f}%"}
