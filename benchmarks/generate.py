"""Rows a second of `generate-data`, on disk: direct rows to Parquet, tool rows to Parquet, both to .jsonl; all founding tasks.

    python benchmarks/generate.py [--rows 1000000] [--workers 2] [--only "direct rows to Parquet"] [--quick]

Each build is a whole command in a process of its own, start-up included. Then one part is timed by stages in this process, so
that the next factor is known. Where `reasoning-gym` is installed, its `decimal_arithmetic` runs beside them.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import machine, print_table

BUILDS = (
    ("direct rows to Parquet", "direct=1", "rows", 1_000_000),
    ("tool rows to Parquet", "tool=1", "rows", 100_000),
    ("direct rows to .jsonl", "direct=1", "rows.jsonl", 125_000),
    ("tool rows to .jsonl", "tool=1", "rows.jsonl", 50_000),
    ("worked rows to Parquet", "worked=1", "rows", None),
)
"""What is built, its style, its output, and the rows a second that it should reach; what has no such goal is slow, and built only
where `--only` names it."""


def timed(rows: int, workers: int, styles: str, output: Path) -> tuple[float, float]:
    """Seconds of a command, and the most MiB that one of its processes held so far."""
    command = [sys.executable, "-m", "bondsft", "generate-data", "--rows", str(rows), "--workers", str(workers)]
    began = time.perf_counter()
    subprocess.run([*command, "--styles", styles, "--output", str(output)], check=True, capture_output=True)
    seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def stages(rows: int, style: str) -> list[tuple[str, ...]]:
    """Microseconds a row of one part: its mathematics, its words and checks, its table, its files."""
    import numpy as np

    from bondsft.dataset.formats import Format
    from bondsft.dataset.generate import Plan, check_markets
    from bondsft.dataset.parts import groups_in_order, part_of
    from bondsft.dataset.tables import table_of
    from bondsft.plugin import load_tasks

    registry = load_tasks(wanted=())
    plan = Plan(rows, [registry.get(name) for name in registry.default], check_markets([]), {style: 1.0})
    part_of(plan, 0)  # what every later part finds known: dates as they are written, which phrases fit
    part = min(1, plan.parts - 1)
    gc.disable()  # as a build does while it makes a part
    marks = [time.perf_counter()]
    for registered in plan.tasks:  # drawn and solved alone, as `part_of` does it
        for number in range(max(1, plan.questions // plan.batch)):
            market = plan.markets[number % len(plan.markets)]
            registered.task.solve(registered.task.sample(np.random.default_rng(number), plan.batch, market))
    marks.append(time.perf_counter())
    groups, order = groups_in_order(plan, part)
    marks.append(time.perf_counter())
    table = table_of(groups, order, plan.rows_of(part))
    marks.append(time.perf_counter())
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".parquet", ".jsonl"):
            Format(suffix).write(table, Path(folder) / f"part{suffix}")
            marks.append(time.perf_counter())
    gc.enable()
    mathematics, questions, made, parquet, lines = (1e6 * (end - start) / len(table) for start, end in itertools.pairwise(marks))
    shown = (mathematics, questions - mathematics, made, parquet, lines)
    return [(f"{style} rows", *(f"{each:.1f}" for each in shown))]


def rival(seconds: float = 3.0) -> float | None:
    """Items a second of reasoning-gym's decimal_arithmetic, one process; None where it is not installed."""
    try:
        import reasoning_gym
    except ImportError:
        return None
    made = reasoning_gym.create_dataset("decimal_arithmetic", size=10_000_000, seed=1)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        made[count]
        count += 1
    return count / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=[name for name, *_ in BUILDS], help="One build alone, without its stages.")
    parser.add_argument("--quick", action="store_true", help="A tiny size, to see that it runs.")
    options = parser.parse_args()
    rows = 2000 if options.quick else options.rows
    print(f"{machine().replace('one core; ', '')}; {options.workers} workers, {rows:,} rows")
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, styles, output, goal) in enumerate(BUILDS):
            if options.only != name and (options.only or goal is None):
                continue
            seconds, memory = timed(rows, options.workers, styles, Path(folder) / str(number) / output)
            shutil.rmtree(Path(folder) / str(number))  # else the system still writes it back while the next is timed
            shown.append((name, f"{seconds:.1f}", f"{rows / seconds:,.0f}", f"{memory:.0f}", f"{goal:,}" if goal else ""))
    print_table(("build", "seconds", "rows a second", "MiB", "goal"), shown)
    if options.only:
        return
    print_table(
        ("us a row, one process", "mathematics", "words and checks", "table", "to Parquet", "to .jsonl"),
        stages(rows, "direct") + stages(rows, "tool"),
    )
    if (items := rival(0.2 if options.quick else 3.0)) is not None:
        print(f"\nreasoning-gym's decimal_arithmetic: {items:,.0f} items a second in one process")


if __name__ == "__main__":
    main()
