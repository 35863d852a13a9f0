"""The package as a whole: light until needed, every module importable, every dependency pinned."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bondsft

ROOT = Path(__file__).parents[1]
PACKAGE = Path(bondsft.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if "template" not in path.parts  # text from which `new-plugin` writes a package
)

RUN_AND_FAIL_IF_HEAVY = """
import runpy, sys
sys.argv[0] = "bondsft"
code = 0
try:
    runpy.run_module("bondsft", run_name="__main__")
except SystemExit as stop:
    code = stop.code
ml_packages = {"torch", "transformers", "trl", "peft", "datasets", "bitsandbytes", "accelerate"}
heavy = ml_packages & sys.modules.keys()
sys.exit(f"imported {sorted(heavy)}" if heavy else code)
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["tasks"],
        ["plugins"],
        ["generate-data", "--rows", "20", "--seed", "1", "--output", "{folder}/rows.jsonl"],
    ],
    ids=lambda command: command[0],
)
def test_a_light_command_imports_no_ml_package(command, tmp_path):
    finished = run(RUN_AND_FAIL_IF_HEAVY, *(word.format(folder=tmp_path) for word in command))
    assert finished.returncode == 0, finished.stderr


def test_importing_bondsft_imports_no_dependency():
    finished = run("import sys, bondsft; print(sorted({'numpy', 'click', 'pluggy'} & sys.modules.keys()))")
    assert finished.stdout.strip() == "[]", finished.stderr


@pytest.mark.parametrize("module", MODULES)
def test_every_module_imports_and_says_what_it_is_for(module):
    assert importlib.import_module(module).__doc__


def test_every_dependency_is_pinned_to_a_version_that_its_bound_admits():
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in map(Requirement, _lines(ROOT / "constraints.txt"))
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    for requirement in map(Requirement, wanted):
        if requirement.name != "bondsft":
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_torch_is_pinned():
    assert "torch==2.13.0" in _lines(ROOT / "constraints.txt")


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
