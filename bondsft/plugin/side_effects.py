"""What somebody else's code does beside its work, caught so that nobody else notices: printing, seeding global generators."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Iterator

import numpy as np


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
