"""Scores as one self-contained HTML page, or as JSON."""

from __future__ import annotations

import importlib.resources
import json
from dataclasses import asdict
from html import escape
from string import Template
from typing import Any

from bondsft.evaluation.figures import WORDINGS, comparison_note, comparison_of, count_of, interval_of, percent
from bondsft.evaluation.scores import Column, Group, Marked, Scores, Tally

LONGEST_SHOWN = 1200
"""Characters of a question or a reply that a report shows: a reply that rambles on is cut."""


def render_report(scores: Scores) -> str:
    """Return one HTML page that needs no network and no script. Every text in it is escaped."""
    template = Template((importlib.resources.files("bondsft.evaluation") / "report.html").read_text("utf-8"))
    subject = scores.subject_column
    return template.substitute(
        title=escape(scores.title),
        headline=_headline(subject.overall),
        overall="\n".join(_overall_row(scores, column) for column in scores.columns),
        comparison_note=escape(comparison_note(scores)),
        column_names="".join(f"<th>{escape(column.name)}</th>" for column in scores.columns),
        slices="\n".join(_slice_row(scores, task, split) for task, split in scores.slices),
        subject=escape(subject.name[:1].upper() + subject.name[1:]),
        details="\n".join(_detail_row(group) for group in subject.groups),
        failures="\n".join(map(_failure, scores.failures)) or "<p>Nothing: every reply is right.</p>",
        facts="\n".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in scores.facts.items()),
    )


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


def _figures(tally: Tally, after_rate: str = "") -> str:
    """The cells right, rate, interval, wrong, wrong unit and no answer; zeros stand back."""
    texts = [f"{tally.right:,} / {tally.total:,}", percent(tally.rate)]
    cells = "".join(f"<td>{text}</td>" for text in texts) + after_rate + f"<td>{interval_of(tally)}</td>"
    for count in (tally.wrong, tally.wrong_unit, tally.no_answer):
        cells += f"<td>{count:,}</td>" if count else '<td class="zero">0</td>'
    return cells


def _overall_row(scores: Scores, column: Column) -> str:
    row = '<tr class="subject">' if column.name == scores.subject else "<tr>"
    bar = f'<td><span class="bar"><i style="width:{100 * column.overall.rate:.1f}%"></i></span></td>'
    gained, _, p_value = comparison_of(scores, column).partition(", ")
    figures = f"{_figures(column.overall, bar)}<td>{gained}<small>{escape(p_value)}</small></td>"
    return f"{row}<th>{escape(column.name)}</th>{figures}</tr>"


def _slice_heading(task: str, split: str) -> str:
    return f'<th>{escape(task or "all tasks")}</th><td class="text">{escape(WORDINGS.get(split, split))}</td>'


def _slice_row(scores: Scores, task: str, split: str) -> str:
    cells = []
    for column in scores.columns:
        tally = column.tally(task, split)
        shown = f"{percent(tally.rate)}<small>{count_of(tally)}<br>{interval_of(tally)}</small>" if tally else ""
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
