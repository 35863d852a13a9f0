"""Markets and measures by the names that people give them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TypeVar

from bondsft.bonds import BILL_MARKETS, MARKETS, BillMarket, Market
from bondsft.errors import BondsftError

T = TypeVar("T")
OTHER_NAMES = {
    "modified_duration": ("mod_dur", "mod_duration"),
    "macaulay_duration": ("mac_dur", "mac_duration"),
    "convexity": ("cvx",),
    "clean_price": ("flat_price", "clean_px"),
    "dirty_price": (
        "dirty_px",
        "full_price",
        "gross_price",
        "invoice_price",
        "total_consideration",
        "settlement_amount",
        "accrued_interest_included",
        "including_accrued_interest",
        "with_accrued_interest",
        "including_accrued",
        "including_accrued_int",
        "incl_accrued",
        "incl_accrued_int",
        "incl_accrued_interest",
    ),
}
"""What else measures are called."""
OTHER_MARKETS = {
    "us corp": "us-corporate",
    "us corporate": "us-corporate",
    "us corporate note": "us-corporate",
    "bundesanleihe": "de",
    "bundesobligation": "de",
    "bundesrepublik": "de",
    "aussie government": "au",
    "govt of india security": "in",
    "t": "us",
    "dbr": "de",
    "ukt": "uk",
    "frtr": "fr",
    "btps": "it",
    "igb": "in",
}
"""What else markets are called, as `market_key` has it."""
SPELLED = ("modified", "macaulay", "duration", "convexity", "clean", "dirty", "price", "accrued", "interest")
"""Words of measures, which people misspell."""


def read_market(span: str) -> Market:
    """Find the market whose name or spelling this is, ignoring case, a plural and a final "bond"."""
    return named(span, bond_markets(), "market known here.", f"Type one of {', '.join(MARKETS)}.")


def nearest_market(span: str) -> str:
    """A name of a market that is nearly this, or has it in it; "" without one. Looked for where a person waits: every span of a
    question is tried as a market."""
    key = market_key(span)
    near = [each for each in bond_markets() if key and key in each] or difflib.get_close_matches(key, bond_markets(), 1, 0.7)
    return near[0] if near else ""


@cache
def bond_markets() -> dict[str, Market]:
    known = {market_key(text): market for market in MARKETS.values() for text in (market.name, *market.spellings)}
    return known | {text: MARKETS[name] for text, name in OTHER_MARKETS.items()}


def named(span: str, known: Mapping[str, T], what: str, hint: str) -> T:
    """What a span names. Raises BondsftError if it is unknown."""
    found = None if re.search(r"[\d+]", span) else known.get(market_key(span))
    if found is None:
        raise BondsftError(f"{span!r} is not a {what}", hint)
    return found


def market_key(span: str) -> str:
    words = re.sub(r"[^a-z]+", " ", span.lower()).split()
    singular = [re.sub("ies$", "y", word).removesuffix("s") if len(word) > 3 else word for word in words]
    return " ".join(singular[:-1] if len(singular) > 1 and singular[-1] == "bond" and len(singular[-2]) > 1 else singular)


def measure_key(span: str) -> str:
    """A measure as results name it, also where a desk shortens it: "mod dur", "cvx", "accrued interest included"."""
    key = "_".join(map(spelled, re.sub(r"[-.]", " ", span.lower()).split()))
    return next((name for name, others in OTHER_NAMES.items() if key in others), key)


@lru_cache(10_000)
def spelled(word: str) -> str:
    """A word of a measure without its mistakes: "modifed", "convexty"."""
    return next(iter(difflib.get_close_matches(word, SPELLED, 1, 0.85)), word) if len(word) > 4 else word


def read_bill_market(span: str) -> BillMarket:
    """Find the market of bills and other short paper whose name or spelling this is."""
    return named(span, bill_markets(), "kind of bill known here.", f"Type one of {', '.join(BILL_MARKETS)}.")


@cache
def bill_markets() -> dict[str, BillMarket]:
    return {
        market_key(text): market for market in BILL_MARKETS.values() for text in (market.name, market.title, *market.spellings)
    }
