"""Extending a founding file: all of it is kept, nothing is asked again."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main


def run(*arguments):
    return CliRunner().invoke(main, ["generate-data", "--styles", "direct=1", *map(str, arguments)])


def pairs_of(path):
    return json.loads(path.read_text("utf-8"))


@pytest.fixture
def founding(tmp_path):
    path = tmp_path / "founding.json"
    assert run("--rows", 60, "--output", path).exit_code == 0
    return path


def test_every_row_is_kept_and_new_ones_follow(tmp_path, founding):
    more = tmp_path / "more.json"
    result = run("--rows", 90, "--seed", 3, "--extend", founding, "--output", more)
    assert result.exit_code == 0, result.output
    assert pairs_of(more)[:60] == pairs_of(founding)
    assert len({pair["query"] for pair in pairs_of(more)}) == 150
    assert "60 rows kept, 90 added (15 yield_to_maturity" in result.stdout


def test_what_stands_there_already_is_left_out_and_counted(tmp_path, founding):
    more, again = tmp_path / "more.json", tmp_path / "again.json"
    run("--rows", 30, "--seed", 3, "--extend", founding, "--output", more)
    pairs = pairs_of(more)
    pairs[-1]["query"] = pairs[-1]["query"].upper()
    (tmp_path / "shouted.json").write_text(json.dumps(pairs))
    result = run("--rows", 30, "--seed", 3, "--extend", tmp_path / "shouted.json", "--output", again)
    queries = [" ".join(pair["query"].lower().split()) for pair in pairs_of(again)]
    assert len(set(queries)) == len(queries) == 120
    assert "90 rows kept, 30 added" in result.stdout


def test_the_file_itself_can_be_extended(founding):
    before = pairs_of(founding)
    assert run("--rows", 6, "--seed", 9, "--extend", founding, "--output", founding).exit_code == 1
    assert pairs_of(founding) == before
    assert run("--rows", 6, "--seed", 9, "--extend", founding, "--output", founding, "--overwrite").exit_code == 0
    assert pairs_of(founding)[:60] == before and len(pairs_of(founding)) == 66


def test_a_broken_row_in_the_middle_is_named_and_nothing_is_written(tmp_path, founding):
    pairs = pairs_of(founding)
    del pairs[30]["response"]
    founding.write_text(json.dumps(pairs))
    result = run("--rows", 6, "--extend", founding, "--output", tmp_path / "more.json")
    assert result.exit_code == 1 and "Entry 31" in result.stderr
    assert not (tmp_path / "more.json").exists()


def test_only_founding_files_are_extended(tmp_path, founding):
    result = run("--rows", 6, "--extend", founding, "--output", tmp_path / "more.jsonl")
    assert result.exit_code == 1 and ".json" in result.stderr


def test_a_row_keeps_all_that_it_had(tmp_path):
    kept = [{"query": "a", "response": "b", "foo": [1]}]
    (tmp_path / "old.json").write_text(json.dumps(kept))
    result = run("--rows", 3, "--extend", tmp_path / "old.json", "--output", tmp_path / "new.json")
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "new.json").read_text())[0] == kept[0]
