"""Data sets on disk: the same bytes whatever the road, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from bondsft.dataset.build import build, is_whole, prepare
from bondsft.dataset.engines import run
from bondsft.dataset.gather import gather, hash_of_gathered, write_gathered
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.layout import Build
from bondsft.dataset.parts import part_of
from bondsft.dataset.store import file_hash, read_rows
from bondsft.errors import BondsftError
from bondsft.plugin import load_tasks

PART = 150


def plan(rows=600, **others):
    tasks = load_tasks(wanted=())
    chosen = [tasks.get(name) for name in tasks.default]
    styles = {"tool": 0.7, "direct": 0.3}
    return Plan(rows, chosen, check_markets([]), styles, rows_at_once=PART, **others)


def bytes_of(path):
    """A file's bytes, which are to be those that its manifest tells of, or those of each file of a folder."""
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    assert json.loads(path.with_name(f"{path.name}.manifest.json").read_text())["sha256"] == {path.name: file_hash(path)}
    return path.read_bytes()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    made = {}
    for name in ("x.jsonl", "x.parquet", "x.json", "x"):
        assert build(Build(plan(), folder / name)) == 600
        made[name] = bytes_of(folder / name)
    return made


@pytest.mark.parametrize("name", ["x.jsonl", "x.parquet", "x.json", "x"])
@pytest.mark.parametrize("workers", [2, 5])
def test_any_number_of_workers_makes_the_same_bytes(tmp_path, undisturbed, name, workers):
    build(Build(plan(), tmp_path / name), workers=workers)
    assert bytes_of(tmp_path / name) == undisturbed[name]


@pytest.mark.parametrize("name", ["x.jsonl", "x"])
def test_more_parts_than_rows_make_those_rows(tmp_path, name):
    assert build(Build(replace(plan(3), rows_at_once=1), tmp_path / name)) == 3
    assert len(read_rows(tmp_path / name)) == 3


@pytest.mark.parametrize("styles", [{"direct": 1.0}, {"tool": 1.0}, {"worked": 1.0}, {"tool": 0.7, "worked": 0.2, "direct": 0.1}])
def test_a_part_holds_about_as_much_text_in_any_style(styles):
    large = replace(plan(10_000_000), styles=styles, rows_at_once=0)
    few = part_of(replace(large, rows=1200), 0)
    assert 60 < few.nbytes / len(few) * large.part_rows / 2**20 < 200


@dataclass(frozen=True)
class Maker:
    """Makes parts: each is the number of its process and of the parts that this copy of the maker has made."""

    copies: list[int] = field(default_factory=list)

    def __call__(self, part):
        self.copies.append(part)
        return os.getpid() * 1000 + len(self.copies)


def test_a_worker_makes_all_its_parts_with_the_same_tasks():
    made = sorted(run("processes", plan(), Maker(), range(20), 2))
    assert len(made) == len(set(made)) == 20  # of new copies, several would be the first of their process


def test_a_file_holds_the_rows_that_are_generated(tmp_path, undisturbed):
    (tmp_path / "x.jsonl").write_bytes(undisturbed["x.jsonl"])
    assert read_rows(tmp_path / "x.jsonl") == list(generate(plan()))
    (tmp_path / "x.parquet").write_bytes(undisturbed["x.parquet"])
    assert [without_nulls(row) for row in read_rows(tmp_path / "x.parquet")] == list(generate(plan()))
    pairs = json.loads(undisturbed["x.json"])
    assert pairs == [{"query": row["query"], "response": row["response"]} for row in generate(plan()) if row["turn"] == 1]


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["x.jsonl", "x.parquet", "x.json", "x"])
def test_shards_make_the_same_data_set_in_any_order(tmp_path, undisturbed, name):
    for number in (3, 1, 2):
        build(Build(plan(), tmp_path / name, (number, 3)))
    assert bytes_of(tmp_path / name) == undisturbed[name]


