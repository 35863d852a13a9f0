"""Two bonds in one question: which figure is of which, by where it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bondsft.calculators import CALCULATORS
from bondsft.calculators.span import Span, Spans
from bondsft.tasks.base import Call

Places = Mapping[tuple[int, str], int]
"""Where arguments stand that stand in one place alone, by the call's number and the argument's name."""

ANYWHERE = (0, math.inf)


def apart(calls: Sequence[Call], spans: Spans) -> list[Call]:
    """Two calls of one calculator, each with the figures of its own bond: those that stand against the order of the others are
    exchanged, and one that stands among the other bond's goes there. Other calls stay as they are."""
    if not are_alike(calls):
        return list(calls)
    places = dict(places_of(calls, spans))
    first, second = (dict(call.arguments) for call in calls)
    both = [name for name in first if (0, name) in places and (1, name) in places and places[0, name] != places[1, name]]
    against = [name for name in both if places[0, name] > places[1, name]]
    if 2 * len(against) >= len(both):  # figures of which neither order is the usual one say nothing
        return list(calls)
    for name in against:
        first[name], second[name] = second[name], first[name]
        places[0, name], places[1, name] = places[1, name], places[0, name]
    for own, other, number in ((first, second, 0), (second, first, 1)):
        for name in [name for name in own if name not in other and (number, name) in places]:
            if stands_among(places, number, name):
                other[name] = own.pop(name)
                places[1 - number, name] = places.pop((number, name))
    return [Call(calls[0].calculator, first), Call(calls[1].calculator, second)]


def stretch(calls: Sequence[Call], number: int, spans: Spans) -> tuple[float, float]:
    """From where on, and before which place, the figures of one of two calls stand in the question, if both's stand apart."""
    if are_alike(calls):
        places = places_of(calls, spans)
        first, second = ([place for (of, name), place in places.items() if of == each and name != "market"] for each in (0, 1))
        if first and second and max(first) < min(second):  # two bonds of one market may have its names of each other
            return (0, min(second)) if number == 0 else (max(first), math.inf)
    return ANYWHERE


def stand_apart(calls: Sequence[Call], spans: Spans) -> bool:
    """Whether all figures of one of two calls stand before those of the other."""
    return stretch(calls, 0, spans) != ANYWHERE


def are_alike(calls: Sequence[Call]) -> bool:
    """Whether calls are two of one calculator, with arguments that it takes."""
    if len(calls) != 2 or calls[0].calculator != calls[1].calculator or calls[0].calculator not in CALCULATORS:
        return False
    return all(name in CALCULATORS[call.calculator].parameters for call in calls for name in call.arguments)


def places_of(calls: Sequence[Call], spans: Spans) -> Places:
    return {
        (number, name): place
        for number, call in enumerate(calls)
        for name, text in call.arguments.items()
        if (place := place_of(text, spans[CALCULATORS[call.calculator].kinds[name]])) is not None
    }


def place_of(text: str, spans: Sequence[Span]) -> int | None:
    """Where a text stands; None if that is in no place, or several."""
    starts = {span.start for span in spans if span.text == text}
    return starts.pop() if len(starts) == 1 else None


def stands_among(places: Places, number: int, name: str) -> bool:
    """Whether an argument of a call stands among those of the other call, and these stand all before or all after its own."""
    own = [place for (of, other), place in places.items() if of == number and other != name]
    theirs = [place for (of, _), place in places.items() if of != number]
    if not own or not theirs:
        return False
    place = places[number, name]
    if number == 0:
        return max(own) < min(theirs) < place
    return min(theirs) < place < max(theirs) < min(own)
