"""What commands do before they import a machine-learning package: check that it is there, and have it say less."""

from __future__ import annotations

import importlib.util
import os
import warnings

from bondsft.errors import BondsftError

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
    import transformers

    transformers.utils.logging.disable_progress_bar()
