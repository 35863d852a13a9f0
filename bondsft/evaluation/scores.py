"""Adds marks up: how many replies of each model are right, by task and by whether training saw the wording.

columns = {"base model": [mark_reply(...), ...], "tuned model": [mark_reply(...), ...]}
scores = compare("Bonds, test split", columns, subject="tuned model", facts={"model": "smollm2"})
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from bondsft.errors import BondsftError
from bondsft.evaluation.questions import Question
from bondsft.evaluation.statistics import Interval, bootstrap_median, mcnemar, wilson_interval
from bondsft.marking.expected import Number
from bondsft.marking.mark import Verdict


@dataclass(frozen=True)
class Marked:
    """One question, its reply and the mark. `wording_split` is "train", "test" or "" where nobody says.

    `expected` is the right answer as text; `error` the absolute error in its unit, if such a number was read.
    """

    id: str
    task: str
    wording_split: str
    verdict: Verdict
    extracted: str
    value: float | None
    reason: str
    question: str
    reply: str
    expected: str = ""
    error: float | None = None


def mark_reply(question: Question, reply: str) -> Marked:
    """Mark a reply and keep what a report shows of it."""
    result, expected = question.marked(reply), question.expected
    error = abs(result.value - expected.value) if isinstance(expected, Number) and result.value is not None else None
    return Marked(
        question.id,
        question.task,
        question.wording_split,
        result.verdict,
        result.extracted,
        result.value,
        result.reason,
        question.shown,
        reply,
        expected.text,
        error,
    )


@dataclass(frozen=True)
class Tally:
    """Verdicts counted. `errors` are the absolute errors of the numbers read, () where units mix."""

    right: int
    wrong: int
    wrong_unit: int
    no_answer: int
    errors: tuple[float, ...] = ()

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.wrong_unit + self.no_answer

    @property
    def rate(self) -> float:
        return self.right / self.total if self.total else 0.0

    @cached_property
    def interval(self) -> Interval:
        """The rate's 95 % interval."""
        return wilson_interval(self.right, self.total)

    @property
    def median_error(self) -> float | None:
        return statistics.median(self.errors) if self.errors else None

    @cached_property
    def median_error_interval(self) -> Interval | None:
        """The median error's 95 % interval."""
        return bootstrap_median(self.errors) if self.errors else None


@dataclass(frozen=True)
class Group:
    """A slice of the questions; "" for `task` or `wording_split` means all of them."""

    task: str
    wording_split: str
    tally: Tally


@dataclass(frozen=True)
class Column:
    """One model's, or one baseline's, tallies: everything, then by wording, then by task and wording."""

    name: str
    groups: tuple[Group, ...]

    @property
    def overall(self) -> Tally:
        return self.groups[0].tally

    def tally(self, task: str, wording_split: str) -> Tally | None:
        """The tally of one slice, or None if this column has no question in it."""
        return next(
            (group.tally for group in self.groups if (group.task, group.wording_split) == (task, wording_split)),
            None,
        )


@dataclass(frozen=True)
class Comparison:
    """On the same questions: how many only the subject gets right (`gained`) and only the other (`lost`)."""

    other: str
    gained: int
    lost: int
    p_value: float


@dataclass(frozen=True)
class Scores:
    """Everything a report shows. `subject` names the column it is about; `failures` are a sample."""

    title: str
    columns: tuple[Column, ...]
    subject: str
    comparisons: tuple[Comparison, ...] = ()
    failures: tuple[Marked, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject_column(self) -> Column:
        return next(column for column in self.columns if column.name == self.subject)

    @property
    def slices(self) -> list[tuple[str, str]]:
        """Every (task, wording_split) of any column, in order."""
        return list(dict.fromkeys((group.task, group.wording_split) for column in self.columns for group in column.groups))


def score(items: Sequence[Marked]) -> tuple[Group, ...]:
    """Tally everything, then each wording split if there are several, then each task by wording split."""
    splits = sorted({item.wording_split for item in items} - {""}, key=lambda split: (split != "train", split))
    groups = [Group("", "", _tally(items, one_unit=False))]
    if splits:
        groups += [
            Group("", split, _tally([item for item in items if item.wording_split == split], one_unit=False)) for split in splits
        ]
    for task in dict.fromkeys(item.task for item in items):
        for split in ["", *splits]:
            inside = [item for item in items if item.task == task and item.wording_split == split]
            if inside and task:
                groups.append(Group(task, split, _tally(inside, one_unit=True)))
    return tuple(groups)


def compare(
    title: str,
    answered: Mapping[str, Sequence[Marked]],
    subject: str,
    facts: Mapping[str, str] | None = None,
    failures: int = 20,
) -> Scores:
    """Score each column and test the subject against every other column that answered the same questions.

    Raises:
        BondsftError: if no column is named `subject`.
    """
    if subject not in answered:
        raise BondsftError(f"No column is named {subject!r}.", f"There are {', '.join(answered)}.")
    columns = tuple(Column(name, score(items)) for name, items in answered.items())
    right = {name: {item.id: item.verdict == "right" for item in items} for name, items in answered.items()}
    comparisons = tuple(
        _compare(name, right[name], right[subject])
        for name in answered
        if name != subject and right[name].keys() == right[subject].keys()
    )
    return Scores(
        title,
        columns,
        subject,
        comparisons,
        tuple(_sample_failures(answered[subject], failures)),
        dict(facts or {}),
    )


def _tally(items: Iterable[Marked], *, one_unit: bool) -> Tally:
    items = list(items)
    counts = Counter(item.verdict for item in items)
    errors = tuple(item.error for item in items if item.error is not None) if one_unit else ()
    return Tally(counts["right"], counts["wrong"], counts["wrong unit"], counts["no answer"], errors)


def _compare(name: str, other: Mapping[str, bool], subject: Mapping[str, bool]) -> Comparison:
    gained = sum(subject[key] and not other[key] for key in subject)
    lost = sum(other[key] and not subject[key] for key in subject)
    return Comparison(name, gained, lost, mcnemar([other[key] for key in subject], list(subject.values())))


def _sample_failures(items: Sequence[Marked], count: int) -> list[Marked]:
    """The first failures of each task and verdict in turn, so that a frequent kind leaves room for others."""
    kinds: dict[tuple[str, str], list[Marked]] = {}
    for item in items:
        if item.verdict != "right":
            kinds.setdefault((item.task, item.verdict), []).append(item)
    in_turn = [item for turn in zip_longest(*kinds.values()) for item in turn if item is not None]
    return in_turn[:count]
