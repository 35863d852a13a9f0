"""What Indian investors ask: yields after tax, monthly income, cumulative debentures, and deposits to compare with."""

from bondsft.plugin import hookimpl
from bondsft_india.tasks import AfterTaxYield, CumulativeAmount, DepositEquivalent, GsecOrDeposit, MonthlyIncome


@hookimpl
def bondsft_register_tasks():
    return [AfterTaxYield(), MonthlyIncome(), CumulativeAmount(), DepositEquivalent(), GsecOrDeposit()]
