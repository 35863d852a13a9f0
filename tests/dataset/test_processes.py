"""Worker processes: what becomes of the work when one of them dies or its parent fails."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from bondsft.dataset.processes import worker_processes
from bondsft.errors import BondsftError


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_is_named_in_one_sentence():
    with pytest.raises(BondsftError, match="A worker process was killed"), worker_processes(2, os.getpid, ()) as pool:
        pool.submit(die).result()


def test_a_worker_that_cannot_begin_is_named_too():
    with pytest.raises(BondsftError, match="A worker process was killed"), worker_processes(2, die, ()) as pool:
        pool.submit(os.getpid).result()


def test_a_parent_that_fails_leaves_no_worker_at_work():
    before = set(multiprocessing.active_children())
    with pytest.raises(KeyError), worker_processes(2, os.getpid, ()) as pool:
        pool.submit(signal.pause)
        raise KeyError
    assert set(multiprocessing.active_children()) <= before
