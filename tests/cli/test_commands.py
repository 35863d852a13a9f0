"""Commands as a user types them: bad input gives one sentence, a hint and exit code 1, and leaves nothing behind."""

import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main

ROOT = Path(__file__).parents[2]
ML = ("torch", "transformers", "trl", "peft", "datasets", "bitsandbytes", "accelerate")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def assert_one_sentence(result, *words):
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("Error: ") and "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "bonds.jsonl"
    assert run("generate-data", "--output", path, "--rows", 24).exit_code == 0
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["tasks"],
        ["plugins"],
        ["calculate", "yield", "--help"],
        ["generate-data", "--rows", "60", "--output", "rows.jsonl"],
    ],
)
def test_no_machine_learning_package_is_imported(arguments, tmp_path):
    code = (
        "import sys\nfrom bondsft.cli.main import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print(sorted(set(sys.modules) & set({ML!r})))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_calculator_prints_what_quantlib_gives():
    import QuantLib as ql

    today = ql.Date(15, 1, 2026)
    ql.Settings.instance().evaluationDate = today
    schedule = ql.Schedule(
        today, today + ql.Period(8, ql.Years), ql.Period(ql.Semiannual), ql.NullCalendar(), ql.Unadjusted, ql.Unadjusted,
        ql.DateGeneration.Backward, False,
    )  # fmt: skip
    basis = ql.Thirty360(ql.Thirty360.BondBasis)
    bond = ql.FixedRateBond(0, 100.0, schedule, [0.075], basis)
    price = ql.BondPrice(98.75, ql.BondPrice.Clean)
    expected = bond.bondYield(price, basis, ql.Compounded, ql.Semiannual, today, 1e-12)
    result = run("calculate", "yield", "--price", "98.75", "--coupon-pct", "7.5", "--frequency", "2", "--years", "8")
    assert result.stdout == f"yield: {100 * expected:.3f}%\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--tasks", "swaption"), ("--markets", "mars"), ("--styles", "chatty=1"), ("--styles", "tool=-1"), ("--rows", "0")],
)
def test_an_unknown_name_is_answered_with_those_there_are(option, value, tmp_path):
    result = run("generate-data", "--output", tmp_path / "x.jsonl", option, value)
    assert_one_sentence(result, value.partition("=")[0].removeprefix("tool"), "Hint: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("option", "value"), [("--seed", "-1"), ("--bonds-share", "2"), ("--rows", "1" + 23 * "0")])
def test_a_number_that_cannot_be_is_refused_before_anything_is_made(option, value, tmp_path):
    result = run("generate-data", "--output", tmp_path / "x.jsonl", option, value)
    assert result.exit_code == 2 and value in result.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("option", "value"), [("--tasks", ""), ("--markets", ","), ("--styles", " ")])
def test_a_list_that_names_nothing_is_not_one_of_all(option, value, tmp_path):
    result = run("generate-data", "--output", tmp_path / "x.jsonl", option, value)
    assert_one_sentence(result, f"{value!r} names nothing", "leave the option out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--bonds-share", "--follow-ups"])
def test_a_share_that_is_no_number_is_named(option, tmp_path):
    result = run("generate-data", "--output", tmp_path / "x.jsonl", option, "nan")
    assert_one_sentence(result, "nan is no share", f"Type {option}")


def test_a_style_has_one_weight(tmp_path):
    result = run("generate-data", "--output", tmp_path / "x.jsonl", "--styles", "tool=0.5,direct=0.2,tool=0.5")
    assert_one_sentence(result, "tool has two weights", "Hint: ")


def test_a_founding_file_has_as_many_questions_as_it_says(tmp_path):
    assert "60 rows" in run("generate-data", "--output", tmp_path / "x.json", "--rows", "60").stdout
    assert len(json.loads((tmp_path / "x.json").read_text())) == 60
    result = run("generate-data", "--output", tmp_path / "y.json", "--styles", "tool=1")
    assert_one_sentence(result, "no calls", "write .jsonl")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"query": "x", "answer": "[]"}', "Row 1 has no id"),
        ('{"id": "1", "task": "price", "query": "x", "inputs": "x", "answer": "[]"}', "Row 1 has the inputs 'x'"),
    ],
)
def test_a_broken_row_to_evaluate_is_named(tmp_path, lines, said):
    (tmp_path / "rows.jsonl").write_text(lines)
    (tmp_path / "replies.jsonl").write_text('{"id": "1", "text": "5%"}')
    result = run("evaluate", "--questions", tmp_path / "rows.jsonl", "--predictions", tmp_path / "replies.jsonl")
    assert_one_sentence(result, said)


