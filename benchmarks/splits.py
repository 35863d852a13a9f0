"""Whether training and test ever share a question: what rows are asked about, over many seeds, all founding tasks.

    python benchmarks/splits.py [--seeds 100] [--rows 10000]

`--rows` rows of each split are made from each seed. A question is known by its task and its inputs as printed.
"""

from __future__ import annotations

import argparse
import time

from measuring import machine, print_table

from bondsft.dataset.generate import Plan, check_markets
from bondsft.dataset.parts import part_of
from bondsft.plugin import load_tasks

SPLITS = ("train", "validation", "test")


def questions(split: str, seeds: int, rows: int) -> set[int]:
    """Hashes of the questions that a split asks over all seeds."""
    registry = load_tasks(wanted=())
    tasks = [registry.get(name) for name in registry.default]
    found: set[int] = set()
    for seed in range(seeds):
        table = part_of(Plan(rows, tasks, check_markets([]), {"direct": 1.0}, split, seed), 0)
        asked = zip(table["task"].to_pylist(), table["inputs"].to_pylist(), strict=True)
        found.update(hash(question) for question in asked)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--rows", type=int, default=10_000, help="Rows of each split and seed.")
    parser.add_argument("--quick", action="store_true", help="A tiny size, to see that it runs.")
    options = parser.parse_args()
    seeds, rows = (3, 300) if options.quick else (options.seeds, options.rows)
    began = time.perf_counter()
    asked = {split: questions(split, seeds, rows) for split in SPLITS}
    print(f"{machine()}; {seeds} seeds, {rows:,} rows each, {time.perf_counter() - began:.0f} s")
    pairs = [(first, second) for place, first in enumerate(SPLITS) for second in SPLITS[place + 1 :]]
    print_table(
        ("splits", "questions", "shared"),
        [(f"{a} and {b}", f"{len(asked[a]):,} and {len(asked[b]):,}", f"{len(asked[a] & asked[b]):,}") for a, b in pairs],
    )
    if any(asked[first] & asked[second] for first, second in pairs):
        raise SystemExit("Splits share questions.")


if __name__ == "__main__":
    main()
