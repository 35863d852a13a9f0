"""How far an answer may be off and still be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROUNDING = 1e-9  # of the tolerance and of the truth, so that 98.75 is within 0.01 of 98.74 in binary too


@dataclass(frozen=True)
class Tolerance:
    """Absolute in the answer's unit, or relative to it."""

    absolute: float | None = None
    relative: float | None = None

    @classmethod
    def of_json(cls, record: Mapping[str, float]) -> Tolerance:
        return cls(record.get("abs"), record.get("rel"))

    def as_json(self) -> dict[str, float]:
        return {"abs": self.absolute} if self.absolute is not None else {"rel": self.relative or 0.0}

    def width(self, truth: float) -> float:
        """The tolerance in the truth's own unit."""
        return self.absolute if self.absolute is not None else (self.relative or 0.0) * abs(truth)

    def holds(self, value: float, truth: float) -> bool:
        """Whether a value is as near to the truth as this asks."""
        allowed = self.width(truth)
        return abs(value - truth) <= allowed + ROUNDING * (allowed + abs(truth))
