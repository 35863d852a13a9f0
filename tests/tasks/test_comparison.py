"""Two bonds and what they share: said once, and told to both calls."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.plugin import load_tasks

TASK = load_tasks(wanted=()).get("comparison")


def test_both_bonds_have_what_they_share():
    seen = set()
    for seed in range(60):
        facts = TASK.task.sample(np.random.default_rng(seed), 50, check_markets([])[seed % 3])
        shared = {name for name in facts if not name.endswith(("_a", "_b"))}
        assert not {f"{name}{side}" for name in shared for side in ("_a", "_b")} & facts.keys()
        assert np.isfinite([pair["values"] for pair in TASK.task.solve(facts)]).all()
        seen |= shared
    assert {"frequency", "years", "settlement"} <= seen


@pytest.mark.parametrize("name", ["frequency", "years", "settlement"])
def test_a_question_says_once_what_both_calls_have(name):
    found = 0
    for row in generate(Plan(600, [TASK], check_markets([]), {"tool": 1.0})):
        calls = [json.loads(call["function"]["arguments"]) for call in row["completion"][0].get("tool_calls") or ()]
        if calls and name in json.loads(row["inputs"]):
            [one, other] = [call[name] for call in calls]
            assert one == other and one in row["query"]
            found += 1
    assert found > 10
