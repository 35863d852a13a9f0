"""Effective duration and convexity from bumped prices."""

import pytest

from bondsft.bonds import Flows, effective_risk, risk_of_flows, value_of_flows
from bondsft.errors import BondsftError


def test_a_published_effective_duration_is_reproduced():
    # CFA Program curriculum: 101.060489 now, 99.050120 and 102.890738 when the curve moves by 25 basis points
    found = effective_risk(102.890738, 101.060489, 99.050120, 0.0025)
    assert found.duration == pytest.approx([7.6006], abs=5e-5)
    assert found.convexity == pytest.approx([-285.17], abs=5e-3)


def test_of_fixed_payments_it_is_the_modified_duration():
    flows = Flows.regular([3.0] * 19 + [103.0], 2)
    low, here, high = (value_of_flows(flows, rate, 2) for rate in (0.0499, 0.05, 0.0501))
    found, exact = effective_risk(low, here, high, 1e-4), risk_of_flows(flows, 0.05, 2)
    assert found.duration == pytest.approx(exact.modified_duration, rel=1e-5)
    assert found.convexity == pytest.approx(exact.convexity, rel=1e-5)


def test_a_bump_of_nothing_is_refused():
    with pytest.raises(BondsftError, match="bump of bond 0 is 0"):
        effective_risk(101, 100, 99, 0)
