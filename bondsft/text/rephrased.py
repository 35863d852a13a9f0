"""Ways to say a thing that are read here in another: "they repay 110 for each 100", "50 debentures of Rs 1,000 each"."""

from __future__ import annotations

import re
from collections.abc import Callable

from bondsft.text.dates import MONTH_NAME
from bondsft.text.numbers import CURRENCY
from bondsft.text.words import WORDS

MONTH_SHORT = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
DAY_OF_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH_NAME}"
FIGURE = rf"(?:\d{{1,2}}[ -]{MONTH_NAME}[ -]\d{{2,4}}|{MONTH_NAME} \d{{1,2}},? \d{{4}}|[^\s\d]{{0,3}}\d[\d.,/%-]*)"
MONEY = rf"(?:{CURRENCY} ?)?"
NUMBER = rf"(\d+|{'|'.join(WORDS)})"
EACH = r"(?:each|a go|a time|every \w+|(?:a|per) (?:quarter|half|period|payment)|quarterly)"
NO_FIGURE = rf"(?![.,/%-]?\d|%|,? ?{MONTH_SHORT}\b)"
NO_DAY = rf"{NO_FIGURE}(?!, \d)"
"""What does not follow the two figures of a year: "6% Mar 15, Sep 15" has none."""
OF_PRICE = r"(?:the )?(?:dirty )?price\b"


def day_typed(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2]} {match[3] if len(match[3]) == 4 else '20' + match[3]}"