KILLED = """
import os, sys, threading, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_build import plan
from bondsft.dataset.build import build, is_whole, prepare
from bondsft.dataset.layout import Build
threading.Thread(target=lambda: (time.sleep({seconds}), os.kill(os.getpid(), 9)), daemon=True).start()
build(Build(plan(), Path({output!r})), resume=True)
"""


@pytest.mark.parametrize("name", ["x.jsonl", "x"])
def test_ten_kills_at_random_moments_lose_nothing(tmp_path, undisturbed, name):
    choose = random.Random(name)
    for _ in range(10):
        code = KILLED.format(tests=os.path.dirname(__file__), seconds=choose.uniform(0.0, 0.6), output=str(tmp_path / name))
        killed = subprocess.run([sys.executable, "-c", code], capture_output=True)
        assert killed.returncode in (0, -9), killed.stderr.decode()
        if killed.returncode == 0:
            break
    if not (tmp_path / name).exists() or (tmp_path / f"{name}/.parts").exists() or killed.returncode:
        build(Build(plan(), tmp_path / name), resume=True)
    assert bytes_of(tmp_path / name) == undisturbed[name]


def begin(path, parts=2):
    """Leave a build as one that was killed after some parts."""
    unfinished = Build(plan(), path)
    build(unfinished)
    whole = bytes_of(path)
    path.unlink()
    from bondsft.dataset.build import make, prepare

    prepare(unfinished, resume=False, overwrite=True)
    for part in range(parts):
        make(unfinished, part)
    (unfinished.work / ".part-00002.jsonl.1.partial").write_text('{"id": "yie')
    return unfinished, whole


def test_a_stopped_build_is_named_and_goes_on(tmp_path):
    unfinished, whole = begin(tmp_path / "x.jsonl")
    with pytest.raises(BondsftError, match="begun and not finished: 2 of 4 parts are missing") as caught:
        build(unfinished)
    assert "--resume" in caught.value.hint and "--overwrite" in caught.value.hint
    made = []
    build(unfinished, resume=True, report=lambda done, total, note: made.append(done))
    assert made == [3, 4]
    assert bytes_of(unfinished.output) == whole
    assert not unfinished.work.exists()


def test_shards_end_what_one_process_began(tmp_path):
    unfinished, whole = begin(tmp_path / "x.jsonl")
    gather(unfinished, hash_of_gathered(unfinished))
    for number in (2, 1):
        build(Build(plan(), unfinished.output, (number, 2)), resume=True)
    assert bytes_of(unfinished.output) == whole


def test_a_build_killed_before_its_manifest_goes_on(tmp_path):
    unfinished, whole = begin(tmp_path / "x.jsonl", parts=4)
    digest = hash_of_gathered(unfinished)
    gather(unfinished, digest)
    write_gathered(unfinished, digest)
    assert build(unfinished, resume=True) == 600
    assert bytes_of(unfinished.output) == whole


def test_a_stopped_build_does_not_go_on_with_other_options(tmp_path):
    unfinished, _ = begin(tmp_path / "x.jsonl")
    with pytest.raises(BondsftError, match="begun with another seed: 0, not 1"):
        build(Build(plan(seed=1), unfinished.output), resume=True)
    build(Build(plan(seed=1), unfinished.output), overwrite=True)
    assert read_rows(unfinished.output) == list(generate(plan(seed=1)))


@pytest.mark.parametrize("name", ["x.jsonl", "x"])
def test_what_exists_stays_unless_it_may_be_replaced(tmp_path, name):
    build(Build(plan(rows=12), tmp_path / name))
    before = bytes_of(tmp_path / name)
    with pytest.raises(BondsftError, match="exists"):
        build(Build(plan(rows=24), tmp_path / name))
    assert bytes_of(tmp_path / name) == before
    assert build(Build(plan(rows=24), tmp_path / name), overwrite=True) == 24


