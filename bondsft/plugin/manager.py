"""Find the installed plugins, load each alone, and collect their tasks: `load_tasks().get("price").task`."""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points

import pluggy

from bondsft import __version__
from bondsft.errors import BondsftError
from bondsft.plugin import hookspecs
from bondsft.plugin.registry import DISTRIBUTION, PluginInfo, RegisteredTask, Registry, State
from bondsft.tasks.base import Task

BUILT_IN = EntryPoint(name="builtin", value="bondsft.tasks.builtin", group=hookspecs.PROJECT)
DISABLED_PLUGINS = "BONDSFT_DISABLED_PLUGINS"
TASK_NAME = re.compile(r"[a-z][a-z0-9_]*")


def load_tasks() -> Registry:
    """Load every installed plugin, the built-in one first, then by distribution name.

    A plugin's tasks are registered all or none, and one that fails does not disturb the others: the registry
    says what went wrong with it.
    """
    disabled = os.environ.get(DISABLED_PLUGINS, "").replace(",", " ").split()
    tasks: dict[str, RegisteredTask] = {}
    plugins: list[PluginInfo] = []
    for entry_point in _installed():
        if entry_point.name in disabled:
            plugins.append(_describe(entry_point, "disabled"))
            continue
        plugin, offered = _load(entry_point, tasks)
        plugins.append(plugin)
        if plugin.state == "active":
            tasks.update((task.name, RegisteredTask(task, plugin.name, plugin.distribution)) for task in offered)
    return Registry(tasks, tuple(plugins))


def _installed() -> list[EntryPoint]:
    """Return the entry points of all plugins in the order in which they are loaded."""
    found = list(entry_points(group=hookspecs.PROJECT))
    if not any(_provider(entry_point)[0] == DISTRIBUTION for entry_point in found):
        found.append(BUILT_IN)  # a source tree that was never installed has no metadata to find it by
    return sorted(found, key=lambda entry: (_provider(entry)[0] != DISTRIBUTION, *_provider(entry), entry.name))


def _provider(entry_point: EntryPoint) -> tuple[str, str]:
    """Return the name and version of the distribution that an entry point belongs to."""
    if entry_point.dist is None:
        return DISTRIBUTION, __version__
    # A half-removed package can leave entry points without metadata, and must not stop the listing of others.
    return entry_point.dist.name or "(no metadata)", entry_point.dist.version or ""


def _describe(entry_point: EntryPoint, state: State) -> PluginInfo:
    """State what is known of a plugin without running any of its code."""
    module = entry_point.value.partition(":")[0].strip()
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        try:
            package = importlib.util.find_spec(module.partition(".")[0])
        except ValueError:  # no module can have this name
            package = None
        file = package.origin if package is not None else None
    return PluginInfo(entry_point.name, *_provider(entry_point), state, file=file or "")


def _load(entry_point: EntryPoint, taken: Mapping[str, RegisteredTask]) -> tuple[PluginInfo, list[Task]]:
    """Load one plugin in a manager of its own, where it cannot reach another plugin, and check its tasks."""
    offered: list[Task] = []
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        if not entry_point.pattern.match(entry_point.value):
            raise BondsftError(f"Its entry point {entry_point.value!r} is not the name of a module.")
        manager.register(entry_point.load(), entry_point.name)
        manager.check_pending()  # a misspelled hook would otherwise be passed over in silence
        offered.extend(_offered(manager))
        _check(offered)
        _check_free(entry_point, offered, taken)
    # Somebody else's code runs here, so anything can be raised, sys.exit() on import included. It is not
    # lost: it becomes the plugin's error, which `bondsft plugins` shows, and stops work that names its tasks.
    except (Exception, SystemExit) as error:
        reason = str(error) if isinstance(error, BondsftError) else f"{type(error).__name__}: {error}"
        failed = _describe(entry_point, "failed")
        return replace(failed, tasks=_names(offered), error=" ".join(reason.split())), []
    return replace(_describe(entry_point, "active"), tasks=_names(offered)), offered


def _offered(manager: pluggy.PluginManager) -> Iterator[Task]:
    """Call the hook of the one plugin in the manager and yield its tasks."""
    hook = manager.hook.bondsft_register_tasks
    if not hook.get_hookimpls():
        raise BondsftError("It has no function bondsft_register_tasks marked with @hookimpl.")
    results = hook()
    if not results:
        raise BondsftError("Its bondsft_register_tasks returned None; return or yield tasks.")
    for task in itertools.chain.from_iterable(results):
        if isinstance(task, type) and issubclass(task, Task):
            raise BondsftError(f"It offers the class {task.__name__}; offer an instance, {task.__name__}().")
        if not isinstance(task, Task):
            raise BondsftError(f"It offers {task!r}, which is not a Task.")
        yield task


def _check(offered: list[Task]) -> None:
    """Raise BondsftError unless there is a task and every task says what it is."""
    if not offered:
        raise BondsftError("It offers no task.")
    for task in offered:
        if not isinstance(task.name, str) or not TASK_NAME.fullmatch(task.name):
            raise BondsftError(f"The task name {task.name!r} is not made of lower-case letters, digits and underscores.")
        if not isinstance(task.version, int) or task.version < 1:
            raise BondsftError(f"The version of task {task.name!r} is {task.version!r}, not a whole number from 1 up.")
        if not isinstance(task.description, str) or not task.description.strip():
            raise BondsftError(f"Task {task.name!r} has no description.")
    names = _names(offered)
    if len(set(names)) < len(names):
        raise BondsftError(f"It offers two tasks of one name: {', '.join(names)}.")


def _check_free(entry_point: EntryPoint, offered: list[Task], taken: Mapping[str, RegisteredTask]) -> None:
    """Raise BondsftError if another distribution has the name of the plugin or of one of its tasks."""
    distribution = _provider(entry_point)[0]
    for entry in taken.values():
        if entry.plugin == entry_point.name:
            raise BondsftError(f"Plugin {entry.plugin!r} of {distribution} has the name of a plugin of {entry.distribution}.")
    for task in offered:
        if task.name in taken:
            owner = taken[task.name].distribution
            raise BondsftError(f"Task {task.name!r} of {distribution} has the name of a task of {owner}.")


def _names(tasks: list[Task]) -> tuple[str, ...]:
    return tuple(str(getattr(task, "name", type(task).__name__)) for task in tasks)
