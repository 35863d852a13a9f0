"""Whether training and test ever share a question: what rows are asked about, over many seeds, all founding tasks.

    python benchmarks/splits.py [--seeds 100] [--rows 10000] [--workers 2]

`--rows` rows of each split are made from each seed. A question is known by its task and its inputs as printed.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from measuring import machine, print_table

from bondsft.dataset.generate import Plan, check_markets
from bondsft.dataset.parts import part_of
from bondsft.dataset.split import text_number
from bondsft.plugin import load_tasks

SPLITS = ("train", "validation", "test")


def questions(split: str, rows: int, seed: int) -> set[int]:
    """Hashes of the questions that a split asks from a seed."""
    registry = load_tasks(wanted=())
    tasks = [registry.get(name) for name in registry.default]
    table = part_of(Plan(rows, tasks, check_markets([]), {"direct": 1.0}, split, seed), 0)
    asked = zip(table["task"].to_pylist(), table["inputs"].to_pylist(), strict=True)
    return {text_number(f"{task} {inputs}") for task, inputs in asked}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--rows", type=int, default=10_000, help="Rows of each split and seed.")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true", help="A tiny size, to see that it runs.")
    options = parser.parse_args()
    seeds, rows = (3, 300) if options.quick else (options.seeds, options.rows)
    began = time.perf_counter()
    with ProcessPoolExecutor(options.workers) as pool:
        asked = {split: set().union(*pool.map(partial(questions, split, rows), range(seeds))) for split in SPLITS}
    seconds = time.perf_counter() - began
    print(f"{machine().replace('one core; ', '')}; {options.workers} workers")
    print(f"{seeds} seeds, {rows:,} rows of each split and seed, {seconds:.0f} s")
    pairs = [(first, second) for place, first in enumerate(SPLITS) for second in SPLITS[place + 1 :]]
    print_table(
        ("splits", "questions", "shared"),
        [(f"{a} and {b}", f"{len(asked[a]):,} and {len(asked[b]):,}", f"{len(asked[a] & asked[b]):,}") for a, b in pairs],
    )
    if any(asked[first] & asked[second] for first, second in pairs):
        raise SystemExit("Splits share questions.")


if __name__ == "__main__":
    main()
