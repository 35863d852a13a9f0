"""Where a data set stands on disk while it is made, and after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bondsft.dataset.formats import Format, format_of
from bondsft.dataset.plan import Plan

FOLDER_FORMAT = Format(".parquet")


@dataclass(frozen=True)
class Build:
    """Where a data set goes, and what of it this process makes: every part, or those of shard `shard[0]` of `shard[1]`."""

    plan: Plan
    output: Path
    shard: tuple[int, int] = (1, 1)

    @property
    def is_folder(self) -> bool:
        return not self.output.suffix

    @property
    def format(self) -> Format:
        return FOLDER_FORMAT if self.is_folder else format_of(self.output)

    @property
    def work(self) -> Path:
        """Holds what was planned and what is finished, until all is."""
        return self.output / ".parts" if self.is_folder else self.output.with_name(f".{self.output.name}.parts")

    @property
    def manifest(self) -> Path:
        """Written last: where it is there, the data set is whole."""
        return self.output / "manifest.json" if self.is_folder else self.output.with_name(f"{self.output.name}.manifest.json")

    @property
    def own(self) -> list[int]:
        """The parts that this process makes."""
        number, of = self.shard
        return [part for part in range(self.plan.parts) if part % of == number - 1]

    def path(self, part: int) -> Path:
        return (self.output if self.is_folder else self.work) / f"part-{part:05d}{self.format.suffix}"

    def counts(self, part: int) -> Path:
        """Written after the part itself: where it is there, the part is finished."""
        return self.work / f"part-{part:05d}.counts.json"

    @property
    def unfinished(self) -> list[int]:
        return [part for part in range(self.plan.parts) if not self.counts(part).exists()]
