"""What several rooms' tests share: no network, repeatable properties, and a plugin installed for one test."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

# Before any ML package is imported, since each reads this once.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"  # tokenizers warns when a process that used threads is forked

# The same examples on every machine, and no limit on the time of one: a slow machine is not a defect.
hypothesis.settings.register_profile("bondsft", derandomize=True, deadline=None)
hypothesis.settings.load_profile("bondsft")

InstallPlugin = Callable[..., Path]


@pytest.fixture
def install_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InstallPlugin]:
    """Install a plugin for one test: a module beside the `dist-info` folder that pip would have written.

    `install_plugin("acme-bonds", "import math")` writes the module `acme_bonds`, names it as the entry point
    `acme_bonds` of the distribution `acme-bonds`, and returns the folder, which is on `sys.path`.
    """
    installed = []

    def install(distribution: str, source: str, *, name: str = "", entry_point: str = "") -> Path:
        module = distribution.replace("-", "_")
        site = tmp_path / distribution
        dist_info = site / f"{module}-1.2.dist-info"
        dist_info.mkdir(parents=True)
        (dist_info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
        (dist_info / "entry_points.txt").write_text(f"[bondsft]\n{name or module} = {entry_point or module}\n")
        (site / f"{module}.py").write_text(source)
        monkeypatch.syspath_prepend(site)
        installed.append(module)
        return site

    yield install
    for module in installed:
        sys.modules.pop(module, None)
