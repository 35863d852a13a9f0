"""A task's rows as a check sees them: made once, and again where a check asks whether they are the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bondsft.dataset.asked_of_tasks import sampled
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import STATED, Columns

MARKETS = check_markets([])
ROWS = 120
"""Questions of each split that a check looks at."""
REPEAT = """
import hashlib, json, sys
from bondsft.contract.samples import Samples
from bondsft.plugin import load_tasks
rows = Samples(load_tasks().get(sys.argv[1])).rows("train")
print(hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest())
"""
IMPORT = """
import importlib, sys
importlib.import_module(sys.argv[1])
print(" ".join(name for name in sys.argv[2:] if name in sys.modules))
"""


@dataclass(frozen=True)
class Samples:
    """Rows of one task with all markets in turn."""

    registered: RegisteredTask

    def rows(self, split: str, rows: int = ROWS) -> list[dict[str, Any]]:
        """Rows in the direct style: one a question, with its answer."""
        plan = Plan(rows, [self.registered], check_markets([]), {"direct": 1.0}, split)
        return list(generate(plan))

    @cached_property
    def train(self) -> list[dict[str, Any]]:
        return self.rows("train")

    @cached_property
    def test(self) -> list[dict[str, Any]]:
        return self.rows("test")

    @property
    def all(self) -> list[dict[str, Any]]:
        return self.train + self.test

    def drawn(self, count: int) -> Columns:
        """Facts as the task draws them."""
        return sampled(self.registered.task, np.random.default_rng(1), count, STATED)

    @cached_property
    def facts(self) -> set[str]:
        """The names of all facts that the task draws for any market, and that questions state."""
        drawn = [
            sampled(self.registered.task, np.random.default_rng(seed), 16, market) for seed in range(8) for market in MARKETS
        ]
        names = {name for facts in drawn for name in facts} | {name for row in self.all for name in json.loads(row["inputs"])}
        return names | {re.sub("_[ab]$", "", name) for name in names}  # a phrase for each of two bonds names neither

    def answers(self) -> list[dict[str, Any]]:
        return [json.loads(row["answer"])[0] for row in self.all]

    def digest(self, hash_seed: str) -> str:
        """A digest of the training rows as another process makes them."""
        return in_process(REPEAT, self.registered.task.name, hash_seed=hash_seed)

    def imports(self, module: str, packages: tuple[str, ...]) -> str:
        """Which of the packages a fresh process has after it imported the module."""
        return in_process(IMPORT, module, *packages)


def in_process(source: str, *arguments: str, hash_seed: str = "0") -> str:
    """What a program prints as its last line. Raises RuntimeError with what went wrong."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", source, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["it ended without a word"])[-1])
    return (done.stdout.strip().splitlines() or [""])[-1]
