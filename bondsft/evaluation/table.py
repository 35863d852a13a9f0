"""Scores as a plain table for the terminal."""

from __future__ import annotations

import textwrap

from bondsft.evaluation.figures import WORDINGS, comparison_note, comparison_of, count_of, interval_of, percent
from bondsft.evaluation.scores import Column, Scores

TERMINAL_WIDTH = 110


def render_table(scores: Scores) -> str:
    """Return aligned plain text, at most 110 columns wide."""
    overall = [["", "right", "rate", "95% interval", "wrong", "wrong unit", "no answer", "gained / lost"]]
    for column in scores.columns:
        tally = column.overall
        counts = [str(tally.wrong), str(tally.wrong_unit), str(tally.no_answer)]
        rate = [count_of(tally), percent(tally.rate), interval_of(tally)]
        overall.append([column.name[:24], *rate, *counts, comparison_of(scores, column)])
    note = textwrap.fill(comparison_note(scores), TERMINAL_WIDTH)
    blocks = [textwrap.fill(scores.title, TERMINAL_WIDTH), _aligned(overall, left=1), note]
    blocks += [_slices_table(scores, columns) for columns in _fitting(scores)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _aligned(rows: list[list[str]], left: int) -> str:
    """Columns padded to their widest cell; the first `left` of them flush left, the others flush right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _fitting(scores: Scores) -> list[list[Column]]:
    """The columns in as many tables as the terminal's width needs; task and wording take 36 characters."""
    tables: list[list[Column]] = [[]]
    used = 0
    for column in scores.columns:
        width = 2 + max(len(column.name[:24]), len("1000/1000 100.0%")) + (15 if column.name == scores.subject else 0)
        if tables[-1] and used + width > TERMINAL_WIDTH - 36:
            tables.append([])
            used = 0
        tables[-1].append(column)
        used += width
    return tables


def _slices_table(scores: Scores, columns: list[Column]) -> str:
    """Rates by task and wording, the subject's with their intervals."""
    rows = [["task", "wording"]]
    rows += [[(task or "all tasks")[:24], WORDINGS.get(split, split)[:8]] for task, split in scores.slices]
    for column in columns:
        tallies = [column.tally(task, split) for task, split in scores.slices]
        cells = [[column.name[:24]], *([f"{count_of(tally)} {percent(tally.rate):>6}" if tally else ""] for tally in tallies)]
        if column.name == scores.subject:
            intervals = ["95% interval", *(interval_of(tally) if tally else "" for tally in tallies)]
            cells = [[*cell, interval] for cell, interval in zip(cells, intervals, strict=True)]
        rows = [row + cell for row, cell in zip(rows, cells, strict=True)]
    return _aligned(rows, left=2)
