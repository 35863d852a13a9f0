"""Progress of long work, on a terminal and elsewhere."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from bondsft.cli.progress import bar, lines


def test_a_bar_starts_no_thread_and_tells_what_is_done(capsys):
    before = threading.active_count()
    with contextmanager(bar)("Data") as report:
        assert threading.active_count() == before
        report(1, 2, "125 rows")
        report(2, 2, "250 rows")
    assert "2/2 250 rows" in capsys.readouterr().err


def test_lines_tell_the_end_at_once(capsys):
    report = lines("Data")
    report(1, 2, "125 rows")
    report(2, 2, "250 rows")
    assert capsys.readouterr().err == "Data: 2 of 2, 250 rows, 0 s left\n"
