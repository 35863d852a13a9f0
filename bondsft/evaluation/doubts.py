"""Reasons to doubt what a model wrote, from the question and the calculators' results alone: the truth is not looked at.

A sound call copies each figure of the question once, invents none and has the compounding if the question speaks of it. A
sound answer quotes a result of each call whole, the one that was asked for, and states no figure that nothing gave.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bondsft.calculators import CALCULATORS
from bondsft.calculators.spans import find_spans
from bondsft.errors import BondsftError
from bondsft.text import read_percent

COMPOUNDING = "the compounding is not used"
ENDLESS = "it did not stop"
REPEATED = "is not in the question, or is used twice"
SWAPPED_RATES = "coupon_pct and yield_pct are in each other's place"
MEASURE = "measure is missing"
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?!\d*nds)")
"""A unit of quotation, as in "99-16 in 32nds", is none."""
LIST = 3
"""A result with more figures is a list of payments."""
COPIED = "\0"
SENTENCE = re.compile(r"(?<=[.?!])\s+|\s*\n\s*")
FACT = re.compile(
    r"\b(?:coupons?|cpn|interest|rate|pays?|paid|payments?|price[ds]?|px|costs?|quote[ds]?|offer\w*|buy|bought|screen|market|trad\w+"
    r"|clean|face|par|nominal|principal|redeem\w*|redemption|matur\w*|due|left|life|run|settle\w*|date|yields?|yld|ytm|issued|term"
    r"|tenor|(?:bond|option) [ab]|[ab](?=:| is ))\b",
    re.IGNORECASE,
)
"""What a sentence with a fact of a bond has."""
NAMES = "coupon|cpn|yield|yld|ytm"
BEFORE = re.compile(rf"(?:(?P<coupon>coupon|cpn)|(?P<yield>yield\w*|yld|ytm))\b(?:(?!{NAMES})[^\d\n,;.]){{0,16}}$", re.IGNORECASE)
AFTER = re.compile(r"[ %]*(?:percent |per cent )?(?:(?P<yield>yield)|(?:[a-z-]+ )?(?P<coupon>coupon|cpn))\b", re.IGNORECASE)
"""What names a figure."""
Message = dict[str, Any]


class Doubt(NamedTuple):
    """Why a turn is doubtful, and the text in it that is to blame, if one is."""

    reason: str
    culprit: str = ""


def doubts(messages: Sequence[Message]) -> list[Doubt]:
    """What is doubtful in the latest turn of a conversation with calls. A reply without any call is not judged."""
    question = str(messages[0]["content"])
    calls = [call["function"] for message in messages for call in message.get("tool_calls") or ()]
    results = [message for message in messages if message["role"] == "tool"]
    if not calls:
        return []
    if messages[-1]["role"] == "assistant":
        answer = str(messages[-1]["content"])
        return [*unquoted(answer, question, results), *unknown_figures(answer, question, results), *beside_lists(answer, results)]
    place = max(place for place, message in enumerate(messages) if message["role"] == "assistant")
    called, latest = messages[place]["tool_calls"], messages[place + 1 :]
    found = [
        doubt for call, message in zip(called, latest, strict=True) for doubt in errors(call["function"]["arguments"], message)
    ]
    earlier = " ".join(str(message["content"]) for message in results[: len(results) - len(latest)])
    left, unused = without_spans(question, calls, earlier)
    found += [Doubt(f"{span} {REPEATED}", span) for span in unused]
    if any(message["name"] == "find_bond" for message in latest):
        return found  # the question's other figures are for the next call
    if find_spans(left)["compounding"] and not any(compounds(json.loads(call["arguments"])) for call in calls):
        found.append(Doubt(COMPOUNDING))
    if any(rates_swapped(question, json.loads(call["function"]["arguments"])) for call in called):
        found.append(Doubt(SWAPPED_RATES))
    if any(measure_left(message, left) for message in latest):
        found.append(Doubt(MEASURE))
    return found + [Doubt(f"{figure} is not used") for figure in left_over(left)]


def left_over(left: str) -> Iterator[str]:
    """The figures that are left of a question, without those of sentences like "The issuer runs 12 plants": nothing was copied
    from them, and they name no fact of a bond."""
    for sentence in SENTENCE.split(left):
        if COPIED in sentence or FACT.search(sentence):
            yield from FIGURE.findall(sentence)


def rates_swapped(question: str, arguments: dict[str, Any]) -> bool:
    """Whether what a call has for the coupon is named a yield alone, or for the yield a coupon, and the other is not so named."""
    if not {"coupon_pct", "yield_pct"} <= arguments.keys():
        return False
    coupon, known = (names_of(str(arguments[name]), question) for name in ("coupon_pct", "yield_pct"))
    return (coupon == {"yield"} != known) or (known == {"coupon"} != coupon)


def names_of(figure: str, question: str) -> set[str]:
    """What the words around a figure call it: "coupon", "yield", both or neither."""
    found = set()
    for place in re.finditer(rf"(?<![\w.-]){re.escape(figure)}(?!\w|[.,]\d)", question):
        for match in (BEFORE.search(question[: place.start()]), AFTER.match(question, place.end())):
            found |= {name for name, text in match.groupdict().items() if text} if match else set()
    return found


def measure_left(result: Message, left: str) -> bool:
    """Whether a calculator gives several quantities, and the question names one of them that the call does not."""
    quantities = json.loads(result["content"])
    calculator = CALCULATORS.get(result["name"])
    if calculator is None or "measure" not in calculator.parameters or len(quantities) < 2:
        return False
    return sum(name.replace("_", " ") in left.lower() for name in quantities) == 1


def errors(arguments: str, message: Message) -> Iterator[Doubt]:
    """A calculator's error. That no terms are known for a bond is none: the model did what it should."""
    error = str(json.loads(message["content"]).get("error", ""))
    if error and message["name"] != "find_bond":
        spans = map(str, json.loads(arguments).values())
        yield Doubt(error, next((span for span in spans if repr(span) in error), ""))


