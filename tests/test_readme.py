"""What the README shows is what the commands print."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SHOWN = dict(re.findall(r"^\$ bondsft (.+)\n((?:(?!\$ |```).*\n)+)", README, re.MULTILINE))
NEEDS_NO_MODEL = [command for command in SHOWN if command.split()[0] in ("calculate", "generate-data")]


def test_the_readme_shows_three_commands_with_their_output():
    assert len(SHOWN) == 3 and len(NEEDS_NO_MODEL) == 2


@pytest.mark.parametrize("command", NEEDS_NO_MODEL)
def test_a_command_of_the_readme_prints_what_stands_there(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == SHOWN[command].strip()


@pytest.mark.parametrize("command", re.findall(r"^    bondsft (.+)$", README, re.MULTILINE))
def test_every_option_that_the_readme_names_exists(command):
    name, *arguments = shlex.split(command)
    page = CliRunner().invoke(main, [name, "--help"]).stdout
    for argument in arguments:
        if argument.startswith("--"):
            assert argument in page


def test_the_predictions_of_the_page_about_evaluation_are_right(tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "evaluation.md").read_text("utf-8")
    for name, block in zip(("questions.jsonl", "replies.jsonl"), re.findall(r"```json\n(.+?)```", page, re.DOTALL), strict=True):
        (tmp_path / name).write_text(block)
    files = ["--questions", str(tmp_path / "questions.jsonl"), "--predictions", str(tmp_path / "replies.jsonl")]
    result = CliRunner().invoke(main, ["evaluate", *files])
    assert result.exit_code == 0 and "5/5" in result.stdout
