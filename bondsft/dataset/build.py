"""Builds a data set on disk: parts made by any number of workers, each whole or not there, then one file or a folder of them.

A build that stops, even killed, leaves its finished parts in a working folder beside the output, and goes on from them. The
bytes are the same whatever the number of workers, the order of parts, or where a build stopped.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bondsft.dataset.engines import run
from bondsft.dataset.formats import Format, format_of
from bondsft.dataset.generate import rows_of_part
from bondsft.dataset.manifest import counted, described, write_card, write_manifest
from bondsft.dataset.parts import Plan
from bondsft.dataset.store import write_text, write_whole
from bondsft.errors import BondsftError

Report = Callable[[int, int, str], None]
FOLDER_FORMAT = Format(".parquet")


@dataclass(frozen=True)
class Build:
    """Where a data set goes, and what of it this process makes: every part, or those of shard `shard[0]` of `shard[1]`."""

    plan: Plan
    output: Path
    shard: tuple[int, int] = (1, 1)

    @property
    def is_folder(self) -> bool:
        return not self.output.suffix

    @property
    def format(self) -> Format:
        return FOLDER_FORMAT if self.is_folder else format_of(self.output)

    @property
    def work(self) -> Path:
        """Holds what was planned and what is finished, until all is."""
        return self.output / ".parts" if self.is_folder else self.output.with_name(f".{self.output.name}.parts")

    @property
    def own(self) -> list[int]:
        """The parts that this process makes."""
        number, of = self.shard
        return [part for part in range(self.plan.parts) if part % of == number - 1]

    def path(self, part: int) -> Path:
        return (self.output if self.is_folder else self.work) / f"part-{part:05d}{self.format.suffix}"

    def counts(self, part: int) -> Path:
        """Written after the part itself: where it is there, the part is finished."""
        return self.work / f"part-{part:05d}.counts.json"

    @property
    def unfinished(self) -> list[int]:
        return [part for part in range(self.plan.parts) if not self.counts(part).exists()]


def build(
    build: Build,
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
    prepare(build, resume=resume, overwrite=overwrite)
    todo = [part for part in build.own if part in set(build.unfinished)]
    done = len(build.own) - len(todo)
    try:
        for made, rows in enumerate(run(engine, build.plan, partial(make, build), todo, workers), 1):
            report(done + made, len(build.own), f"{rows:,} rows")
    except BaseException:
        if len(build.unfinished) == build.plan.parts:  # nothing is there to go on with
            discard(build)
        raise
    if build.unfinished:
        return sum(json.loads(path.read_text("utf-8"))["rows"] for path in build.work.glob("*.counts.json"))
    return finish(build)


def prepare(build: Build, *, resume: bool, overwrite: bool) -> None:
    """Make the working folder, or check that what is in it was planned alike."""
    planned, file = described(build.plan), build.work / "plan.json"
    if file.exists() and not overwrite:
        earlier = json.loads(file.read_text("utf-8"))
        if earlier != planned:
            changed = next(name for name in planned if earlier.get(name) != planned[name])
            was, now = json.dumps(earlier.get(changed))[:80], json.dumps(planned[changed])[:80]
            raise BondsftError(
                f"{build.output} was begun with another {changed}: {was}, not {now}.", "Type the same options, or --overwrite."
            )
        if not resume and build.shard[1] == 1:
            raise BondsftError(
                f"{build.output} was begun and not finished: {len(build.unfinished)} of {build.plan.parts} parts are missing.",
                "Add --resume to go on with it, or --overwrite to begin anew.",
            )
        return
    if build.shard[1] > 1:
        if overwrite:
            raise BondsftError("A shard overwrites nothing: others may be at work.", f"Delete {build.output} first.")
        write_text(file, json.dumps(planned, indent=1) + "\n")
        return
    if not overwrite and (any(build.output.iterdir()) if build.output.is_dir() else build.output.exists()):
        raise BondsftError(f"{build.output} exists.", "Type another name, or add --overwrite.")
    discard(build)
    write_text(file, json.dumps(planned, indent=1) + "\n")


def discard(build: Build) -> None:
    shutil.rmtree(build.work, ignore_errors=True)
    if build.is_folder:
        for part in build.output.glob("part-*"):
            part.unlink()


def make(build: Build, part: int) -> int:
    """Make one part and then say that it is there."""
    enabled = gc.isenabled()
    gc.disable()  # a part makes millions of objects and no cycles
    try:
        rows = list(rows_of_part(build.plan, part))
        write_whole(build.path(part), lambda beside: build.format.write(rows, beside))
        write_text(build.counts(part), json.dumps(counted(rows, build.path(part))) + "\n")
        return len(rows)
    finally:
        if enabled:
            gc.enable()


def finish(build: Build) -> int:
    """Join the parts if they are to be one file, and write the manifest."""
    parts = range(build.plan.parts)
    counts = [json.loads(build.counts(part).read_text("utf-8")) for part in parts]
    if build.is_folder:
        files = {build.path(part).name: each["sha256"] for part, each in zip(parts, counts, strict=True)}
        manifest = write_manifest(build.output / "manifest.json", build.plan, counts, files)
        write_card(build.output / "README.md", manifest)
    else:
        write_whole(build.output, lambda beside: build.format.join([build.path(part) for part in parts], beside))
        write_manifest(build.output.with_name(f"{build.output.name}.manifest.json"), build.plan, counts, build.output)
    folder, begun = (build.output, ".*.partial") if build.is_folder else (build.output.parent, f".{build.output.name}.*.partial")
    for left in folder.glob(begun):  # what a killed run was writing
        left.unlink()
    shutil.rmtree(build.work)
    return sum(each["rows"] for each in counts)
