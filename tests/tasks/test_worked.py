"""The worked style: every printed line is true, and the last one leads to the answer."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest

from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.errors import BondsftError
from bondsft.inspection.worked_lines import untrue
from bondsft.marking import from_row, mark
from bondsft.plugin import load_tasks


@pytest.fixture(scope="module")
def rows():
    tasks = load_tasks(wanted=())
    chosen = [tasks.get(name) for name in (*tasks.default, "current_yield")]
    return list(generate(Plan(10_000, chosen, check_markets([]), {"worked": 1.0})))


def test_every_printed_line_of_ten_thousand_rows_is_true(rows):
    lines = {line for row in rows for line in row["response"].split("\n")[:-1]}
    assert len(lines) > 100_000
    assert [line for line in lines if untrue(line)] == []


def test_the_check_finds_a_line_that_is_not_true():
    assert not untrue("v = 1 / 1.0375 = 0.9638554217")
    assert untrue("v = 1 / 1.0375 = 0.9638554218")
    assert untrue("moved = 0.5 ^ (-1) = 2.1")


@pytest.mark.parametrize(
    "line", ["a = __import__('os') = 1", "a = 1 / 0 = 1", "a = 2 + = 2", "a = 9 ^ 9 ^ 9 ^ 9 = 1", "a = (1 = 1", "a = 1 + 1 = two"]
)
def test_what_is_no_arithmetic_is_not_true_and_not_run(line):
    assert untrue(line)


def test_every_reply_is_marked_right_and_all_core_tasks_are_there(rows):
    wrong = [row for row in rows if mark(row["response"].split("\n")[-1], from_row(row)).verdict != "right"]
    assert wrong == []
    counts = Counter(row["task"] for row in rows)
    assert len(counts) == 7 and min(counts.values()) > 1000


def test_the_last_line_is_the_answer(rows):
    for row in rows:
        if row["task"] in ("yield_to_maturity", "price", "duration", "convexity"):
            *lines, _ = row["response"].split("\n")
            assert Decimal(lines[-1].split(" = ")[-1].strip("()")) == Decimal(json.loads(row["answer"])[0]["text"].rstrip("%"))


def test_styles_come_in_their_shares():
    tasks = load_tasks(wanted=())
    chosen = [tasks.get(name) for name in tasks.default]
    rows = list(generate(Plan(6000, chosen, check_markets([]), {"tool": 0.7, "worked": 0.2, "direct": 0.1})))
    counts = Counter(row["style"] for row in rows if row["turn"] == 1)
    total = sum(counts.values())
    assert counts["worked"] / total == pytest.approx(0.2, abs=0.03)
    assert counts["direct"] / total == pytest.approx(0.1, abs=0.02)


def test_a_task_without_lines_says_so():
    task = load_tasks(wanted=()).get("dv01")
    with pytest.raises(BondsftError, match="Task floating_rate has no lines to work its answer out"):
        list(generate(Plan(10, [load_tasks(wanted=()).get("floating_rate")], check_markets([]), {"worked": 1.0})))
    assert task.task.worked({"measure": "DV01"}) == []
