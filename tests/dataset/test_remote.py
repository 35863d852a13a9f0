"""Data sets at URLs are the data sets on disk."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.dataset.remote import staged

fsspec = pytest.importorskip("fsspec")
OPTIONS = ["--rows", "40", "--tasks", "price"]


def run(*arguments):
    return CliRunner().invoke(main, ["generate-data", *arguments])


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.parquet", "rows"])
def test_a_url_gets_the_bytes_that_a_path_gets(tmp_path, memory, name):
    assert run("--output", str(tmp_path / name), *OPTIONS).exit_code == 0
    result = run("--output", f"memory://box/{name}", *OPTIONS)
    assert result.exit_code == 0, result.output
    assert f"40 rows in memory://box/{name}" in result.output
    written = {path.removeprefix("/box/"): memory.cat_file(path) for path in memory.find("/box")}
    assert written == {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert not staged(f"memory://box/{name}").parent.exists()


def test_what_is_there_stays_unless_told_otherwise(memory):
    assert run("--output", "memory://box/rows.jsonl", *OPTIONS).exit_code == 0
    before = memory.cat_file("/box/rows.jsonl")
    refused = run("--output", "memory://box/rows.jsonl", *OPTIONS, "--seed", "1")
    assert refused.exit_code == 1 and "memory://box/rows.jsonl exists" in refused.stderr
    assert memory.cat_file("/box/rows.jsonl") == before
    assert run("--output", "memory://box/rows.jsonl", *OPTIONS, "--seed", "1", "--overwrite").exit_code == 0
    assert memory.cat_file("/box/rows.jsonl") != before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "nowhere://box/rows.jsonl"], "nowhere://box/rows.jsonl cannot be written"),
        (["--output", "memory://box/rows", "--shard", "1/2"], "no folder that shards can share"),
        (["--output", "memory://box/rows.json", "--extend", "data/bond_queries.json"], "Founding files alone"),
    ],
)
def test_what_a_url_cannot_be_is_named(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 1 and said in result.stderr
