"""Identifiers: check digits of real ones, the parts of Indian ones, and made-up ones that no security can have."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.bonds import (
    cusip_check_digit,
    is_valid_cusip,
    is_valid_isin,
    isin_check_digit,
    isin_of_cusip,
    made_up_isin,
    read_indian_isin,
)
from bondsft.errors import BondsftError

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("cusip", ["037833100", "912828PX2", "3130A0X70", "06406RAH0", "64613CEZ7"])
def test_real_cusips_have_the_right_check_digit(cusip):
    assert is_valid_cusip(cusip)
    assert cusip_check_digit(cusip[:8]) == cusip[8]
    assert not is_valid_cusip(cusip[:8] + str((int(cusip[8]) + 1) % 10))


def test_the_isin_of_a_us_security_holds_its_cusip():
    assert isin_of_cusip("037833100") == "US0378331005"
    assert isin_of_cusip("06406RAH0") == "US06406RAH03"


@given(st.text(SIGNS, min_size=8, max_size=8), st.integers(0, 7), st.sampled_from(SIGNS))
def test_one_wrong_digit_of_a_cusip_is_noticed(start, place, other):
    wrong = start[:place] + other + start[place + 1 :]
    # a letter and a digit may have one value in the sum, two digits never do
    if wrong != start and start[place].isdigit() and other.isdigit():
        assert cusip_check_digit(wrong) != cusip_check_digit(start)


def test_the_parts_of_an_indian_isin_are_told():
    assert read_indian_isin("INE08XP07258") == ("company, bank or statutory body", "08XP", "debenture", "25")
    assert read_indian_isin("INE134E08HM6") == ("company, bank or statutory body", "134E", "bond", "HM")
    body = "INE134E0901"
    assert read_indian_isin(body + isin_check_digit(body)).security_type == "09"


@pytest.mark.parametrize("isin", ["INE08XP07259", "US0378331005", "IN0020210020"])
def test_what_is_no_indian_company_isin_is_refused(isin):
    with pytest.raises(BondsftError, match=isin):
        read_indian_isin(isin)


def test_made_up_isins_are_valid_and_of_no_country():
    made = {made_up_isin(random.Random(seed)) for seed in range(200)}
    assert len(made) > 190
    assert all(is_valid_isin(isin) and isin.startswith("ZZ") for isin in made)


def test_what_is_no_cusip_is_refused():
    with pytest.raises(BondsftError, match="'03783310' is not a CUSIP"):
        isin_of_cusip("03783310")
    with pytest.raises(BondsftError, match="start of a CUSIP"):
        cusip_check_digit("0378331")
