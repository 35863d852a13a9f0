"""Shows scores: one self-contained HTML page, a plain table for the terminal, or JSON."""

from __future__ import annotations

import importlib.resources
import json
import textwrap
from dataclasses import asdict
from html import escape
from string import Template
from typing import Any

from bondsft.evaluation.scores import Column, Group, Marked, Scores, Tally

TERMINAL_WIDTH = 110
LONGEST_SHOWN = 1200
"""Characters of a question or a reply that a report shows: a reply that rambles on is cut."""
WORDINGS = {"train": "seen", "test": "unseen", "": "all"}


def render_report(scores: Scores) -> str:
    """Return one HTML page that needs no network and no script. Every text in it is escaped."""
    template = Template((importlib.resources.files("bondsft.evaluation") / "report.html").read_text("utf-8"))
    subject = scores.subject_column
    return template.substitute(
        title=escape(scores.title),
        headline=_headline(subject.overall),
        overall="\n".join(_overall_row(scores, column) for column in scores.columns),
        comparison_note=escape(_comparison_note(scores)),
        column_names="".join(f"<th>{escape(column.name)}</th>" for column in scores.columns),
        slices="\n".join(_slice_row(scores, task, split) for task, split in scores.slices),
        subject=escape(subject.name[:1].upper() + subject.name[1:]),
        details="\n".join(_detail_row(group) for group in subject.groups),
        failures="\n".join(map(_failure, scores.failures)) or "<p>Nothing: every reply is right.</p>",
        facts="\n".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in scores.facts.items()),
    )


