"""The built-in tasks. They register as any plugin's do."""

from __future__ import annotations

from collections.abc import Iterable

from bondsft.plugin import hookimpl
from bondsft.tasks.base import Task
from bondsft.tasks.cash_flows import CashFlowSchedule
from bondsft.tasks.comparison import Comparison
from bondsft.tasks.price import Price
from bondsft.tasks.sensitivity import Convexity, Duration
from bondsft.tasks.yield_to_maturity import YieldToMaturity


@hookimpl
def bondsft_register_tasks() -> Iterable[Task]:
    """The six founding tasks."""
    return [YieldToMaturity(), Price(), Duration(), Convexity(), CashFlowSchedule(), Comparison()]