def without_spans(question: str, calls: Sequence[Message], earlier: str) -> tuple[str, list[str]]:
    """The question without what the calls copied from it, and the arguments that nothing is left to copy from."""
    spans = [str(span) for call in calls for span in json.loads(call["arguments"]).values()]
    left, unused = question, []
    for span in sorted(spans, key=len, reverse=True):
        whole = re.compile(rf"(?<![\w.-]){re.escape(span)}(?!\w|[.,]\d)", re.IGNORECASE)
        left, copied = whole.subn(COPIED, left, count=1)
        if not copied and not whole.search(earlier):
            unused.append(span)
    return left, unused


def compounds(arguments: dict[str, Any]) -> bool:
    """Whether a call says how the yield compounds; without coupons, a frequency says that as well."""
    try:
        zero = read_percent(str(arguments.get("coupon_pct"))) == 0
    except BondsftError:
        zero = False
    return "compounding" in arguments or (zero and "frequency" in arguments)


def unquoted(answer: str, question: str, results: Sequence[Message]) -> Iterator[Doubt]:
    """Calls none of whose results stands in the answer; of several results, the one that the question names; ranks; and terms of
    a bond that no calculator was given."""
    if all(message["name"] == "find_bond" and "error" not in json.loads(message["content"]) for message in results):
        yield Doubt("no calculator is called")
    for message in results:
        quantities: dict[str, str] = json.loads(message["content"])
        if quantities.pop("rank", "") not in answer:
            yield Doubt("rank is not quoted")
        if message["name"] == "find_bond" or "error" in quantities:
            continue
        named = {name: text for name, text in quantities.items() if name.replace("_", " ") in question.lower()}
        if not any(text in answer for text in (named or quantities).values()):
            yield Doubt(f"{' or '.join(named or quantities)} is not quoted")


def beside_lists(answer: str, results: Sequence[Message]) -> Iterator[Doubt]:
    """Figures beside a list of payments that an answer quotes whole: "The year 1: 102.69 is year 1" has one too many."""
    for message in results:
        for text in json.loads(message["content"]).values():
            if len(FIGURE.findall(text)) > LIST and text in answer:
                yield from [
                    Doubt(f"{figure} stands beside the list") for figure in FIGURE.findall(answer.replace(text, "", 1))[:1]
                ]


def unknown_figures(answer: str, question: str, results: Sequence[Message]) -> Iterator[Doubt]:
    known = set(FIGURE.findall(" ".join([question, *(str(message["content"]) for message in results)])))
    for figure in FIGURE.findall(answer):
        if figure not in known:
            yield Doubt(f"no calculator gave {figure}", figure)
