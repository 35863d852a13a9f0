"""Which beginnings of a call a model may write: known names, each calculator's arguments in their order, and as their
values spans of the conversation that an argument can take. A model only chooses among them.

A rule about text and not about tokens, so it holds for any tokenizer. The forms are two of those in `bondsft.models.calls`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from bondsft.calculators import CALCULATORS, COMMON
from bondsft.calculators.span import Span, Spans


class Form(NamedTuple):
    """What stands around the names and values of calls."""

    begin: str
    opened: str
    named: str
    valued: str
    between: str
    closed: str
    following: str
    finish: str


FORMS = (
    Form("[", "(", '{}="', '"', ", ", ")", ", ", "]"),
    Form('<tool_call>{"name": "', '", "arguments": {', '"{}": "', '"', ", ", "}}</tool_call>", '<tool_call>{"name": "', ""),
)
CALLS = ("[", "<tool_call>")
"""How turns begin that make calls."""
Options = Mapping[str, Callable[[], "Options"]]
"""What may be written next, and what may follow each of it; the key "" says that a turn may end here."""


class CallRules:
    """The rules of one conversation, whose spans are given by the kind of argument that can take them."""

    def __init__(self, spans: Spans, calculators: Sequence[str] = COMMON) -> None:
        self.starts = {form: Writer(form, spans, calculators).names() for form in FORMS}
        self.reached = dict.fromkeys(FORMS, "")
        self.options = dict(self.starts)

    def may_begin(self, text: str, *, ended: bool = False) -> bool:
        """Whether a turn may begin so, or with `ended` be so. What begins like no call is free."""
        text = text.lstrip()
        form = next((form for form in FORMS if text.startswith(form.begin)), None)
        if form is None:
            return True
        text = text[len(form.begin) :]
        # Turns grow by a token at a time: go on from where the last text led, if this one begins with it.
        reached = self.reached[form] if text.startswith(self.reached[form]) else ""
        options = self.options[form] if reached else self.starts[form]
        while written := next((option for option in options if option and text.startswith(option, len(reached))), None):
            reached, options = reached + written, options[written]()
        self.reached[form], self.options[form] = reached, options
        rest = text[len(reached) :]
        return "" in options and not rest if ended else any(option.startswith(rest) for option in options)


@dataclass(frozen=True)
class Writer:
    """Calls in one form, with spans of one conversation."""

    form: Form
    spans: Spans
    calculators: Sequence[str]

    def names(self, before: str = "") -> Options:
        """Calculators that a span of the conversation can be given to."""
        fit = [name for name in self.calculators if any(map(self.spans.get, CALCULATORS[name].kinds.values()))]
        return {f"{before}{name}{self.form.opened}": partial(self.arguments, name) for name in fit}

    def arguments(self, calculator: str, latest: str = "", used: tuple[Span, ...] = ()) -> Options:
        """Later arguments than the latest for which a span is left, and after one of them the end of the call."""
        names = list(CALCULATORS[calculator].parameters)
        before = self.form.between if latest else ""
        later = names[names.index(latest) + 1 :] if latest else names
        options: dict[str, Callable[[], Options]] = {
            before + self.form.named.format(name): partial(self.values, calculator, name, used)
            for name in later
            if self.left(calculator, name, used)
        }
        return {**options, self.form.closed: self.after} if latest else options

    def values(self, calculator: str, argument: str, used: tuple[Span, ...]) -> Options:
        return {
            json.dumps(span.text, ensure_ascii=False)[1:-1] + self.form.valued: partial(
                self.arguments, calculator, argument, (*used, span)
            )
            for span in self.left(calculator, argument, used)
        }

    def left(self, calculator: str, argument: str, used: tuple[Span, ...]) -> list[Span]:
        """Spans that the argument can take and that lie apart from those which the call has used."""
        spans = self.spans[CALCULATORS[calculator].kinds[argument]]
        return [span for span in spans if not any(span.overlaps(other) for other in used)]

    def after(self) -> Options:
        """The end, or another call."""
        return {self.form.finish: self.end, **self.names(self.form.following)}

    def end(self) -> Options:
        return {"": self.end}
