"""The files under data/ are what the commands in data/README.md make."""

import json
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from bondsft.bonds import is_valid_isin
from bondsft.cli.main import main
from bondsft.dataset.made_up import write_universe
from bondsft.dataset.universe import read_universe

DATA = Path(__file__).parents[2] / "data"


def test_the_stated_command_makes_the_questions_again_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.chdir(DATA.parent)
    line = re.search(r"^    bondsft (generate-data .*)$", (DATA / "README.md").read_text("utf-8"), re.MULTILINE)[1]
    made = tmp_path / "bond_queries.json"
    result = CliRunner().invoke(main, shlex.split(line.replace("--output data/bond_queries.json", f"--output {made}")))
    assert result.exit_code == 0, result.output
    assert made.read_bytes() == (DATA / "bond_queries.json").read_bytes()


def test_the_questions_are_enough_and_none_is_asked_twice():
    pairs = json.loads((DATA / "bond_queries.json").read_text("utf-8"))
    assert len(pairs) >= 600
    assert len({pair["query"] for pair in pairs}) == len(pairs)


def test_the_bonds_are_made_again_byte_for_byte_and_belong_to_no_country(tmp_path):
    write_universe(tmp_path / "bonds.csv")
    assert (tmp_path / "bonds.csv").read_bytes() == (DATA / "bonds.csv").read_bytes()
    for isin in read_universe(DATA / "bonds.csv"):
        assert isin.startswith("ZZ") and is_valid_isin(isin)
