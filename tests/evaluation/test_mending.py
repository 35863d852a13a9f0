"""A call that lacks an argument is begun anew up to where that argument has its place."""

from __future__ import annotations

import pytest

from bondsft.evaluation.doubts import COMPOUNDING, Doubt
from bondsft.evaluation.mending import mended

PAIR = '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr"), bond_yield(price="126", coupon_pct="11.25", years="24 yrs")]'


@pytest.mark.parametrize(
    ("text", "reason", "begun"),
    [
        (PAIR, "frequency is missing", [PAIR[: PAIR.index('years="24 yrs"')] + 'frequency="']),
        (
            '[bond_yield(price="44.5", coupon_pct="zero", years="9-yr")]',
            COMPOUNDING,
            ['[bond_yield(price="44.5", coupon_pct="zero", years="9-yr", compounding="'],
        ),
        ('[bond_yield(coupon_pct="5", years="9-yr")]', "price is missing", ['[bond_yield(price="']),
        ('[bond_yield(price="98", coupon_pct="5", market="gilt")]', "frequency is missing", []),
        ('[bond_yield(price="98")]', "settlement has no year", []),
        ("The yield is 7%.", "frequency is missing", []),
        ('[bond_magic(price="98")]', "frequency is missing", []),
    ],
)
def test_a_call_is_begun_anew_up_to_what_it_lacks(text, reason, begun):
    assert mended(text, [Doubt(reason)]) == begun


def test_what_is_missing_twice_is_mended_in_each_call():
    text = PAIR.replace("zero", "5")
    assert mended(text, [Doubt("frequency is missing"), Doubt("frequency is missing")]) == [
        text[: text.index('years="9-yr"')] + 'frequency="',
        text[: text.index('years="24 yrs"')] + 'frequency="',
    ]
