"""Numbers as people dictate them, in figures: "ninety six and a quarter" is 96.25, "four point one two percent" 4.12 percent,
"ten thousand" 10,000, "twenty thirty four" 2034."""

from __future__ import annotations

import re
from decimal import Decimal

from bondsft.text.dates import MONTH_NAME
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
    rf"(?: point (?P<digits>{DIGIT}(?: {DIGIT})*|{BELOW_100})| and (?P<over>an?|{DIGIT})[ -](?P<part>{PART}))?)"
    r"(?! (?:years?|months?)\b)",
    re.IGNORECASE,
)
"""The longest number that words make, or none: terms of years and months are read as they stand."""

AND_HALF = re.compile(r"\b(\w+) ?(?:&|\+|and|n) (?:an? )?half (?=(?:yr|year)s?\b)", re.IGNORECASE)
"""One and a half, as it is typed: "one & half yr"."""


UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
TENTH_ON = ("tenth", "eleventh", "twelfth", *(f"{ten}teenth" for ten in ("thir", "four", "fif", "six", "seven", "eigh", "nine")))
DAYS = (*UNITS, *TENTH_ON, "twentieth", *(f"twenty-{unit}" for unit in UNITS), "thirtieth", "thirty-first")
"""The days of a month, in words."""
A_DAY = rf"(?:{'|'.join(sorted((day.replace('-', '[ -]') for day in DAYS), key=len, reverse=True))})"
DAY_OF_MONTH = re.compile(
    rf"\b(?P<day>{A_DAY})(?P<of> (?:of )?{MONTH_NAME})\b|\b(?P<month>{MONTH_NAME} )(?P<after>{A_DAY})\b", re.IGNORECASE
)
SHORT_YEAR = re.compile(rf"\b(\d{{1,2}}th (?:of )?{MONTH_NAME},?) (\d\d)(?![\d.,%/]\d|\d|%)", re.IGNORECASE)
THIRTY_360 = re.compile(r"\bthirty[ /-]+(?:over )?three[ -](?:hundred (?:and )?)?sixty\b", re.IGNORECASE)
HUNDREDTHS = re.compile(rf"\b(?!one\b)(?P<whole>{DIGIT})[ -]oh[ -](?P<over>{DIGIT})(?! {SCALE})", re.IGNORECASE)
DASH = re.compile(rf"\b(?P<whole>\d{{2,3}}) dash (?P<over>\d{{1,2}}|{TEEN}|{DIGIT})\b", re.IGNORECASE)


def in_figures(text: str) -> str:
    """A text with its numbers of several words in figures; others, such as "five" or "one or two", stay as they are."""
    text = THIRTY_360.sub("30/360", AND_HALF.sub(r"\1 and a half ", text))
    text = HUNDREDTHS.sub(lambda match: f"{value_of(match['whole'])}.0{value_of(match['over'])}", text)
    told = DAY_OF_MONTH.sub(day_in_figures, text)
    numbers = NUMBER.sub(lambda match: figure(match) if re.search(r"[ -]", match[0]) else match[0], told)
    numbers = DASH.sub(lambda match: f"{match['whole']}-{ticks(match['over']):02}", numbers)
    return SHORT_YEAR.sub(r"\1 20\2", numbers) if told != text else numbers


def day_in_figures(match: re.Match[str]) -> str:
    day = DAYS.index((match["day"] or match["after"]).lower().replace(" ", "-")) + 1
    return f"{day}th{match['of']}" if match["day"] else f"{match['month']}{day}th"


def ticks(text: str) -> int:
    return int(text) if text.isdigit() else value_of(text)


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
        of_bonds = "%" if match["part"][-1:] == "s" and match["over"].lower() in ("a", "an") else ""  # "the four and a quarters"
        return f"{whole + Decimal(over) / PARTS[match['part'].lower()]:f}{of_bonds}"
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
