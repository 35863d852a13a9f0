"""The one exception a user sees: a sentence that names the value at fault, and a hint that says what to type."""

from __future__ import annotations


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
