"""Published figures whose convention is built: regular coupons, compound interest in every period. Sources stand in the file."""

import json
from pathlib import Path

import pytest

from bondsft.bonds import Bonds, accrued_interest, clean_price, dirty_price, risk, yield_to_maturity

CASES = json.loads((Path(__file__).parent / "reference_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_figure_is_reproduced(case):
    given = case["inputs"]
    bond = Bonds.dated(
        given["coupon"],
        given["frequency"],
        given["settlement"],
        given["maturity"],
        given["day_count"],
        given.get("redemption", 100),
        month_end="India" not in case["convention"],
    )
    if "clean_price" in given:
        rate = yield_to_maturity(bond, given["clean_price"])
    elif "dirty_price" in given:
        rate = yield_to_maturity(bond, given["dirty_price"], quote="dirty")
    else:
        rate = [given["yield"]]
    measures = risk(bond, rate)
    found = {
        "yield": rate,
        "yield_pct": [100 * rate[0]],
        "clean_price": clean_price(bond, rate),
        "dirty_price": dirty_price(bond, rate),
        "accrued": accrued_interest(bond),
        "macaulay_duration": measures.macaulay_duration,
        "modified_duration": measures.modified_duration,
        "convexity": measures.convexity,
    }
    for name, value in case["expected"].items():
        assert found[name][0] == pytest.approx(value, abs=case["tolerance"][name]), name
