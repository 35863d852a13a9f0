"""Plugins: how a package brings query types of its own to bondsft.

A plugin is a package with two things. Its `pyproject.toml` names a module in the entry-point group `bondsft`:

    [project.entry-points.bondsft]
    current_yield = "bondsft_current_yield"

and that module implements the one hook:

    from bondsft.plugin import hookimpl
    from bondsft.tasks.base import Task

    class CurrentYield(Task):
        name = "current_yield"
        ...

    @hookimpl
    def bondsft_register_tasks():
        yield CurrentYield()

`pip install` the package, and `bondsft plugins` lists it and `generate-data --tasks current_yield` runs it.
The built-in tasks take the same road: `bondsft/tasks/builtin.py` is a plugin. `bondsft/tasks/base.py` says
what a task is.

- Each plugin is loaded alone. If anything is wrong with it, none of its tasks is registered,
  `bondsft plugins` says why, and every other plugin goes on.
- A task's name is lower-case letters, digits and underscores, and belongs to whoever registers it first: the
  built-ins, then plugins in the order of their distributions' names. A later task of the same name makes its
  plugin fail with a message that names both distributions.
- Installing a plugin changes no data set: its tasks run only when they are named.
- The environment variable BONDSFT_DISABLED_PLUGINS lists the plugins not to load, separated by commas.
"""

from bondsft.plugin.hookspecs import hookimpl
from bondsft.plugin.manager import load_tasks
from bondsft.plugin.registry import PluginInfo, RegisteredTask, Registry

__all__ = ["PluginInfo", "RegisteredTask", "Registry", "hookimpl", "load_tasks"]
