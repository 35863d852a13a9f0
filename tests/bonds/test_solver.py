"""The solver on flows of any pattern: one root, several, none, and rows that are no numbers."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bondsft.bonds.solver import solve_flows
from bondsft.bonds.statuses import Status


def solve(periods, amount, target):
    root, status = solve_flows(np.array([periods], float), np.array([amount], float), np.array([target], float))
    return np.exp(root[0]), Status(status[0])


@given(
    arrays(float, (5, 7), elements=st.floats(0.05, 60)),
    arrays(float, (5, 7), elements=st.floats(0, 200)),
    st.floats(-0.3, 1),
)
def test_a_value_at_a_growth_gives_the_growth_back(periods, amount, growth):
    amount[:, 0] = 100
    value = (amount * np.exp(-growth * periods)).sum(axis=1)
    found = solve_flows(periods, amount, value)
    assert (found.status == Status.SOLVED).all()
    assert np.abs(np.log((amount * np.exp(-found.log_growth[:, None] * periods)).sum(axis=1) / value)).max() < 1e-13


@pytest.mark.parametrize(
    ("periods", "amount", "target", "growth", "status"),
    [
        ([1, 2], [10, 110], 100, 1.1, Status.SOLVED),
        ([0, 1, 2], [-100, 10, 110], 0, 1.1, Status.SOLVED),
        ([2, np.nan], [121, 0], 100, 1.1, Status.SOLVED),
        ([1, 2, np.nan], [10, 110, 50], 100, 1.1, Status.SOLVED),
        ([1, 2, np.inf], [10, 110, 0], 100, 1.1, Status.SOLVED),
        ([1, 2], [110, -100], 0, 100 / 110, Status.SOLVED),
        ([1, 2], [-10, -110], -100, 1.1, Status.SOLVED),
        ([0, 1, 2], [100, -230, 132], 0, np.nan, Status.SEVERAL_ROOTS),
        ([1, 2], [230, -132], 100, np.nan, Status.SEVERAL_ROOTS),
        ([1, 2, 3], [3.001, -3.0019999, 1.0009999], 1, np.nan, Status.SEVERAL_ROOTS),
        ([1, 2], [200, -132], 100, np.nan, Status.NO_ROOT),
        ([1], [5], 0, np.nan, Status.NO_ROOT),
        ([1], [5], -3, np.nan, Status.NO_ROOT),
        ([0, 1], [60, 100], 50, np.nan, Status.NO_ROOT),
        ([1, 2], [5, np.nan], 3, np.nan, Status.NOT_MEANINGFUL),
        ([1], [5], np.nan, np.nan, Status.NOT_MEANINGFUL),
        ([1], [5], np.inf, np.nan, Status.NOT_MEANINGFUL),
    ],
)
def test_roots_are_counted_and_never_chosen(periods, amount, target, growth, status):
    found, became = solve(periods, amount, target)
    assert became == status
    assert found == pytest.approx(growth, rel=1e-14, nan_ok=True)


def test_an_absurd_price_near_maturity_has_a_root_that_means_nothing():
    assert solve([0.01], [100], 16.25)[1] == Status.NOT_MEANINGFUL


def test_an_infinite_cost_of_an_infinite_payment_means_nothing_and_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert solve([0, 1], [np.inf, 100], np.inf)[1] == Status.NOT_MEANINGFUL


def test_a_bad_row_does_not_disturb_the_others():
    periods = np.tile([1.0, 2.0], (3, 1))
    amount = np.array([[10, 110], [np.nan, 110], [5, 105]])
    found = solve_flows(periods, amount, np.array([100.0, 100, 100]))
    assert np.exp(found.log_growth[[0, 2]]) == pytest.approx([1.1, 1.05], rel=1e-15)
    assert list(found.status) == [Status.SOLVED, Status.NOT_MEANINGFUL, Status.SOLVED]


def test_rows_are_solved_alike_in_any_block():
    rng = np.random.default_rng(3)
    periods, amount = rng.uniform(0.1, 40, (2000, 30)), rng.uniform(0, 9, (2000, 30))
    target = rng.uniform(1, 400, 2000)
    together = solve_flows(periods, amount, target).log_growth
    alone = [solve_flows(periods[[i]], amount[[i]], target[[i]]).log_growth[0] for i in range(0, 2000, 50)]
    assert together[::50] == pytest.approx(alone, rel=1e-13, abs=1e-15)