def test_predictions_that_fit_no_question_are_no_score(tmp_path):
    question = '{"id": "%s", "question": "What is the yield?", "answer": 5, "unit": "percent"}\n'
    (tmp_path / "asked.jsonl").write_text(question % "1" + question % "2")
    asked = ("evaluate", "--questions", tmp_path / "asked.jsonl", "--predictions")
    replies = tmp_path / "replies.jsonl"
    assert_one_sentence(run(*asked, replies), "replies.jsonl is no file", '{"id"')
    replies.write_text("")
    assert_one_sentence(run(*asked, replies), "replies.jsonl is empty", '{"id"')
    replies.write_text('{"id": "7", "text": "5%"}')
    assert_one_sentence(run(*asked, replies), "has the id of a question, such as 1", "--questions")
    replies.write_text('{"id": "2", "text": "5%"}\n{"id": "7", "text": "5%"}')
    result = run(*asked, replies)
    assert result.exit_code == 0 and "1/2" in result.stdout
    assert "1 of 2 questions have no prediction" in result.stderr and "1 predictions" in result.stderr
    assert_one_sentence(run(*asked, replies, "--model", "smollm2"), "--model does nothing beside --predictions", "Leave one")
    assert_one_sentence(run(*asked, replies, "--tasks", "price"), "--tasks does nothing beside --questions", "Leave one")
    assert_one_sentence(run(*asked, replies, "--batch_size", "4"), "--batch-size does nothing beside --predictions", "Leave one")


def test_options_that_would_do_nothing_are_refused(tmp_path):
    extended = ("generate-data", "--output", tmp_path / "more.json", "--extend", tmp_path / "a.json")
    assert_one_sentence(run(*extended, "--workers", "2"), "--workers does nothing beside --extend", "Leave one")
    followed = ("generate-data", "--output", tmp_path / "a.jsonl", "--follow-ups", "0.2")
    assert_one_sentence(run(*followed, "--tasks", "comparison"), "No question follows one about several bonds", "other --tasks")
    assert not list(tmp_path.iterdir())


def test_a_calculation_names_options_as_they_are_typed():
    dates = ("--settlement", "2026-01-15", "--maturity", "2030-01-15")
    result = run("calculate", "price", "--coupon-pct", "6", "--yield-pct", "5", "--frequency", "2", *dates)
    assert_one_sentence(result, "--day-count is missing", "calculate price --help")
    zero = run("calculate", "cash-flows", "--coupon-pct", "zero", "--years", "5")
    assert zero.stdout == "schedule: year 5: 100.00\n"


def test_every_calculator_can_be_asked_by_a_person():
    bill = ("calculate", "short-paper-rate", "--price", "98.5", "--days", "91", "--bill", "US Treasury bill")
    assert run(*bill).stdout == "discount rate: 5.934%\ninvestment rate: 6.108%\n"
    page = run("calculate", "--help").stdout
    assert (
        all(f"  {name} " in page for name in ("price", "cash-flows", "call-yield", "floater-price")) and "find-bond" not in page
    )
    assert "No such command 'bond-price'" in run("calculate", "bond-price").stderr


def test_a_market_that_is_nearly_named_is_told():
    bond = ("calculate", "price", "--coupon-pct", "5", "--yield-pct", "5", "--years", "5", "--market")
    assert_one_sentence(run(*bond, "german bun"), "'german bun' is not a market", "Did you mean 'german bund'?")
    assert_one_sentence(run(*bond, "mars"), "'mars' is not a market", "Type one of us, ")


def test_a_path_below_a_file_is_one_sentence(data):
    assert_one_sentence(run("generate-data", "--output", data / "x.jsonl"), "Not a directory", "Hint: ")


def test_the_one_bond_of_a_calculation_has_no_number():
    terms = ["--coupon-pct", "6", "--yield-pct", "5", "--market", "us", "--settlement", "2026-01-05", "--maturity", "2029-01-01"]
    result = run("calculate", "price", *terms, "--issue", "2026-06-01", "--first-coupon", "2027-01-01")
    assert_one_sentence(result, "--settlement is 2026-01-05", "on or after issue")
    assert "bond 0" not in result.stderr


def test_an_output_that_exists_stays_as_it_was(data):
    before = data.read_bytes()
    assert_one_sentence(run("generate-data", "--output", data), "exists", "--overwrite")
    assert data.read_bytes() == before


