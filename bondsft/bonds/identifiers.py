"""Check digits and structure of security identifiers, and made-up ones that no security can have.

>>> read_indian_isin("INE08XP07258")
IndianIsin(issuer_type='company, bank or statutory body', issuer='08XP', security_type='debenture', serial='25')
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from bondsft.errors import BondsftError

ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", re.ASCII)
CUSIP = re.compile(r"[A-Z0-9*@#]{8}[0-9]", re.ASCII)
CUSIP_VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#")}
MADE_UP_COUNTRY = "ZZ"
"""ISO 3166 leaves this code to its users: no country has it, and so no real ISIN."""

ISSUER_TYPES = {
    "E": "company, bank or statutory body",
    "F": "mutual fund",
    "9": "company, partly paid",
}
SECURITY_TYPES = {
    "01": "equity share",
    "07": "debenture",
    "08": "bond",
    "14": "commercial paper",
    "16": "certificate of deposit",
}
"""Codes seen in use; the depositories give out others. Sources: NSDL, ISIN allotment; exchange prints 2012-2017."""


class IndianIsin(NamedTuple):
    """The parts of an Indian company's or fund's ISIN: IN, issuer type, issuer, security type, serial, check digit."""

    issuer_type: str
    issuer: str
    """Four characters that one issuer keeps for all its securities."""
    security_type: str
    """The two characters themselves where their meaning is not known here."""
    serial: str


def isin_check_digit(first_eleven: str) -> str:
    """Return the last character of an ISIN from the eleven before it. Raises BondsftError for what no ISIN begins with.

    Source: ISO 6166, the Luhn sum over letters as 10 to 35.
    """
    if not ISIN.fullmatch(f"{first_eleven}0"):
        raise BondsftError(f"{first_eleven!r} is not the start of an ISIN.", "Give its first eleven characters.")
    digits = "".join(str(int(character, 36)) for character in first_eleven)
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def is_valid_isin(isin: str) -> bool:
    """Whether a text has the form of an ISIN and the right check digit."""
    return bool(ISIN.fullmatch(isin)) and isin_check_digit(isin[:11]) == isin[11]


def cusip_check_digit(first_eight: str) -> str:
    """Return the last character of a CUSIP from the eight before it.

    Source: ANSI X9.6, modulus 10 "double add double": every second value doubled, letters as 10 to 35, then `*`, `@`, `#`.
    Raises BondsftError for a character that no CUSIP has.
    """
    if len(first_eight) != 8 or not set(first_eight) <= CUSIP_VALUES.keys():
        raise BondsftError(f"{first_eight!r} is not the start of a CUSIP.", "Give its first eight characters.")
    values = [CUSIP_VALUES[sign] * (1 + place % 2) for place, sign in enumerate(first_eight)]
    return str(-sum(value // 10 + value % 10 for value in values) % 10)


def is_valid_cusip(cusip: str) -> bool:
    """Whether a text has the form of a CUSIP and the right check digit."""
    return bool(CUSIP.fullmatch(cusip)) and cusip_check_digit(cusip[:8]) == cusip[8]


def isin_of_cusip(cusip: str, country: str = "US") -> str:
    """Return the ISIN of a US (or, with `country="CA"`, Canadian) security. Raises BondsftError for what is no CUSIP."""
    if country not in ("US", "CA"):
        raise BondsftError(f"{country!r} is not the country of a CUSIP.", "Write US or CA.")
    if not is_valid_cusip(cusip) or not cusip.isalnum():
        raise BondsftError(f"{cusip!r} is not a CUSIP with the right check digit.", "Check each of its nine characters.")
    return country + cusip + isin_check_digit(country + cusip)


def read_indian_isin(isin: str) -> IndianIsin:
    """Return the parts of an Indian ISIN. Raises BondsftError for one that is not valid, not Indian, or a government's.

    Governments' ISINs have a digit, A or B in third place and spell a year and a series, not an issuer.
    """
    if not is_valid_isin(isin):
        raise BondsftError(f"{isin!r} is not an ISIN with the right check digit.", "Check each of its twelve characters.")
    if not isin.startswith("IN") or isin[2] not in ISSUER_TYPES:
        raise BondsftError(f"{isin} is not the ISIN of an Indian company or fund.", "Those begin with INE, INF or IN9.")
    return IndianIsin(ISSUER_TYPES[isin[2]], isin[3:7], SECURITY_TYPES.get(isin[7:9], isin[7:9]), isin[9:11])


def made_up_isin(choose: random.Random) -> str:
    """Draw an ISIN under ZZ with the right check digit, which no security can have."""
    letters = "".join(choose.choice("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(3))
    body = f"{MADE_UP_COUNTRY}{letters}{choose.randrange(10**6):06d}"
    return body + isin_check_digit(body)
