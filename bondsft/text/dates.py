"""Reads dates: "2034-03-15", "15 March 2034", "Mar 15, 2034", "15-Mar-34"; "03/04/2034" where something tells the month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bondsft.errors import BondsftError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
MONTH_NAME = MONTH.replace("?P<month>", "?:")
"""The same for texts with more than one."""
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})"
SHORT = r"(?P<year>\d{2})"
"""A year of this century: bonds that settled in the last one are told with four figures."""
FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{YEAR}-(?P<month>\d{{2}})-{DAY}",
        rf"(?:the )?{DAY}(?: of)?[ \-/]{MONTH},?[ \-/]{YEAR}",
        rf"{MONTH}[ \-]{DAY},?[ \-]{YEAR}",
        rf"{DAY}[\-/]{MONTH}[\-/]{SHORT}",  # no spaces: "the 8 March 25, 2034" has a coupon of 8
        rf"{DAY}\.(?P<month>\d{{1,2}})\.{YEAR}",
    )
)
SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})s?", re.ASCII)
"""With an "s", as other forms may be, where a desk speaks of the bonds of a date: "the 4.80% 06/15/2033s"."""
HINT = "Type a date such as 2034-03-15 or 15 March 2034."


def read_date(text: str, *, month_first: bool | None = None) -> date:
    """Read one date; `month_first` says how "03/04/2030" is meant. Raises BondsftError for no date, for a day that does not
    exist, and, where nothing says it, for a text that is two."""
    cleaned = re.sub(r"^on ", "", " ".join(text.strip().split()), flags=re.IGNORECASE)
    if slashes := SLASHES.fullmatch(cleaned):
        found = orders(*map(int, slashes.groups()))
        if len(set(found.values())) > 1 and month_first is not None:  # then the year does not come first
            usual = ("mdy", "dmy") if month_first else ("dmy", "mdy")
            found = {order: found[order] for order in usual if order in found}
            found = dict(list(found.items())[:1])
        if len(days := set(found.values())) != 1:
            raise BondsftError(f"{text!r} {'could be two dates' if days else 'is not a day of the calendar'}.", HINT)
        return days.pop()
    for form in FORMS:
        if match := form.fullmatch(re.sub(r"(?<=\d{4})s$", "", cleaned)):
            month_text = match["month"].lower()
            month = int(month_text) if month_text.isdigit() else MONTHS.index(month_text[:3]) + 1
            return calendar_date(text, int(match["year"]), month, int(match["day"]))
    raise BondsftError(f"{text!r} is not a date.", HINT)


def orders(*figures: int) -> dict[str, date]:
    """The days that three figures may be, by the order of month, day and year; one of two figures may come first."""
    found = {}
    for order in ("mdy", "dmy", "ymd") if figures[2] < 100 else ("mdy", "dmy"):
        year, month, day = (figures[order.index(part)] for part in "ymd")
        try:
            found[order] = date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            continue
    return found


def read_dates(texts: Iterable[str], *, month_first: bool | None = None) -> list[date]:
    """Read the dates of one bond. Who writes "05/15/2034" writes months first: so does every other date beside it."""
    known = list(texts)
    for found in (orders(*map(int, match.groups())) for text in known if (match := SLASHES.fullmatch(text.strip()))):
        if len(found) == 1 and "ymd" not in found:
            month_first = "mdy" in found
    return [read_date(text, month_first=month_first) for text in known]


def calendar_date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError as error:
        raise BondsftError(f"{text!r} is not a day of the calendar.", HINT) from error
