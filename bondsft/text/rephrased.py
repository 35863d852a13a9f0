"""Ways to say a thing that are read here in another: "they repay 110 for each 100", "50 debentures of Rs 1,000 each"."""

from __future__ import annotations

import re

from bondsft.text.dates import MONTH
from bondsft.text.numbers import CURRENCY

MONTH_NAME = re.sub(r"\?P<month>", "?:", MONTH)
DAY_OF_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH_NAME}"
FIGURE = rf"(?:\d{{1,2}}[ -]{MONTH_NAME}[ -]\d{{2,4}}|{MONTH_NAME} \d{{1,2}},? \d{{4}}|[^\s\d]{{0,3}}\d[\d.,/%-]*)"
MONEY = rf"(?:{CURRENCY} ?)?"
RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # what takes back what was just said: "settle 12-Oct-2026... sorry, make that 14-Oct-2026"
        (
            rf"{FIGURE}(?: ?\.{{2,3}}|,|;| -)? (?:sorry|correction|no,? wait|scratch that)[,:]? "
            rf"(?:(?:i mean|make (?:it|that)|it's|that's|should be),? )?(?={FIGURE})",
            "",
        ),
        (rf"\bin (20\d\d),? on (?:the )?({DAY_OF_MONTH})\b", r"on \2 \1"),
        (
            rf"\b(?:repays?|pays? back|gives? back|redeem(?:s|ed|able)?|redemption)\b([^.;?!\n%\d]{{0,30}}?){MONEY}"
            rf"(1\d\d(?:\.\d+)?) (?:for|per|on) (?:each |every )?{MONEY}100\b(?! ?%)(?: nominal| face)?",
            r"redeemed at \2%",
        ),
        # what each payment of a rate comes to: "(so 0.9125% each)"
        (r" ?\((?:so|i\.?e\.?,?|that is,?|meaning|=) [^()]{0,30}\b(?:each|every|per|a)\b[^()]{0,20}\)", ""),
        (r"\bhow convex (is|are|would)\b", r"what convexity \1"),
        (
            r"(?:\(?1 ?/ ?P\)? ?[\u00d7x*·.]? ?)?(?:d(?:²|\^?2) ?P ?/ ?d ?[yr](?:²|\^?2)|P''(?:\([yr]\))?)(?: ?/ ?P\b)?",
            "convexity",
        ),
        # a rate as a fraction: "y = 0.064"
        (r"\b(y|r|i|ytm|yld|yield|c|cpn|coupon)( ?= ?)0?\.(\d\d)(\d+)\b(?! ?%)", r"\1\g<2>\3.\4%"),
        (r"(?<=[ =])0(\d\.\d+%)", r"\1"),
    )
)
COUNTED = re.compile(
    rf"\b(?P<count>\d[\d,]*) (?P<what>(?:[\w-]+ ){{0,3}}?(?:debentures|NCDs|bonds|notes|certificates|units|pieces)) (?:of|with) "
    rf"(?:a )?(?:face |nominal )?(?:value )?(?:of )?(?P<unit>{CURRENCY} ?)(?P<each>\d[\d,]*)"
    r"(?: face| nominal| par)?(?: value)? each\b",
    re.IGNORECASE,
)
"""How many of what somebody holds: read as the face value of all."""
PRICED = re.compile(r"\b(?:pric\w+|px|yields?|ytm|duration|convexity|quot\w+|trad\w+|costs?)\b|@", re.IGNORECASE)
"""What a question speaks of where a price may be that of each."""


def rephrased(text: str) -> str:
    """A text with such phrases as they are read."""
    for pattern, replacement in RULES:
        if replacement != "convexity" or "convex" not in text.lower():
            text = pattern.sub(replacement, text)
    return text if PRICED.search(text) else COUNTED.sub(of_all, text)


def of_all(held: re.Match[str]) -> str:
    count, each = (int(held[name].replace(",", "")) for name in ("count", "each"))
    return f"{held['what']} with a face value of {held['unit']}{count * each:,} in all"
