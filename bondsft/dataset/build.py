"""Builds a data set on disk: parts made by any number of workers, each whole or not there, then one file or a folder of them.

A build that stops, even killed, leaves its finished parts in a working folder beside the output, and goes on from them. The
bytes are the same whatever the number of workers, the order of parts, or where a build stopped.
"""

from __future__ import annotations

import gc
import json
import shutil
import time
from collections.abc import Callable
from functools import partial

from bondsft.dataset.engines import run
from bondsft.dataset.formats import join_parquet
from bondsft.dataset.gather import Hash, gather, hash_of_gathered, write_gathered
from bondsft.dataset.layout import Build
from bondsft.dataset.manifest import counted, described, write_card, write_manifest
from bondsft.dataset.parts import part_of
from bondsft.dataset.replacing import forget, named_in, put_back, set_aside
from bondsft.dataset.store import file_hash, write_text, write_whole
from bondsft.errors import BondsftError

Report = Callable[[int, int, str], None]


def build(
    data_set: Build,
    *,
    workers: int = 1,
    engine: str = "processes",
    resume: bool = False,
    overwrite: bool = False,
    report: Report = lambda *_: None,
) -> int:
    """Make the data set and return its rows, or those of the parts that are there where other shards' are not.

    Raises BondsftError for an output that exists, a stopped build without `resume`, or one that was planned otherwise.
    """
    if (resume or data_set.shard != (1, 1)) and not overwrite and is_whole(data_set):
        return data_set.plan.rows
    prepare(data_set, resume=resume, overwrite=overwrite)
    todo = [part for part in data_set.own if part in set(data_set.unfinished)]
    done = len(data_set.own) - len(todo)
    try:
        digest = hash_of_gathered(data_set)
        gather(data_set, digest)
        began, rows = time.monotonic(), 0
        for made, more in enumerate(run(engine, data_set.plan, partial(make, data_set), todo, workers), 1):
            rows += more
            gather(data_set, digest)
            report(done + made, len(data_set.own), f"{rows:,} rows, {rows / (time.monotonic() - began):,.0f} a second")
    except BaseException:
        if data_set.shard == (1, 1):  # else another shard may be writing
            discard_begun(data_set)
        if len(data_set.unfinished) == data_set.plan.parts:  # nothing is there to go on with
            discard(data_set)
            put_back(data_set)
        raise
    if not data_set.work.exists():  # a shard that ended at the same moment has finished the whole
        return data_set.plan.rows
    if data_set.unfinished:
        return sum(json.loads(path.read_text("utf-8"))["rows"] for path in data_set.work.glob("*.counts.json"))
    return finish(data_set, digest)


def is_whole(data_set: Build) -> bool:
    """Whether the data set is there, finished and planned alike: a job that is run again has nothing to do."""
    files = named_in(data_set.manifest)
    if data_set.work.exists() or not files or not all((data_set.manifest.parent / name).exists() for name in files):
        return False
    manifest = json.loads(data_set.manifest.read_text("utf-8"))
    return bool(json.loads(json.dumps(described(data_set.plan))).items() <= manifest.items())


def prepare(data_set: Build, *, resume: bool, overwrite: bool) -> None:
    """Make the working folder, or check that what is in it was planned alike."""
    planned, file = described(data_set.plan), data_set.work / "plan.json"
    if file.exists() and not overwrite:
        earlier = json.loads(file.read_text("utf-8"))
        if earlier != planned:
            changed = next(name for name in planned if earlier.get(name) != planned[name])
            was, now = json.dumps(earlier.get(changed))[:80], json.dumps(planned[changed])[:80]
            raise BondsftError(
                f"{data_set.output} was begun with another {changed}: {was}, not {now}.", "Type the same options, or --overwrite."
            )
        if not resume and data_set.shard[1] == 1:
            raise BondsftError(
                f"{data_set.output} was begun and not finished: "
                f"{len(data_set.unfinished) or 'none'} of {data_set.plan.parts} parts are missing.",
                "Add --resume to go on with it, or --overwrite to begin anew.",
            )
        return
    if data_set.shard[1] > 1:
        if overwrite:
            raise BondsftError("A shard overwrites nothing: others may be at work.", f"Delete {data_set.output} first.")
        write_text(file, json.dumps(planned, indent=1) + "\n")
        return
    if not overwrite and (any(data_set.output.iterdir()) if data_set.output.is_dir() else data_set.output.exists()):
        raise BondsftError(f"{data_set.output} exists.", "Type another name, or add --overwrite.")
    if data_set.work.exists():
        discard(data_set)
    elif data_set.is_folder:
        set_aside(data_set)
    write_text(file, json.dumps(planned, indent=1) + "\n")


def discard(data_set: Build) -> None:
    """Remove what a stopped build has made. An earlier data set in the folder is aside."""
    if data_set.is_folder:
        for part in data_set.output.glob("part-*.parquet"):
            part.unlink()
    shutil.rmtree(data_set.work, ignore_errors=True)


def discard_begun(data_set: Build) -> None:
    """Remove what a killed process was writing."""
    output = data_set.output
    found = output.glob(".*.partial") if data_set.is_folder else output.parent.glob(f".{output.name}.*.partial")
    for left in (*found, *data_set.work.glob(".*.partial")):
        left.unlink(missing_ok=True)


def make(data_set: Build, part: int) -> int:
    """Make one part and then say that it is there."""
    enabled = gc.isenabled()
    gc.disable()  # a part makes millions of objects and no cycles
    try:
        table = part_of(data_set.plan, part)
        write_whole(data_set.path(part), lambda beside: data_set.format.write(table, beside))
        held = counted(table)
        if data_set.is_folder:
            held["sha256"] = file_hash(data_set.path(part))
        write_text(data_set.counts(part), json.dumps(held) + "\n")
        return len(table)
    finally:
        if enabled:
            gc.enable()


def finish(data_set: Build, digest: Hash) -> int:
    """Join the parts if they are to be one file, and write the manifest. What is gathered has this hash."""
    parts = range(data_set.plan.parts)
    counts = [json.loads(data_set.counts(part).read_text("utf-8")) for part in parts]
    if data_set.is_folder:
        files = {data_set.path(part).name: each["sha256"] for part, each in zip(parts, counts, strict=True)}
        manifest = write_manifest(data_set.manifest, data_set.plan, counts, files)
        write_card(data_set.output / "README.md", manifest)
        forget(data_set)
    else:
        if data_set.format.is_text:
            sha256 = write_gathered(data_set, digest)
        else:
            write_whole(data_set.output, lambda beside: join_parquet([data_set.path(part) for part in parts], beside))
            sha256 = file_hash(data_set.output)
        write_manifest(data_set.manifest, data_set.plan, counts, {data_set.output.name: sha256})
    discard_begun(data_set)
    shutil.rmtree(data_set.work, ignore_errors=True)
    return sum(each["rows"] for each in counts)
