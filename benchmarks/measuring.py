"""Times, memory and answers of a benchmark: how they are taken, and the Markdown tables in which they are printed."""

from __future__ import annotations

import platform
import time
import tracemalloc
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np


class Report:
    """Rows of the tables, and whether every answer was within its bound."""

    def __init__(self) -> None:
        self.times: list[tuple[str, ...]] = []
        self.answers: list[tuple[str, ...]] = []
        self.agree = True

    def time(self, name: str, count: int, seconds: float, reached: str = "", goal: str = "") -> None:
        self.times.append((name, f"{count:,}", f"{seconds / count * 1e6:.3f}", f"{count / seconds:,.0f}", reached, goal))

    def answer(self, name: str, difference: Any, bound: float) -> None:
        worst = float(np.abs(difference).max())
        self.agree &= worst <= bound  # NaN is not
        self.answers.append((name, f"{np.size(difference):,}", f"{worst:.1e}", f"{bound:.0e}"))


def best(compute: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """Seconds of the quickest of some calls after one to warm up, and what it returns."""
    result, seconds = compute(), np.inf
    for _ in range(repeats):
        began = time.perf_counter()
        result = compute()
        seconds = min(seconds, time.perf_counter() - began)
    return seconds, result


def temporary_memory(compute: Callable[[], Any]) -> float:
    """Most MiB held at a time beyond what stood before and what is returned."""
    tracemalloc.start()
    kept = compute()
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return (peak - left) / 2**20


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def print_table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" + "---:|" * (len(heads) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def machine() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    packages = ", ".join(f"{name} {installed(name) or 'not installed'}" for name in ("numpy", "QuantLib", "pyxirr"))
    return f"{named[0] if named else platform.processor()}, one core; Python {platform.python_version()}, {packages}"
