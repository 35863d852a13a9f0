"""The `bondsft` command. It imports click alone; a command imports the rest when it runs."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import NoReturn

import click

from bondsft import __version__
from bondsft.errors import NO_PLACE, NO_ROOM, BondsftError, not_written

COMMANDS = {
    "ask": "bondsft.cli.ask:ask",
    "check-plugin": "bondsft.cli.check_plugin:check_plugin",
    "calculate": "bondsft.cli.calculate:calculate",
    "demo": "bondsft.cli.demo:demo",
    "evaluate": "bondsft.cli.evaluate:evaluate",
    "generate-data": "bondsft.cli.generate_data:generate_data",
    "inspect": "bondsft.cli.inspect:inspect",
    "new-plugin": "bondsft.cli.new_plugin:new_plugin",
    "plugins": "bondsft.cli.listing:plugins",
    "tasks": "bondsft.cli.listing:tasks",
    "train": "bondsft.cli.train:train",
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
            fail(error, show_traceback=context.params.get("debug", False))
        except KeyboardInterrupt:
            fail(BondsftError("Stopped.", "Nothing was left half-written; the same command starts anew."))
        except OSError as error:  # a full disk, a folder that may not be written to
            if error.errno not in (*NO_ROOM, *NO_PLACE):
                raise
            fail(not_written(error.filename or "A file", error), context.params.get("debug", False))


def fail(error: BondsftError, show_traceback: bool = False) -> NoReturn:
    """End with one sentence, a hint and the error's exit code."""
    if show_traceback:
        traceback.print_exc()
    click.echo(f"Error: {error.message}", err=True)
    if error.hint:
        click.echo(f"Hint: {error.hint}", err=True)
    sys.exit(error.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--no-plugins", is_flag=True, help="Load the built-in tasks alone.")
@click.option("--disable-plugin", metavar="NAME", multiple=True, help="Leave a plugin out; may be repeated.")
def main(debug: bool, no_plugins: bool, disable_plugin: tuple[str, ...]) -> None:
    """Fine-tune a language model that answers bond questions with right numbers."""
