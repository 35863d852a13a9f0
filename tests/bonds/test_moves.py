"""Moves of price and yield, against prices computed anew."""

import numpy as np
import pytest

from bondsft.bonds import (
    Bonds,
    clean_price,
    dirty_price,
    dollar_duration,
    price_change,
    risk,
    yield_value_of_price_change,
)
from bondsft.errors import BondsftError

BONDS = Bonds.of_market(["us", "de", "us-auction", "in"], [0.04, 0.025, 0.045, 0.0718], "2026-03-02", "2041-08-15")
YIELDS = np.array([0.043, 0.027, 0.041, 0.0695])


@pytest.mark.parametrize("move", [-0.005, 0.0001, 0.005])
def test_convexity_leaves_an_error_of_the_third_order(move):
    before, after = dirty_price(BONDS, YIELDS), dirty_price(BONDS, YIELDS + move)
    by_both = price_change(risk(BONDS, YIELDS), before, move)
    by_duration = price_change(risk(BONDS, YIELDS), before, move, with_convexity=False)
    assert by_both == pytest.approx(after - before, abs=600 * before.max() * abs(move) ** 3)
    assert (np.abs(by_duration - (after - before)) > 2 * np.abs(by_both - (after - before))).all()


def test_dollar_duration_is_ten_thousand_times_dv01():
    measures = risk(BONDS, YIELDS)
    assert dollar_duration(measures) == pytest.approx(measures.modified_duration * dirty_price(BONDS, YIELDS))


def test_the_yield_value_of_a_32nd_moves_the_price_by_a_32nd():
    fall = yield_value_of_price_change(risk(BONDS, YIELDS))
    assert clean_price(BONDS, YIELDS - fall) - clean_price(BONDS, YIELDS) == pytest.approx([1 / 32] * 4, rel=1e-3)


def test_a_price_of_nothing_has_no_change():
    with pytest.raises(BondsftError, match="price of bond 0 is 0"):
        price_change(risk(BONDS, YIELDS), 0, 0.01)
