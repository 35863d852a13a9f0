"""Looks at all lines of data sets, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from bondsft.dataset.processes import know_calculators, worker_processes
from bondsft.inspection.problems import Checks, Problem, Repeats
from bondsft.inspection.reading import Line

AT_ONCE = 500
"""Lines that are given to a worker at a time."""
OWN: list[Checks] = []
"""What this process looks for, if it is a worker."""


def look(lines: Iterator[Line], checks: Checks, workers: int = 1) -> Iterator[tuple[Line, list[Problem]]]:
    """Yield the lines in their order, each with what is wrong with it."""
    repeats = Repeats()
    for line, faults in found_in(lines, checks, workers):
        yield line, [Problem(line, text) for text in (*repeats.faults(line), *faults)]


def found_in(lines: Iterator[Line], checks: Checks, workers: int) -> Iterator[tuple[Line, list[str]]]:
    """What is wrong with each line by itself. Few lines wait for a worker, so that memory does not grow with the data set."""
    blocks = iter(lambda: list(islice(lines, AT_ONCE)), [])
    first = next(blocks, [])
    if workers <= 1 or len(first) < AT_ONCE:
        yield from ((line, checks.faults(line)) for line in (*first, *lines))
        return
    with worker_processes(workers, begin, (checks,)) as pool:
        given = deque([(first, pool.submit(faults_of, first))])
        while given:
            while len(given) <= 2 * workers and (block := next(blocks, [])):
                given.append((block, pool.submit(faults_of, block)))
            block, future = given.popleft()
            yield from zip(block, future.result(), strict=True)


def begin(checks: Checks) -> None:
    know_calculators(list(checks.tasks.values()))
    OWN.append(checks)


def faults_of(lines: Sequence[Line]) -> list[list[str]]:
    [checks] = OWN
    return [checks.faults(line) for line in lines]
