"""Pages that `make docs` writes, and packages that `new-plugin` writes, are as they would be written now."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bondsft.cli.gallery import page, questions_page
from bondsft.cli.main import main
from bondsft.cli.new_plugin import files
from bondsft.contract import CHECKS, name_of
from bondsft.plugin import hookspecs

ROOT = Path(__file__).parents[2]


def test_the_page_of_tasks_is_up_to_date():
    assert (ROOT / "docs" / "tasks.md").read_text("utf-8") == page()


def test_the_page_of_questions_is_up_to_date():
    assert (ROOT / "docs" / "questions.md").read_text("utf-8") == questions_page()


def test_the_example_package_is_what_new_plugin_writes():
    folder = ROOT / "plugins" / "bondsft-example"
    for path, text in files("bondsft-example"):
        assert (folder / path).read_text("utf-8") == text, path


def test_the_guide_names_every_check_and_every_hook():
    guide = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    hooks = [name for name in vars(hookspecs) if name.startswith("bondsft_")]
    for name in (*hooks, *(name_of(check) for check in CHECKS)):
        assert name in guide, name
    assert all(getattr(hookspecs, hook).__doc__ for hook in hooks)


def test_a_new_plugin_needs_a_fit_name_and_an_empty_folder(tmp_path):
    runner = CliRunner()
    assert "cannot be the name" in runner.invoke(main, ["new-plugin", "Curve Trades"]).stderr
    for taken in ("class", "json", "bondsft", "price", "numpy"):
        assert "is the name of something else" in runner.invoke(main, ["new-plugin", taken]).stderr
    (tmp_path / "file").touch()
    result = runner.invoke(main, ["new-plugin", "curve-trades", "--output", str(tmp_path)])
    assert "is not empty" in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    result = runner.invoke(main, ["new-plugin", "curve-trades", "--output", str(tmp_path / "file" / "below")])
    assert result.exit_code == 1 and "cannot be written" in result.stderr and "Hint: " in result.stderr


def test_a_new_plugin_bears_its_name_everywhere(tmp_path):
    result = CliRunner().invoke(main, ["new-plugin", "curve-trades", "--output", str(tmp_path / "new")])
    assert result.exit_code == 0
    written = {path.relative_to(tmp_path / "new").as_posix(): path for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert "src/curve_trades/wordings/curve_trades.toml" in written
    assert not any("my_plugin" in path.read_text() or "my-plugin" in path.read_text() for path in written.values())


@pytest.mark.parametrize("name", ["price", "yield_to_call"])
def test_a_task_is_shown_with_a_question_its_call_and_its_answer(name):
    shown = CliRunner().invoke(main, ["tasks", name]).stdout
    assert "calculator: " in shown
    assert shown.count("\n-> ") >= 2
