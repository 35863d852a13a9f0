"""Reads which of several bonds a reply picks: "Bond A yields more (7.712% against 7.512% for B)." picks A.

The last box or "answer" decides; else the one name in bold; else a name that opens the reply with its reason
("B, because …"); else the last sentence that chooses ("choose B", "so A.") or calls a bond higher or better
in the direction asked for; else the only bond named. "A or B" is no answer.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from bondsft.marking.expected import LETTERS, Pick

FOLLOWS_A = (
    r"(?:is|has|yields?|offers?|gives?|pays?|trades?|costs?|wins|would|will"
    r"|at|with|over|rather|than|because|since|and|or|but)"
)
"""What may follow a lone "A" that is a bond and not an article."""
KIND = r"(?:bond|option|security|note|issue)"
MENTION = re.compile(
    rf"\b(?i:{KIND})\s?[#(*]*(?P<letter>[A-Da-d])(?!\w)|(?<![\w'])(?P<capital>[B-D])(?!\w)"
    rf"|(?<![\w'])(?P<a>A)(?=[ *]*(?:['.,;:)(\]}}=\n]|-\s|$|{FOLLOWS_A}\b))|^\W*(?P<alone>[a-d])\W*$"
    rf"|\b(?P<ordinal>(?i:first|second|third))\s(?i:{KIND}|one)\b|\b(?P<pair>(?i:former|latter))\b"
    rf"|\b(?i:{KIND})\s#?(?P<number>[1-3])(?![\d.%])"
)
ORDINALS = {
    "first": "A",
    "former": "A",
    "1": "A",
    "second": "B",
    "latter": "B",
    "2": "B",
    "third": "C",
    "3": "C",
}
JOINED = re.compile(rf"[\s*)\]]*(?:or|and|/|&)[\s*(]*(?:{KIND}\s)?", re.IGNORECASE)
SET_ASIDE = re.compile(
    rf"\b(?:not|never|avoid|rather than|instead of|over|than|against|versus|vs\.?)\s(?:the\s|{KIND}\s)*$",
    re.IGNORECASE,
)

MARKED = re.compile(
    r"\\boxed\s*\{(?P<box>[^}\n]{0,60})"
    r"|(?:####|\banswer\b[^.\n]{0,40}?(?:\bis\b|[:=]))(?P<answer>[^.\n]{0,60})",
    re.IGNORECASE,
)
BOLD = re.compile(r"\*\*([^*\n]{1,60})\*\*")
SENTENCE = re.compile(r"(?:[^.!?;\n]|\.(?=\d))+[.!?;]?")
CHOICE = re.compile(
    r"\b(?:choose|pick|select|prefer|recommend|buy|go with|go for|winner is)\b"
    r"|\b(?:so|therefore|thus|hence)\b(?=[^.\n]{1,20}\.?$)",
    re.IGNORECASE,
)
EITHER = re.compile(r"\beither\b", re.IGNORECASE)
MORE = r"more|higher|greater|larger|longer|highest|most|greatest|largest|longest|exceeds|beats|outyields"
LESS = r"less|lower|smaller|shorter|lowest|least|smallest|shortest"
BETTER = r"better|best|cheaper|cheapest|richer|preferable|superior"
REASON = re.compile(r"[\s*,]*(?:because|since|as)\b", re.IGNORECASE)
POINTS_AHEAD = re.compile(r"(?:\bis|\bbelongs to|\bcomes from|\bgoes to|\boffered by|:)[\s*]*(?:that of |the )*$", re.IGNORECASE)


class Mention(NamedTuple):
    letter: str
    start: int
    end: int
    set_aside: bool
    """Named only to be ruled out or compared with: "than B", "not B"."""


def extract_pick(text: str, expected: Pick) -> tuple[str | None, str]:
    """Return the letter that a plain text picks, or None and the reason why there is none."""
    sentences = [sentence for sentence in SENTENCE.findall(text) if not sentence.endswith("?")]
    marked = list(MARKED.finditer(text))
    if marked:
        last = marked[-1]["box"] or marked[-1]["answer"] or ""
        if letter := _first_of(_mentions(last, expected), last):
            return letter, ""
    bold = {mention.letter for span in BOLD.findall(text) for mention in _mentions(span, expected)[:1]}
    if len(bold) == 1:
        return bold.pop(), ""
    opening = _mentions(text[:60], expected)[:1]
    if opening and not text[: opening[0].start].strip() and REASON.match(text, opening[0].end):
        return opening[0].letter, ""
    direction = re.compile(rf"\b(?:{_asked_direction(expected)}|{BETTER})\b", re.IGNORECASE)
    for sentence in reversed(sentences):
        if letter := _chosen(sentence, _mentions(sentence, expected), direction):
            return letter, ""
    named = {mention.letter for sentence in sentences for mention in _mentions(sentence, expected)}
    if len(named) == 1:
        return named.pop(), ""
    if named:
        return None, f"the reply names {' and '.join(sorted(named))} and picks neither"
    return None, "the reply names no bond"


def _asked_direction(expected: Pick) -> str:
    """The comparing words that point at the right bond: those for "more" if its number is the largest."""
    position = ord(expected.pick) - ord("A")
    if position < len(expected.values) and len(set(expected.values)) > 1:
        if expected.values[position] == max(expected.values):
            return MORE
        if expected.values[position] == min(expected.values):
            return LESS
    return f"{MORE}|{LESS}"


def _mentions(text: str, expected: Pick) -> list[Mention]:
    options = LETTERS[: max(2, len(expected.values), ord(expected.pick) - ord("A") + 1)]
    found = []
    for match in MENTION.finditer(text):
        word = next(group for group in match.groups() if group).lower()
        letter = ORDINALS.get(word, word.upper())
        if letter in options:
            set_aside = SET_ASIDE.search(text[max(0, match.start() - 40) : match.start()]) is not None
            found.append(Mention(letter, match.start(), match.end(), set_aside))
    return found


def _first_of(mentions: list[Mention], text: str) -> str | None:
    """The first mention that is not set aside, unless it is joined with another: "A or B"."""
    single = _unjoined(mentions, text)
    return next((mention.letter for mention in single if not mention.set_aside), None)


def _unjoined(mentions: list[Mention], text: str) -> list[Mention]:
    joined = set()
    for first, second in pairwise(mentions):
        if first.letter != second.letter and JOINED.fullmatch(text[first.end : second.start]):
            joined |= {first, second}
    return [mention for mention in mentions if mention not in joined]


def _chosen(sentence: str, mentions: list[Mention], direction: re.Pattern[str]) -> str | None:
    """The bond that a sentence chooses or compares favourably, or None if it does neither."""
    if choice := CHOICE.search(sentence):
        later = [mention for mention in mentions if mention.start >= choice.end()]
        # "I can buy either bond A, …, or bond B" chooses none, however far apart the two stand.
        if later and EITHER.search(sentence, choice.start(), later[0].start):
            return None
        if letter := _first_of(later, sentence):
            return letter
    positive = [mention for mention in _unjoined(mentions, sentence) if not mention.set_aside]
    for comparison in reversed(list(direction.finditer(sentence))):
        earlier = [mention for mention in positive if mention.end <= comparison.start()]
        later = [mention for mention in positive if mention.start >= comparison.end()]
        pointed_at = [mention for mention in later if POINTS_AHEAD.search(sentence[comparison.end() : mention.start])]
        for candidate in (pointed_at[:1], earlier[-1:], later[:1]):
            if candidate:
                return candidate[0].letter
    return None
