"""Writes the commands' help as one page: `python -m bondsft.cli.reference docs/commands.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bondsft.cli.main import main
from bondsft.dataset.store import write_text

WIDTH = 100


def pages(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """Yield a command's help, then those of its subcommands."""
    context = command.make_context(
        name, ["--help"], parent, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    title = context.command_path
    yield f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for subname in command.list_commands(context):
            if subcommand := command.get_command(context, subname):
                yield from pages(subcommand, subname, context)


def reference() -> str:
    return "\n".join(["# Commands\n\nMade by `make docs` from the commands' own help.\n", *pages(main, "bondsft")])


if __name__ == "__main__":
    write_text(Path(sys.argv[1]), reference())
