"""What installed plugins cost: `bondsft plugins` with twenty of them, and commands that need none of their tasks with one that
takes a second to import.

    python benchmarks/plugins.py [--quick]

Each command runs in a process of its own; the quickest of five counts (of one with --quick). The plugins are folders as pip
leaves them.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import machine, print_table

PLUGIN = """
import time; time.sleep(SECONDS)
from bondsft.plugin import hookimpl
from bondsft.tasks.base import Answer, Task, Tolerance

class Asked(Task):
    name = "NAME"
    description = "A year's coupons over the clean price."
    calculator = "bond_yield"
    answers = (Answer("NAME", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng, count, market):
        return {"coupon_pct": rng.integers(8, 80, count) / 8, "price": rng.uniform(80, 120, count).round(2)}

    def solve(self, facts):
        return 100 * facts["coupon_pct"] / facts["price"]

@hookimpl
def bondsft_register_tasks():
    yield Asked()
"""


def install(site: Path, name: str, seconds: float = 0.0) -> None:
    """Write a plugin as pip would have."""
    described = site / f"{name}-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text(f"[bondsft]\n{name} = {name}\n")
    (site / f"{name}.py").write_text(PLUGIN.replace("NAME", name).replace("SECONDS", str(seconds)))


def seconds(site: Path, *arguments: str, repeats: int) -> float:
    """The quickest of some runs of a command that sees the plugins of a folder."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    quickest = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        command = [sys.executable, "-m", "bondsft", *arguments]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        quickest = min(quickest, time.perf_counter() - began)
    return quickest


def main(repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        none, twenty, slow = (Path(folder) / name for name in ("none", "twenty", "slow"))
        none.mkdir()
        for number in range(20):
            install(twenty, f"benchmark_{number}")
        install(slow, "benchmark_slow", seconds=1.0)
        timed = functools.partial(seconds, repeats=repeats)
        data = ["generate-data", "--rows", "100", "--overwrite", "--output", str(Path(folder) / "rows.jsonl")]
        rows = [("`bondsft plugins`, twenty plugins", timed(none, "plugins"), timed(twenty, "plugins"), "0.5 s")]
        rows += [
            ("`bondsft --help`, one that takes 1 s to import", timed(none, "--help"), timed(slow, "--help"), "nothing more"),
            ("`bondsft generate-data --rows 100`, the same", timed(none, *data), timed(slow, *data), "nothing more"),
        ]
        print(machine())
        heads = ("seconds", "without", "with", "goal")
        print_table(heads, [(name, f"{without:.2f}", f"{with_:.2f}", goal) for name, without, with_, goal in rows])


if __name__ == "__main__":
    main(repeats=1 if "--quick" in sys.argv else 5)
