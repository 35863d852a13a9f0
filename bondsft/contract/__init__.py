"""What every task must hold, built-in or anybody's: `check-plugin` and `bondsft.testing.TaskContract` run the same checks.

>>> report = check_task(load_tasks().get("price"))
>>> [finding.check for finding in report if finding.problem]
[]
"""

from bondsft.contract.checks import CHECKS, Finding, check_task
from bondsft.plugin import load_tasks

__all__ = ["CHECKS", "Finding", "check_task", "load_tasks"]