def payments(per_year: int, often: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{int(WORDS.get(match[1].lower(), match[1])) / per_year:g} years of {often} payments"


RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # what takes back what was just said: "settle 12-Oct-2026... sorry, make that 14-Oct-2026"
    (
        rf"{FIGURE}(?: ?\.{{2,3}}|,|;| -)? (?:sorry|correction|no,? wait|scratch that)[,:]? "
        rf"(?:(?:i mean|make (?:it|that)|it's|that's|should be),? )?(?={FIGURE})",
        "",
    ),
    # days as dealers type them: "15aug42", "9 jul 26", "feb 15 33"; and in two pieces
    (rf"(?<![\d./])\b(\d{{1,2}})({MONTH_SHORT})((?:20)?\d\d)\b(?![.,/]\d)", day_typed),
    (rf"(?<![\d./])\b(\d{{1,2}}) ({MONTH_SHORT}) (\d\d)\b{NO_FIGURE}(?!, \d{{4}}\b)", day_typed),
    (rf"\b({MONTH_SHORT}) (\d{{1,2}}) (\d\d)\b(?![ -]\d){NO_DAY}", r"\1 \2 20\3"),
    (rf"\bin (20\d\d),? on (?:the )?({DAY_OF_MONTH})\b", r"on \2 \1"),
    # how long it runs, as people and lists of payments say it
    (r"\b(?:a|one) year and a half\b", "1.5 years"),
    (r"\b(\d+) (?:semi-?annual|half-year(?:ly)?) (?:periods|coupons|payments)\b(?! (?:a|per) year)", payments(2, "semi-annual")),
    (rf"\b{NUMBER} annual (?:coupons|payments)(?= of\b.{{1,12}}\b(?:left|remain|to (?:come|go)))", payments(1, "annual")),
    (r"\b(\d+) quarterly (?:periods|coupons|payments)\b(?! (?:a|per) year)", payments(4, "quarterly")),
    # what is repaid for each 100, and what each payment of a rate comes to: "(so 0.9125% each)"
    (
        r"\b(?:repays?|pays? back|gives? back|redeem(?:s|ed|able)?|redemption)\b"
        rf"(?:[^.;?!\n%\d]{{0,30}}?){MONEY}(1\d\d(?:\.\d+)?)"
        rf" (?:for|per|on) (?:each |every )?{MONEY}100\b(?! ?%)(?: nominal| face)?",
        r"redeemed at \1%",
    ),
    (r" ?\((?:so|i\.?e\.?,?|that is,?|meaning|=) [^()]{0,30}\b(?:each|every|per|a)\b[^()]{0,20}\)", ""),
    (rf" ?\({MONEY}\d[\d.]* ?%? {EACH}\)", ""),
    # rates as fractions: "y = 0.064", "a yield of 0.0435"
    (r"\b(y|r|i|ytm|yld|yield|c|cpn|coupon)( ?= ?)0?\.(\d\d)(\d+)\b(?! ?%)", r"\1\g<2>\3.\4%"),
    (r"(?<=[ =])0(\d\.\d+%)", r"\1"),
    (r"\b(yield|ytm|rate|coupon)((?: (?:of|is|at))?) 0?\.0(\d)(\d+)\b(?! ?%| ?per ?cent)", r"\1\2 \3.\4%"),
    (rf"\b(paid|payable)(?: out)? as {MONEY}\d[\d.]* ?%? (?:each|every|per|a) (month|quarter|half[- ]year)\b", r"\1 every \2"),
    (r"\ba par (?=\d|(?:bond|note)\b)", "at par, "),
    (rf"\bon (?:each|every) (?={CURRENCY} ?1[0,]+\b)", "per "),
    # measures by other names
    (r"\baccured\b", "accrued"),
    (
        r"\binvoice(?: amount| total)?\b(?=[^.?!\n]{0,40}\baccrued\b)|\bprincipal(?: cost)? plus accrued(?: interest)?\b",
        "dirty price",
    ),
    (r"\bdiscounted mean term\b", "Macaulay duration"),
    (r"\bhow convex (is|are|would)\b", r"what convexity \1"),
)
READ = [(re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in RULES]
CONVEXITY = re.compile(
    r"(?:\(?1 ?/ ?P\)? ?[\u00d7x*·.]? ?)?(?:d(?:²|\^?2) ?P ?/ ?d ?[yr](?:²|\^?2)|P''(?:\([yr]\))?)(?: ?/ ?P(?:\([yr]\))?\b)?"
    rf"|second derivative of {OF_PRICE}[^,;.?\n]{{0,30}},? (?:divided by|over) {OF_PRICE}",
    re.IGNORECASE,
)
"""Convexity by its formula, where it has no other name."""
SECURITY = re.compile(r"\b(?:central )?(?:government|govt\.?) securit(?:y|ies)\b(?! of)", re.IGNORECASE)
INDIA = re.compile(r"\bRBI\b|Retail Direct|\u20b9|\bRs\b|\brupees\b")
COUNTED = re.compile(
    rf"\b(?P<count>\d[\d,]*) (?P<what>(?:[\w-]+ ){{0,3}}?(?:debentures|NCDs|bonds|notes|certificates|units|pieces)) (?:of|with) "
    rf"(?:a )?(?:face |nominal )?(?:value )?(?:of )?(?P<unit>{CURRENCY} ?)(?P<each>\d[\d,]*)"
    r"(?:(?: face| nominal| par)?(?: value)? each\b|(?=[,;]))",
    re.IGNORECASE,
)
"""How many of what somebody holds: read as the face value of all."""
PRICED = re.compile(r"\b(?:pric\w+|px|yields?|ytm|duration|convexity|quot\w+|trad\w+|costs?)\b|@", re.IGNORECASE)
"""What a question speaks of where a price may be that of each."""


def rephrased(text: str) -> str:
    """A text with such phrases as they are read."""
    for pattern, replacement in READ:
        text = pattern.sub(replacement, text)
    text = in_india(text)
    if "convex" not in text.lower():
        text = CONVEXITY.sub("convexity", text)
    return text if PRICED.search(text) else COUNTED.sub(of_all, text)


def in_india(text: str) -> str:
    """A text from India with "GOI security" for its government's."""
    return SECURITY.sub(r"GOI security", text) if INDIA.search(text) else text


def of_all(held: re.Match[str]) -> str:
    count, each = (int(held[name].replace(",", "")) for name in ("count", "each"))
    return f"{held['what']} with a face value of {held['unit']}{count * each:,} in all"
