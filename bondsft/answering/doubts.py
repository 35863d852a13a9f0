"""Reasons to doubt what a model wrote, from the question and the calculators' results alone: the truth is not looked at.

A sound call copies each figure of the question once, invents none and has the compounding if the question speaks of it. A
sound answer quotes a result of each call whole, the one that was asked for, and states no figure that nothing gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bondsft.answering.asked_for import RISK, asks_for_another, measure_left
from bondsft.answering.asking import asks_for_another_measure
from bondsft.answering.copied import bare_years, held, is_price_for, known_figures, one_tenor, without_spans
from bondsft.answering.dirty_prices import by_its_name
from bondsft.answering.doubt import (
    COMPOUNDING,
    CROSSED,
    ELSEWHERE,
    FIGURE,
    IMPLAUSIBLE,
    IS_COUPON,
    IS_PRICE,
    IS_RATE,
    IS_YIELD,
    MEASURE,
    NOT_FOR_FACE,
    OTHER_MEASURE,
    OTHER_PRICE,
    REPEATED,
    SWAPPED_RATES,
    UNASKED,
    UNUSED,
    Doubt,
    Message,
    asked_in,
)
from bondsft.answering.found_terms import found_terms, misnamed
from bondsft.answering.other_matters import left_over, of_other_matters
from bondsft.answering.reply_doubts import beside_lists, unknown_figures, unquoted
from bondsft.answering.several_bonds import crossed
from bondsft.answering.two_bonds import apart
from bondsft.answering.two_rates import is_coupon, is_price, is_rate, is_yield, rates_swapped
from bondsft.answering.unchanged import unlike_before
from bondsft.calculators.registry import COMMON
from bondsft.calculators.spans import find_spans, readings, shortest_of
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.text import read_percent

LOWEST, HIGHEST = -10, 100
"""Percent a year: a call that gives less or more has money of a coupon for the price, or a figure out of place."""


MISREAD = (
    (IS_COUPON, is_coupon),
    (IS_RATE, is_rate),
    (IS_PRICE, is_price),
    (IS_YIELD, is_yield),
    (SWAPPED_RATES, rates_swapped),
)
"""What tells that a call has a figure under another name than the question."""


def doubts(messages: Sequence[Message]) -> list[Doubt]:
    """What is doubtful in the latest turn of a conversation with calls. A reply without any call is not judged. What was said
    before the latest question belongs to others, though calls may copy from it."""
    asked = max(place for place, message in enumerate(messages) if message["role"] == "user")
    before, messages = messages[:asked], messages[asked:]
    question = str(messages[0]["content"])
    calls = [call["function"] for message in messages for call in message.get("tool_calls") or ()]
    results = [message for message in messages if message["role"] == "tool"]
    if not calls:
        return []
    if messages[-1]["role"] == "assistant":
        answer = str(messages[-1]["content"])
        unknown = unknown_figures(answer, [message for message in (*before, *messages) if message["role"] != "assistant"])
        return [*unquoted(answer, question, results), *unknown, *beside_lists(answer, results)]
    place = max(place for place, message in enumerate(messages) if message["role"] == "assistant")
    called, latest = messages[place]["tool_calls"], messages[place + 1 :]
    found = [
        doubt for call, message in zip(called, latest, strict=True) for doubt in errors(call["function"]["arguments"], message)
    ]
    earlier = " ".join(str(message["content"]) for message in (*before, *results[: len(results) - len(latest)]))
    left, unused = without_spans(question, calls, earlier)
    found += [Doubt(f"{span} {REPEATED}", span) for span in unused]
    if any(message["name"] == "find_bond" for message in latest):
        return found  # the question's other figures are for the next call
    if find_spans(left)["compounding"] and not any(compounds(json.loads(call["arguments"])) for call in calls):
        found.append(Doubt(COMPOUNDING))
    made = [Call(call["function"]["name"], json.loads(call["function"]["arguments"])) for call in called]
    found += [Doubt(reason) for reason, holds in MISREAD if any(holds(question, call.arguments) for call in made)]
    if not all(
        is_price_for(call.arguments["price"], call.arguments.get("face", "")) for call in made if "price" in call.arguments
    ):
        found.append(Doubt(NOT_FOR_FACE))
    if any(by_its_name(question, call) != call for call in made):
        found.append(Doubt(OTHER_PRICE))
    spans = find_spans(question)
    if len(made) > 1 and (apart(made, spans) != made or crossed(made, question, spans) or one_tenor(made, left)):
        found.append(Doubt(CROSSED))
    found += [*unlike_before(before, question, made), *misnamed(found_terms(messages), question, made)]
    spoken = "\n".join(asked_in([*before, *messages]))
    if len(made) == 1 and (
        asks_for_another(question, made[0]) or (made[0].calculator == "bond_risk" and not RISK.search(spoken))
    ):
        found.append(Doubt(UNASKED))
    if any(measure_left(message, left) for message in latest):
        found.append(Doubt(MEASURE))
    if any(asks_for_another_measure(question, call) for call in made):
        found.append(Doubt(OTHER_MEASURE))
    if not before:  # a question that follows another is short: "And at 98.50?"
        found += [Doubt(f"{span} {ELSEWHERE}", span) for span in of_other_matters(question, calls)]
    found += [Doubt(f"{call.arguments['years']} {ELSEWHERE}", call.arguments["years"]) for call in made if bare_years(call, left)]
    # A question that follows another has no figure that is idle.
    known = known_figures(calls) | held(made, spans)
    others = all(call.calculator in COMMON for call in made)  # to one of another task a tax or a spread matters
    figures = FIGURE.findall(left) if before else list(left_over(left, known, others=others))
    if not before and not any("redemption" in call.arguments for call in made):  # its figure may stand elsewhere as well
        repaid = [span.text for span in shortest_of(find_spans(left)["redemption"]) if readings(span.text)["redemption"] != 100]
        figures += [
            text for text in repaid if text not in known and not set(FIGURE.findall(text)) <= {*figures, *held(made, spans)}
        ]
    return found + [Doubt(f"{figure}{UNUSED}") for figure in figures]


def errors(arguments: str, message: Message) -> Iterator[Doubt]:
    """A calculator's error, or a yield that no bond has that anybody trades. That no terms are known for a bond is no error: the
    model did what it should."""
    results = json.loads(message["content"])
    error = str(results.get("error", ""))
    if message["name"] == "bond_yield" and not LOWEST <= float(str(results.get("yield", "0")).rstrip("%")) <= HIGHEST:
        yield Doubt(IMPLAUSIBLE)
    if error and message["name"] != "find_bond":
        spans = map(str, json.loads(arguments).values())
        yield Doubt(error, next((span for span in spans if repr(span) in error), ""))


def compounds(arguments: dict[str, Any]) -> bool:
    """Whether a call says how the yield compounds; without coupons, a frequency says that as well."""
    try:
        zero = read_percent(str(arguments.get("coupon_pct"))) == 0
    except BondsftError:
        zero = False
    return "compounding" in arguments or (zero and "frequency" in arguments)
