"""Numbers as people dictate them, in figures: "ninety six and a quarter" is 96.25, "four point one two percent" 4.12 percent,
"ten thousand" 10,000, "twenty thirty four" 2034."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.text.words import PARTS, WORDS

VALUES = WORDS | {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "oh": 0}
SCALES = {"thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}
DIGIT, TEEN, TENS = (
    rf"(?:{'|'.join(word for word, value in VALUES.items() if value in values)})\b"
    for values in (range(10), range(10, 20), range(20, 100, 10))
)
PART, SCALE = (rf"(?:{'|'.join(words)})\b" for words in (PARTS, SCALES))
BELOW_100 = rf"(?:{TENS}(?:[ -]{DIGIT})?|{TEEN}|{DIGIT})(?! {PART})"
BELOW_1000 = rf"(?:(?:a|{TEEN}|{DIGIT}) hundred\b(?: (?:and )?{BELOW_100})?|{BELOW_100})"
NUMBER = re.compile(
    rf"\b(?>one oh (?P<over_100>{DIGIT})(?: point (?P<tenths>{DIGIT}))?"
    rf"|(?P<century>twenty)[ -](?P<year>{TENS}(?:[ -]{DIGIT})?|{TEEN})"
    rf"|(?P<whole>{BELOW_1000}(?: {SCALE}(?: (?:and )?{BELOW_1000})?)*)"
    rf"(?: point (?P<digits>{DIGIT}(?: {DIGIT})*|{BELOW_100})| and (?P<over>an?|{DIGIT}) (?P<part>{PART}))?)"
    r"(?! (?:years?|months?)\b)",
    re.IGNORECASE,
)
"""The longest number that words make, or none: terms of years and months are read as they stand."""

AND_HALF = re.compile(r"\b(\w+) ?(?:&|\+|and|n) (?:an? )?half (?=(?:yr|year)s?\b)", re.IGNORECASE)
"""One and a half, as it is typed: "one & half yr"."""


def in_figures(text: str) -> str:
    """A text with its numbers of several words in figures; others, such as "five" or "one or two", stay as they are."""
    text = AND_HALF.sub(r"\1 and a half ", text)
    return NUMBER.sub(lambda match: figure(match) if re.search(r"[ -]", match[0]) else match[0], text)


def figure(match: re.Match[str]) -> str:
    if match["over_100"]:
        tenths = f".{value_of(match['tenths'])}" if match["tenths"] else ""
        return f"{100 + value_of(match['over_100'])}{tenths}"
    if match["century"]:
        return str(2000 + value_of(match["year"]))
    whole = value_of(match["whole"])
    if match["digits"]:
        said = re.split(r"[ -]", match["digits"].lower())
        return f"{whole}." + (
            "".join(str(VALUES[word]) for word in said) if VALUES[said[0]] < 10 else str(value_of(match["digits"]))
        )
    if match["part"]:
        over = {"a": 1, "an": 1}.get(match["over"].lower()) or value_of(match["over"])
        return f"{whole + Decimal(over) / PARTS[match['part'].lower()]:f}"
    return f"{whole:,}"


def value_of(words: str) -> int:
    """A whole number in words."""
    total = current = 0
    for word in re.split(r"[ -]", words.lower()):
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total, current = total + current * SCALES[word], 0
        else:
            current += VALUES.get(word, 0)
    return total + current
