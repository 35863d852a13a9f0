"""What commands do before they import a machine-learning package: check that it is there, and have it say less."""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
import sys
import warnings

from bondsft.errors import BondsftError

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX, M_ARENA_MAX = -1, -2, -4, -8  # of malloc.h
PACKAGES = ("torch", "transformers", "trl", "peft", "datasets")


def quiet_machine_learning() -> None:
    """Leave stderr to this program's own words. Raises BondsftError if the extra `train` is not installed."""
    if missing := [name for name in PACKAGES if importlib.util.find_spec(name) is None]:
        raise BondsftError(f"The package {missing[0]} is not installed.", "Type pip install 'bondsft[train]'.")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    warnings.filterwarnings("ignore", category=FutureWarning)
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # it asks every user of a CPU for a package it can do without
    keep_freed_memory()
    import transformers

    transformers.utils.logging.disable_progress_bar()


def keep_freed_memory() -> None:
    """Have glibc keep what is freed: a training step frees and takes again hundreds of megabytes, and each page that goes
    back to the system is cleared anew. A fifth of the time of a forward pass of the embedded model on two cores."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # another C library has none
        for setting, value in ((M_MMAP_MAX, 0), (M_TRIM_THRESHOLD, 2**31 - 1), (M_TOP_PAD, 2**28), (M_ARENA_MAX, 1)):
            mallopt(setting, value)
