"""Questions that follow others in one conversation: one fact changes, the bond stays, and the answer is right."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.dataset.follow_ups import CHANGES
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.errors import BondsftError
from bondsft.marking import from_row, mark
from bondsft.plugin import load_tasks
from bondsft.tasks.wording import follow_ups


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


@pytest.mark.parametrize("fact", CHANGES.keys() | {"measure"})
def test_every_fact_that_changes_has_words_for_both_splits(fact):
    parts = follow_ups()[fact]
    assert {"train"} <= {part.split for part in parts} and all(part.facts == {fact} for part in parts)


def test_no_question_is_asked_twice_in_a_part_and_all_can_be_answered():
    keys = [row["id"].split("-")[2] for row in generate(plan("direct", 20_000, follow_ups=1.0))]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("more", [[], ["--extend", "data/bond_queries.json"]])
def test_a_founding_file_has_no_follow_ups(tmp_path, more):
    options = ["--rows", "20", "--follow-ups", "0.2", "--output", str(tmp_path / "x.json"), *more]
    result = CliRunner().invoke(main, ["generate-data", *options])
    assert result.exit_code == 1 and "no follow-ups" in result.stderr and not list(tmp_path.iterdir())


def test_a_share_that_is_none_is_named():
    with pytest.raises(BondsftError, match=r"1\.5 is no share"):
        plan(follow_ups=1.5)


@pytest.mark.parametrize("name", ["accrued_interest", "yield_to_call"])
def test_a_follow_up_asks_for_what_its_facts_can_give(name):
    chosen = [load_tasks(wanted=()).get(name)]
    made = list(generate(Plan(400, chosen, check_markets([]), {"direct": 1.0}, follow_ups=0.5)))
    assert len(made) == 400
