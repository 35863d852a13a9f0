"""The forms of a data set on disk: how a part of it is written, and how parts become one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.errors import BondsftError

if TYPE_CHECKING:
    import pyarrow as pa

MESSAGES = [f"{column}.list.element.{field}" for column in ("prompt", "completion") for field in ("role", "name")]
LABELS = ["task", "task_version", "plugin", "style", "split", "wording_split", "market", "turn"]
"""Columns by which readers choose rows."""
PARQUET: dict[str, Any] = {
    "compression": "zstd",
    "store_schema": False,
    "use_dictionary": [*LABELS, "tools", "wording", *MESSAGES],
    "write_statistics": LABELS,
    "write_batch_size": 1 << 13,
}
"""The columns of few values have dictionaries; for the others one would be made and given up. Statistics let
readers leave rows out: of a long text, its first and last in the alphabet help nobody. With 8,192 values at a time instead of
1,024 a part is written in 0.96 of the time, and the pages of worked rows are still a few megabytes."""
BUFFER = 1 << 18
"""Bytes that are written or copied at a time: they stay in a core's own cache, which doubles the speed of a copy."""
SUFFIXES = (".jsonl", ".parquet", ".json")


@dataclass(frozen=True)
class Format:
    """A suffix. A folder holds its parts as they are; a file is made of them."""

    suffix: str

    def write(self, table: pa.Table, path: Path) -> None:
        """Write the rows of one part."""
        if self.suffix == ".parquet":
            import pyarrow.parquet

            pyarrow.parquet.write_table(table, path, **PARQUET)
        elif self.suffix == ".json":
            columns = [table[name].to_pylist() for name in ("turn", "query", "response")]
            pairs = [founding_pair(query, response) for turn, query, response in zip(*columns, strict=True) if turn == 1]
            path.write_text(",\n".join(pairs), "utf-8")
        else:
            from bondsft.dataset.lines import lines_of

            with path.open("wb", BUFFER) as file:
                file.writelines(lines_of(table))

    def write_whole(self, table: pa.Table, path: Path) -> None:
        """Write rows as a file of their own."""
        self.write(table, path)
        if self.suffix == ".json":
            before, after = self.around(0, 1)
            path.write_bytes(before + path.read_bytes() + after)

    @property
    def is_text(self) -> bool:
        """Whether parts are joined as they are."""
        return self.suffix != ".parquet"

    def around(self, part: int, parts: int) -> tuple[bytes, bytes]:
        """What stands before and after a part in a file of text."""
        if self.suffix != ".json":
            return b"", b""
        return b",\n" if part else b"[\n", b"\n]\n" if part == parts - 1 else b""


def format_of(path: Path) -> Format:
    """The format that a name ends in. Raises BondsftError for another."""
    if path.suffix not in SUFFIXES:
        raise BondsftError(f"{path} has no format of a data set.", f"Let its name end in {', '.join(SUFFIXES)}.")
    return Format(path.suffix)


def founding_pair(query: str, response: str) -> str:
    """A question and its answer in the founding form, a list of `query` and `response`."""
    pair = json.dumps({"query": query, "response": response}, ensure_ascii=False, indent=1)
    return "\n".join(f" {line}" for line in pair.splitlines())


def join_parquet(parts: Sequence[Path], path: Path) -> None:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(path, pyarrow.parquet.read_schema(parts[0]), **PARQUET) as file:
        for part in parts:
            file.write_table(pyarrow.parquet.read_table(part))