def render_table(scores: Scores) -> str:
    """Return aligned plain text, at most 110 columns wide."""
    overall = [["", "right", "rate", "95% interval", "wrong", "wrong unit", "no answer", "gained / lost"]]
    for column in scores.columns:
        tally = column.overall
        counts = [str(tally.wrong), str(tally.wrong_unit), str(tally.no_answer)]
        rate = [_count(tally), _percent(tally.rate), _interval(tally)]
        overall.append([column.name[:24], *rate, *counts, _comparison(scores, column)])
    note = textwrap.fill(_comparison_note(scores), TERMINAL_WIDTH)
    blocks = [textwrap.fill(scores.title, TERMINAL_WIDTH), _aligned(overall, left=1), note]
    blocks += [_slices_table(scores, columns) for columns in _fitting(scores)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def to_json(scores: Scores) -> str:
    """Return a JSON document: counts, rates and intervals by column, comparisons, failures and facts."""
    columns = {
        column.name: [
            {"task": group.task or None, "wording_split": group.wording_split or None} | _tally_json(group.tally)
            for group in column.groups
        ]
        for column in scores.columns
    }
    document = {
        "title": scores.title,
        "subject": scores.subject,
        "columns": columns,
        "comparisons": [asdict(comparison) for comparison in scores.comparisons],
        "failures": [asdict(item) for item in scores.failures],
        "facts": dict(scores.facts),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {
        "total": tally.total,
        "right": tally.right,
        "wrong": tally.wrong,
        "wrong_unit": tally.wrong_unit,
        "no_answer": tally.no_answer,
        "rate": tally.rate,
        "interval": list(tally.interval),
        "median_error": tally.median_error,
    }


def _headline(tally: Tally) -> str:
    low, high = tally.interval
    interval = f"95 % interval {100 * low:.1f} to {100 * high:.1f}"
    return f"{tally.right:,} of {tally.total:,} right, {100 * tally.rate:.1f} % ({interval})"


def _comparison(scores: Scores, column: Column) -> str:
    found = next((comparison for comparison in scores.comparisons if comparison.other == column.name), None)
    if found is None:
        return ""
    p_value = "p < 0.001" if found.p_value < 0.001 else f"p = {found.p_value:.3f}"
    return f"+{found.gained} -{found.lost}, {p_value}"


def _comparison_note(scores: Scores) -> str:
    if not scores.comparisons:
        return ""
    return (
        f"Gained are the questions that only {scores.subject} gets right, lost those of the other alone. p is McNemar's, exact."
    )


def _percent(rate: float) -> str:
    return f"{100 * rate:.1f}%"


def _count(tally: Tally) -> str:
    return f"{tally.right}/{tally.total}"


def _interval(tally: Tally) -> str:
    low, high = tally.interval
    return f"{100 * low:.1f}-{100 * high:.1f}%"


# HTML


def _figures(tally: Tally, after_rate: str = "") -> str:
    """The cells right, rate, interval, wrong, wrong unit and no answer; zeros stand back."""
    texts = [f"{tally.right:,} / {tally.total:,}", _percent(tally.rate)]
    cells = "".join(f"<td>{text}</td>" for text in texts) + after_rate + f"<td>{_interval(tally)}</td>"
    for count in (tally.wrong, tally.wrong_unit, tally.no_answer):
        cells += f"<td>{count:,}</td>" if count else '<td class="zero">0</td>'
    return cells


def _overall_row(scores: Scores, column: Column) -> str:
    row = '<tr class="subject">' if column.name == scores.subject else "<tr>"
    bar = f'<td><span class="bar"><i style="width:{100 * column.overall.rate:.1f}%"></i></span></td>'
    gained, _, p_value = _comparison(scores, column).partition(", ")
    figures = f"{_figures(column.overall, bar)}<td>{gained}<small>{escape(p_value)}</small></td>"
    return f"{row}<th>{escape(column.name)}</th>{figures}</tr>"


def _slice_heading(task: str, split: str) -> str:
    return f'<th>{escape(task or "all tasks")}</th><td class="text">{escape(WORDINGS.get(split, split))}</td>'


def _slice_row(scores: Scores, task: str, split: str) -> str:
    cells = []
    for column in scores.columns:
        tally = column.tally(task, split)
        shown = f"{_percent(tally.rate)}<small>{_count(tally)}<br>{_interval(tally)}</small>" if tally else ""
        cell = '<td class="subject">' if column.name == scores.subject else "<td>"
        cells.append(f"{cell}{shown}</td>")
    return f"<tr>{_slice_heading(task, split)}{''.join(cells)}</tr>"


def _detail_row(group: Group) -> str:
    tally = group.tally
    error = ""
    if tally.median_error is not None and tally.median_error_interval is not None:
        low, high = tally.median_error_interval
        error = f"{tally.median_error:.4g}<small>{low:.3g} to {high:.3g}</small>"
    heading = _slice_heading(group.task, group.wording_split)
    return f"<tr>{heading}{_figures(tally)}<td>{error}</td></tr>"


def _failure(item: Marked) -> str:
    shown = {
        "question": _cut(item.question),
        "reply": _cut(item.reply),
        "read as": _cut(item.extracted) or "nothing",
        "expected": item.expected,
        "reason": item.reason,
        "row": item.id,
    }
    entries = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in shown.items())
    verdict = f'<span class="verdict {item.verdict.replace(" ", "-")}">{item.verdict}</span>'
    summary = f'{verdict} {escape(item.task)} <span class="soft">{escape(item.reason)}</span>'
    return f"<details><summary>{summary}</summary><dl>{entries}</dl></details>"


def _cut(text: str) -> str:
    more = len(text) - LONGEST_SHOWN
    return f"{text[:LONGEST_SHOWN]} … ({more:,} more characters)" if more > 0 else text


# Plain text


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
        cells = [[column.name[:24]], *([f"{_count(tally)} {_percent(tally.rate):>6}" if tally else ""] for tally in tallies)]
        if column.name == scores.subject:
            intervals = ["95% interval", *(_interval(tally) if tally else "" for tally in tallies)]
            cells = [[*cell, interval] for cell, interval in zip(cells, intervals, strict=True)]
        rows = [row + cell for row, cell in zip(rows, cells, strict=True)]
    return _aligned(rows, left=2)
