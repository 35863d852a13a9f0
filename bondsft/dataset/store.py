"""Reads and writes data sets. The suffix picks the format; a file appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bondsft.dataset.formats import SUFFIXES, format_of
from bondsft.errors import BondsftError, not_written

Row = dict[str, Any]
T = TypeVar("T")


def write_rows(rows: Iterable[Row], path: Path, *, overwrite: bool = False) -> int:
    """Write rows that are at hand and return how many. Raises BondsftError if the file exists, cannot be written or has no known
    suffix."""
    from bondsft.dataset.tables import table_of_rows

    form = format_of(path)
    if path.exists() and not overwrite:
        raise BondsftError(f"{path} exists.", "Type another name, or add --overwrite.")
    table = table_of_rows(list(rows))
    write_whole(path, lambda partial: form.write_whole(table, partial))
    return len(table)


def write_whole(path: Path, write: Callable[[Path], T]) -> T:
    """Have a file written beside its place and then renamed, so that it appears whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        result = write(partial)
        os.replace(partial, path)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        partial.unlink(missing_ok=True)
    return result


def file_hash(path: Path) -> str:
    """SHA-256 of a file; of a folder, that of the names and hashes of its Parquet files."""
    if path.is_dir():
        parts = "".join(f"{part.name} {file_hash(part)}\n" for part in parts_of(path))
        return hashlib.sha256(parts.encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parts_of(folder: Path) -> list[Path]:
    """The Parquet files of a folder, in order. Raises BondsftError if there are none, or a build of it is not finished."""
    parts = sorted(folder.glob("*.parquet"))
    if not parts:
        raise BondsftError(f"{folder} has no Parquet files.", "Name the folder that generate-data wrote.")
    if (folder / ".parts").exists():
        raise BondsftError(f"{folder} is not finished.", "Go on with it: generate-data with the same options and --resume.")
    return parts


def write_text(path: Path, text: str) -> None:
    write_whole(path, lambda partial: partial.write_text(text, "utf-8"))


def write_jsonl_records(records: Iterable[Row], path: Path) -> int:
    """Write any records as lines, over what may be there."""
    return write_whole(path, lambda partial: write_jsonl(records, partial))


def write_jsonl(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_rows(path: Path) -> list[Row]:
    """Read a data set of any format; a founding file gives rows with `query` and `response` alone.

    Raises BondsftError that names the file, and the line where one is at fault.
    """
    if not path.exists():
        raise BondsftError(f"{path} does not exist.", "Make one: bondsft generate-data --output bonds.jsonl")
    try:
        if path.is_dir():
            rows = [row for part in parts_of(path) for row in read_parquet(part)]
        elif path.suffix == ".parquet":
            rows = read_parquet(path)
        elif path.suffix == ".json":
            rows = read_founding(path)
        elif path.suffix == ".jsonl":
            rows = list(read_jsonl(path))
        else:
            raise BondsftError(f"{path} has no format of a data set.", f"Its name should end in {', '.join(SUFFIXES)}.")
    except UnicodeDecodeError as error:
        raise BondsftError(f"{path} is not UTF-8 text (byte {error.start}).", "Save it again as UTF-8.") from error
    except OSError as error:
        raise BondsftError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not rows:
        raise BondsftError(f"{path} has no rows.", "Make one: bondsft generate-data --output bonds.jsonl")
    return rows


def read_parquet(path: Path) -> list[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        return list(pyarrow.parquet.read_table(path).to_pylist())
    except pyarrow.ArrowInvalid as error:
        raise BondsftError(f"{path} is not a whole Parquet file.", "Make it again.") from error


def read_jsonl(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield parse_row(line, f"{path}, line {number}")


def parse_row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BondsftError(f"{place} is not JSON: {error.msg} at column {error.colno}.", "Was the file cut off?") from error
    if not isinstance(row, dict):
        raise BondsftError(f"{place} is not a JSON object.", "Each line holds one row.")
    return row


def read_founding(path: Path) -> list[Row]:
    pairs = founding_entries(path)
    for number, pair in enumerate(pairs, 1):
        if not is_pair(pair):
            raise BondsftError(f"Entry {number} of {path} has no query and response.", "Both should be text.")
    return [{"query": pair["query"], "response": pair["response"]} for pair in pairs]


def is_pair(entry: Any) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in ("query", "response"))


def founding_entries(path: Path) -> list[Any]:
    """What a founding file lists. Raises BondsftError for one that is no list."""
    try:
        entries = json.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise BondsftError(f"{path} is not UTF-8 text (byte {error.start}).", "Save it again as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise BondsftError(f"{path} is not JSON: {error.msg} at line {error.lineno}.", "Was the file cut off?") from error
    if not isinstance(entries, list):
        raise BondsftError(f"{path} is not a list.", 'It should hold [{"query": ..., "response": ...}, ...].')
    return entries
