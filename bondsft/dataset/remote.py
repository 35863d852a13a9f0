"""Data sets at URLs: made on this machine, then copied to where fsspec reaches (s3://, gs://, hf://, sftp://)."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bondsft.errors import BondsftError


def is_url(output: str) -> bool:
    return "://" in output


def staged(url: str) -> Path:
    """Where the data set of a URL is made; the same for every run, so that a stopped one can go on."""
    folder = Path(tempfile.gettempdir()) / f"bondsft-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
    return folder / (url.rstrip("/").rpartition("/")[2] or "data")


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises BondsftError if nothing here speaks its protocol."""
    try:
        import fsspec
    except ImportError as error:
        raise BondsftError("fsspec, which writes to URLs, is not installed.", "Type pip install fsspec.") from error
    try:
        return fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise BondsftError(f"{url} cannot be written: {error}.", "Install what its protocol needs, or name a path.") from error


def check_free(url: str, *, overwrite: bool) -> None:
    """Raise BondsftError if something is there already, or the place cannot be reached: before hours of work, not after."""
    files, path = opened(url)
    try:
        exists = files.exists(path)
    except Exception as error:  # each protocol has errors of its own
        raise BondsftError(f"{url} cannot be reached: {error}.", "See the address and your credentials.") from error
    if exists and not overwrite:
        raise BondsftError(f"{url} exists.", "Type another name, or add --overwrite.")


def upload(made: Path, url: str) -> None:
    """Copy what was made, a file with its manifest or a folder, and remove it here. A folder's manifest goes last."""
    files, path = opened(url)
    try:
        if made.is_dir():
            if files.exists(path):
                files.rm(path, recursive=True)
            each = sorted(made.iterdir(), key=lambda file: file.name == "manifest.json")
            targets = [f"{path.rstrip('/')}/{file.name}" for file in each]
        else:
            each = [made, made.with_name(f"{made.name}.manifest.json")]
            targets = [path, f"{path}.manifest.json"]
        for file, target in zip(each, targets, strict=True):
            files.makedirs(target.rpartition("/")[0] or "/", exist_ok=True)
            files.put_file(str(file), target)
    except Exception as error:  # as above
        raise BondsftError(f"{url} cannot be written: {error}.", f"The data set is whole in {made}.") from error
    shutil.rmtree(made.parent, ignore_errors=True)
