"""How a process that makes nothing but parts is set up, to save tenths of a second of its first and more of the others."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, KEPT = -1, -3, 1 << 30
"""Parameters of mallopt(3), and the bytes up to which freed memory is kept."""


def keep_freed_memory() -> None:
    """Have the C library use again what is freed, Arrow's columns too: of what is given back to it, the system clears every page
    anew. Where the library cannot be told so, nothing changes."""
    import pyarrow

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    with suppress(AttributeError, OSError, TypeError):  # no GNU C library
        for parameter in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(parameter, KEPT)


def do_without_pandas() -> None:
    """Have Arrow take it that pandas is not installed. At its first array it would load it, where it is."""
    import pyarrow

    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, NoPandas)
        try:
            pyarrow.array([])
        finally:
            sys.meta_path.remove(NoPandas)


class NoPandas:
    """A finder for which there is no pandas."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None
