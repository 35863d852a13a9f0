"""Tells what a text calls a number: in "a 7.5% coupon at 98.75" the first number is the coupon.

Looked at in this order: the words right after the number ("5.2% yield"), the words right before it ("coupon
of 7.5%", "priced at 98.75"), and the subject of a sentence that states it ("The yield of the bond is 5.91%").
"""

from __future__ import annotations

import re

from bondsft.marking.names import FAMILY_OF_NAME, NAME, name_at, name_of

WINDOW = 120
STATES = (
    r"(?:is|are|was|equals?|yields|has|gives?|becomes|(?:would|will|should|must) be"
    r"|(?:comes?|works?)(?: out)? (?:to|at|as)|amounts? to)"
)
STATED = re.compile(rf"\b{STATES}\b", re.IGNORECASE)
FILLERS = re.compile(
    r"(?:[\s*:=~|(\"']|\b(?:of|at|for|rate|value|a|an|the|about|approximately|approx\.|roughly|around|exactly|paid"
    r"|to be)\b)*",
    re.IGNORECASE,
)
CLAUSE_BREAK = re.compile(r"[,;.!?\n]|\b(?:and|but|while|whereas|so|then)\b", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:of|for|on|with|at|from|using|given|since|because|by|in|per)(?:\s[\w-]+){0,2}\s$", re.IGNORECASE)

ADJECTIVES = (
    r"[ *-]{1,3}(?:(?:annual|semi-?annual|half-yearly|quarterly|monthly|fixed|nominal|per annum|p\.a\.|a year"
    r"|per year) )*"
)
NAME_AFTER = re.compile(rf"{ADJECTIVES}(?P<name>{NAME.pattern})(?! ?[:=\d$€£₹])", re.IGNORECASE)
BOND_AFTER = re.compile(
    rf"{ADJECTIVES}(?:(?:coupon|government|corporate|u\.?s\.?|us|uk|treasury|zero-coupon) )*"
    r"(?:bond|note|gilt|ncd|debenture|bund|security|g-sec|treasury)s?\b",
    re.IGNORECASE,
)
PAID_AFTER = re.compile(r" (?:is |are )?(?P<re>re)?paid\b", re.IGNORECASE)
FORMULA = re.compile(r"[\s\d.,\u00d7÷*/+^()$€£₹%-]*=[\s*]*$")
"""The numbers and "=" in "The current yield is 7.5/98.75 = 7.59%": the result is named like the whole."""
YIELDS_BEFORE = re.compile(r"\byield(?:s|ing)[ *]*(?:(?:about|approximately|roughly|around|exactly) )?$", re.IGNORECASE)
PAYS_BEFORE = re.compile(
    r"\b(?:pay(?:s|ing)?|carr(?:ies|ying)|bear(?:s|ing)|offer(?:s|ing)) (?:a |an |interest (?:at|of) )*$",
    re.IGNORECASE,
)
TRADES_BEFORE = re.compile(
    r"\b(?:priced|trad(?:es?|ing)|quoted|costs?|costing|bought|buy|sell(?:s|ing)?|offer(?:s|ed)?|paid|pays)"
    r"(?: (?:it|clean|at|for|a|the bond))*[ $€£₹]*$",
    re.IGNORECASE,
)
LASTS_AFTER = re.compile(
    rf"{ADJECTIVES}(?:to (?:maturity|go|run)|remaining|left|until|from now|term|tenor|\d)"
    rf"|{BOND_AFTER.pattern}",
    re.IGNORECASE,
)
LASTS_BEFORE = re.compile(r"\b(?:over|in|for|after|next|of|has|have|due|are) (?:the (?:next )?)?$", re.IGNORECASE)


def name_beside(text: str, start: int, end: int, unit: str, previous_end: int) -> str:
    """Return what the number at `start:end` is called, or "". The one before ended at `previous_end`."""
    after = text[end : end + WINDOW]
    before = FORMULA.sub(" ", text[max(previous_end, start - WINDOW) : start])
    if unit == "years" and (LASTS_AFTER.match(after) or (LASTS_BEFORE.search(before) and not _measures_time(before))):
        return "maturity"
    if following := NAME_AFTER.match(after):
        return name_at(after, following.start("name"))
    if unit == "percent" and BOND_AFTER.match(after):
        return "coupon"
    if paid := PAID_AFTER.match(after):
        return "face" if paid["re"] else "coupon"
    return _name_before(before, unit)


def _name_before(before: str, unit: str) -> str:
    names = list(NAME.finditer(before))
    if names and FILLERS.fullmatch(before, names[-1].end()):
        return name_of(names[-1])
    if unit == "percent" and YIELDS_BEFORE.search(before):
        return "yield"
    if unit == "percent" and PAYS_BEFORE.search(before):
        return "coupon"
    if unit != "percent" and TRADES_BEFORE.search(before):
        return "price"
    verbs = list(STATED.finditer(before))
    if verbs and FILLERS.fullmatch(before, verbs[-1].end()):
        return _subject(before[: verbs[-1].start()])
    return ""


def _measures_time(before: str) -> bool:
    return any(FAMILY_OF_NAME.get(name_of(match)) in ("years", "years^2") for match in NAME.finditer(before))


def _subject(clauses: str) -> str:
    """The first name in the last clause that no preposition sets aside: "the yield of the bond"."""
    breaks = [match.end() for match in CLAUSE_BREAK.finditer(clauses)]
    clause = clauses[breaks[-1] if breaks else 0 :]
    names = list(NAME.finditer(clause))
    plain_names = [name for name in names if not ASIDE.search(clause[: name.start()])]
    return name_of((plain_names or names[-1:])[0]) if names else ""
