"""A user's own bonds: bad lines named with their reasons, and questions answered from the file or asked back."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bondsft.calculators import run_call
from bondsft.cli.main import main
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.universe import read_universe
from bondsft.errors import BondsftError
from bondsft.marking.mark import mark
from bondsft.marking.reading import from_row
from bondsft.plugin import RegisteredTask, load_tasks
from bondsft.tasks.yield_to_maturity import YieldToMaturity

BONDS = Path(__file__).parents[2] / "data" / "bonds.csv"
HEADER = "isin,coupon_pct,frequency,maturity,settlement,day_count,price,market,redemption"
GOOD = "ZZNTL6405616,11.2,1,2028-12-22,2026-11-20,Act/Act,102.087,,"


def write(tmp_path, *lines, header=HEADER):
    path = tmp_path / "bonds.csv"
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


def rows_of(style="tool", rows=240, split="train"):
    registry = load_tasks()
    tasks = [registry.get(name) for name in registry.default]
    plan = Plan(rows, tasks, check_markets([]), {style: 1.0}, split, bonds=read_universe(BONDS), bonds_share=1.0)
    return [row for row in generate(plan) if "isin" in json.loads(row["inputs"])]


def test_terms_are_what_the_calculators_take(tmp_path):
    terms = read_universe(write(tmp_path, GOOD))["ZZNTL6405616"]
    assert run_call("bond_yield", terms)["yield"].endswith("%")
    assert terms["frequency"] == "annual"


def test_dates_of_issue_and_first_coupon_count_while_it_is_still_to_come(tmp_path):
    def terms(issue, first_coupon):
        line = f"{GOOD},{issue},{first_coupon}"
        return read_universe(write(tmp_path, line, header=f"{HEADER},issue,first_coupon"))["ZZNTL6405616"]

    new = terms("15 Oct 2026", "22 Dec 2027")
    assert (new["issue"], new["first_coupon"]) == ("2026-10-15", "2027-12-22")
    durations = [run_call("bond_risk", {**held, "measure": "modified duration"}) for held in (new, terms("", ""))]
    assert "error" not in durations[0] and durations[0] != durations[1]
    assert "issue" in terms("15 Oct 2026", "") and "first_coupon" not in terms("15 Oct 2026", "")
    assert terms("15 Oct 2020", "22 Dec 2020") == terms("", "")
    with pytest.raises(BondsftError, match="first coupon is 2027-12-21"):
        terms("15 Oct 2026", "21 Dec 2027")


def test_three_columns_are_enough(tmp_path):
    path = write(tmp_path, "ZZNTL6405616,11.2,22 Dec 2028", header="isin,coupon_pct,maturity")
    assert read_universe(path) == {"ZZNTL6405616": {"coupon_pct": "11.2", "maturity": "2028-12-22"}}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("ZZNTL6405616", "ZZNTL6405617"), "check digit 7, and it should be 6"),
        (GOOD.replace("ZZNTL6405616", "ZZ123"), "is not an ISIN"),
        (GOOD.replace("2028-12-22", "22/12/28"), "22/12/28"),
        (GOOD.replace("2026-11-20", "2029-01-01"), "maturity 2028-12-22 is not after settlement 2029-01-01"),
        (GOOD.replace("11.2", "eleven or so"), "eleven or so"),
        (GOOD.replace("11.2", ""), "coupon_pct is empty"),
        (GOOD.replace("102.087", "-3"), "-3"),
        (GOOD + "105", "redemption is 105"),
        (GOOD.replace("102.087,,", "102.087,us,"), "frequency is 1, and the market us pays 2 times a year"),
        (GOOD + ",more", "more values than"),
    ],
)
def test_every_bad_line_is_named_with_its_reason(line, reason, tmp_path):
    with pytest.raises(BondsftError) as caught:
        read_universe(write(tmp_path, GOOD.replace("ZZNTL6405616", "ZZ6G93252136"), line))
    assert "line 3" in caught.value.message and reason in caught.value.message


def test_all_bad_lines_are_listed(tmp_path):
    with pytest.raises(BondsftError) as caught:
        read_universe(write(tmp_path, "a,1", "b,2", GOOD))
    assert "line 2" in caught.value.message and "line 3" in caught.value.message and "line 4" not in caught.value.message


@pytest.mark.parametrize("header", ["isin,maturity", "isin,coupon_pct,maturity,colour"])
def test_a_missing_or_unknown_column_is_named(header, tmp_path):
    with pytest.raises(BondsftError, match=r"coupon_pct|colour"):
        read_universe(write(tmp_path, header=header))


def test_a_known_bond_is_found_and_its_answer_is_right():
    rows = rows_of()
    known = [row for row in rows if row["turn"] == 3]
    assert len(known) > 10
    for row in known:
        assert mark(row["response"], from_row(row)).verdict == "right"
        found = json.loads(row["prompt"][2]["content"])
        arguments = json.loads(row["prompt"][3]["tool_calls"][0]["function"]["arguments"])
        for span in arguments.values():
            assert span in found.values() or span in row["query"]


def test_an_unknown_bond_is_asked_about():
    rows = [row for row in rows_of(rows=480) if row["turn"] == 2 and len(row["completion"][0]["content"])]
    assert len(rows) > 3
    for row in rows:
        assert "missing" in json.loads(row["answer"])[0]["value"]
        assert mark(row["response"], from_row(row)).verdict == "right"


def test_without_calculators_every_bond_is_asked_about():
    for row in rows_of("direct"):
        assert mark(row["response"], from_row(row)).verdict == "right"
        assert row["response"].endswith(("?", "."))
        assert "%" not in row["response"]


def test_a_bond_of_the_test_split_is_in_no_training_question():
    def isins(split):
        return {json.loads(row["inputs"])["isin"] for row in rows_of(split=split, rows=600)}

    assert isins("test") and not isins("test") & isins("train")


class OneBond(YieldToMaturity):
    """Has a single question to ask."""

    def sample(self, rng, count, market):
        return super().sample(np.random.default_rng(3), count, market)

    def wordings_file(self):
        return YieldToMaturity().wordings_file()


def test_a_task_that_runs_out_of_questions_says_how_many_it_has():
    plan = Plan(10_000, [RegisteredTask(OneBond(), "test", "test")], ["us"], {"direct": 1.0})
    with pytest.raises(BondsftError, match="has no more than"):
        list(generate(plan))


def test_bonds_without_a_settlement_date_are_named(tmp_path):
    full = "isin,coupon_pct,maturity,settlement,frequency,day_count\n"
    dated, undated = "ZZ0000000016,5,2034-03-15,2026-03-16,2,30/360\n", "ZZ0000000024,5,2034-03-15,,2,30/360\n"
    asked = ["generate-data", "--rows", "20", "--output", str(tmp_path / "rows.jsonl"), "--bonds", str(tmp_path / "bonds.csv")]
    (tmp_path / "bonds.csv").write_text(full + undated)
    refused = CliRunner().invoke(main, asked)
    assert refused.exit_code == 1 and "no settlement dates" in refused.stderr and "Hint" in refused.stderr
    (tmp_path / "bonds.csv").write_text(full + dated + undated)
    some = CliRunner().invoke(main, asked)
    assert some.exit_code == 0 and "1 of 2 bonds have no settlement date" in some.stderr
