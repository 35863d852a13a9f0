"""The tasks of the plugins that the command line and the environment choose."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bondsft.plugin import Registry


def chosen_registry(wanted: Collection[str] | None = None) -> Registry:
    """Load them, by the options that stand before the command's name; no more than bring the `wanted` tasks, if any are named."""
    from bondsft.plugin import Choice, load_tasks

    given = click.get_current_context().find_root().params
    choice = Choice.of_environment(disabled=given.get("disable_plugin", ()), none=given.get("no_plugins", False))
    return load_tasks(choice, wanted)
