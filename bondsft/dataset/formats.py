"""The forms of a data set on disk: how a part of it is written, and how parts become one file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bondsft.dataset.messages import to_json
from bondsft.errors import BondsftError

Row = dict[str, Any]
SUFFIXES = (".jsonl", ".parquet", ".json")


@dataclass(frozen=True)
class Format:
    """A suffix. A folder holds its parts as they are; a file is made of them."""

    suffix: str

    def write(self, rows: Sequence[Row], path: Path) -> None:
        """Write the rows of one part."""
        if self.suffix == ".parquet":
            import pyarrow.parquet

            from bondsft.dataset.tables import table_of

            pyarrow.parquet.write_table(table_of(rows), path, compression="zstd", store_schema=False)
            return
        with path.open("w", encoding="utf-8") as file:
            if self.suffix == ".json":
                file.write(",\n".join(founding_pair(row) for row in rows if row["turn"] == 1))
            else:
                file.writelines(to_json(row) + "\n" for row in rows)

    def write_whole(self, rows: Sequence[Row], path: Path) -> None:
        """Write rows as a file of their own."""
        self.write(rows, path)
        if self.suffix == ".json":
            path.write_text(f"[\n{path.read_text('utf-8')}\n]\n", "utf-8")

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Make one file of parts, holding no more than one of them in memory."""
        if self.suffix == ".parquet":
            join_parquet(parts, path)
            return
        with path.open("wb") as file:
            file.write(b"[\n" if self.suffix == ".json" else b"")
            for number, part in enumerate(parts):
                file.write(b",\n" if number and self.suffix == ".json" else b"")
                with part.open("rb") as source:
                    shutil.copyfileobj(source, file)
            file.write(b"\n]\n" if self.suffix == ".json" else b"")


def format_of(path: Path) -> Format:
    """The format that a name ends in. Raises BondsftError for another."""
    if path.suffix not in SUFFIXES:
        raise BondsftError(f"{path} has no format of a data set.", f"Let its name end in {', '.join(SUFFIXES)}.")
    return Format(path.suffix)


def founding_pair(row: Row) -> str:
    """A question and its answer in the founding form, a list of `query` and `response`."""
    pair = json.dumps({"query": row["query"], "response": row["response"]}, ensure_ascii=False, indent=1)
    return "\n".join(f" {line}" for line in pair.splitlines())


def join_parquet(parts: Sequence[Path], path: Path) -> None:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(
        path, pyarrow.parquet.read_schema(parts[0]), compression="zstd", store_schema=False
    ) as file:
        for part in parts:
            file.write_table(pyarrow.parquet.read_table(part))
