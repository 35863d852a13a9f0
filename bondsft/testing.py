"""What plugin authors test with: pytest runs the contract on a task in a few lines.

    from bondsft.testing import TaskContract

    class TestCurrentYield(TaskContract):
        task = "current_yield"  # as `bondsft tasks` lists it, once the plugin is installed

Each check is a test of its own, and the checks are those of `bondsft check-plugin`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ClassVar

from bondsft.contract import CHECKS, name_of
from bondsft.contract.samples import Samples
from bondsft.plugin import load_tasks


@cache
def samples_of(task: str) -> Samples:
    return Samples(load_tasks().get(task))


class TaskContract:
    """Derive from it, name the task, and pytest collects one test a check."""

    task: ClassVar[str]

    def test_makes_questions_with_answers(self) -> None:
        rows = samples_of(self.task).all
        if not rows:
            raise AssertionError(f"{self.task} makes no rows")


def as_test(check: Callable[[Samples], str]) -> Callable[[TaskContract], None]:
    def test(self: TaskContract) -> None:
        if problem := check(samples_of(self.task)):
            raise AssertionError(problem)

    test.__doc__ = check.__doc__
    return test


for _check in CHECKS:
    setattr(TaskContract, f"test_{name_of(_check).replace(' ', '_')}", as_test(_check))
