"""Published figures of bonds, and the same computed by the public functions: `computed(case)` for every case of the file.

`figures_of_bonds` has what is asked of a bond with coupons, `figures_of_instruments` all else. Sources stand in the file.
"""

import json
from pathlib import Path

import figures_of_bonds
import figures_of_instruments

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "reference_cases.json").read_text("utf-8"))}
WRONG_AT_SOURCE = {
    "xl-duration-q": "one day off from 30/360 with month-end coupon dates; the source looks wrong",
}
FITTED = {
    "in-ncd-cumulative-400d": "interest for a year, then simple interest for 35 days of 365; no other figure tests this rule",
}
NEEDS_HOLIDAYS = ("rl-btp-", "anbima-")


def computed(case):
    """What the product has for each expected name of a case, and perhaps for more."""
    return (figures_of_instruments.subject(case) or figures_of_bonds.subject(case))(case["inputs"], case.get("convention", ""))


def misses(case):
    """Names of the expected figures that are not reproduced within the tolerance, with what was found."""
    found = computed(case)
    return {
        name: found[name]
        for name, value in case["expected"].items()
        if (found[name] != value if isinstance(value, str) else not abs(found[name] - value) <= case["tolerance"][name])
    }
