"""The names of bond quantities in a reply or a question: "YTM" and "yield to maturity" are both the yield."""

from __future__ import annotations

import re

PATTERNS = {
    "current yield": r"(?:current|running|flat)[ _]yield",
    "yield": r"yield(?:[ _]to[ _]maturity)?|ytm|yld|(?:internal )?rate of return",
    "clean price": r"clean(?:[ _](?:price|px))?|price \(clean\)|quoted price",
    "dirty price": r"dirty(?:[ _](?:price|px))?|(?:full|invoice)[ _]price",
    "accrued interest": r"accrued(?:[ _]interest)?",
    "dv01": r"dv01|pvbp|pv01|bpv|(?:price )?value of (?:a|one) basis point|basis point value",
    "price": r"price|px",
    "modified duration": r"modified[ _]duration",
    "macaulay duration": r"macaulay[ _]duration|macaulay",
    "duration": r"duration",
    "convexity": r"convexity",
    "coupon": r"coupons?(?:[ _]rate)?|cpn|(?:interest|nominal|stated) rate|interest",
    "face": r"face(?: (?:value|amount))?|par(?:[ _]value)?|nominal(?: (?:value|amount))?(?! (?:annual|yearly|yield))"
    r"|principal|notional|redemption",
    "maturity": r"(?:time|years) to maturity|maturity|tenor|term|remaining life|life",
}
NAME = re.compile(
    r"\b(?:" + "|".join(f"(?P<n{index}>{pattern})" for index, pattern in enumerate(PATTERNS.values())) + r")(?!\w|-\w)",
    re.IGNORECASE,
)
NAMES = tuple(PATTERNS)
FAMILY_OF_NAME = {
    "current yield": "rate",
    "yield": "rate",
    "clean price": "money",
    "dirty price": "money",
    "accrued interest": "money",
    "dv01": "money",
    "price": "money",
    "modified duration": "years",
    "macaulay duration": "years",
    "duration": "years",
    "convexity": "years^2",
}
"""What each quantity is measured in. Coupon, face value and maturity are inputs and not in this table."""

FAMILY_OF_UNIT = {
    "percent": "rate",
    "decimal": "rate",
    "bp": "rate",
    "per 100": "money",
    "currency": "money",
    "years": "years",
    "years^2": "years^2",
}
SPECIFIC = {"price": ("clean price", "dirty price"), "duration": ("modified duration", "macaulay duration")}

ASK = re.compile(
    r"\b(?:what(?:'s)?|which|how much|find|calculate|compute|determine|give|state|estimate|quote|solve for"
    r"|work out|tell me|get)"
    r"(?: (?:me|is|are|was|would be|will be|the|its|this|that|a|an|bond's|annual|expected|fair))* $",
    re.IGNORECASE,
)


def name_of(match: re.Match[str]) -> str:
    """The quantity that a match of `NAME` names."""
    return NAMES[int((match.lastgroup or "n0")[1:])]


def name_at(text: str, start: int) -> str:
    """The quantity that the words at `start` name, or ""."""
    match = NAME.match(text, start)
    return name_of(match) if match else ""


def canonical_name(text: str) -> str:
    """Return the quantity that a whole text names: "clean_price" is "clean price"; "" for none of these."""
    match = NAME.fullmatch(text.strip().replace("_", " "))
    return name_of(match) if match else ""


def asked_name(question: str, unit: str) -> str:
    """Return the quantity that a question asks for, or "" if it isn't plain or isn't measured in `unit`."""
    for match in NAME.finditer(question):
        name = name_of(match)
        family = FAMILY_OF_NAME.get(name)
        if ASK.search(question[max(0, match.start() - 80) : match.start()]):
            return name if family in (None, FAMILY_OF_UNIT.get(unit, family)) else ""
    return ""


def may_answer(name: str, asked: str, unit: str) -> bool:
    """Whether a number that a reply calls `name` can answer a question for `asked` in `unit`.

    Where either is unknown (""), a quantity can answer if it is measured in that unit and is not an input.
    """
    if not name:
        return True
    if asked:
        return name == asked or name in SPECIFIC.get(asked, ()) or asked in SPECIFIC.get(name, ())
    return name in FAMILY_OF_NAME and FAMILY_OF_UNIT.get(unit) in (None, FAMILY_OF_NAME[name])
