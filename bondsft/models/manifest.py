"""What a run was made from: versions, settings, and hashes of its data and of its chat template."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondsft.dataset.store import file_hash
from bondsft.errors import BondsftError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

FILE = "manifest.json"
MESSAGES, PLAIN = "messages", "plain text"
"""The two ways a row is trained: through the chat template, or as the bare question and its answer."""
PACKAGES = ("bondsft", "torch", "transformers", "trl", "peft", "bitsandbytes")


def write_manifest(
    folder: Path,
    settings: Mapping[str, Any],
    dataset: Path,
    tokenizer: PreTrainedTokenizerBase,
    measured: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write `manifest.json` and return what it holds."""
    template = str(tokenizer.chat_template or "")
    manifest = {
        **settings,
        "dataset": {"path": str(dataset), "sha256": file_hash(dataset)},
        "template_sha256": hashlib.sha256(template.encode()).hexdigest() if template else None,
        "versions": {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in PACKAGES}},
        "measured": dict(measured or {}),
    }
    (folder / FILE).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a run's manifest, {} if the folder has none: an adapter from elsewhere."""
    try:
        return dict(json.loads((folder / FILE).read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BondsftError(f"{folder / FILE} cannot be read: {error}.") from error


def check_same_run(folder: Path, settings: Mapping[str, Any], dataset: Path) -> None:
    """Refuse to resume a run with other settings or other data. Raises BondsftError that names what differs."""
    begun = read_manifest(folder)
    wanted = json.loads(json.dumps({**settings, "sha256": file_hash(dataset)}))
    begun["sha256"] = begun.get("dataset", {}).get("sha256")
    if different := [name for name in wanted if wanted[name] != begun.get(name)]:
        name = "dataset" if different[0] == "sha256" else different[0]
        raise BondsftError(
            f"The {name} differs from that of the run in {folder}.", "Resume with the same, or leave out --resume."
        )
