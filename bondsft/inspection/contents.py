"""What a data set holds: counts by field, lengths, tenors, and a sample of its questions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bondsft.errors import BondsftError
from bondsft.text import read_date, read_tenor

FIELDS = ("task", "style", "market", "split", "wording_split")
WIDTH = 50
"""Characters of a question that one bar of the histogram of lengths stands for."""
SAMPLES = 240
TENORS = ((1, "up to 1 year"), (3, "1 to 3"), (5, "3 to 5"), (10, "5 to 10"), (20, "10 to 20"), (float("inf"), "over 20"))


@dataclass
class Contents:
    """Counted row by row. A founding row has neither task nor style."""

    rows: int = 0
    questions: int = 0
    not_recomputed: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in FIELDS})
    tenors: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    samples: list[Mapping[str, Any]] = field(default_factory=list)

    def add(self, row: Mapping[str, Any]) -> None:
        self.rows += 1
        self.not_recomputed += "inputs" not in row
        for name in FIELDS:
            if name in row:
                self.counts[name][str(row[name])] += 1
        if row.get("turn", 1) != 1:
            return
        self.questions += 1
        self.lengths[len(str(row["query"])) // WIDTH] += 1
        if (tenor := tenor_of(row)) is not None:
            self.tenors[next(name for most, name in TENORS if tenor <= most)] += 1
        # Every n-th question, n doubled whenever the sample is full: spread over the whole, and the same each time.
        if (self.questions - 1) % self.step == 0:
            self.samples.append({name: row[name] for name in (*FIELDS, "id", "query", "response") if name in row})
            if len(self.samples) == 2 * SAMPLES:
                self.samples = self.samples[::2]
                self.step *= 2

    step: int = 1

    def as_json(self) -> dict[str, Any]:
        counts = {name: dict(sorted(numbers.items())) for name, numbers in self.counts.items() if numbers}
        lengths = {f"{WIDTH * length}-{WIDTH * (length + 1) - 1}": count for length, count in sorted(self.lengths.items())}
        tenors = {name: self.tenors[name] for _, name in TENORS if self.tenors[name]}
        return {
            "rows": self.rows,
            "questions": self.questions,
            "not_recomputed": self.not_recomputed,
            "counts": counts,
            "characters": lengths,
            "tenors": tenors,
        }


def tenor_of(row: Mapping[str, Any]) -> float | None:
    """Years to maturity of a question's bond, the first of two; None where it states none."""
    inputs = json.loads(row.get("inputs") or "{}")
    years = inputs.get("years") or inputs.get("years_a")
    try:
        if years:
            return float(read_tenor(years))
        if "maturity" in inputs and "settlement" in inputs:
            return (read_date(inputs["maturity"]) - read_date(inputs["settlement"])).days / 365.25
    except BondsftError:
        return None  # a problem, which is told as one
    return None
