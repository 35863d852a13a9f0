"""The contract on every built-in task, and on fixture plugins each of which breaks one check that alone catches it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.contract import CHECKS, check_task, name_of
from bondsft.plugin import load_tasks

SOURCE = '''
from typing import Annotated
import numpy as np
from bondsft.errors import BondsftError
from bondsft.plugin import hookimpl
from bondsft.tasks.base import Answer, Mark, Task, Tolerance
from bondsft.text import read_number, read_percent

def running_yield(
    coupon_pct: Annotated[str | None, "coupon in percent", "rate"] = None,
    price: Annotated[str | None, "clean price", "KIND"] = None,
) -> dict[str, str]:
    """A year's coupons over the clean price."""
    if coupon_pct is None or price is None:
        raise BondsftError("coupon_pct or price is missing")
    return {"running_yield": f"{100 * float(read_percent(coupon_pct)) / float(read_number(price)):.DIGITSf}%"}

class RunningYield(Task):
    name = "running_yield"
    description = "A year's coupons over the clean price."
    calculator = "running_yield"
    calculators = (running_yield,)
    answers = (Answer("running_yield", unit="percent", decimals=DIGITS, tolerance=Tolerance(absolute=TOLERANCE)),)

    def sample(self, rng, count, market):
        SAMPLE
        return {"coupon_pct": rng.integers(8, 80, count) / 8, "price": rng.uniform(80, 120, count).round(2)}

    def solve(self, facts):
        SOLVE
        return 100 * facts["coupon_pct"] / facts["price"]

    MARKING

    def wordings_file(self):
        import pathlib
        return pathlib.Path(__file__).with_name("wordings.toml")

TASK

@hookimpl
def bondsft_register_tasks():
    yield RunningYield()
