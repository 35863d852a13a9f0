"""What was found when the plugins were loaded: the tasks by name, and what became of each plugin."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bondsft.errors import BondsftError
from bondsft.tasks.base import Task

DISTRIBUTION = "bondsft"
"""The distribution whose plugin carries the built-in tasks."""

State = Literal["active", "failed", "disabled", "incompatible"]


@dataclass(frozen=True)
class PluginInfo:
    """One installed plugin and what became of it.

    `tasks` are the names it offers, as far as loading came; they are registered only if it is active.
    `error` is why it failed or is incompatible, in one line, `warning` what it did on loading that it should not, and `file`
    the module it was loaded from, "" if there is none.
    """

    name: str
    distribution: str
    version: str
    state: State
    tasks: tuple[str, ...] = ()
    error: str = ""
    warning: str = ""
    file: str = ""


@dataclass(frozen=True)
class RegisteredTask:
    """A task, and who brought it: the plugin's name and the distribution that carries the plugin."""

    task: Task
    plugin: str
    distribution: str


@dataclass(frozen=True)
class Registry:
    """The tasks of the active plugins by name, and all plugins, the built-in one first."""

    tasks: Mapping[str, RegisteredTask]
    plugins: tuple[PluginInfo, ...]

    @property
    def default(self) -> list[str]:
        """The tasks that run when none is named. Installing a plugin never changes them."""
        return [name for name, entry in self.tasks.items() if entry.distribution == DISTRIBUTION and entry.task.default]

    @property
    def failed(self) -> list[PluginInfo]:
        """Plugins that could not be loaded, incompatible ones among them."""
        return [plugin for plugin in self.plugins if plugin.state in ("failed", "incompatible")]

    def get(self, name: str) -> RegisteredTask:
        """Return the task of that name, or raise BondsftError: the nearest name, or why its plugin failed."""
        if name in self.tasks:
            return self.tasks[name]
        for plugin in self.failed:
            if name == plugin.name or name in plugin.tasks:
                raise BondsftError(
                    f"Task {name!r} is not available, because the plugin {plugin.name!r} of "
                    f"{plugin.distribution} failed: {plugin.error.rstrip('.')}.",
                    "Repair or uninstall it; `bondsft plugins` lists every plugin.",
                )
        nearest = difflib.get_close_matches(name.replace("-", "_").lower(), self.tasks, n=1)
        hint = f"Did you mean {nearest[0]!r}?" if nearest else f"The tasks are {', '.join(self.tasks)}."
        raise BondsftError(f"There is no task {name!r}.", hint)
