"""Reads dates in forms that have one meaning: "2034-03-15", "15 March 2034", "Mar 15, 2034", "15-Mar-34" is refused."""

from __future__ import annotations

import re
from datetime import date

from bondsft.errors import BondsftError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})"
FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{YEAR}-(?P<month>\d{{2}})-{DAY}",
        rf"(?:the )?{DAY}(?: of)?[ \-/]{MONTH},?[ \-/]{YEAR}",
        rf"{MONTH}[ \-]{DAY},?[ \-]{YEAR}",
        rf"{DAY}\.(?P<month>\d{{1,2}})\.{YEAR}",
    )
)
SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
HINT = "Type a date such as 2034-03-15 or 15 March 2034."


def read_date(text: str) -> date:
    """Read one date. Raises BondsftError for no date, for a day that does not exist, and for "03/04/2030", which is two."""
    cleaned = re.sub(r"^on ", "", " ".join(text.strip().split()), flags=re.IGNORECASE)
    if slashes := SLASHES.fullmatch(cleaned):
        first, second, year = (int(part) for part in slashes.groups())
        if first <= 12 and second <= 12 and first != second:
            raise BondsftError(f"{text!r} could be two dates.", HINT)
        day, month = (first, second) if second <= 12 else (second, first)
        return calendar_date(text, year, month, day)
    for form in FORMS:
        if match := form.fullmatch(cleaned):
            month_text = match["month"].lower()
            month = int(month_text) if month_text.isdigit() else MONTHS.index(month_text[:3]) + 1
            return calendar_date(text, int(match["year"]), month, int(match["day"]))
    raise BondsftError(f"{text!r} is not a date.", HINT)


def calendar_date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BondsftError(f"{text!r} is not a day of the calendar.", HINT) from error
