"""What somebody else's code does, so that nobody else is hurt: what it raises is named, what it prints or seeds is caught."""

from __future__ import annotations

import contextlib
import io
import os
import random
import traceback
from collections.abc import Iterator

import numpy as np

from bondsft.errors import BondsftError
from bondsft.plugin.registry import RegisteredTask


@contextlib.contextmanager
def named(registered: RegisteredTask) -> Iterator[None]:
    """Name the task and its plugin in whatever their code raises."""
    try:
        yield
    except BondsftError:
        raise
    except Exception as error:  # somebody else's code: whatever it raises becomes one line that names it
        reason = reason_of(error, type(registered.task).__module__)
        raise BondsftError(
            f"Task {registered.task.name} of the plugin {registered.plugin} ({registered.distribution}) failed: {reason}",
            f"Type bondsft check-plugin {registered.task.name}, or leave it out of --tasks.",
        ) from error


def reason_of(error: BaseException, module: str) -> str:
    """An error in one line, with the last place in the module's package that it came through."""
    package = module.partition(".")[0]
    frames = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__")).partition(".")[0] == package
    ]
    place = f" ({os.path.basename(frames[-1][0])}, line {frames[-1][1]})" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}".split()) + place


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """Keep what is printed off the program's output, put global random states back, and list both when the block ends."""
    found: list[str] = []
    output = io.StringIO()
    python, numpy = random.getstate(), np.random.get_state(legacy=False)
    try:
        with contextlib.redirect_stdout(output):
            yield found
    finally:
        changed = [
            name
            for name, same in (
                ("random", random.getstate() == python),
                ("numpy.random", repr(np.random.get_state(legacy=False)) == repr(numpy)),
            )
            if not same
        ]
        random.setstate(python)
        np.random.set_state(numpy)
    if text := " ".join(output.getvalue().split()):
        found.append(f"It printed {text[:60]!r}.")
    if changed:
        found.append(f"It changed the state of {' and '.join(changed)}.")
