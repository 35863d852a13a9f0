"""`bondsft generate-data`: questions with computed answers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bondsft.cli.options import check_idle, founding_option, named_weights, names
from bondsft.cli.progress import progress
from bondsft.errors import BondsftError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bondsft.dataset.generate import Plan
    from bondsft.dataset.universe import Terms

MOST_ROWS = 10**11
"""Of which there are nearly a million parts. Whoever wants more takes another seed."""
IDLE = {"extend": ("shard", "workers", "engine", "resume")}
"""Options that do nothing beside another: a founding file is extended at once, by one process."""


@click.command("generate-data")
@founding_option(
    "--output",
    required=True,
    help="File to write: .jsonl, .parquet or .json; a name without suffix is a folder of Parquet files. "
    "A path, or a URL that fsspec knows.",
)
@founding_option("--rows", type=click.IntRange(max=MOST_ROWS), default=1000, show_default=True, help="How many rows.")
@founding_option("--tasks", help="Query types, separated by commas. Default: the built-in ones.")
@founding_option("--styles", help="Answer styles and their weights.  [default: tool=1; direct=1 for .json, which has no calls]")
@founding_option("--markets", help="Markets, separated by commas. Default: all, and bonds of no named market.")
@founding_option("--split", type=click.Choice(["train", "validation", "test"]), default="train", show_default=True)
@founding_option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@founding_option("--bonds", type=click.Path(path_type=Path), help="CSV file of your own bonds, to ask about by ISIN.")
@founding_option(
    "--bonds-share",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Share of dated questions that are about them.",
)
@founding_option("--follow-ups", type=float, default=0.0, show_default=True, help="Share of the questions that another follows.")
@founding_option("--extend", type=click.Path(path_type=Path), help="Founding file to keep and to add --rows questions to.")
@founding_option("--workers", type=click.IntRange(min=1), help="Processes that make parts.  [default: one for each core]")
@founding_option(
    "--engine", type=click.Choice(["processes", "ray"]), default="processes", show_default=True, help="Who makes the parts."
)
@founding_option("--shard", metavar="K/N", default="1/1", show_default=True, help="Make the K-th of N shares of a folder.")
@founding_option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@founding_option("--overwrite", is_flag=True, help="Replace an existing file.")
def generate_data(
    output: str,
    rows: int,
    tasks: str | None,
    styles: str | None,
    markets: str | None,
    split: str,
    seed: int,
    bonds: Path | None,
    bonds_share: float,
    follow_ups: float,
    extend: Path | None,
    workers: int | None,
    engine: str,
    shard: str,
    resume: bool,
    overwrite: bool,
) -> None:
    """Write questions whose every answer is computed from what the question prints."""
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.build import build
    from bondsft.dataset.generate import Plan, check_markets
    from bondsft.dataset.layout import Build
    from bondsft.dataset.remote import check_free, is_url, staged, upload
    from bondsft.dataset.universe import read_universe

    check_idle(IDLE)
    remote = is_url(output)
    if remote:
        check_free(output, overwrite=overwrite)
    registry = chosen_registry(names(tasks))
    chosen = [registry.get(name) for name in names(tasks) or registry.default]
    if follow_ups and not any(registered.task.one_bond for registered in chosen):
        raise BondsftError("No question follows one about several bonds.", "Leave out --follow-ups, or name other --tasks.")
    universe = read_universe(bonds) if bonds else {}
    check_settled(universe, bonds)
    founding = output.endswith(".json")
    weights = named_weights(
        styles if styles is not None else ("direct=1" if founding else "tool=1"), ("tool", "worked", "direct")
    )
    if founding:
        check_founding(weights, follow_ups)
    plan = Plan(rows, chosen, check_markets(names(markets)), weights, split, seed, universe, bonds_share, follow_ups=follow_ups)
    if extend:
        write_extension(plan, extend, output, overwrite)
        return
    planned = Build(plan, staged(output) if remote else Path(output), read_shard(shard, output))
    anew = not resume if remote else overwrite  # what lies where a URL's data set is made is nobody's
    try:
        with progress("Data") as report:
            count = build(
                planned, workers=workers or os.cpu_count() or 1, engine=engine, resume=resume, overwrite=anew, report=report
            )
    except KeyboardInterrupt as error:
        if not planned.work.exists():
            raise
        left = f"{len(planned.unfinished)} of {plan.parts} parts are missing"
        raise BondsftError(f"Stopped. {left}.", "Add --resume to go on.") from error
    if remote:
        upload(planned.output, output)
    click.echo(f"{count} rows in {output}")


def check_settled(universe: Mapping[str, Terms], bonds: Path | None) -> None:
    """Say how many bonds no question can be about. Raises BondsftError if all are."""
    without = sum("settlement" not in terms for terms in universe.values())
    hint = "Add a column settlement, and price for questions that start from one."
    if universe and without == len(universe):
        raise BondsftError(f"{bonds} has no settlement dates, which questions about its bonds need.", hint)
    if without:
        click.echo(
            f"{without} of {len(universe)} bonds have no settlement date, so that no question is about them. {hint}", err=True
        )


def check_founding(weights: Mapping[str, float], follow_ups: float) -> None:
    """Raise BondsftError for what a founding file, a list of questions and replies, cannot hold."""
    if "tool" in weights:
        hint = "Leave tool out of --styles, or write .jsonl."
        raise BondsftError("A founding file has questions and replies, and no calls.", hint)
    if follow_ups:
        raise BondsftError("A founding file has no conversations, so no follow-ups.", "Write .jsonl or .parquet.")


def write_extension(plan: Plan, founding: Path, name: str, overwrite: bool) -> None:
    """Write a founding file that holds all of another, and new questions."""
    from bondsft.dataset.extend import extend
    from bondsft.dataset.store import founding_entries, read_rows, write_text

    output = Path(name)
    if "://" in name or output.suffix != ".json" or founding.suffix != ".json":
        hint = "Let both be paths that end in .json."
        raise BondsftError("Founding files alone can be extended, lists of query and response.", hint)
    if output.exists() and not overwrite:
        raise BondsftError(f"{output} exists.", "Type another name, or add --overwrite.")
    read_rows(founding)  # refuses a file with a broken pair
    extension = extend(founding_entries(founding), plan)
    write_text(output, json.dumps(extension.pairs(), ensure_ascii=False, indent=1) + "\n")
    click.echo(f"{extension.report()}, in {output}")


def read_shard(text: str, output: str) -> tuple[int, int]:
    """Read `2/8`. Raises BondsftError for anything else, or for a share of a single file."""
    number, _, of = text.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise BondsftError(f"{text!r} is not a shard.", "Type it such as 2/8: the second of eight.")
    if int(of) > 1 and (Path(output).suffix or "://" in output):
        raise BondsftError(f"{output} is no folder that shards can share.", "Name a folder that all see: --output bonds")
    return int(number), int(of)
