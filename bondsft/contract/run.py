"""Runs the checks on a task, and says of each what it found, or that it could not be run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bondsft.contract.behaviour import survives_json
from bondsft.contract.checks import CHECKS
from bondsft.contract.questions import gives_every_row_a_finite_truth
from bondsft.contract.samples import Samples
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.plugin.side_effects import reason_of

ALL_ELSE_NEEDS = (gives_every_row_a_finite_truth, survives_json)
"""Nothing can be marked by no number, or by an answer that cannot be read."""


class Finding(NamedTuple):
    """What one check found: `problem` is "" where it is kept. `ran` is false for a check that an earlier problem kept from it."""

    check: str
    problem: str
    ran: bool = True


def check_task(registered: RegisteredTask) -> Iterator[Finding]:
    """Run every check on one task. One that cannot be run, because no rows can be made, says so."""
    samples = Samples(registered)
    try:
        _ = samples.all
    except BondsftError as error:  # `generate` names whatever a task raises
        yield Finding("makes questions with answers", str(error))
        yield from (Finding(name_of(check), "", ran=False) for check in CHECKS)
        return
    yield Finding("makes questions with answers", "")
    stopped = False
    for check in CHECKS:
        if stopped:
            yield Finding(name_of(check), "", ran=False)
            continue
        try:
            problem = check(samples)
        # Somebody else's rows and module are looked at: whatever that raises is what the check found.
        except Exception as error:
            problem = reason_of(error, type(registered.task).__module__)
        stopped = bool(problem) and check in ALL_ELSE_NEEDS
        yield Finding(name_of(check), problem)


def name_of(check: Callable[[Samples], str]) -> str:
    return check.__name__.replace("_", " ")
