"""Plugins: how a package brings query types of its own to bondsft.

A plugin is a package with two things. Its `pyproject.toml` names a module in the entry-point group `bondsft`:

    [project.entry-points.bondsft]
    running_yield = "bondsft_running_yield"

and that module implements the one hook:

    from bondsft.plugin import hookimpl
    from bondsft.tasks.base import Task

    class RunningYield(Task):
        name = "running_yield"
        ...

    @hookimpl
    def bondsft_register_tasks():
        yield RunningYield()

`pip install` the package, and `bondsft plugins` lists it and `generate-data --tasks running_yield` runs it.
The built-in tasks take the same road: `bondsft/tasks/builtin.py` is a plugin. `bondsft/tasks/base.py` says
what a task is.

- Each plugin is loaded alone. If anything is wrong with it, none of its tasks is registered,
  `bondsft plugins` says why, and every other plugin goes on.
- A task's name is lower-case letters, digits and underscores, and belongs to whoever registers it first: the
  built-ins, then plugins in the order of their distributions' names. A later task of the same name makes its
  plugin fail with a message that names both distributions.
- Installing a plugin changes no data set: its tasks run only when they are named.
- `bondsft --disable-plugin NAME` and BONDSFT_DISABLE_PLUGINS leave plugins out, by their own names or their distributions',
  `--no-plugins` all but the built-in one; BONDSFT_LOAD_PLUGINS loads those named alone, and BONDSFT_STRICT_PLUGINS=1 ends
  the program when one fails. All is decided before anything is loaded.
- One whose distribution asks for another version of bondsft is incompatible, and not loaded.
- What a plugin prints while it loads is kept off the output, global random states are put back, and `bondsft plugins` tells.
"""

from bondsft.plugin.discovery import Choice
from bondsft.plugin.hookspecs import hookimpl
from bondsft.plugin.manager import load_tasks
from bondsft.plugin.registry import PluginInfo, RegisteredTask, Registry
from bondsft.plugin.side_effects import named

__all__ = ["Choice", "PluginInfo", "RegisteredTask", "Registry", "hookimpl", "load_tasks", "named"]
