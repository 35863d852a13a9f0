"""Reads data sets line by line, so that a broken line is a finding and not the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bondsft.dataset.formats import SUFFIXES
from bondsft.dataset.messages import read_json
from bondsft.dataset.store import founding_entries, is_pair, parse_row, parts_of
from bondsft.errors import BondsftError

ID = re.compile(r".+-\d+-[0-9a-f]+-.+")
NEEDED = ("id", "task", "style", "turn", "split", "prompt", "completion", "query", "response", "inputs", "answer")


@dataclass(frozen=True)
class Line:
    """A row and where it stands; `broken` says why there is none."""

    file: str
    number: int
    row: Mapping[str, Any] = field(default_factory=dict)
    broken: str = ""

    @property
    def place(self) -> str:
        return f"{self.file}, {'entry' if self.file.endswith('.json') else 'line'} {self.number}"

    @property
    def is_founding(self) -> bool:
        """Whether it has a question and its answer alone, which cannot be recomputed."""
        return not self.broken and set(self.row) <= {"query", "response"}


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, or the Parquet files of a folder. Raises BondsftError for what is not there."""
    for path in paths:
        if not path.exists():
            raise BondsftError(f"{path} does not exist.", "Name a data set: bondsft inspect bonds.jsonl")
        yield from parts_of(path) if path.is_dir() else [path]


def count_lines(path: Path) -> int:
    """How many lines a file has, to tell how much is left."""
    if path.suffix == ".parquet":
        return int(whole_parquet(path).metadata.num_rows)
    if path.suffix == ".json":
        return len(founding_entries(path))
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def read_lines(paths: Sequence[Path]) -> Iterator[Line]:
    """Yield the lines of files. Raises BondsftError for a file that cannot be read."""
    for path in paths:
        yield from lines_of(path)


def lines_of(path: Path) -> Iterator[Line]:
    name = path.name
    if path.suffix == ".jsonl":
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield parsed(name, number, line)
    elif path.suffix == ".parquet":
        yield from (line_of(name, number, row) for number, row in enumerate(parquet_rows(path), 1))
    elif path.suffix == ".json":
        for number, pair in enumerate(founding_entries(path), 1):
            yield (
                line_of(name, number, {key: pair[key] for key in ("query", "response")})
                if is_pair(pair)
                else Line(name, number, broken="has no query and response")
            )
    else:
        raise BondsftError(f"{path} has no format of a data set.", f"Its name should end in {', '.join(SUFFIXES)}.")


def parsed(name: str, number: int, line: bytes) -> Line:
    try:
        row = parse_row(line.decode(), f"{name}, line {number}")
    except UnicodeDecodeError as error:
        return Line(name, number, broken=f"is not UTF-8 text (byte {error.start})")
    except BondsftError as error:
        return Line(name, number, broken=error.message.removeprefix(f"{name}, line {number} ").rstrip("."))
    return line_of(name, number, row)


def line_of(file: str, number: int, row: Mapping[str, Any]) -> Line:
    """A row where it stands, broken if it is none of a data set."""
    if set(row) == {"query", "response"}:
        return Line(file, number, row)
    lacking = [field for field in NEEDED if field not in row]
    if lacking:
        return Line(file, number, row, f"has no {', '.join(lacking)}")
    if not ID.fullmatch(str(row["id"])):
        return Line(file, number, row, f"has the id {row['id']!r}, which does not read task-version-hash-style-turn")
    for name, kind in (("inputs", dict), ("answer", list)):
        if not isinstance(read_json(row[name]), kind):
            return Line(file, number, row, f"has {name} {row[name]!r:.40}, and no JSON {kind.__name__}")
    for messages in ("prompt", "completion"):
        if not is_conversation(row[messages]):
            return Line(file, number, row, f"has a {messages} that is no list of messages")
    return Line(file, number, row)


def is_conversation(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and {"role", "content"} <= each.keys() for each in value)
    )


def parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a Parquet file. Raises BondsftError for one with other columns."""
    lacking = [name for name in NEEDED if name not in whole_parquet(path).schema_arrow.names]
    if lacking:
        raise BondsftError(f"{path} has no column {', '.join(lacking)}.", "Name a file that generate-data wrote.")
    for batch in whole_parquet(path).iter_batches(1000):
        yield from batch.to_pylist()


def whole_parquet(path: Path) -> Any:
    import pyarrow
    import pyarrow.parquet

    try:
        return pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise BondsftError(f"{path} is not a whole Parquet file.", "Make it again.") from error
