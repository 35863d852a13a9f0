"""One file of parts that are lines of text. Where one process makes them all, they are joined while later ones are made, and go:
on the disk they would stand twice. The hash of the whole is taken on the way: to read a large file again takes long."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from bondsft.dataset.formats import BUFFER
from bondsft.dataset.layout import Build
from bondsft.dataset.store import file_hash, write_text, write_whole
from bondsft.errors import not_written

Hash: TypeAlias = "hashlib._Hash"


def hash_of_gathered(data_set: Build) -> Hash:
    """The SHA-256 of what is gathered so far."""
    digest = hashlib.sha256()
    if gathered_path(data_set).exists():  # else nothing is yet, or a build was killed when all was
        _, left = gathered(data_set)
        with gathered_path(data_set).open("rb") as file:
            while piece := file.read(min(BUFFER, left)):
                digest.update(piece)
                left -= len(piece)
    return digest


def gather(data_set: Build, digest: Hash) -> None:
    """Append the finished parts that are next to a file in the working folder, and to its hash, and remove them."""
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
                append(data_set, part, file, digest)
                size = file.tell()
        except OSError as error:
            raise not_written(data_set.output, error) from error
        write_text(note_path(data_set), json.dumps({"parts": part + 1, "bytes": size}) + "\n")
        data_set.path(part).unlink()


def write_gathered(data_set: Build, digest: Hash) -> str:
    """Write the output, of what is gathered, which has this hash, and the parts after it; return the hash of the whole. Several
    shards may do so at once: each writes its own."""
    parts, size = gathered(data_set)
    if parts < data_set.plan.parts:
        write_whole(data_set.output, lambda beside: copy(data_set, parts, size, beside, digest))
    elif gathered_path(data_set).exists():
        try:
            os.replace(gathered_path(data_set), data_set.output)
        except OSError as error:
            raise not_written(data_set.output, error) from error
    else:  # a build was killed after this
        return file_hash(data_set.output)
    return digest.hexdigest()


def copy(data_set: Build, parts: int, size: int, path: Path, digest: Hash) -> None:
    if parts:
        shutil.copyfile(gathered_path(data_set), path)
    with path.open("r+b" if parts else "wb") as file:
        file.truncate(size)
        file.seek(size)
        for part in range(parts, data_set.plan.parts):
            append(data_set, part, file, digest)


def append(data_set: Build, part: int, file: BinaryIO, digest: Hash) -> None:
    before, after = data_set.format.around(part, data_set.plan.parts)
    with data_set.path(part).open("rb") as source:
        for piece in itertools.chain([before], iter(partial(source.read, BUFFER), b""), [after]):
            file.write(piece)
            digest.update(piece)


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
