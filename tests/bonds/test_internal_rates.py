"""IRR and XIRR: one root, several, none; and no root is missed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import Status, internal_rate, xirr, xnpv

pytestmark = pytest.mark.filterwarnings("error")
EXCEL_DATES = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
EXCEL_AMOUNTS = [-10000, 2750, 4250, 3250, 2750]


def test_the_published_xirr_example_is_reproduced():
    # Microsoft's XIRR page prints 0.373362535, where its solver stopped; the exact root is 0.3733625335
    assert xirr(EXCEL_DATES, EXCEL_AMOUNTS).rate == pytest.approx([0.3733625335], abs=5e-11)


def test_the_published_xnpv_example_is_reproduced():
    # Microsoft's XNPV page: 2086.6476020315... at 9 %
    assert xnpv(0.09, EXCEL_DATES, EXCEL_AMOUNTS) == pytest.approx([2086.6476020315], abs=1e-10)
    assert xnpv(xirr(EXCEL_DATES, EXCEL_AMOUNTS).rate, EXCEL_DATES, EXCEL_AMOUNTS) == pytest.approx([0], abs=1e-9)


def test_the_published_irr_examples_are_reproduced():
    # Microsoft's IRR page: -2.1 % after four years, 8.7 % after five
    found = internal_rate([[-70000, 12000, 15000, 18000, 21000, 0], [-70000, 12000, 15000, 18000, 21000, 26000]])
    assert found.rate == pytest.approx([-0.021244848, 0.086630948], abs=5e-10)
    assert list(found.status) == [Status.SOLVED] * 2


def test_several_rates_are_all_said_and_none_is_given():
    found = internal_rate([100, -230, 132])  # 100 (1.1 - x)(1.2 - x) / x**2
    assert found.status[0] == Status.SEVERAL_ROOTS
    assert np.isnan(found.rate[0])
    assert found.every == pytest.approx(np.array([[0.1, 0.2]]), abs=1e-12)


def test_payments_of_one_sign_have_no_rate_and_spoil_no_other_row():
    found = internal_rate([[100, 5, 5], [-100, 50, 60]])
    assert list(found.status) == [Status.NO_ROOT, Status.SOLVED]
    assert np.isnan(found.rate[0])
    assert found.rate[1] == pytest.approx((50 + np.sqrt(50**2 + 4 * 100 * 60)) / 200 - 1)


def test_a_dated_payment_without_an_amount_is_not_meaningful():
    found = xirr(EXCEL_DATES, [EXCEL_AMOUNTS, [-10000, np.nan, 4250, 3250, 2750]])
    assert list(found.status) == [Status.SOLVED, Status.NOT_MEANINGFUL]


def test_padding_and_order_do_not_matter():
    order = [3, 0, 4, 2, 1]
    dates = np.array([EXCEL_DATES[i] for i in order] + ["NaT"], "datetime64[D]")
    amounts = [EXCEL_AMOUNTS[i] for i in order] + [np.nan]
    assert xirr(dates, amounts).rate == pytest.approx(xirr(EXCEL_DATES, EXCEL_AMOUNTS).rate, abs=1e-13)


@settings(max_examples=60)
@given(st.lists(st.integers(-40, 120), min_size=1, max_size=5, unique=True))
def test_no_root_of_a_polynomial_is_missed(percents):
    rates = sorted(rate / 100 for rate in percents)
    found = internal_rate(np.poly([1 + rate for rate in rates]))
    if len(rates) == 1:
        assert found.rate == pytest.approx(rates, abs=1e-9)
    else:
        assert found.status[0] == Status.SEVERAL_ROOTS
        # a polynomial's roots answer to rounding in its coefficients the more, the closer they lie
        assert found.every[0] == pytest.approx(rates, abs=2e-5)


@settings(max_examples=60)
@given(st.floats(-0.5, 3), st.lists(st.floats(0.1, 100), min_size=1, max_size=12), st.integers(0, 10**6))
def test_a_row_worth_nothing_at_a_rate_has_that_rate(rate, amounts, seed):
    rng = np.random.default_rng(seed)
    dates = np.datetime64("2026-01-01") + np.sort(rng.choice(np.arange(30, 3000), len(amounts), replace=False))
    years = (dates - np.datetime64("2026-01-01")).astype(float) / 365
    cost = float((amounts / (1 + rate) ** years).sum())
    found = xirr([np.datetime64("2026-01-01"), *dates], [-cost, *amounts])
    assert found.rate == pytest.approx([rate], rel=1e-10, abs=1e-10)


def test_many_rows_equal_each_row_alone():
    rng = np.random.default_rng(5)
    dates = np.datetime64("2020-01-01") + np.sort(rng.integers(0, 4000, (50, 6)), axis=1)
    amounts = rng.uniform(-50, 100, (50, 6))
    together = xirr(dates, amounts)
    for row in range(50):
        alone = xirr(dates[row], amounts[row])
        assert alone.status[0] == together.status[row]
        assert together.rate[row] == pytest.approx(alone.rate[0], abs=1e-12, nan_ok=True)
