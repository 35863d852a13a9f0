"""Scores as short texts, alike in the page and in the table."""

from __future__ import annotations

from bondsft.evaluation.scores import Column, Scores, Tally

WORDINGS = {"train": "seen", "test": "unseen", "": "all"}


def comparison_of(scores: Scores, column: Column) -> str:
    found = next((comparison for comparison in scores.comparisons if comparison.other == column.name), None)
    if found is None:
        return ""
    p_value = "p < 0.001" if found.p_value < 0.001 else f"p = {found.p_value:.3f}"
    return f"+{found.gained} -{found.lost}, {p_value}"


def comparison_note(scores: Scores) -> str:
    if not scores.comparisons:
        return ""
    return (
        f"Gained are the questions that only {scores.subject} gets right, lost those of the other alone. p is McNemar's, exact."
    )


def percent(rate: float) -> str:
    return f"{100 * rate:.1f}%"


def count_of(tally: Tally) -> str:
    return f"{tally.right}/{tally.total}"


def interval_of(tally: Tally) -> str:
    low, high = tally.interval
    return f"{100 * low:.1f}-{100 * high:.1f}%"
