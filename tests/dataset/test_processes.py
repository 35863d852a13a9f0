"""Worker processes: what becomes of the work when one of them dies or its parent fails."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    code = "; ".join(
        [
            "import os, signal, time",
            "from bondsft.dataset.processes import worker_processes",
            "workers = worker_processes(2, os.getpid, ())",
            "pool = workers.__enter__()",
            "print(*{pool.submit(os.getpid).result() for _ in range(9)}, flush=True)",
            "pool.submit(time.sleep, 600)",
            "os.kill(os.getpid(), signal.SIGKILL)",
        ]
    )
    shown = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=60).stdout
    workers = [int(number) for number in shown.split()]
    assert workers
    for _ in range(100):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_a_worker_loads_no_pandas_and_a_program_can_do_so_afterwards():
    program = """
import sys
from bondsft.dataset.memory import do_without_pandas, keep_freed_memory
keep_freed_memory()
do_without_pandas()
import pyarrow
print(pyarrow.array(["text"]).to_pylist(), "pandas" in sys.modules)
import pandas
print(len(pyarrow.table({"x": [1, 2]}).to_pandas()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['text'] False\n2\n"
