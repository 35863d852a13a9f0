"""Prices in 32nds, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.bonds import EIGHTHS, QUARTERS, read_32nds, write_32nds
from bondsft.errors import BondsftError


def test_quotes_are_read_as_points_32nds_and_parts_of_a_32nd():
    quotes = ["99-16", "99-16+", "100-00", "101-083", "99'162"]
    assert read_32nds(quotes).tolist() == [99.5, 99.515625, 100.0, 101 + 8.375 / 32, 99 + 16.25 / 32]


def test_futures_count_quarters_of_a_32nd():
    assert read_32nds(["110-055", "110-057", "110-052"], QUARTERS) == pytest.approx(
        [110 + 5.5 / 32, 110 + 5.75 / 32, 110 + 5.25 / 32]
    )
    assert read_32nds("110-055") == pytest.approx([110 + 5.625 / 32])
    assert write_32nds(110 + 5.75 / 32, QUARTERS).tolist() == ["110-057"]


@given(st.integers(0, 200 * 256), st.sampled_from([EIGHTHS, QUARTERS]))
def test_a_price_written_and_read_is_the_price(parts, third):
    price = parts / 256 if third is EIGHTHS else parts // 2 / 128
    assert read_32nds(write_32nds(price, third), third).tolist() == [price]


def test_prices_between_are_rounded_to_the_nearest_part():
    assert write_32nds([99.4999, 99.5049, 99.515625, 99.9999]).tolist() == ["99-16", "99-161", "99-16+", "100-00"]


@pytest.mark.parametrize("quote", ["99-32", "99", "99-1", "99-169", "-1-16", "x"])
def test_what_is_no_quote_is_named(quote):
    with pytest.raises(BondsftError, match="quote of bond 1"):
        read_32nds(["99-16", quote])