def stopped(*_):
    raise KeyboardInterrupt


def test_a_folder_is_replaced_when_another_data_set_has_been_made(tmp_path, monkeypatch):
    build(Build(plan(rows=300), tmp_path / "x"))
    before = bytes_of(tmp_path / "x")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("bondsft.dataset.build.make", stopped)
        build(Build(plan(rows=300, seed=1), tmp_path / "x"), overwrite=True)
    assert bytes_of(tmp_path / "x") == before
    prepare(Build(plan(rows=300, seed=1), tmp_path / "x"), resume=False, overwrite=True)  # and is killed
    assert build(Build(plan(rows=300, seed=1), tmp_path / "x"), resume=True) == 300
    build(Build(plan(rows=300, seed=1), tmp_path / "y"))
    assert bytes_of(tmp_path / "x") == bytes_of(tmp_path / "y") != before


@pytest.mark.parametrize("manifest", [None, "{}", "[]", "not JSON"])
def test_a_parquet_file_of_somebody_else_is_not_deleted(tmp_path, manifest):
    build(Build(plan(rows=12), tmp_path / "x"))
    if manifest is not None:
        (tmp_path / "x" / "part-00000.parquet").unlink()
        (tmp_path / "x" / "manifest.json").write_text(manifest)
    (tmp_path / "x" / "part-00009.parquet").write_bytes(b"mine")
    with pytest.raises(BondsftError, match=r"has part-00009\.parquet, which is of no data set"):
        build(Build(plan(rows=24), tmp_path / "x"), overwrite=True)
    assert (tmp_path / "x" / "part-00009.parquet").read_bytes() == b"mine"


def test_a_shard_overwrites_nothing(tmp_path):
    with pytest.raises(BondsftError, match="A shard overwrites nothing"):
        build(Build(plan(), tmp_path / "x", (1, 2)), overwrite=True)


def test_a_disk_that_fills_is_named_and_finished_parts_stay(tmp_path, monkeypatch):
    from bondsft.dataset.formats import Format

    written = []
    write = Format.write

    def full(self, rows, path):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(self, rows, path)

    monkeypatch.setattr(Format, "write", full)
    stopped = Build(plan(), tmp_path / "x.jsonl")
    with pytest.raises(BondsftError, match="No space left on device"):
        build(stopped)
    assert stopped.unfinished == [2, 3] and not stopped.output.exists()
    monkeypatch.setattr(Format, "write", write)
    assert build(stopped, resume=True) == 600


