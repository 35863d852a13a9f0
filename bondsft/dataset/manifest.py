"""What a data set was made from, and what it holds: a manifest for programs and a card for people and model hubs."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bondsft.dataset.plan import Plan
from bondsft.dataset.store import file_hash, write_text

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGES = ("bondsft", "numpy", "scipy")
MADE_UP = "Bonds are made up, within the coupons, tenors, prices and yields of their markets; ISINs under ZZ belong to nobody."
LIMITS = (
    "Where no market is named, a settlement date can be a holiday.",
    "Questions and answers are in English.",
)


def described(plan: Plan) -> dict[str, Any]:
    """All that decides the bytes of a data set."""
    bonds = hashlib.sha256(json.dumps({isin: dict(terms) for isin, terms in plan.bonds.items()}).encode()).hexdigest()
    return {
        "rows": plan.rows,
        "split": plan.split,
        "seed": plan.seed,
        "styles": dict(plan.styles),
        "markets": list(plan.markets),
        "tasks": {
            entry.task.name: {
                "version": entry.task.version,
                "distribution": f"{entry.distribution} {installed(entry.distribution)}",
            }
            for entry in plan.tasks
        },
        "bonds": {"count": len(plan.bonds), "share": plan.bonds_share, "sha256": bonds} if plan.bonds else None,
        "part_rows": plan.part_rows,
        "follow_ups": plan.follow_ups,
        "versions": {name: installed(name) for name in PACKAGES},
    }


def counted(table: pa.Table) -> dict[str, Any]:
    """What a part holds."""
    by = {name: counts_of(table[name]) for name in ("task", "style", "market", "wording_split")}
    return {"rows": len(table), "questions": counts_of(table["turn"]).get(1, 0), "by": by}


def counts_of(column: pa.ChunkedArray) -> dict[Any, int]:
    """How often each value stands in a column, in their order."""
    values = column.combine_chunks().dictionary_encode()
    counts = np.bincount(values.indices.to_numpy(), minlength=len(values.dictionary)).tolist()
    return dict(sorted(pair for pair in zip(values.dictionary.to_pylist(), counts, strict=True) if pair[1]))


def write_manifest(path: Path, plan: Plan, counts: Sequence[Mapping[str, Any]], file: Path | Mapping[str, str]) -> dict[str, Any]:
    """Write the manifest of a file, or of a folder's files by their hashes, and return what it holds."""
    files = {file.name: file_hash(file)} if isinstance(file, Path) else dict(file)
    by: dict[str, Counter[str]] = {name: Counter() for name in counts[0]["by"]}
    for each in counts:
        for name, numbers in each["by"].items():
            by[name].update(numbers)
    manifest = {
        **described(plan),
        "python": platform.python_version(),
        "questions": sum(each["questions"] for each in counts),
        "counts": {name: dict(sorted(numbers.items())) for name, numbers in by.items()},
        # What is made up is free; the terms of a user's bonds are not ours to license.
        "licence": "other" if plan.bonds else "Apache-2.0",
        "limits": [*LIMITS, "Some questions are about bonds of a user's own file."] if plan.bonds else [MADE_UP, *LIMITS],
        "sha256": files,
    }
    write_text(path, json.dumps(manifest, indent=2) + "\n")
    return manifest


def write_card(path: Path, manifest: Mapping[str, Any]) -> None:
    """Write the data card, its head in the form that model hubs read."""
    rows = manifest["rows"]
    size = next(name for most, name in SIZES if rows < most)
    tables = [
        f"| {name.replace('_', ' ')} | rows |\n|---|---:|\n"
        + "\n".join(f"| {key} | {count:,} |" for key, count in numbers.items())
        for name, numbers in manifest["counts"].items()
    ]
    tasks = ", ".join(f"`{name}` (version {each['version']}, {each['distribution']})" for name, each in manifest["tasks"].items())
    text = CARD.format(
        size=size,
        split=manifest["split"],
        rows=f"{rows:,}",
        questions=f"{manifest['questions']:,}",
        version=manifest["versions"]["bondsft"],
        seed=manifest["seed"],
        licence=manifest["licence"].lower(),
        tasks=tasks,
        tables="\n\n".join(tables),
        limits="\n".join(f"- {limit}" for limit in manifest["limits"]),
    )
    write_text(path, text)


SIZES = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")),
    *((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (float("inf"), "n>100M")),
)
CARD = """---
license: {licence}
language: [en]
task_categories: [question-answering, text-generation]
tags: [finance, bonds, synthetic]
size_categories: ["{size}"]
configs:
- config_name: default
  data_files:
  - split: {split}
    path: part-*.parquet
---

# Bond questions with computed answers

{rows} rows with {questions} questions about bonds, made by bondsft {version} from seed {seed}. Every answer is computed from what
its question prints, under conventions that it states or that its market fixes; `bondsft inspect` recomputes each by a calculator
that reads the printed text. Tasks: {tasks}.

A row has a prompt and a completion as lists of messages, ready for TRL's SFTTrainer, the calculators' schemas in `tools`, the
facts as printed in `inputs`, and the answer at full precision with its unit and tolerance in `answer`.

{tables}

## Known limits

{limits}

Licence: {licence}. `manifest.json` has versions, options and the hash of every file.
"""


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(no metadata)"
