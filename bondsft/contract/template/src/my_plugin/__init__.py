"""What each coupon of a holding pays: a query type for bondsft."""

from typing import Annotated

import numpy as np

from bondsft.errors import BondsftError
from bondsft.plugin import hookimpl
from bondsft.tasks.base import Answer, Task, Tolerance
from bondsft.text import read_frequency, read_number, read_percent


# The calculator: what a model calls with spans of the question, as they are written there. Its docstring and the texts of
# its arguments are what the model reads; the second text of each says what kind of span it takes.
def my_plugin_amount(
    coupon_pct: Annotated[str | None, "coupon rate in percent a year", "rate"] = None,
    frequency: Annotated[str | None, "how often coupons are paid", "frequency"] = None,
    face: Annotated[str | None, "face value of the holding", "amount"] = None,
) -> dict[str, str]:
    """Money that each coupon of a holding pays."""
    if coupon_pct is None or frequency is None or face is None:
        raise BondsftError("coupon_pct, frequency and face are all needed")
    payment = read_number(face) * read_percent(coupon_pct) / 100 / read_frequency(frequency)
    return {"coupon_payment": f"{payment:.2f}"}


# The task: facts drawn as columns, and their solution in columns, by another road than the calculator's.
class CouponPayment(Task):
    name = "my_plugin"
    description = "What each coupon of a holding pays."
    calculator = "my_plugin_amount"
    calculators = (my_plugin_amount,)
    answers = (Answer("coupon_payment", unit="currency", decimals=2, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng, count, market):
        return {
            "coupon_pct": rng.integers(10, 121, count) / 10,  # of thousands, each coupon is whole cents
            "frequency": rng.choice([1.0, 2.0, 4.0], count),
            "face": rng.integers(1, 400, count) * 1000.0,
        }

    def solve(self, facts):
        return np.asarray(facts["face"] * facts["coupon_pct"] / 100 / facts["frequency"], np.float64)


@hookimpl
def bondsft_register_tasks():
    yield CouponPayment()
