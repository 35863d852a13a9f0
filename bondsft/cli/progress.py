"""Progress of long work on stderr: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

SECONDS_BETWEEN_LINES = 15
SECONDS_BETWEEN_PICTURES = 0.1


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function that is told how much is done, of how much, and a note."""
    if sys.stderr.isatty():
        yield from bar(title)
    else:
        yield lines(title)


def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar that is drawn when something is reported. One that a thread keeps moving would forbid a copy of this process, by
    which workers begin at once."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    drawn = time.monotonic()

    def report(done: int, total: int, note: str) -> None:
        nonlocal drawn
        shown.update(task, completed=done, total=total, note=note)
        if time.monotonic() - drawn >= SECONDS_BETWEEN_PICTURES or done == total:
            shown.refresh()
            drawn = time.monotonic()

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[note]}")
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), auto_refresh=False) as shown:
        task = shown.add_task(title, note="", total=None)
        shown.refresh()
        yield report


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
