"""Which sentences of a question have no fact of a bond: "The issuer was founded in 1950", "Ignore my tax rate of 30 %"."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence

from bondsft.answering.doubt import FIGURE, Message, whole
from bondsft.calculators.counting import counts
from bondsft.calculators.span import Span

COPIED = "\0"
SENTENCE = re.compile(r"(?<=[.?!])(?<!p\.a\.)\s+|\s*\n\s*|\s*[()]\s*")
"""What stands between sentences, or around one in brackets."""
FACT = re.compile(
    r"\b(?:coupons?|cpn|interest|rate|pays?|paid|payments?|price[ds]?|px|costs?|quote[ds]?|offer\w*|sell\w*|listed|buy|bought"
    r"|screen|market|trad\w+|clean|face|par|nominal|principal|repaid|redeem\w*|redemption|matur\w*|due|left|life"
    r"|values it|valued at|runs?|settle\w*"
    r"|dated?|accrued|yields?|yld|ytm|issued|term|tenor|gry|discount(?:ed)?|asks|(?:have it|it is) at|to go|money back"
    r"|(?:bond|option) [ab]|[ab](?=:| is ))\b|\bp\.a\.|\bat [$€£₹]?\d[\d,.]*+(?!%| ?percent)|@",
    re.IGNORECASE,
)
"""What a sentence with a fact of a bond has."""
IDLE = re.compile(
    r"\b(?:not matter|never mind|ignore|leave out|disregard|(?:don't|do not) need|no role|irrelevant)\b"
    r"|\b(?:paid|bought|purchased|cost|was|were)\b.*\b(?:in (?:19|20)\d\d|ago|last year)\b",
    re.IGNORECASE,
)
"""What a sentence has that says that its facts are none, or were once."""
LONG_AGO = re.compile(
    r"\b(?:paid|bought|purchased|cost|got (?:it|them|these))\b.*\b(?:in (?:19|20)\d\d|ago|last year|originally)\b", re.IGNORECASE
)
"""What a clause has of another time than the question's."""
OF_OTHERS = re.compile(
    r"\b(?:FDs?|CDs?|fixed deposits?|(?:home|car|personal) loan|mortgage|savings (?:account|bank)|shares|inflation|(?<!-)fees?"
    r"|commissions?|members|charges?|outstanding(?! (?:payments?|coupons?|cash|flows|interest|term|life))|raised"
    r"|issue size|book value|tax(?: slab| rate)?|slab|spread|rated|brokerage|deposit account|senior citizen scheme)\b",
    re.IGNORECASE,
)
"""What a clause speaks of that is no fact of the bond."""
OF_THE_BOND = re.compile(r"\b(?:coupon|cpn|matur(?:es|ity|ing)|clean price|settle[sd]?|settlement)\b", re.IGNORECASE)
"""What speaks of the bond all the same."""
OPINION = re.compile(
    r"\b(?:neighbour|nephew|niece|cousin|brother|sister|son|daughter|student|friend|colleague"
    r"|excel|spreadsheet|(?<!order )book)\b[\w' ]*"
    r"\b(?:says?|said|saying|thinks?|reckons?|gives?|shows?|claims?|insists?)\b[^,;:.!?()\n]*(?:[.,]\d[^,;:.!?()\n]*)*",
    re.IGNORECASE,
)
"""What somebody else says of it, or a sheet of one's own, up to the end of a clause."""
CLAUSE = re.compile(r"[^,;.!?()\n]+(?:[.,]\d[^,;.!?()\n]*)*")
PER_100 = re.compile(
    r"\b(?:(?:per|each|every|for)|(?:bullet|back|matures?|repa\w+|redeem\w*|redemption)(?: (?:at|to|of|is))?)[ :=]+[$€£¥₹]?100$",
    re.IGNORECASE,
)
"""What says only that a price is one for 100, or that as much is repaid."""
YEARS = re.compile(r"[\w-] (?:years?|months?)\b", re.IGNORECASE)
ENTRY = 3
"""Words of a line that is an entry of a list at the most."""
NUMBER = re.compile(r"[\d.,]+(?: ?%| years?)?")
"""A figure that may come from any sentence: dates, day counts and most words come from where they are meant."""
SPEAKER, OFTEN = (
    re.compile(r"\s*(?:we|our|my|i)\b", re.IGNORECASE),
    re.compile(r"(?:every|each) (?:month|quarter|year)", re.IGNORECASE),
)
"""Sentences about somebody who asks, and how often something happens in them: "We compare notes every month."."""


def has_fact(sentence: str) -> bool:
    """Whether a sentence has a fact of a bond: it names one, or is an entry of a list, "99.079 clean"."""
    words = [word for word in sentence.split() if any(map(str.isalnum, word))]
    return len(words) <= ENTRY or FACT.search(sentence) is not None


def without_other_clauses(question: str) -> str:
    """A question with blanks in place of its clauses about deposits, shares, fees and the like, of which nothing was copied."""
    question = CLAUSE.sub(lambda clause: " " if is_of_others(clause[0]) else clause[0], question)
    return OPINION.sub(lambda said: said[0] if COPIED in said[0] or not re.search(r"\d", said[0]) else " ", question)


def is_of_others(clause: str) -> bool:
    return COPIED not in clause and OF_OTHERS.search(clause) is not None and OF_THE_BOND.search(clause) is None


def without_past_prices(question: str) -> str:
    """A question with blanks in place of its clauses about what something cost long ago."""
    return CLAUSE.sub(lambda clause: " " if LONG_AGO.search(clause[0]) else clause[0], question)


def without_idle_terms(question: str) -> str:
    """A question with blanks in place of its sentences that have a length of time and no fact of a bond: "I have done this for 20
    years"."""
    for each in SENTENCE.split(question):
        if YEARS.search(each) and not has_fact(each) and "%" not in each:
            question = question.replace(each, " ")
    return question


def left_over(left: str, known: Collection[str] = (), *, others: bool = True) -> Iterator[str]:
    """The figures that are left of a question, without those that are known, count things or stand in a formula, and those of
    sentences like "The issuer was founded in 1950" or "Ignore my tax rate": nothing was copied from them, and they name no fact
    of a bond. With `others`, clauses about deposits, taxes and the like are of another matter too."""
    for sentence in SENTENCE.split(without_other_clauses(left) if others else left):
        if COPIED in sentence or (has_fact(sentence) and not IDLE.search(sentence)):
            found = [
                Span(*match.span(), match[0])
                for match in FIGURE.finditer(sentence)
                if not PER_100.search(sentence[: match.end()])
            ]
            yield from [span.text for span in found if span.text not in known and not counts(sentence, span)]


def of_other_matters(question: str, calls: Sequence[Message]) -> Iterator[str]:
    """Numbers that calls copied from sentences that name no fact of a bond, or that it is none, and have nothing else copied."""
    spans = {str(span) for call in calls for span in json.loads(call["arguments"]).values()}
    for sentence in SENTENCE.split(question):
        if (not has_fact(sentence) or IDLE.search(sentence)) and len(
            copied := [span for span in spans if whole(span).search(sentence)]
        ) == 1:
            idle = NUMBER.fullmatch(copied[0]) or (OFTEN.fullmatch(copied[0]) and SPEAKER.match(sentence))
            yield from copied if idle and len(whole(copied[0]).findall(question)) == 1 else ()
