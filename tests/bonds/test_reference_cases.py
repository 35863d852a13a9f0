"""Every published figure of the file, by the public functions."""

import pytest
from figures import CASES, FITTED, NEEDS_HOLIDAYS, WRONG_AT_SOURCE, misses


@pytest.mark.parametrize("name", [name for name in CASES if name not in WRONG_AT_SOURCE])
def test_a_published_figure_is_reproduced(name):
    if name.startswith(NEEDS_HOLIDAYS):
        pytest.importorskip("holidays")
    assert misses(CASES[name]) == {}


@pytest.mark.parametrize("name", WRONG_AT_SOURCE)
def test_a_figure_that_is_wrong_at_its_source_stays_apart(name):
    assert misses(CASES[name]).keys() == CASES[name]["expected"].keys()


def test_the_file_marks_what_is_wrong_or_fitted_and_nothing_else_as_unverified():
    assert {name for name, case in CASES.items() if not case["verified"]} == {*WRONG_AT_SOURCE, *FITTED}
