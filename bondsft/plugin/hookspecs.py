"""The one hook: a plugin says which tasks it brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from bondsft.tasks.base import Task

PROJECT = "bondsft"
"""The name under which markers and manager find each other; the group of the entry points bears it too."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def bondsft_register_tasks() -> Iterable[Task]:  # type: ignore[empty-body]  # a specification has no body
    """Return or yield the tasks that this plugin brings, one instance of each."""
