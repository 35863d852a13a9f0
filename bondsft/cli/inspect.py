"""`bondsft inspect`: what a data set holds, and what is wrong in it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bondsft.cli.options import founding_option
from bondsft.cli.progress import progress
from bondsft.errors import BondsftError, CheckError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_SHOWN = 20
EVERY = 1000


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), help="Page to write: counts, histograms, problems, samples to filter.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--tokenizer", help="Model whose tokens to count: hub id, folder, or smollm2.")
@founding_option("--max-length", type=click.IntRange(min=1), help="Most tokens of a row. Needs --tokenizer.")
@founding_option("--workers", type=click.IntRange(min=1), help="Processes that look at rows.  [default: one for each core]")
@click.option("--overwrite", is_flag=True, help="Replace an existing page.")
def inspect(
    paths: tuple[Path, ...],
    html: Path | None,
    as_json: bool,
    tokenizer: str | None,
    max_length: int | None,
    workers: int | None,
    overwrite: bool,
) -> None:
    """Say what the data sets at PATHS hold, recompute every answer, and name each row at fault.

    Splits are compared: name the training and the test file together.
    """
    from bondsft.cli.machine_learning import quiet_machine_learning
    from bondsft.cli.registry import chosen_registry
    from bondsft.dataset.store import write_text
    from bondsft.inspection.contents import Contents
    from bondsft.inspection.looking import look
    from bondsft.inspection.page import render_page
    from bondsft.inspection.problems import Checks, Problem
    from bondsft.inspection.reading import count_lines, files_of, read_lines
    from bondsft.inspection.tokens import TokenCounter

    if html and any(html.resolve() == path.resolve() for path in paths):
        raise BondsftError(f"{html} is a data set.", "Type another name for the page, such as bonds.html.")
    if html and html.exists() and not overwrite:
        raise BondsftError(f"{html} exists.", "Type another name, or add --overwrite.")
    if bool(tokenizer) != bool(max_length):
        raise BondsftError("--tokenizer and --max-length go together.", "Type --tokenizer smollm2 --max-length 1024.")
    if tokenizer:
        quiet_machine_learning()
    checks = Checks(chosen_registry().tasks, TokenCounter(tokenizer) if tokenizer else None, max_length or 0)
    contents, problems = Contents(), list[Problem]()
    files = list(files_of(paths))
    total = sum(map(count_lines, files))
    number = 0
    with progress("Inspected") as report:
        for number, (line, found) in enumerate(look(read_lines(files), checks, workers or os.cpu_count() or 1), 1):
            problems += found
            if not line.broken:
                contents.add(line.row)
            if number % EVERY == 0:
                report(number, max(number, total), f"{len(problems)} problems")
    if not number:
        raise BondsftError(f"{paths[0]} has no rows.", "Make some: bondsft generate-data --output bonds.jsonl")
    if html:
        write_text(html, render_page(", ".join(path.name for path in paths), contents, [str(each) for each in problems]))
    if as_json:
        click.echo(json.dumps({**contents.as_json(), "problems": [str(each) for each in problems]}, indent=2, ensure_ascii=False))
    else:
        show(contents.as_json())
    if problems:
        for problem in () if as_json else problems[:MOST_SHOWN]:
            click.echo(str(problem), err=True)
        more = f" {len(problems) - MOST_SHOWN} more are in --json." if len(problems) > MOST_SHOWN and not as_json else ""
        raise CheckError(f"{len(problems)} problems.{more}" if len(problems) > 1 else "1 problem.")


def show(contents: Mapping[str, Any]) -> None:
    """Print counts as plain lines."""
    click.echo(f"{contents['rows']:,} rows, {contents['questions']:,} questions")
    for name, counts in (*contents["counts"].items(), ("tenor", contents["tenors"])):
        if counts:
            click.echo(f"{name.replace('_', ' ')}: " + ", ".join(f"{key} {count:,}" for key, count in counts.items()))
    if contents["not_recomputed"]:
        click.echo(f"{contents['not_recomputed']:,} rows have a question and a reply alone: nothing in them could be recomputed")
