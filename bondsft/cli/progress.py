"""Progress of long work on stderr: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

SECONDS_BETWEEN_LINES = 15


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function that is told how much is done, of how much, and a note."""
    if sys.stderr.isatty():
        yield from bar(title)
    else:
        yield lines(title)


def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[note]}")
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as shown:
        task = shown.add_task(title, note="", total=None)
        yield lambda done, total, note: shown.update(task, completed=done, total=total, note=note)


def lines(title: str) -> Callable[[int, int, str], None]:
    began = last = time.monotonic()

    def report(done: int, total: int, note: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_LINES or done == total:
            last = now
            left = (now - began) / done * (total - done) if done else 0.0
            click.echo(f"{title}: {done} of {total}, {note}, {left:.0f} s left", err=True)

    return report