def test_a_full_disk_is_one_sentence(tmp_path):
    full = tmp_path / "full.jsonl"
    code = (
        "from bondsft.dataset.formats import Format\n"
        "Format.write = lambda self, rows, path: open('/dev/full', 'w').write('x' * 100_000)\n"
        f"from bondsft.cli.main import main\nmain(['generate-data', '--output', {str(full)!r}])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 1
    assert "No space left" in result.stderr and "Traceback" not in result.stderr
    assert "Hint: Make room there" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    command = [sys.executable, "-m", "bondsft", "generate-data", "--rows", "1000000", "--output", str(tmp_path / "x.jsonl")]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may ignore it
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Error: Stopped." in stderr and "Traceback" not in stderr
    assert not (tmp_path / "x.jsonl").exists() and not list(tmp_path.rglob("*.partial"))
    assert bool(list(tmp_path.iterdir())) == ("--resume" in stderr)  # finished parts, to go on from


SPOILED = {
    "missing.jsonl": None,
    "empty.jsonl": b"",
    "cut.jsonl": b'{"id": "a", "prompt": [{"role": "user"',
    "list.jsonl": b"[1, 2]\n",
    "latin.jsonl": '{"id": "é"}'.encode("latin-1"),
    "shape.json": b'{"query": "a"}',
    "half.json": b'[{"query": "a", "response": "b"}, {"query": "c"}]',
    "cut.json": b'[{"query": "a", "resp',
    "cut.parquet": b"PAR1 and no more",
    "data.csv": b"query,response\n",
}


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_an_unsound_data_set_is_named(command, name, tmp_path):
    path = tmp_path / name
    if SPOILED[name] is not None:
        path.write_bytes(SPOILED[name])
    if command == "train":
        result = run("train", "--model-id", "smollm2", "--dataset-path", path, "--output-dir", tmp_path / "out", "--dry-run")
    else:
        result = run("evaluate", "--questions", path, "--predictions", path)
    assert_one_sentence(result, name)
    assert not (tmp_path / "out").exists()


def test_a_model_that_is_not_to_be_had_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for spelling in ("--model-id", "--model_id"):
        result = run(
            "train",
            spelling,
            "nobody/nothing",
            "--dataset-path",
            ROOT / "data" / "bond_queries.json",
            "--output-dir",
            tmp_path / "o",
        )
        assert_one_sentence(result, "nobody/nothing", "--model-id smollm2")
    assert not list(tmp_path.iterdir())


def test_a_finished_run_is_not_written_over(tmp_path, data):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "adapter_config.json").write_text("{}")
    result = run("train", "--model-id", "smollm2", "--dataset-path", data, "--output-dir", tmp_path / "out")
    assert_one_sentence(result, "is not empty", "--overwrite")
    assert_one_sentence(
        run("train", "--model-id", "smollm2", "--dataset-path", data, "--output-dir", tmp_path / "new", "--resume"), "--resume"
    )


@pytest.mark.parametrize("option", [("--learning-rate", "-1"), ("--batch-size", "0"), ("--recipe", "nosuch")])
def test_an_impossible_setting_is_named(option, tmp_path, data):
    result = run("train", "--model-id", "smollm2", "--dataset-path", data, "--output-dir", tmp_path / "out", *option)
    assert_one_sentence(result, option[1] if option[1] != "0" else "batch_size is 0")


def test_predictions_are_marked_without_a_model(tmp_path, data):
    rows = [json.loads(line) for line in data.read_text("utf-8").splitlines()]
    replies = [{"id": row["id"], "text": row["response"]} for row in rows if row["turn"] == 1]
    replies[0]["text"] = '[bond_yield(price="98.75", years="8'
    replies[1]["text"] = ""
    predictions = tmp_path / "replies.jsonl"
    predictions.write_text("".join(json.dumps(reply) + "\n" for reply in replies), "utf-8")
    result = run("evaluate", "--questions", data, "--predictions", predictions, "--json", "--output", tmp_path / "report")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    overall = scores["columns"]["replies.jsonl"][0]
    assert (overall["right"], overall["no_answer"]) == (len(replies) - 2, 2)
    assert "<html" in (tmp_path / "report" / "report.html").read_text("utf-8")
    assert run("evaluate", "--questions", data, "--predictions", predictions, "--fail-under", "99").exit_code == 3
    assert_one_sentence(
        run("evaluate", "--questions", data, "--predictions", predictions, "--output", tmp_path / "report"), "--overwrite"
    )


def test_help_names_every_command():
    shown = run("--help").stdout
    for name in ("ask", "calculate", "demo", "evaluate", "generate-data", "plugins", "tasks", "train"):
        assert name in shown