def test_an_interrupt_before_any_part_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(plan, part):
        raise KeyboardInterrupt

    monkeypatch.setattr("bondsft.dataset.build.part_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(Build(plan(), tmp_path / "x.jsonl"))
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_says_what_a_data_set_was_made_from(tmp_path):
    build(Build(plan(), tmp_path / "x"))
    manifest = json.loads((tmp_path / "x" / "manifest.json").read_text())
    assert manifest["rows"] == sum(manifest["counts"]["task"].values()) == 600
    assert manifest["tasks"]["price"] == {"version": 1, "distribution": "bondsft 0.1.0"}
    assert set(manifest["sha256"]) == {f"part-{part:05d}.parquet" for part in range(4)}
    card = (tmp_path / "x" / "README.md").read_text()
    assert card.startswith("---\nlicense: apache-2.0\n") and "| comparison |" in card


def test_a_folder_loads_in_datasets_with_its_messages(tmp_path):
    datasets = pytest.importorskip("datasets")
    build(Build(plan(), tmp_path / "x"))
    loaded = datasets.load_dataset(
        "parquet", data_files=str(tmp_path / "x" / "part-*.parquet"), cache_dir=str(tmp_path / "cache")
    )
    assert [without_nulls(row["prompt"]) for row in loaded["train"]] == [row["prompt"] for row in generate(plan())]


def test_the_command_says_how_to_go_on_after_ctrl_c(tmp_path):
    output = tmp_path / "x"
    command = [
        sys.executable,
        "-m",
        "bondsft",
        "generate-data",
        "--rows",
        "3000000",
        "--styles",
        "direct=1",
        "--output",
        str(output),
    ]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may ignore it
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)
    deadline = time.monotonic() + 120
    while not list(output.glob(".parts/*.counts.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Stopped." in stderr and "--resume" in stderr and "Traceback" not in stderr


def test_a_folder_is_a_data_set_for_whoever_reads_one(tmp_path):
    build(Build(plan(), tmp_path / "x"))
    assert [without_nulls(row) for row in read_rows(tmp_path / "x")] == list(generate(plan()))
    before = file_hash(tmp_path / "x")
    (tmp_path / "x" / "part-00003.parquet").unlink()
    assert file_hash(tmp_path / "x") != before


def test_a_folder_that_is_not_finished_is_not_read(tmp_path):
    build(Build(plan(), tmp_path / "x", (1, 2)))
    with pytest.raises(BondsftError, match="is not finished"):
        read_rows(tmp_path / "x")


def test_overwriting_a_folder_leaves_nothing_of_the_old(tmp_path):
    build(Build(plan(), tmp_path / "x"))
    (tmp_path / "x" / "notes.md").write_text("mine")
    build(Build(plan(rows=12), tmp_path / "x"), overwrite=True)
    names = {path.name for path in (tmp_path / "x").iterdir()}
    assert names == {"README.md", "manifest.json", "part-00000.parquet", "notes.md"}


def test_data_about_a_users_bonds_is_not_licensed_for_them(tmp_path):
    bonds = {"ZZNTL6405616": {"coupon_pct": "11.2", "frequency": "annual", "maturity": "2028-12-22"}}
    for name, own, licence in (("own", bonds, "other"), ("made-up", {}, "apache-2.0")):
        build(Build(plan(rows=60, bonds=own), tmp_path / name))
        card = (tmp_path / name / "README.md").read_text()
        assert card.startswith(f"---\nlicense: {licence}\n")
        assert ("a user's own file" in card) is bool(own)


@pytest.mark.parametrize("style", ["direct", "tool", "worked"])
def test_lines_of_json_hold_what_the_table_holds(style):
    from bondsft.dataset.lines import lines_of
    from bondsft.dataset.parts import part_of
    from bondsft.dataset.tables import rows_of

    tasks = load_tasks(wanted=())
    table = part_of(Plan(300, [tasks.get("price")], check_markets([]), {style: 1.0}), 0)
    assert list(map(json.loads, b"".join(lines_of(table)).decode().splitlines())) == list(rows_of(table))


@pytest.mark.parametrize("name", ["rows", "rows.jsonl"])
def test_what_is_whole_is_not_made_again(tmp_path, name):
    output = tmp_path / name
    build(Build(plan(), output))
    before = bytes_of(output)
    made = []
    again = build(Build(plan(), output), resume=True, report=lambda *note: made.append(note))
    assert (again, made, bytes_of(output)) == (600, [], before)
    with pytest.raises(BondsftError):  # another data set would take its place
        build(Build(plan(seed=3), output), resume=True)
    lost = next(output.glob("*.parquet")) if output.is_dir() else output
    lost.unlink()
    assert not is_whole(Build(plan(), output))


def test_a_shard_that_is_run_again_leaves_a_finished_folder_as_it_is(tmp_path):
    output = tmp_path / "rows"
    for number in (1, 2):
        build(Build(plan(), output, (number, 2)))
    before = bytes_of(output)
    assert build(Build(plan(), output, (2, 2))) == 600
    assert bytes_of(output) == before


def test_a_readme_of_no_data_set_stays(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(BondsftError, match=r"README\.md"):
        build(Build(plan(), tmp_path), overwrite=True)
    assert (tmp_path / "README.md").read_text() == "mine"
