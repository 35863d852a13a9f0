"""Generated rows: every answer true by a second road, the same bytes again, and splits that share nothing."""

import json
from collections import Counter

import pytest

from bondsft.bonds import MARKETS
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.parts import part_of
from bondsft.dataset.store import read_rows, write_rows
from bondsft.errors import BondsftError
from bondsft.marking.mark import mark
from bondsft.marking.reading import from_row
from bondsft.plugin import load_tasks
from bondsft.tasks.own_wordings import wordings_of
from bondsft.tasks.wording import frames, phrases


def plan(rows=360, split="train", seed=0, style="tool", markets=()):
    registry = load_tasks()
    return Plan(rows, [registry.get(name) for name in registry.default], check_markets(markets), {style: 1.0}, split, seed)


@pytest.fixture(scope="module")
def train():
    return list(generate(plan(1200)))


@pytest.fixture(scope="module")
def test_rows():
    return list(generate(plan(1200, "test")))


def test_the_reply_of_every_row_is_marked_right(train, test_rows):
    for row in train + test_rows:
        found = mark(row["response"], from_row(row))
        assert found.verdict == "right", (row["query"], row["response"], row["answer"], found)


def test_every_argument_of_a_call_stands_in_its_question(train, test_rows):
    for row in train + test_rows:
        for call in row["completion"][0].get("tool_calls", ()):
            for span in json.loads(call["function"]["arguments"]).values():
                assert span.lower() in row["query"].lower()


def test_the_same_plan_gives_the_same_rows(train):
    assert list(generate(plan(1200))) == train


def test_a_data_set_of_some_size_has_two_thousand_wordings_of_each_task():
    table = part_of(plan(30_000, style="direct"), 0)
    worded = zip(table["task"].to_pylist(), table["wording"].to_pylist(), strict=True)
    counts = Counter(task for task, _ in set(worded))
    assert len(counts) == 6 and min(counts.values()) >= 2000


def test_train_and_test_share_no_question_whatever_the_seeds(test_rows):
    def contents(rows):
        return {row["id"].rsplit("-", 2)[0] for row in rows}

    for seed in (0, 1, 42):
        assert not contents(generate(plan(1200, seed=seed))) & contents(test_rows)


def test_training_uses_no_wording_that_is_kept_for_the_test(train, test_rows):
    def parts(row):
        return set(row["wording"].split("-")[1:])

    kept = {part.digest[:4] for kind in phrases().values() for part in kind if part.split == "test"}
    for task in load_tasks().tasks.values():
        asks = {ask.digest[:4]: ask.split for kind in wordings_of(task.task).asks.values() for ask in kind}
        kept |= {digest for digest, split in asks.items() if split == "test"}
        own = wordings_of(task.task).phrases.values()
        kept |= {part.digest[:4] for kind in own for part in kind if part.split == "test"}
    assert not any(parts(row) & kept for row in train)
    unseen = [row for row in test_rows if row["wording_split"] == "test"]
    assert len(unseen) > 300
    assert all(len(parts(row) & kept) >= 2 for row in unseen)


def test_every_task_has_twelve_wordings_and_keeps_a_fair_share_for_the_test():
    for task in load_tasks().tasks.values():
        asks = [ask for kind in wordings_of(task.task).asks.values() for ask in kind]
        share = sum(ask.split == "test" for ask in asks) / len(asks)
        assert len(asks) >= 12
        assert 0.1 < share < 0.45, (task.task.name, share)
    assert frames()


def test_a_market_can_be_chosen():
    rows = list(generate(plan(60, markets=["in"])))
    assert {row["market"] for row in rows} == {"in"}
    assert all(json.loads(row["inputs"]).get("market", "G-sec") in MARKETS["in"].spellings for row in rows)


def test_the_market_of_a_row_is_the_one_that_its_question_names():
    registry = load_tasks()
    tasks = [registry.get(name) for name in ("floating_rate", "yield_to_call", "bill_yield", "yield_to_maturity")]
    rows = list(generate(Plan(240, tasks, check_markets(["in", "us-corporate"]), {"direct": 1.0})))
    labels = {(row["task"], "market" in json.loads(row["inputs"]), row["market"]) for row in rows}
    assert labels >= {("yield_to_call", True, "us-corporate"), ("yield_to_call", False, "stated"), ("bill_yield", False, "in")}
    assert {market for task, _, market in labels if task == "floating_rate"} == {"stated"}


def test_an_unknown_market_is_named():
    with pytest.raises(BondsftError, match="'mars' is not a market"):
        check_markets(["mars"])


def test_no_question_is_asked_twice():
    """Few Bunds differ in their cash flows alone, so their draws repeat."""
    registry = load_tasks()
    rows = list(generate(Plan(1500, [registry.get("cash_flows")], ["de"], {"direct": 1.0})))
    assert len({row["id"] for row in rows}) == len(rows)


def test_direct_rows_are_one_turn_with_the_answer():
    rows = list(generate(plan(60, style="direct")))
    assert all(row["turn"] == 1 and row["completion"][0]["content"] == row["response"] for row in rows)


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_rows_come_back_as_they_were_written(tmp_path, suffix, train):
    path = tmp_path / f"rows{suffix}"
    assert write_rows(train[:50], path) == 50
    back = read_rows(path)
    assert [row["prompt"][0]["content"] for row in back] == [row["prompt"][0]["content"] for row in train[:50]]
    assert [row["answer"] for row in back] == [row["answer"] for row in train[:50]]
    with pytest.raises(BondsftError, match="exists"):
        write_rows(train[:1], path)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("gone.jsonl", None, "does not exist"),
        ("empty.jsonl", b"", "has no rows"),
        ("cut.jsonl", b'{"query": "a"}\n{"query": ', "line 2"),
        ("list.jsonl", b"[1]\n", "line 1 is not a JSON object"),
        ("latin.jsonl", b'{"query": "\xe9"}', "not UTF-8"),
        ("dict.json", b"{}", "not a list"),
        ("pairs.json", b'[{"query": "a", "response": "b"}, {"query": "a"}]', "Entry 2"),
        ("cut.parquet", b"PAR1", "not a whole Parquet"),
        ("rows.csv", b"a,b", "no format"),
    ],
)
def test_a_file_at_fault_is_named(tmp_path, name, content, named):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BondsftError, match=named):
        read_rows(path)


def test_nothing_is_left_of_a_run_that_fails(tmp_path):
    def broken():
        yield {"turn": 1}
        raise BondsftError("stop")

    with pytest.raises(BondsftError, match="stop"):
        write_rows(broken(), tmp_path / "rows.jsonl")
    assert not list(tmp_path.iterdir())
