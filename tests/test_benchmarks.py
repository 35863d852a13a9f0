"""Benchmarks run at a tiny size, and the answers that they compare agree. No time is looked at."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def printed():
    pytest.importorskip("QuantLib")
    pytest.importorskip("pyxirr")
    command = [sys.executable, str(BENCHMARKS / "bond_math.py"), "--quick"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    return result.stdout


def worst(printed, name):
    return float(re.search(rf"^\| {re.escape(name)} \| [\d,]+ \| (\S+) \|", printed, re.MULTILINE)[1])


@pytest.mark.parametrize(
    "name",
    [
        "yields, from those that made the prices",
        "yields, from QuantLib, day counter without schedule",
        "yields, from QuantLib, day counter with schedule",
        "accrued interest, from QuantLib",
        "durations, convexity and DV01, relative, from QuantLib",
        "payments, from QuantLib",
        "yields of step-up bonds, from those that made the prices",
        "yields of amortising bonds, from those that made the prices",
    ],
)
def test_answers_of_the_bond_benchmark_agree(printed, name):
    assert worst(printed, name) <= 1e-12


@pytest.mark.parametrize("name", ["pyxirr.xirr", "pyxirr.irr"])
def test_pyxirr_gives_the_same_rates_to_its_own_tolerance(printed, name):
    assert worst(printed, f"rates of the same payments, from {name}") <= 1e-8


def test_the_bond_benchmark_prints_its_machine_and_a_time_for_each_part(printed):
    assert re.match(r".*Python \d.*numpy \d.*QuantLib \d.*pyxirr \d", printed)
    for name in ("price to yield", "QuantLib, day counter without schedule", "pyxirr.xirr", "dates and price to yield and risk"):
        assert re.search(rf"^\| {re.escape(name)} \| [\d,]+ \| [\d.]+ \|", printed, re.MULTILINE)
    for name in ("tables of payments", "price to yield, step-up", "price to yield, amortising", "20,000"):
        assert re.search(rf"^\| {name} \|", printed, re.MULTILINE)


def test_the_benchmark_of_plugins_runs():
    command = [sys.executable, str(BENCHMARKS / "plugins.py"), "--quick"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    assert "| `bondsft plugins`, twenty plugins |" in result.stdout


def test_the_benchmark_of_data_runs():
    command = [sys.executable, str(BENCHMARKS / "generate.py"), "--quick", "--workers", "1"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    assert "| direct rows to Parquet |" in result.stdout and "| tool rows |" in result.stdout


def test_the_benchmark_of_splits_runs():
    command = [sys.executable, str(BENCHMARKS / "splits.py"), "--quick"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    assert re.search(r"^\| train and test \| \S+ and \S+ \| 0 \|", result.stdout, re.MULTILINE)


def test_right_answers_are_counted_by_writer(tmp_path):
    questions = tmp_path / "questions.jsonl"
    asked = [
        {"id": each, "question": "The yield?", "answer": 5.0, "unit": "percent", "task": "yield_to_maturity"}
        for each in ("a1", "b1")
    ]
    said = [{"id": "a1", "text": "The yield is 5%."}, {"id": "b1", "text": "The yield is 6%.", "doubt": "4 is not used"}]
    for path, rows in ((questions, asked), (tmp_path / "predictions.jsonl", said)):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(BENCHMARKS / "by_writer.py"), str(questions), str(tmp_path / "predictions.jsonl")]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    for row in ("| with a doubt | 0 | 1 |", "| without a doubt | 1 | 1 |", "| writer a | 1 | 1 |", "| writer b | 0 | 1 |"):
        assert row in result.stdout


def test_questions_that_a_rule_answers_alone_are_counted(tmp_path):
    questions = tmp_path / "questions.jsonl"
    asked = [
        ("a1", "A 3-year 4% annual bond costs 97. Its yield to maturity?", 5.1031),
        ("a2", "A 3-year 4% annual bond costs 97. Its yield to maturity?", 4.0),
        ("a3", "What does it yield?", 4.0),
    ]
    rows = [{"id": id, "question": text, "answer": answer, "unit": "percent", "task": "price"} for id, text, answer in asked]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(BENCHMARKS / "by_rule.py"), str(questions)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    assert "| all | 1 | 1 | 3 |" in result.stdout
