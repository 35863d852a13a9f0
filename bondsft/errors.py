"""The one exception a user sees: a sentence that names the value at fault, and a hint that says what to type."""

from __future__ import annotations

import errno
from os import PathLike

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_PLACE = (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG)
"""What the system says of a disk that is full, and of a place where this user may not or nobody can write."""


class BondsftError(Exception):
    """Input or environment at fault, never a defect of the program.

    `message` is one sentence that names the value; `hint` says what to type instead and may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class CheckError(BondsftError):
    """A check that the user asked for did not hold: an audit, a least accuracy."""

    exit_code = 3


def not_written(path: str | PathLike[str], error: OSError) -> BondsftError:
    """That a file cannot be written, for what reason, and what can be done about it."""
    hint = "Make room there, or type another place." if error.errno in NO_ROOM else "Type another place, where you may write."
    return BondsftError(f"{path} cannot be written: {error.strerror or error}.", hint)
