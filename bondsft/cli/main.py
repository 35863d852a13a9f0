"""The `bondsft` command. It imports click alone; a command imports the rest when it runs."""

from __future__ import annotations

import importlib
import sys
import traceback

import click

from bondsft import __version__
from bondsft.errors import BondsftError

COMMANDS = {
    "generate-data": "bondsft.cli.generate_data:generate_data",
    "calculate": "bondsft.cli.calculate:calculate",
    "plugins": "bondsft.cli.listing:plugins",
    "tasks": "bondsft.cli.listing:tasks",
}


class LazyGroup(click.Group):
    """Imports a command's module when it is asked for, and turns a BondsftError into one line and exit code 1."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BondsftError as error:
            if context.params.get("debug"):
                traceback.print_exc()
            click.echo(f"Error: {error.message}", err=True)
            if error.hint:
                click.echo(f"Hint: {error.hint}", err=True)
            sys.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Fine-tune a language model that answers bond questions with right numbers."""
