"""Reads how often coupons come, how a yield compounds and how days are counted, in the words people use for them."""

from __future__ import annotations

import re

from bondsft.errors import BondsftError
from bondsft.text.dates import MONTH
from bondsft.text.dates import MONTHS as MONTHS_OF_YEAR

TIMES = {"once": 1, "one": 1, "twice": 2, "two": 2, "four": 4, "twelve": 12, "1": 1, "2": 2, "4": 4, "12": 12}
MONTHS_BETWEEN = {"twelve": 12, "12": 12, "six": 6, "6": 6, "three": 3, "3": 3, "one": 1, "1": 1}
SINGLE = (
    (
        r"s|semi ?ann?(?:ual(?:ly)?)?|bi ?annual(?:ly)?|half ?year(?:ly)?|six ?monthly|6 ?monthly|s[./]?a|semis?|semester"
        r"|twice yearly",
        2,
    ),
    (r"quarter(?:ly|s)?|qtr?ly|qtr|three ?monthly|3 ?monthly|q", 4),
    (r"month(?:ly)?", 12),
    (r"ann(?:ual(?:ly)?)?|year(?:ly)?|per annum|annum|p\.?a", 1),
)
FILLER = re.compile(
    r"\b(?:paid|pay|pays|paying|payable|coupons?|payments?|interest|instal+ments?|in|arrears|a|an|the|each|every|per|on|"
    r"compounded|compounding|basis|nominal|effective|rate|frequency|out|due|split|over|convertible)\b"
)
BOND_EQUIVALENT = re.compile(r"(?:(?:quoted|on|with|an?|the) )*bond[ -]equivalent(?: (?:yields?|basis|compounding))*")
MONTHS = re.compile(r"\b(?:every|each|once every|per) (twelve|12|six|6|three|3|one|1) months?\b")
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DAY_OF = rf"(?:(?:in|each|every|paid|half in|the|on) )*(?:{DAY} (?:of )?)?([a-z]{{3,9}})\.?(?: {DAY})?"
TWO_MONTHS = re.compile(rf"{DAY_OF}(?: and | ?/ ?| ?& ?){DAY_OF}(?: (?:each|every) year)?")
"""The months of two payments a year: "15 March and 15 September", "half in June and half in December"."""
TIMES_A_YEAR = re.compile(
    r"\b(once|one|twice|two|four|twelve|1|2|4|12) ?(?:x|times?|coupons?|payments?|instal+ments?|dates?)? ?"
    r"(?:a|per|each|every|in a) (?:year|yr|annum)\b"
)
IN_PARTS = re.compile(
    r"\b(?:in )?(two|four|twelve) (?:equal )?(?:halves|parts|instal+ments|payments)(?: (?:each|every|a|per) (?:year|annum))?\b"
)
"""What a year's interest is paid in."""
DAY_COUNTS = {
    "30/360": re.compile(r"30a?/360(?: ?bond(?: basis)?)?"),
    "30/360 US": re.compile(r"30u/360|30/360 ?\(?(?:us|nasd|sia)\)?|(?:us|nasd|sia) 30/360"),
    "30E/360": re.compile(r"30e/360|30/360 ?e|30/360 ?\(?(?:european?|eurobond(?: basis)?)\)?|(?:european|eurobond) 30/360"),
    "30E/360 ISDA": re.compile(r"30e/360 ?\(?isda\)?|30/360 german|german 30/360"),
    "Act/Act ICMA": re.compile(r"act(?:ual)?/act(?:ual)?(?: ?\(?(?:icma|isma)\)?)?"),
    "Act/Act ISDA": re.compile(r"act(?:ual)?/act(?:ual)? ?\(?isda\)?"),
    "Act/360": re.compile(r"act(?:ual)?/360"),
    "Act/364": re.compile(r"act(?:ual)?/364"),
    "Act/365F": re.compile(r"act(?:ual)?/365(?: ?f| ?\(?fixed\)?)?"),
    "NL/365": re.compile(r"nl/365|act(?:ual)?/365 ?\(?(?:no leap|nl)\)?"),
}


def read_frequency(text: str | int) -> int:
    """Read coupons a year, 1, 2, 4 or 12: "semi-annually", "every six months", "four times a year", 2."""
    cleaned = " ".join(str(text).strip().lower().replace("-", " ").split())
    if cleaned in TIMES and cleaned.isdigit():
        return int(cleaned)
    if (match := TWO_MONTHS.fullmatch(cleaned)) and half_a_year_apart(*match.groups()):
        return 2
    if (match := MONTHS.search(cleaned)) and nothing_else(cleaned, match):
        return 12 // MONTHS_BETWEEN[match[1]]
    if (match := IN_PARTS.search(cleaned)) and nothing_else(cleaned, match):
        return TIMES[match[1]]
    if (match := TIMES_A_YEAR.search(cleaned)) and nothing_else(cleaned, match):
        return TIMES[match[1]]
    rest = " ".join(FILLER.sub(" ", cleaned).split()).strip(".") or cleaned
    for pattern, frequency in SINGLE:
        if re.fullmatch(pattern, rest) or re.fullmatch(pattern, cleaned.strip(".")):  # "s/a" has a filler in it
            return frequency
    raise BondsftError(
        f"{text!r} is not a coupon frequency.",
        "Type annual, semi-annual, quarterly or monthly, or 1, 2, 4 or 12.",
    )


def half_a_year_apart(*names: str) -> bool:
    """Whether two words are months, six months apart."""
    first, last = (MONTHS_OF_YEAR.index(name[:3]) if re.fullmatch(MONTH, name) else None for name in names)
    return first is not None and last is not None and (last - first) % 12 == 6


def nothing_else(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a match changes nothing: "paid twice a year" does not, "twice a year at 98.75" does."""
    return not re.search(r"\w", FILLER.sub(" ", text[: match.start()] + " " + text[match.end() :]))


def read_compounding(text: str | int) -> int:
    """Read how many times a year a yield compounds, in the words of `read_frequency`; "bond-equivalent" is 2."""
    if BOND_EQUIVALENT.fullmatch(str(text).strip().lower()):
        return 2
    return read_frequency(text)


def read_day_count(text: str) -> str:
    """Read a day count as one of `DAY_COUNTS`. A variant that is not built is refused by name."""
    cleaned = " ".join(text.strip().lower().replace(" / ", "/").split())
    for name, pattern in DAY_COUNTS.items():
        if pattern.fullmatch(cleaned):
            return name
    raise BondsftError(f"{text!r} is not a day count known here.", f"Type one of {', '.join(DAY_COUNTS)}.")
