"""The terms of a bond that a question states, where there is one of a kind."""

from __future__ import annotations

import re

from bondsft.answering.figures import one_of
from bondsft.answering.other_matters import without_idle_terms
from bondsft.answering.rebuilding import both_dates
from bondsft.calculators.money import MONEY
from bondsft.calculators.span import Span, Spans
from bondsft.calculators.spans import find_spans, longest_of

PAID_SO = re.compile(r"coupon|cpn|\bpay|\bpaid|%|per ?cent|instal|interest|freq", re.IGNORECASE)
AWAY = re.compile(r"\s*(?:off|away|apart|ago|(?:from|after) (?:now|settlement|today))\b", re.IGNORECASE)
ENDING = re.compile(r"\b(?:matur\w+|due|redeem\w*|ends?|ending|runs?|running)(?: in)? $", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:first|next)(?: [a-z]+){0,3} (?:in|after)(?: exactly)? $", re.IGNORECASE)
"""What follows a length of time that is not the bond's, what stands before one that is,
and before one that is not: "the next coupon is six months off"."""
FOR = re.compile(rf"\bfor (?:{MONEY})?$")
"""What stands before a face value, and before what is paid for another: "face value 25 lakh for 24.80 lakh"."""


def terms(question: str, spans: Spans) -> dict[str, str]:
    """What a question says of a bond, and of which there is one."""
    often = [span for span in spans["frequency"] if PAID_SO.search(question[max(0, span.start - 25) : span.end + 15])]
    spans = {**spans, "frequency": often or spans["frequency"]}
    kinds = {"market": "market", "frequency": "frequency", "day_count": "day count", "compounding": "compounding"}
    kinds |= {"face": "face", "redemption": "redemption", "yield_change": "move"}
    faces = [span for span in spans["face"] if not FOR.search(question[: span.start])]
    repaid = [span for span in spans["redemption"] if span.text.endswith("%")] if not one_of(spans, "redemption") else []
    spans = {**spans, "face": faces or spans["face"], "redemption": repaid or spans["redemption"]}
    found = {argument: text for argument, kind in kinds.items() if (text := one_of(spans, kind))}
    if "market" not in found and (gilts := [span for span in spans["market"] if "gilt" in span.text.lower()]):
        found |= {"market": gilts[0].text} if all(span in gilts or is_treasury(span.text) for span in spans["market"]) else {}
    dates = both_dates(list(dict.fromkeys(span.text for span in longest_of(spans["date"]))))
    lives = [span for span in spans["tenor"] if not is_away(question, span) and not UNTIL.search(question[: span.start])]
    with_units = {"tenor": [span for span in lives or spans["tenor"] if not span.text.isdigit()]}
    years = one_of(with_units, "tenor") or one_of(spans, "tenor") or one_of(find_spans(without_idle_terms(question)), "tenor")
    return found | (dates or ({"years": years} if years else {}))


def is_away(question: str, span: Span) -> bool:
    """Whether a length of time is that to something else: "two weeks ago", but not "maturing eighteen months from now"."""
    return AWAY.match(question, span.end) is not None and not ENDING.search(question[: span.start])


def is_treasury(text: str) -> bool:
    """Whether a name may be that of a British bond too: "Treasury 4¾% 2038"."""
    return text.lower() in ("treasury", "treasury stock", "t")
