from pathlib import Path

from bondsft.cli.reference import reference


def test_the_page_of_commands_is_up_to_date():
    """`make docs` writes it anew."""
    assert (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8") == reference()
