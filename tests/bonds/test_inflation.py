"""Index-linked bonds: the Treasury's examples to the last printed digit."""

import pytest

from bondsft.bonds import adjusted_prices, index_ratio, redemption_with_floor, reference_index, stripped_interest
from bondsft.errors import BondsftError


def test_the_treasury_reference_index_and_ratio_are_reproduced():
    # 31 CFR 356 Appendix B, I.B: 15 April 1996, and the ratio of the day after
    days = reference_index(["1996-04-15", "1996-04-16"], 154.4, 154.9)
    assert days.tolist() == [154.63333, 154.65]
    assert index_ratio(days[1], days[0]).tolist() == [1.00011]


def test_the_treasury_reopening_of_an_indexed_note_is_reproduced():
    # 31 CFR 356 Appendix B, III.B: 3 5/8 % of January 2008 on 15 October 1998, real price 99.797017
    ratio = index_ratio(163.29032, 161.55484)
    assert ratio.tolist() == [1.01074]
    found = adjusted_prices(99.797017, 0.906250, ratio)
    assert found.price == pytest.approx([100.868837], abs=5e-7)
    assert found.accrued == pytest.approx([0.915983], abs=5e-7)
    assert found.settlement_amount == pytest.approx([101.784820], abs=1e-6)


def test_the_ratio_is_cut_after_six_decimals_before_it_is_rounded():
    # 1.0000049 is cut to 1.000004 and rounds down; 1.0000050 is a half and rounds up
    assert index_ratio([1.0000049, 1.000005, 1.0000149999], 1.0).tolist() == [1.0, 1.00001, 1.00001]
    assert index_ratio(1.0000149999, 1.0, decimals=None).tolist() == [1.0000149999]


def test_the_first_day_of_a_month_has_its_own_reference():
    assert reference_index(["2024-02-01", "2024-02-29"], 300.0, 302.9).tolist() == [300.0, 302.8]


def test_the_treasury_stripped_interest_is_reproduced():
    # 31 CFR 356 Appendix B, V: 3 7/8 % of January 1999, the payment of 15 January 2000
    found = stripped_interest(1_000_000, 0.03875, 164.0, 168.24516)
    assert found.adjusted_value.tolist() == [11814.02]
    assert found.payment.tolist() == [19876.52]


def test_deflation_repays_no_less_than_the_principal():
    assert redemption_with_floor([0.97, 1.25]).tolist() == [100, 125]


def test_bad_indexes_are_named():
    with pytest.raises(BondsftError, match="base index of bond 1 is 0"):
        index_ratio(150.0, [150.0, 0.0])
