"""Worker processes for work that is cut into pieces."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from bondsft.calculators import register
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask


@contextmanager
def worker_processes(count: int, begin: Callable[..., None], arguments: tuple[Any, ...]) -> Iterator[ProcessPoolExecutor]:
    """Processes that each call `begin` with the arguments first. They are killed if what they work for fails: nobody waits for
    the pieces that they have begun. Raises BondsftError if one of them is killed."""
    # A copy of this process is ready at once, where that is safe: on Linux, and with no other thread that may hold a lock.
    copied = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copied else "spawn")
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(count, context, prepared, (begin, arguments)) as pool:
        try:
            if copied:
                begin_undisturbed(pool)
            yield pool
        except BrokenProcessPool as error:
            hint = "Type fewer --workers, if memory was short."
            raise BondsftError("A worker process was killed.", hint) from error
        except BaseException:
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def begin_undisturbed(pool: ProcessPoolExecutor) -> None:
    """Begin all processes with Ctrl-C kept back: what it raises while a process is copied is lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pool.submit(os.getpid)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepared(begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    threading.Thread(target=end_with_parent, daemon=True).start()
    begin(*arguments)


def end_with_parent() -> None:
    """End this process when its parent is gone, killed perhaps: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def know_calculators(tasks: Sequence[RegisteredTask]) -> None:
    """Have this process know the calculators that tasks bring along."""
    for registered in tasks:
        register(registered.task.calculators)
