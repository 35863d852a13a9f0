"""The contract on each task, and figures worked out by hand."""

import numpy as np
import pytest
from bondsft_india import tasks
from bondsft_india.calculators import annual_return, cumulative_value, deposit_equivalent, monthly_income

from bondsft.testing import TaskContract
from bondsft.text import read_number


class TestAfterTaxYield(TaskContract):
    task = "after_tax_yield"


class TestMonthlyIncome(TaskContract):
    task = "monthly_income"


class TestCumulativeAmount(TaskContract):
    task = "cumulative_amount"


class TestDepositEquivalent(TaskContract):
    task = "deposit_equivalent"


class TestGsecOrDeposit(TaskContract):
    task = "gsec_or_deposit"


def test_a_quarterly_deposit_beats_a_g_sec_of_the_same_rate():
    assert annual_return("6%", "half-yearly") == {"annual_return": "6.090%"}  # 1.03^2 - 1
    assert annual_return("6%", "quarterly") == {"annual_return": "6.136%"}  # 1.015^4 - 1


def test_a_debenture_at_par_yields_its_coupon_after_tax():
    facts = {"coupon_pct": [10.0], "years": [5.0], "price": [100.0], "tax_pct": [31.2]}
    found = tasks.AfterTaxYield().solve({name: np.array(column) for name, column in facts.items()})
    assert found == pytest.approx([6.88])


def test_five_lakh_at_9_percent_pay_3375_a_month_after_tds():
    assert monthly_income("9%", "₹5 lakh", "10%") == {"monthly_income": "3375.00"}


def test_a_cumulative_debenture_of_1000_at_9_5_percent_repays_1199_03_after_two_years():
    # Muthoot Finance, NCD Series XII, option of 24 months
    assert cumulative_value("9.5%", "Rs 1,000", "2 years") == {"maturity_amount": "1199.03"}


def test_a_deposit_that_matches_a_g_sec_pays_a_little_less():
    assert deposit_equivalent("7.1%") == {"deposit_rate": "7.038%"}


def test_amounts_are_written_so_that_they_are_read_back():
    rng = np.random.default_rng(1)
    for rupees in (10_000, 150_000, 1_234_000, 25_000_000):
        assert float(read_number(tasks.write_amount(rng, rupees))) == rupees
