"""The calls of a question about two or three bonds, each read off its own words and those about all of them."""

from __future__ import annotations

import re
from itertools import pairwise

from bondsft.answering.copied import is_price_for
from bondsft.answering.reading import read_off
from bondsft.answering.several_bonds import YIELD, coupons_and_prices
from bondsft.calculators.spans import find_spans, inside, longest_of
from bondsft.tasks.base import Call

KIND = "(?i:bond|gilt|ncd|option|note|papier|sec(?:urity)?|choice|dealer|issuer)"
CORPORATE = re.compile(r"\b(?:corporate|company|agency|municipal)\b", re.IGNORECASE)
LETTER = re.compile(
    rf"\((?P<in_brackets>[A-C])\)"
    rf"|\b(?P<kind>{KIND} )?\b(?P<before>[A-C])(?=[:),=]| [=\u2013\u2014-] | (?:is|has|pays|costs|at)\b)"
    rf"|\b(?P<of>{KIND} )(?P<after>[ABCabc])\b"
    r"|^[ \t]*(?P<first>[A-C])(?=\s)|(?<=[,;] )(?P<second>[BC])(?= )|(?<=[.:/] )(?P<listed>[A-C])(?= \d)",
    re.MULTILINE,
)
ORDINAL = re.compile(
    r"\b(?i:(?:the |my |option )?(?P<number>first|second|third))"
    r"(?= (?:bond|gilt|ncd|one|candidate|issue|note|paper|option|offer|is|has|pays|costs|an?)\b|:|, an? |, \d)"
)
MAY_COMPARE = re.compile(r"\b(?:which|whether|compar\w+|better|more|higher|greater)\b", re.IGNORECASE)
"""What two bonds are asked about with; of one bond, too ("more than 9 percent"), so that each side has to be whole."""
OTHERWISE = re.compile(rf"\b{KIND} (?P<letter>[PQRXYZ])\b", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:and|or|than|versus|vs\.?|against|over)\b|[;/]", re.IGNORECASE)
WHOLE, TERM = {"price", "coupon_pct"}, {"years", "maturity"}
"""What stands between two bonds that have no labels, and what each side has to say."""
NUMBERS = {"first": "A", "second": "B", "third": "C"}
"""What a question calls its bonds."""
ENDS = re.compile(r"(?<=[.?!])\s|\n")
"""What ends that which is said of the last bond: "p.a." does, too, where a question goes on to both."""
OF_ALL = re.compile(
    r"(?:[,;.]|\band\b|^)?\s*\b(?:both|all (?:three|of them|pay|are)|settl\w+|for value|value date)\b[^.?!;\n]*", re.IGNORECASE
)
"""What is said of every bond among the words of the last."""
ASKED = re.compile(r"\b(?:which|whose|what)\b[^.?!:;\d\n]*[.?!:;]?", re.IGNORECASE)
ASKED_LAST = re.compile(r",[^,\d]*\?\s*$")
"""What else is asked of the last bond's words: ", carry the greater yield?"."""
OWN = ("market", "frequency", "tenor", "rate", "price")
"""Kinds of which a bond's own words say more than those about all."""


def read_off_each(question: str) -> list[Call]:
    """The yields' calls of bonds A and B, and C; none where the words of one do not make a call."""
    letters = [(match[str(match.lastgroup)].upper(), match) for match in LETTER.finditer(question)]
    ordinals = [(NUMBERS[match["number"].lower()], match) for match in ORDINAL.finditer(question)]
    others = [(match["letter"].upper(), match) for match in OTHERWISE.finditer(question)]
    for found, label in ((letters, LETTER), (ordinals, ORDINAL), (others, OTHERWISE)):
        starts: dict[str, int] = {}
        for name, match in found:
            starts.setdefault(name, match.start())
        if "".join(starts) in ("AB", "ABC", "PQ", "PQR", "XY", "XYZ"):
            return yields_of(question, list(starts.values()), label)
    return side_by_side(question)


def side_by_side(question: str) -> list[Call]:
    """The yields' calls of two bonds without a label, where their words stand on either side of a word that compares them."""
    coupons, prices = coupons_and_prices(find_spans(question))
    if not len(coupons) == len(prices) == 2 or not MAY_COMPARE.search(question):
        return []
    found = []
    for between in BETWEEN.finditer(question):
        calls = yields_of(question, [0, between.end()], BETWEEN)
        if len(calls) == 2 and all(call.arguments.keys() >= WHOLE and TERM & call.arguments.keys() for call in calls):
            found.append(calls)
    return found[0] if found and all(calls == found[0] for calls in found) else []


def yields_of(question: str, starts: list[int], label: re.Pattern[str]) -> list[Call]:
    """The calls of bonds whose words begin at these places; what is said of the last ends with its sentence."""
    last = ENDS.split(question[starts[-1] :], maxsplit=1)[0]
    own = [*(question[start:end] for start, end in pairwise(starts)), last]
    of_all = "".join(match[0] for match in OF_ALL.finditer(last))
    own[-1] = ASKED_LAST.sub("", OF_ALL.sub(" ", last))
    rest = ASKED.sub(" ", question[: starts[0]]), f"{of_all}. {question[starts[-1] + len(last) :]}"
    calls = [yield_of(label.sub(kind_of, each), *rest) for each in own]
    return with_face([call for call in calls if call is not None]) if None not in calls else []


def kind_of(label: re.Match[str]) -> str:
    """What is left of a label: "gilt" of "gilt A"."""
    named = label.groupdict()
    return str(named.get("kind") or named.get("of") or "")


def with_face(calls: list[Call]) -> list[Call]:
    """The calls with the face value that one has in each whose price is for as much."""
    faces = {call.arguments["face"] for call in calls if "face" in call.arguments}
    if len(faces) != 1:
        return calls
    [face] = faces
    lack = [call for call in calls if "face" not in call.arguments and is_price_for(call.arguments.get("price", ""), face)]
    return [Call(call.calculator, {**call.arguments, "face": face}) if call in lack else call for call in calls]


def yield_of(own: str, before: str, after: str) -> Call | None:
    """The call for the yield of a bond with these words of its own, and those about all."""
    told = find_spans(own)
    kinds = [kind for kind in OWN if told[kind] or (kind == "market" and CORPORATE.search(own))]
    text = f"{without(before, kinds)} {own} {without(after, kinds)} What is the yield to maturity?"
    return next((call for call in read_off(text) if call.calculator == YIELD), None)


def without(text: str, kinds: list[str]) -> str:
    """A text with blanks in place of its spans of some kinds."""
    spans = find_spans(text)
    of_yields = longest_of(spans["compounding"])  # "effective annual" has a frequency in it
    told = {span for kind in kinds for span in spans[kind] if not any(inside(span, other) for other in of_yields)}
    for span in longest_of(told):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
