"""The questions of benchmarks/questions: whole, apart from each other, and right where the answer can be worked out at sight."""

import json
import re
from pathlib import Path

import pytest

from bondsft.evaluation.questions import read_questions
from bondsft.plugin import load_tasks

FOLDER = Path(__file__).parents[2] / "benchmarks" / "questions"
FILES = {"held_out": 400, "looked_at": 580}
"""How many questions each has."""


def rows(name):
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_every_question_can_be_asked_and_marked(name):
    asked = read_questions(FOLDER / f"{name}.jsonl")
    assert len({question.id for question in asked}) == FILES[name]
    assert {question.task for question in asked} == set(load_tasks(wanted=()).default)
    assert {row["unit"] for row in rows(name)} <= {"percent", "per 100", "currency", "years", "years^2"}


def test_no_question_is_in_both_files():
    held_out, looked_at = ({row["question"] for row in rows(name)} for name in FILES)
    assert not held_out & looked_at


@pytest.mark.parametrize("name", FILES)
def test_the_bond_that_is_picked_yields_most(name):
    picks = [row["answer"] for row in rows(name) if row["task"] == "comparison"]
    assert len(picks) == {"held_out": 66, "looked_at": 96}[name]
    for answer in picks:
        assert "ABC"[answer["values"].index(max(answer["values"]))] == answer["pick"]


@pytest.mark.parametrize("name", FILES)
def test_payments_come_in_turn_and_end_with_the_principal(name):
    schedules = [row["answer"] for row in rows(name) if row["task"] == "cash_flows"]
    assert len(schedules) > 15
    for answer in schedules:
        amounts = [amount for _, amount in answer]
        assert all(re.fullmatch(r"year \d+(\.\d+)?|\d{4}-\d\d-\d\d", when) for when, _ in answer)
        assert amounts[-1] == max(amounts) and len(set(amounts[:-1])) <= 1
