"""The built-in tasks. They register as any plugin's do."""

from __future__ import annotations

from collections.abc import Iterable

from bondsft.plugin import hookimpl
from bondsft.tasks.ask_back import AskBack
from bondsft.tasks.base import Task
from bondsft.tasks.bills import BillYield
from bondsft.tasks.calls import YieldToCall
from bondsft.tasks.cash_flows import CashFlowSchedule
from bondsft.tasks.comparison import Comparison
from bondsft.tasks.curves import SpotAndForward
from bondsft.tasks.floaters import FloatingRate
from bondsft.tasks.income import AccruedInterest, CurrentYield
from bondsft.tasks.price import Price
from bondsft.tasks.sensitivity import Convexity, Duration, Dv01
from bondsft.tasks.yield_to_maturity import YieldToMaturity
from bondsft.tasks.zero_coupon import ZeroCoupon


@hookimpl
def bondsft_register_tasks() -> Iterable[Task]:
    """The six founding tasks, which run when none is named, and those that run when they are."""
    founding = [YieldToMaturity(), Price(), Duration(), Convexity(), CashFlowSchedule(), Comparison()]
    income = [CurrentYield(), AccruedInterest(), Dv01(), YieldToCall()]
    return [*founding, *income, BillYield(), ZeroCoupon(), SpotAndForward(), FloatingRate(), AskBack()]
