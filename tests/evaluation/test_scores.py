from __future__ import annotations

import pytest

from bondsft.errors import BondsftError
from bondsft.evaluation.questions import Question
from bondsft.evaluation.scores import Column, Marked, Tally, compare, mark_reply, score
from bondsft.marking import Tolerance
from bondsft.marking.expected import Number
from bondsft.marking.mark import Verdict


def marked(id: str, verdict: Verdict, task: str = "bond_yield", split: str = "train", error: float | None = None) -> Marked:
    return Marked(id, task, split, verdict, "7.7%", 7.7, "because", "What is the yield?", "7.7%", "7.712%", error)


def test_marking_a_reply_keeps_what_a_report_shows() -> None:
    expected = Number(7.712, "percent", Tolerance(absolute=0.01), "yield", "7.712%")
    item = mark_reply(Question("r1", "What is the yield?", expected, "bond_yield", "test"), "The yield is 7.5%.")
    assert (item.verdict, item.extracted, item.value, item.expected) == ("wrong", "7.5%", 7.5, "7.712%")
    assert item.error == pytest.approx(0.212)


def test_an_answer_in_another_unit_has_no_error() -> None:
    expected = Number(7.712, "percent", Tolerance(absolute=0.01))
    assert mark_reply(Question("r1", "", expected), "771.2 bp").error is None


def test_scores_are_grouped_by_task_and_wording() -> None:
    items = [
        marked("1", "right"),
        marked("2", "wrong", split="test"),
        marked("3", "wrong unit", task="bond_price"),
        marked("4", "no answer", task="bond_price"),
    ]
    groups = {(group.task, group.wording_split): group.tally for group in score(items)}
    assert groups == {
        ("", ""): Tally(1, 1, 1, 1),
        ("", "train"): Tally(1, 0, 1, 1),
        ("", "test"): Tally(0, 1, 0, 0),
        ("bond_yield", "train"): Tally(1, 0, 0, 0),
        ("bond_yield", "test"): Tally(0, 1, 0, 0),
        ("bond_price", "train"): Tally(0, 0, 1, 1),
    }
    assert list(groups)[:3] == [("", ""), ("", "train"), ("", "test")]


def test_questions_without_a_wording_split_have_one_group_a_task() -> None:
    groups = score([marked("1", "right", split=""), marked("2", "right", split="", task="bond_price")])
    assert [(group.task, group.wording_split) for group in groups] == [
        ("", ""),
        ("bond_yield", ""),
        ("bond_price", ""),
    ]


def test_a_column_without_questions_scores_zero() -> None:
    tally = Column("nobody", score([])).overall
    assert (tally.total, tally.rate, tally.interval, tally.median_error) == (0, 0.0, (0.0, 1.0), None)


def test_errors_are_pooled_within_a_task_only() -> None:
    items = [
        marked("1", "right", error=0.0),
        marked("2", "wrong", error=0.3),
        marked("3", "wrong", error=0.1),
        marked("4", "no answer"),
    ]
    overall, _, task = score(items)
    assert task.tally.median_error == 0.1
    assert overall.tally.median_error is None


def test_the_subject_is_compared_on_the_same_questions_only() -> None:
    base = [marked("1", "wrong"), marked("2", "wrong"), marked("3", "right"), marked("4", "right")]
    tuned = [marked("1", "right"), marked("2", "right"), marked("3", "wrong"), marked("4", "right")]
    scores = compare("Test", {"base": base, "elsewhere": [marked("9", "right")], "tuned": tuned}, subject="tuned")
    assert [(comparison.other, comparison.gained, comparison.lost) for comparison in scores.comparisons] == [("base", 2, 1)]
    assert scores.comparisons[0].p_value == pytest.approx(1.0)


def test_failures_are_sampled_across_tasks_and_verdicts() -> None:
    items = [marked(f"{number}", "wrong") for number in range(50)]
    items += [
        marked("a", "no answer"),
        marked("b", "wrong", task="bond_price"),
        marked("c", "right", task="bond_price"),
    ]
    failures = compare("Test", {"tuned": items}, subject="tuned", failures=4).failures
    assert [item.id for item in failures] == ["0", "a", "b", "1"]


def test_an_unknown_subject_is_named() -> None:
    with pytest.raises(BondsftError, match="tunde"):
        compare("Test", {"tuned": []}, subject="tunde")
