"""What to try in place of a doubtful turn: its mends, and the mends of those that are doubtful still."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bondsft.answering.call_texts import turn_of
from bondsft.answering.completing import completed
from bondsft.answering.doubt import UNUSED, Doubt, Message
from bondsft.answering.each_bond import read_off_each
from bondsft.answering.mending import lacking, mended
from bondsft.answering.reading import read_off
from bondsft.answering.rebuilding import rebuilt, with_what_is_unused
from bondsft.calculators.span import Spans

MOST_MENDS, BREADTH = 4, 8
"""Mends in a row, and the doubtful turns of each step that are mended again."""

DoubtsOf = Callable[[str], "list[Doubt] | None"]
"""The doubts that a turn's calls would leave; None for a text without calls."""


def turns_instead(
    text: str, doubts: Sequence[Doubt], spans: Spans, messages: Sequence[Message], doubts_of: DoubtsOf
) -> list[str]:
    """Turns, or beginnings of one: what is sound first, after as few mends as can be, then the doubtful mends of the turn."""
    better = mended(text, doubts, spans, messages)
    known: dict[str, list[Doubt] | None] = {text: list(doubts)}
    step = [text]
    for _ in range(MOST_MENDS):
        found = {}
        for turn in step:
            left = known[turn] or []
            lacks = dict.fromkeys(argument for doubt in left for argument in lacking(doubt))
            each_way = (better for argument in lacks for better in completed(turn, argument, spans, whole=True))
            anew = (*rebuilt(turn, left, spans), *with_what_is_unused(turn, left, spans), *each_way)
            for each in (*mended(turn, left, spans, messages), *anew):
                if each not in known:
                    known[each] = found[each] = doubts_of(each)
        if sound := [each for each, left in found.items() if left == []]:
            return [*sound, *(each for each in better if each not in sound)]
        doubtful = {each: left for each, left in found.items() if left}
        step = sorted(doubtful, key=lambda each: len(doubtful[each]))[:BREADTH]
    read = turns_read_off(str(messages[0]["content"]), doubts_of) if len(messages) == 1 else []
    return [*read, *better]


def turns_read_off(question: str, doubts_of: DoubtsOf) -> list[str]:
    """Turns with the calls that are read off a question's words: sound ones, and the likeliest with figures that may be idle."""
    each = read_off_each(question)
    read = {turn: doubts_of(turn) or [] for turn in map(turn_of, [each] if each else ([call] for call in read_off(question)))}
    likeliest = next(iter(read), "")  # another calculator's call has to be sound
    whole = [each for each, left in read.items() if not left or (each == likeliest and all(map(is_idle, left)))]
    return sorted(whole, key=lambda turn: (turn != likeliest, len(read[turn])))


def is_idle(doubt: Doubt) -> bool:
    return doubt.reason.endswith(UNUSED)
