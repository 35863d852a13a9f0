"""Who makes the parts of a data set: this process, several processes, or the workers of a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed

from bondsft.dataset.memory import do_without_pandas, keep_freed_memory
from bondsft.dataset.plan import Plan
from bondsft.dataset.processes import know_calculators, worker_processes
from bondsft.errors import BondsftError
from bondsft.plugin.registry import DISTRIBUTION

Make = Callable[[int], int]
"""Makes one part and returns its rows. It is sent to other processes, so it is a function of a module, or a partial of one."""
OWN: list[Make] = []
"""What makes the parts of this process, if it is a worker."""
RETRIES = 5
"""Times that Ray gives a part to another worker when one dies."""


def run(engine: str, plan: Plan, make: Make, parts: Sequence[int], workers: int) -> Iterator[int]:
    """Make parts, and yield the rows of each as it is finished."""
    if engine == "ray":
        yield from on_ray(plan, make, parts)
    elif workers <= 1 or len(parts) <= 1:
        yield from map(make, parts)
    else:
        yield from in_processes(plan, make, parts, workers)


def in_processes(plan: Plan, make: Make, parts: Sequence[int], workers: int) -> Iterator[int]:
    with worker_processes(min(workers, len(parts)), begin, (plan, make)) as pool:
        for future in as_completed([pool.submit(make_here, part) for part in parts]):
            yield future.result()


def begin(plan: Plan, make: Make) -> None:
    """Prepare a worker process. It makes all its parts with the same tasks: of others, sent with every part, it would have to
    learn anew which phrases fit."""
    keep_freed_memory()
    if all(registered.distribution == DISTRIBUTION for registered in plan.tasks):  # those of others may use pandas
        do_without_pandas()
    know_calculators(plan.tasks)
    OWN.append(make)


def make_here(part: int) -> int:
    [make] = OWN
    return make(part)


def on_ray(plan: Plan, make: Make, parts: Sequence[int]) -> Iterator[int]:
    """Tasks of the cluster that RAY_ADDRESS names, or of one on this machine; all see the output's folder.

    A worker that dies gives its part back: a part appears whole or not at all, so another can make it again.
    """
    try:
        import ray
    except ImportError as error:
        raise BondsftError("Ray is not installed.", "Type pip install 'bondsft[ray]', or leave out --engine ray.") from error
    started = not ray.is_initialized()
    if started:
        ray.init(log_to_driver=False, include_dashboard=False, configure_logging=False)

    @ray.remote(max_retries=RETRIES)
    def make_part(part: int) -> int:
        know_calculators(plan.tasks)
        return make(part)

    pending = [make_part.remote(part) for part in parts]
    try:
        while pending:
            ready, pending = ray.wait(pending)
            yield from ray.get(ready)
    finally:
        for each in pending:
            ray.cancel(each, force=True)
        if started:
            ray.shutdown()
