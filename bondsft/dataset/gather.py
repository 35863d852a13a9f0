"""One file of parts that are lines of text. Where one process makes them all, they are joined while later ones are made, and go:
on the disk they would stand twice."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from bondsft.dataset.formats import BUFFER
from bondsft.dataset.layout import Build
from bondsft.dataset.store import write_text, write_whole
from bondsft.errors import BondsftError


def gather(data_set: Build) -> None:
    """Append the finished parts that are next to a file in the working folder, and remove them."""
    if data_set.is_folder or not data_set.format.is_text or data_set.shard != (1, 1):
        return
    parts, size = gathered(data_set)
    for part in range(parts, data_set.plan.parts):
        if not data_set.counts(part).exists():
            break
        try:
            with gathered_path(data_set).open("r+b" if size else "wb") as file:
                file.truncate(size)  # what a killed build wrote and did not note goes
                file.seek(size)
                append(data_set, part, file)
                size = file.tell()
        except OSError as error:
            raise BondsftError(f"{data_set.output} cannot be written: {error.strerror or error}.") from error
        write_text(note_path(data_set), json.dumps({"parts": part + 1, "bytes": size}) + "\n")
        data_set.path(part).unlink()


def write_gathered(data_set: Build) -> None:
    """Write the output, of what is gathered and the parts after it. Several shards may do so at once: each writes its own."""
    parts, size = gathered(data_set)
    if parts < data_set.plan.parts:
        write_whole(data_set.output, lambda beside: copy(data_set, parts, size, beside))
    elif gathered_path(data_set).exists():  # else a build was killed after this
        try:
            os.replace(gathered_path(data_set), data_set.output)
        except OSError as error:
            raise BondsftError(f"{data_set.output} cannot be written: {error.strerror or error}.") from error


def copy(data_set: Build, parts: int, size: int, path: Path) -> None:
    if parts:
        shutil.copyfile(gathered_path(data_set), path)
    with path.open("r+b" if parts else "wb") as file:
        file.truncate(size)
        file.seek(size)
        for part in range(parts, data_set.plan.parts):
            append(data_set, part, file)


def append(data_set: Build, part: int, file: BinaryIO) -> None:
    before, after = data_set.format.around(part, data_set.plan.parts)
    with data_set.path(part).open("rb") as source:
        file.write(before)
        shutil.copyfileobj(source, file, BUFFER)
        file.write(after)


def gathered(data_set: Build) -> tuple[int, int]:
    """How many parts are gathered, and their bytes."""
    if not note_path(data_set).exists():
        return 0, 0
    noted = json.loads(note_path(data_set).read_text("utf-8"))
    return noted["parts"], noted["bytes"]


def gathered_path(data_set: Build) -> Path:
    return data_set.work / "gathered"


def note_path(data_set: Build) -> Path:
    return data_set.work / "gathered.json"
