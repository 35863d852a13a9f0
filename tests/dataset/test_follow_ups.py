"""Questions that follow others in one conversation: one fact changes, the bond stays, and the answer is right."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.errors import BondsftError
from bondsft.evaluation.questions import questions_of
from bondsft.marking import from_row, mark
from bondsft.plugin import load_tasks


def plan(style="tool", rows=900, **others):
    tasks = load_tasks(wanted=())
    return Plan(
        rows, [tasks.get(name) for name in tasks.default], check_markets([]), {style: 1.0}, **{"follow_ups": 0.4, **others}
    )


def said(row, role):
    return [message for message in row["prompt"] if message["role"] == role]


def follows(row):
    return len(said(row, "user")) > 1


@pytest.fixture(scope="module")
def rows():
    return list(generate(plan()))


def test_a_share_of_the_questions_is_followed_by_another(rows):
    first = [row for row in rows if row["turn"] == 1]
    assert 0.15 < sum(map(follows, first)) / len(first) < 0.35  # 0.4 of 1.4, less those that belong to another split
    assert not any(map(follows, generate(plan(follow_ups=0.0))))
    assert len({row["id"] for row in rows}) == len(rows)


def test_one_argument_changes_and_the_follow_up_states_it(rows):
    for row in filter(follows, rows):
        if row["turn"] > 1:
            continue
        earlier = json.loads(said(row, "assistant")[0]["tool_calls"][0]["function"]["arguments"])
        now = json.loads(row["completion"][0]["tool_calls"][0]["function"]["arguments"])
        [changed] = [name for name in now if now[name] != earlier.get(name)]
        assert now.keys() == earlier.keys() and now[changed] in row["query"]
        assert said(row, "user")[-1]["content"] == row["query"]


@pytest.mark.parametrize("style", ["tool", "direct"])
def test_the_answer_is_that_of_the_changed_bond(style):
    found = [row for row in generate(plan(style)) if follows(row)]
    assert found
    for row in found:
        assert mark(row["response"], from_row(row)).verdict == "right"


def test_sound_follow_ups_have_no_problems(tmp_path):
    path = tmp_path / "rows.jsonl"
    options = ["--rows", "600", "--styles", "tool=1,direct=1", "--follow-ups", "0.5", "--output", str(path)]
    assert CliRunner().invoke(main, ["generate-data", *options]).exit_code == 0
    result = CliRunner().invoke(main, ["inspect", str(path)])
    assert result.exit_code == 0, result.output


def test_an_evaluation_asks_no_follow_up_alone(rows):
    asked = questions_of(rows)
    assert asked and not any(follows(question.row) for question in asked)


def test_a_share_that_is_none_is_named():
    with pytest.raises(BondsftError, match=r"1\.5 is no share"):
        plan(follow_ups=1.5)
