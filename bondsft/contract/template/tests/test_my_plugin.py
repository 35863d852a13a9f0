"""The contract that every task must hold, check by check, and a figure worked out by hand."""

import numpy as np
from my_plugin import CouponPayment, my_plugin_amount

from bondsft.testing import TaskContract


class TestMyPlugin(TaskContract):
    task = "my_plugin"


def test_a_holding_of_50_000_at_6_percent_pays_1_500_twice_a_year():
    facts = {"coupon_pct": np.array([6.0]), "frequency": np.array([2.0]), "face": np.array([50_000.0])}
    assert CouponPayment().solve(facts).tolist() == [1500.0]
    assert my_plugin_amount("6%", "semi-annually", "50,000") == {"coupon_payment": "1500.00"}
