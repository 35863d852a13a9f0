"""Questions of a plugin's task: its calculators are offered, its own marking decides, and where that fails it is named."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.errors import BondsftError
from bondsft.evaluation.questions import of_tasks, questions_of, read_questions
from bondsft.plugin import load_tasks

SOURCE = """
import numpy as np
from bondsft.plugin import hookimpl
from bondsft.tasks.base import Answer, Mark, Task, Tolerance



class Grade(Task):
    name = "grade"
    description = "Whether a bond is dear or cheap."
    calculator = "bond_yield"
    answers = (Answer("grade", unit="word", decimals=0, tolerance=Tolerance(absolute=0.0)),)

    def sample(self, rng, count, market):
        return {"price": rng.uniform(80, 120, count).round(2)}

    def solve(self, facts):
        return [{"grade": "dear" if price > 100 else "cheap"} for price in facts["price"]]

    def mark(self, reply, expected):
        MARK

@hookimpl
def bondsft_register_tasks():
    yield Grade()
"""
MARK = 'return Mark("right" if expected.value["grade"] in reply else "wrong", reply, "the grade")'
ROW = {
    "id": "g1",
    "task": "grade",
    "query": "Is a bond at 104.25 dear or cheap?",
    "answer": json.dumps([{"name": "grade", "value": {"grade": "dear"}, "text": "dear"}]),
    "tools": "",
    "response": "It is dear.",
    "inputs": json.dumps({"price": "104.25"}),
}


def asked(install_plugin, marking):
    install_plugin("acme-bonds", SOURCE.replace("        MARK", f"        {marking}"))
    [question] = of_tasks(questions_of([ROW]), load_tasks(wanted=["grade"]).tasks)
    return question


def test_a_task_marks_in_its_own_way(install_plugin):
    question = asked(install_plugin, MARK)
    assert [question.marked(reply).verdict for reply in ("It is dear.", "It is cheap.")] == ["right", "wrong"]


def test_without_its_task_an_answer_of_another_form_is_not_called_right_or_wrong():
    [question] = questions_of([ROW])
    assert question.marked("It is dear.").verdict == "no answer"


@pytest.mark.parametrize(
    ("marking", "reason"),
    [
        ('raise KeyError("no grade")', "Task grade of the plugin acme_bonds .* failed: KeyError: 'no grade'"),
        ("return True", "its mark returned True, which is not a Mark"),
    ],
)
def test_a_marking_that_fails_is_named(install_plugin, marking, reason):
    question = asked(install_plugin, marking)
    with pytest.raises(BondsftError, match=reason):
        question.marked("It is dear.")


def test_the_command_marks_predictions_as_the_task_does(install_plugin, tmp_path):
    install_plugin("acme-bonds", SOURCE.replace("        MARK", f"        {MARK}"))
    (tmp_path / "rows.jsonl").write_text(json.dumps(ROW) + "\n")
    (tmp_path / "said.jsonl").write_text(json.dumps({"id": "g1", "text": "It is dear."}) + "\n")
    command = ["evaluate", "--questions", str(tmp_path / "rows.jsonl"), "--predictions", str(tmp_path / "said.jsonl"), "--json"]
    result = CliRunner().invoke(main, [*command, "--fail-under", "100"])
    assert result.exit_code == 0, result.output


def test_a_task_offers_its_own_calculators(tmp_path):
    rows = tmp_path / "rows.jsonl"
    options = ["--tasks", "current_yield", "--styles", "direct=1", "--rows", "1", "--output", str(rows)]
    assert CliRunner().invoke(main, ["generate-data", *options]).exit_code == 0
    [question] = of_tasks(read_questions(rows), load_tasks(wanted=["current_yield"]).tasks)
    assert "current_yield" in {tool["function"]["name"] for tool in question.asked()[2]}
