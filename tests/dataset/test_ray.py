"""A local Ray cluster of two workers, one of them killed midway, makes the bytes of an undisturbed build."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from bondsft.dataset.build import build
from bondsft.dataset.generate import Plan, check_markets
from bondsft.dataset.layout import Build
from bondsft.plugin import load_tasks

ray = pytest.importorskip("ray")


@pytest.fixture
def cluster():
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
    yield
    ray.shutdown()


def plan():
    tasks = load_tasks(wanted=())
    return Plan(12_000, [tasks.get(name) for name in tasks.default], check_markets([]), {"tool": 1.0}, rows_at_once=1000)


def workers_at_work():
    """Processes that are making a part, as Ray names them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            title = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if title.startswith(b"ray::make_part"):
            found.append(int(folder.name))
    return found


def test_a_killed_worker_changes_no_byte(tmp_path, cluster):
    if not Path("/proc").exists():
        pytest.skip("processes are found in /proc")
    build(Build(plan(), tmp_path / "undisturbed"))
    killed = []

    def kill_one():
        deadline = time.monotonic() + 60
        while not killed and time.monotonic() < deadline:
            if len(list((tmp_path / "x" / ".parts").glob("*.counts.json"))) >= 2 and (at_work := workers_at_work()):
                os.kill(at_work[0], signal.SIGKILL)
                killed.append(at_work[0])
            time.sleep(0.01)

    killer = threading.Thread(target=kill_one)
    killer.start()
    assert build(Build(plan(), tmp_path / "x"), engine="ray") == 12_000
    killer.join()
    assert killed
    files = {path.name: path.read_bytes() for path in (tmp_path / "undisturbed").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "x").iterdir()} == files
