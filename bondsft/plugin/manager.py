"""Load the chosen plugins, each alone, and collect their tasks: `load_tasks().get("price").task`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import EntryPoint

import pluggy

from bondsft.calculators import CALCULATORS, forget_own, register
from bondsft.errors import BondsftError
from bondsft.plugin import hookspecs
from bondsft.plugin.discovery import Choice, describe, installed_plugins, provider
from bondsft.plugin.registry import PluginInfo, RegisteredTask, Registry
from bondsft.plugin.side_effects import reason_of, watched
from bondsft.tasks.base import Answer, Task

TASK_NAME = re.compile(r"[a-z][a-z0-9_]*")


def load_tasks(choice: Choice | None = None, wanted: Collection[str] | None = None) -> Registry:
    """Load the installed plugins that are chosen, by default as the environment says: the built-in one first, then by
    distribution name. With names of `wanted` tasks, stop as soon as these are there, so that a plugin which brings none of
    them costs nothing; () wants no more than the built-in ones.

    A plugin's tasks are registered all or none, and one that fails does not disturb the others: the registry says what
    went wrong with it. Raises BondsftError for a choice of an unknown plugin, or a failure where none is allowed.
    """
    choice = Choice.of_environment() if choice is None else choice
    installed = installed_plugins()
    choice.check(installed)
    forget_own()
    tasks: dict[str, RegisteredTask] = {}
    plugins: list[PluginInfo] = []
    for entry_point in installed:
        if plugins and wanted is not None and tasks.keys() >= set(wanted) and not choice.strict:
            break
        if left_out := choice.state_of(entry_point):
            plugins.append(describe(entry_point, left_out))
            continue
        plugin, offered = _load(entry_point, tasks)
        plugins.append(plugin)
        if plugin.state == "active":
            tasks.update((task.name, RegisteredTask(task, plugin.name, plugin.distribution)) for task in offered)
        elif choice.strict:
            raise BondsftError(f"The plugin {plugin.name!r} of {plugin.distribution} failed: {plugin.error}")
    return Registry(tasks, tuple(plugins))


def _load(entry_point: EntryPoint, taken: Mapping[str, RegisteredTask]) -> tuple[PluginInfo, list[Task]]:
    """Load one plugin in a manager of its own, where it cannot reach another plugin, and check its tasks."""
    offered: list[Task] = []
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        if not entry_point.pattern.match(entry_point.value):
            raise BondsftError(f"Its entry point {entry_point.value!r} is not the name of a module.")
        with watched() as side_effects:
            manager.register(entry_point.load(), entry_point.name)
            manager.check_pending()  # a misspelled hook would otherwise be passed over in silence
            offered.extend(_offered(manager))
        _check(offered)
        _check_free(entry_point, offered, taken)
        register([function for task in offered for function in task.calculators])
    # Somebody else's code runs here, so anything can be raised, sys.exit() on import included. It is not
    # lost: it becomes the plugin's error, which `bondsft plugins` shows, and stops work that names its tasks.
    except (Exception, SystemExit) as error:
        reason = str(error) if isinstance(error, BondsftError) else reason_of(error, entry_point.value.partition(":")[0])
        failed = describe(entry_point, "failed")
        return replace(failed, tasks=_names(offered), error=" ".join(reason.split())), []
    return replace(describe(entry_point, "active"), tasks=_names(offered), warning=" ".join(side_effects)), offered


def _offered(manager: pluggy.PluginManager) -> Iterator[Task]:
    """Call the hook of the one plugin in the manager and yield its tasks."""
    hook = manager.hook.bondsft_register_tasks
    if not hook.get_hookimpls():
        raise BondsftError("It has no function bondsft_register_tasks marked with @hookimpl.")
    results = hook()
    if not results:
        raise BondsftError("Its bondsft_register_tasks returned None; return or yield tasks.")
    if not all(isinstance(result, Iterable) for result in results):
        raise BondsftError(f"Its bondsft_register_tasks returned {results[0]!r:.60}; return or yield tasks in a list.")
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
        name = getattr(task, "name", None)
        if not isinstance(name, str) or not TASK_NAME.fullmatch(name):
            raise BondsftError(f"The task name {name!r} is not made of lower-case letters, digits and underscores.")
        if not isinstance(task.version, int) or task.version < 1:
            raise BondsftError(f"The version of task {task.name!r} is {task.version!r}, not a whole number from 1 up.")
        if not str(getattr(task, "description", "")).strip():
            raise BondsftError(f"Task {task.name!r} has no description.")
        answers = getattr(task, "answers", ())
        if not isinstance(answers, tuple | list) or not answers or not all(isinstance(each, Answer) for each in answers):
            raise BondsftError(f"Task {task.name!r} does not say in `answers` what it asks for: a tuple of Answer.")
        if not isinstance(task.calculators, tuple | list):
            raise BondsftError(f"Task {task.name!r} has calculators that are no tuple.", "Write calculators = (function,).")
        known = [*CALCULATORS, *(function.__name__ for each in offered for function in each.calculators)]
        if type(task).calls is Task.calls and getattr(task, "calculator", None) not in known:
            called = getattr(task, "calculator", None)
            raise BondsftError(f"Task {task.name!r} calls the calculator {called!r}, which is none of {', '.join(known)}.")
    names = _names(offered)
    if len(set(names)) < len(names):
        raise BondsftError(f"It offers two tasks of one name: {', '.join(names)}.")


def _check_free(entry_point: EntryPoint, offered: list[Task], taken: Mapping[str, RegisteredTask]) -> None:
    """Raise BondsftError if another distribution has the name of the plugin or of one of its tasks."""
    distribution = provider(entry_point)[0]
    for entry in taken.values():
        if entry.plugin == entry_point.name:
            raise BondsftError(f"Plugin {entry.plugin!r} of {distribution} has the name of a plugin of {entry.distribution}.")
    for task in offered:
        if task.name in taken:
            owner = taken[task.name].distribution
            raise BondsftError(f"Task {task.name!r} of {distribution} has the name of a task of {owner}.")


def _names(tasks: list[Task]) -> tuple[str, ...]:
    return tuple(str(getattr(task, "name", type(task).__name__)) for task in tasks)