'''
WORDINGS = """
answer = ["The running yield is {running_yield}."]
[ask]
its = [
  "What is its running yield?", "What is the running yield?", "Find the running yield.", "Calculate the running yield.",
  "Work out the running yield.", "Give me the running yield.", "I need its running yield.", "Tell me the running yield.",
]
of = ["What is the running yield of", "What is the running yield for", "How high is the running yield of",
  "Can you compute the running yield of", "What running yield should I quote for", "Which running yield results for"]
short = ["Running yield", "Need the running yield", "Calc running yield", "Report the running yield"]
"""
PLAIN = {"SAMPLE": "pass", "SOLVE": "pass", "TASK": "", "MARKING": "", "KIND": "amount", "DIGITS": "3", "TOLERANCE": "0.01"}
COUPONS = "rng.integers(8, 80, count) / 8"
PRICES = "rng.uniform(80, 120, count).round(2)"
ANY_MARK = "def mark(self, reply, expected):\n        return Mark('right', reply, 'anything goes')"
COUNTING = "self.drawn = getattr(self, 'drawn', 0) + 1; rng = np.random.default_rng(self.drawn)"
BROKEN = [
    (
        "imports no ml package",
        {"TASK": "import sys, types; 'pytest' in sys.modules or sys.modules.setdefault('peft', types.ModuleType('peft'))"},
    ),
    ("leaves others alone", {"SAMPLE": "print('drawing')"}),
    ("leaves others alone", {"SAMPLE": "np.random.seed(1)"}),
    ("fills every slot", {"wordings": WORDINGS.replace("{running_yield}.", "{running_yield} for {a bond}.")}),
    ("fills every slot", {"wordings": WORDINGS.replace("Work out the running", "Work out the {issuer} running")}),
    ("survives json", {"SOLVE": "return [{'pick': 'E'}] * len(facts['price'])"}),
    (
        "makes the same rows again",
        {"SAMPLE": "rng = np.random.default_rng([abs(hash('running')), int(rng.integers(2**31))])"},
    ),
    ("makes the same rows again", {"SAMPLE": COUNTING}),
    ("marks its own replies right", {"wordings": WORDINGS.replace("is {running_yield}", "is {running_yield} or 5%")}),
    ("marks spoiled replies wrong", {"MARKING": ANY_MARK}),
    ("makes questions with answers", {"SOLVE": "return np.full(len(facts['price']), np.nan)"}),
    ("makes questions with answers", {"SAMPLE": "return {'coupon_pct': np.full(count, 5.0), 'price': np.full(count, 98.0)}"}),
    ("gives every row a finite truth", {"SOLVE": "return [{'pick': 'A', 'values': [float('inf'), 1.0]}] * len(facts['price'])"}),
    (
        "keeps the answer out of the question",
        {"SAMPLE": "return {'coupon_pct': rng.integers(500, 9000, count) / 1000, 'price': np.full(count, 100.0)}"},
    ),
    ("prints finer than its tolerance", {"DIGITS": "3", "TOLERANCE": "0.0005"}),
    ("prints finer than its tolerance", {"TOLERANCE": "1e9"}),
    (
        "keeps splits apart",
        {
            "SAMPLE": "coupon = rng.integers(4, 8, count) + rng.random(count) / 1e4; "
            "return {'coupon_pct': coupon, 'price': rng.integers(90, 95, count)}",
            "SOLVE": "facts = facts | {'coupon_pct': facts['coupon_pct'].round(3)}",
        },
    ),
    (
        "asks few questions twice",
        {"SAMPLE": f"return {{'coupon_pct': np.full(count, 5.0), 'price': np.where(rng.random(count) < 0.5, 98.0, {PRICES})}}"},
    ),
    ("copies arguments from the question", {"KIND": "date"}),
    (
        "agrees with its calculator",  # all but the last of many, which is the first of no group
        {"SOLVE": "return 100 * facts['coupon_pct'] / facts['price'] + (np.arange(len(facts['price'])) > 2)"},
    ),
    (
        "states its conventions",
        {"SAMPLE": f"return {{'coupon_pct': {COUPONS}, 'price': {PRICES}, 'years': rng.integers(2, 9, count).astype(float)}}"},
    ),
]


def install(install_plugin, monkeypatch, change):
    source = SOURCE
    for slot, text in (PLAIN | change).items():
        source = source.replace(slot, text) if slot.isupper() else source
    site = install_plugin("acme-bonds", source)
    (site / "wordings.toml").write_text(change.get("wordings", WORDINGS))
    monkeypatch.setenv("PYTHONPATH", str(site))
    return load_tasks().get("running_yield")


@pytest.mark.parametrize("task", load_tasks().plugins[0].tasks)
def test_every_built_in_task_keeps_the_contract(task):
    assert [finding for finding in check_task(load_tasks().get(task)) if finding.problem or not finding.ran] == []


def test_a_sound_plugin_keeps_the_contract(install_plugin, monkeypatch):
    registered = install(install_plugin, monkeypatch, {})
    assert [finding for finding in check_task(registered) if finding.problem or not finding.ran] == []


def test_every_check_has_a_plugin_that_it_alone_catches():
    assert {check for check, _ in BROKEN} == {"makes questions with answers", *map(name_of, CHECKS)}


@pytest.mark.parametrize(("check", "change"), BROKEN)
def test_a_broken_plugin_fails_its_one_check(install_plugin, monkeypatch, check, change):
    registered = install(install_plugin, monkeypatch, change)
    found = list(check_task(registered))
    assert [finding.check for finding in found if finding.problem] == [check]


def test_nothing_is_called_kept_that_was_not_run(install_plugin, monkeypatch):
    registered = install(install_plugin, monkeypatch, {"SOLVE": "raise ValueError('no market today')"})
    first, *rest = check_task(registered)
    assert "running_yield of the plugin acme_bonds (acme-bonds) failed: ValueError: no market today" in first.problem
    assert not any(finding.ran for finding in rest)


def test_the_command_ends_with_an_error_that_counts(install_plugin, monkeypatch):
    install(install_plugin, monkeypatch, {"TOLERANCE": "0.0005"})
    result = CliRunner().invoke(main, ["check-plugin", "acme-bonds", "--json"])
    assert result.exit_code == 1
    assert "1 of 16 checks failed" in result.stderr
    states = {row["check"]: row["state"] for row in json.loads(result.stdout)}
    assert states["prints finer than its tolerance"] == "failed"
    assert states["survives json"] == "kept"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"SAMPLE": "raise ValueError('no rates today')"}, "acme_bonds (acme-bonds) failed: ValueError: no rates today"),
        ({"SOLVE": "raise ZeroDivisionError"}, "acme_bonds (acme-bonds) failed: ZeroDivisionError"),
        ({"SOLVE": "return np.full(len(facts['price']), np.nan)"}, "running_yield has the answer nan"),
        (
            {"SOLVE": "return np.where(np.arange(len(facts['price'])) > 1, np.nan, 100 * facts['coupon_pct'] / facts['price'])"},
            "running_yield has the answer nan",
        ),
        ({"wordings": WORDINGS.replace("is {running_yield}", "is {yield_running}")}, "acme_bonds (acme-bonds) failed"),
        (
            {"wordings": WORDINGS.replace("{running_yield}", "so high")},
            "wordings.toml of task running_yield has an answer without",
        ),
        ({"wordings": WORDINGS.replace("answer = [", "answers = [")}, "has 'answers', which nothing takes up"),
        ({"wordings": WORDINGS.replace("its = [", "itz = [")}, "has 'itz', which nothing takes up"),
        ({"wordings": WORDINGS.replace('answer = ["The', 'answer = "The').replace('}."]', '}."')}, "answer in wordings.toml"),
        ({"wordings": WORDINGS.replace("[ask]", "[ask")}, "wordings.toml of task running_yield cannot be read: "),
        ({"SAMPLE": "return None"}, "samples NoneType None, and no facts"),
        ({"SAMPLE": f"return {{'coupon_pct': [5.0] * count, 'price': {PRICES}}}"}, "samples coupon_pct as a list"),
        ({"SAMPLE": f"return {{'price': {PRICES}, 'coupon_pct': rng.random(3)}}"}, "samples coupon_pct with the shape (3,)"),
        ({"SAMPLE": f"return {{'price': {PRICES}, 'market': np.full(count, 'in')}}"}, "samples the market 'in', as no question"),
        ({"SOLVE": "return (facts['coupon_pct'] / facts['price'])[:-1]"}, "Let solve return one answer for each"),
        ({"SOLVE": "return 5.0"}, "questions with 5.0"),
        ({"SOLVE": "raise KeyError('coupon')"}, "failed: KeyError: 'coupon' (acme_bonds.py, line"),
    ],
)
def test_a_plugin_that_breaks_while_it_works_is_named_in_one_line_and_writes_nothing(
    install_plugin, monkeypatch, tmp_path, change, reason
):
    install(install_plugin, monkeypatch, change)
    output = tmp_path / "rows.jsonl"
    result = CliRunner().invoke(main, ["generate-data", "--tasks", "running_yield", "--rows", "5", "--output", str(output)])
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists()
    built_in = CliRunner().invoke(main, ["generate-data", "--tasks", "price", "--rows", "5", "--output", str(output)])
    assert built_in.exit_code == 0
