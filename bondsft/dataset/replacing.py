"""A folder's earlier data set, kept aside until another has taken its place."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from bondsft.dataset.layout import Build
from bondsft.errors import BondsftError

DESCRIPTIONS = ("manifest.json", "README.md")


def aside(data_set: Build) -> Path:
    return data_set.output / ".replaced"


def set_aside(data_set: Build) -> None:
    """Move what the folder's manifest names out of the way. Raises BondsftError for a Parquet file that it does not name, which
    would become part of the new data set, and for a README.md without a data set: nobody asked to delete them."""
    names = named_in(data_set.manifest)
    if foreign := sorted(path.name for path in data_set.output.glob("*.parquet") if path.name not in names):
        raise BondsftError(f"{data_set.output} has {foreign[0]}, which is of no data set.", "Move it, or type another --output.")
    if not names and (data_set.output / "README.md").exists():
        raise BondsftError(f"{data_set.output} has a README.md of its own.", "Move it, or type another --output.")
    if names:
        aside(data_set).mkdir(exist_ok=True)
        for name in (*names, *DESCRIPTIONS):
            if (data_set.output / name).exists():
                os.replace(data_set.output / name, aside(data_set) / name)


def named_in(manifest: Path) -> list[str]:
    """The files of a manifest; none of one that is not there, or of another program."""
    try:
        return list(json.loads(manifest.read_text("utf-8"))["sha256"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def put_back(data_set: Build) -> None:
    """Have the earlier data set again, where nothing of another was finished."""
    if aside(data_set).exists():
        for path in aside(data_set).iterdir():
            os.replace(path, data_set.output / path.name)
        aside(data_set).rmdir()


def forget(data_set: Build) -> None:
    shutil.rmtree(aside(data_set), ignore_errors=True)
