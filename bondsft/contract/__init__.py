"""What every task must hold, built-in or anybody's: `check-plugin` and `bondsft.testing.TaskContract` run the same checks.

for finding in check_task(load_tasks().get("price")):
    print(finding.check, finding.problem or "kept")
"""

from bondsft.contract.checks import CHECKS
from bondsft.contract.run import Finding, check_task, name_of

__all__ = ["CHECKS", "Finding", "check_task", "name_of"]
