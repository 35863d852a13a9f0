from pathlib import Path

import pytest


def test_the_page_of_figures_is_up_to_date():
    """`make docs` writes it anew."""
    pytest.importorskip("holidays")
    from figures_page import page

    assert (Path(__file__).parents[2] / "docs" / "bond-math.md").read_text("utf-8") == page()
