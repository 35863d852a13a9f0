"""What is wrong in a data set: in each line by itself, and in lines that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bondsft.dataset.split import text_number
from bondsft.errors import BondsftError
from bondsft.inspection.messages import Row, asked_in, wrong_labels
from bondsft.inspection.reading import Line
from bondsft.inspection.recomputed import wrong_in
from bondsft.plugin import RegisteredTask, named

SLOT_LEFT = re.compile(r"\{[a-z_|]+\}|%s|%\(|\x00")


@dataclass(frozen=True)
class Problem:
    line: Line
    text: str

    def __str__(self) -> str:
        name = self.line.row.get("id")
        return f"{self.line.place}: {f'{name} ' if name else ''}{self.text}"


@dataclass(frozen=True)
class Checks:
    """What is looked for in each line by itself, so that several processes can share the lines."""

    tasks: Mapping[str, RegisteredTask]
    tokens: Callable[[Row], int] | None = None
    """How many tokens a row has for a model, where rows too long for it are looked for."""
    most_tokens: int = 0

    def faults(self, line: Line) -> list[str]:
        """What is wrong with a line, in words that follow its name."""
        if line.broken:
            return [line.broken]
        return list(empty_in(line.row) if line.is_founding else self.faults_of_row(line.row))

    def faults_of_row(self, row: Row) -> Iterator[str]:
        yield from unfilled(row)
        yield from (labels := list(wrong_labels(row)))
        if labels:
            return
        if self.tokens and (count := self.tokens(row)) > self.most_tokens:
            yield f"has {count} tokens, more than {self.most_tokens}"
        registered = self.tasks.get(row["task"])
        if registered is None:
            yield f"is of the task {row['task']!r}, which is not installed: its answer is not recomputed"
            return
        try:
            with named(registered):
                yield from wrong_in(registered.task, row)
        except (BondsftError, KeyError, TypeError, ValueError) as error:
            yield error.message if isinstance(error, BondsftError) else f"cannot be read: {type(error).__name__} {error}"


@dataclass
class Repeats:
    """Looks at one line after another, and remembers what it has seen of each."""

    ids: dict[str, str] = field(default_factory=dict)
    questions: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Where each question stood first, by a hash of its words, and its split."""

    def faults(self, line: Line) -> Iterator[str]:
        """What a line says that an earlier one has said."""
        row = line.row
        if line.broken:
            return
        if line.is_founding:
            yield from self.asked_before(line, "", str(row["query"]))
            return
        if row["id"] in self.ids:
            yield f"has the id of {self.ids[row['id']]}"
        self.ids.setdefault(row["id"], line.place)
        if row["turn"] == 1:
            yield from self.asked_before(line, f"{row['split']}", asked_in(row))

    def asked_before(self, line: Line, split: str, query: str) -> Iterator[str]:
        place, earlier = self.questions.setdefault(text_number(query), (line.place, split))
        if place != line.place:
            yield f"asks what {place} asks" + (f", and that is {earlier}: the splits leak" if earlier != split else "")


def empty_in(row: Row) -> Iterator[str]:
    """What is wrong with a founding row, which cannot be recomputed."""
    yield from unfilled(row)
    yield from (f"has an empty {name}" for name in ("query", "response") if not str(row[name]).strip())


def unfilled(row: Row) -> Iterator[str]:
    for name in ("query", "response"):
        if match := SLOT_LEFT.search(str(row[name])):
            yield f"has a slot left in its {name}: {match[0]}"
