"""A user's own bonds: read from a CSV file, and found by ISIN when a model asks for their terms.

Columns: isin, coupon_pct and maturity, and as far as they are known issuer, frequency, issue, first_coupon, face, day_count,
redemption, market, price (clean, per 100 of face value) and settlement.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from bondsft.bonds import isin_check_digit
from bondsft.calculators import run_call
from bondsft.calculators.names import read_market
from bondsft.errors import BondsftError
from bondsft.text import read_date, read_day_count, read_frequency, read_number, read_percent

NEEDED = ("isin", "coupon_pct", "maturity")
COLUMNS = (
    *NEEDED,
    "issuer",
    "frequency",
    "issue",
    "first_coupon",
    "face",
    "day_count",
    "redemption",
    "market",
    "price",
    "settlement",
)
MOST_SHOWN = 20
FREQUENCIES = {1: "annual", 2: "semi-annual", 4: "quarterly", 12: "monthly"}

Terms = Mapping[str, str]
"""One bond's terms, named and written as the calculators take them."""


def read_universe(path: Path) -> dict[str, Terms]:
    """Read bonds by ISIN.

    Raises:
        BondsftError: with the number and the reason of every line at fault.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            check_header(path, reader.fieldnames or [])
            lines = [(reader.line_num, record) for record in reader]
    except UnicodeDecodeError as error:
        raise BondsftError(f"{path} is not UTF-8 text (byte {error.start}).", "Save it again as UTF-8.") from error
    except OSError as error:
        raise BondsftError(
            f"{path} cannot be read: {error.strerror or error}.", f"Write a CSV file: {','.join(NEEDED)}."
        ) from error
    except csv.Error as error:
        raise BondsftError(f"{path} is not a CSV file: {error}.") from error
    bonds: dict[str, Terms] = {}
    faults = []
    for number, record in lines:
        try:
            isin, terms = read_bond_line(record)
            if isin in bonds:
                raise BondsftError(f"{isin} stands on an earlier line too")
            bonds[isin] = terms
        except BondsftError as error:
            faults.append(f"line {number}: {error.message.rstrip('.')}")
    if faults:
        shown = "\n".join(faults[:MOST_SHOWN] + ["…"][: len(faults) > MOST_SHOWN])
        raise BondsftError(f"{path} has {len(faults)} bad lines, or one:\n{shown}" if len(faults) > 1 else f"{path}, {shown}.")
    if not bonds:
        raise BondsftError(f"{path} has no bonds.", "Write one bond a line below the column names.")
    return bonds


def check_header(path: Path, header: object) -> None:
    names = [str(name).strip() for name in header] if isinstance(header, list | tuple) else []
    if missing := [name for name in NEEDED if name not in names]:
        raise BondsftError(f"{path} has no column {missing[0]}.", f"Its first line should name {', '.join(NEEDED)}.")
    if unknown := [name for name in names if name not in COLUMNS]:
        raise BondsftError(f"{path} has an unknown column {unknown[0]!r}.", f"There are {', '.join(COLUMNS)}.")


def read_bond_line(record: Mapping[str, str | None]) -> tuple[str, Terms]:
    """Return a bond's ISIN and its terms. Raises BondsftError for what is missing, unreadable or contradictory."""
    given = {str(name).strip(): value.strip() for name, value in record.items() if isinstance(value, str) and value.strip()}
    if None in record:
        raise BondsftError("it has more values than there are columns")
    if missing := [name for name in NEEDED if name not in given]:
        raise BondsftError(f"{missing[0]} is empty")
    isin = given["isin"].upper()
    check_isin(isin)
    if given.get("redemption") and read_number(given["redemption"]) != 100:
        raise BondsftError(f"redemption is {given['redemption']}; bonds redeemed at other than 100 have no calculator yet")
    check_dates(given)
    terms = {"coupon_pct": str(read_percent(given["coupon_pct"])), **dict(conventions(given))}
    terms |= {name: read_date(given[name]).isoformat() for name in ("settlement", "maturity") if name in given}
    terms |= first_period(terms, given)
    if "price" in given:
        terms["price"] = str(read_number(given["price"]))
        if "settlement" in terms and "error" in (result := run_call("bond_yield", terms)):
            raise BondsftError(result["error"])
    return isin, terms


def check_isin(isin: str) -> None:
    if len(isin) != 12 or not isin.isalnum() or not isin.isascii():
        raise BondsftError(f"{isin!r} is not an ISIN, which has 12 letters and digits")
    if isin[11] != isin_check_digit(isin[:11]):
        raise BondsftError(f"{isin} has the check digit {isin[11]}, and it should be {isin_check_digit(isin[:11])}")


def check_dates(given: Terms) -> None:
    maturity = read_date(given["maturity"])
    for name in ("issue", "settlement", "first_coupon"):
        if name in given and (day := read_date(given[name])) >= maturity:
            raise BondsftError(f"maturity {maturity} is not after {name} {day}")


def first_period(terms: Terms, given: Terms) -> dict[str, str]:
    """The dates of issue and first coupon of a bond that is so new that they change its price."""
    dates = {name: read_date(given[name]).isoformat() for name in ("issue", "first_coupon") if name in given}
    if not dates or "settlement" not in terms:
        return {}
    regular, begun = (run_call("bond_price", {**terms, **more, "yield_pct": "5"}) for more in ({}, dates))
    if "error" in begun and "error" not in regular:
        raise BondsftError(begun["error"])
    return {} if begun == regular else dates


def conventions(given: Terms) -> Iterator[tuple[str, str]]:
    """Yield the market, or else frequency and day count; what a market fixes must not be contradicted."""
    market = read_market(given["market"]) if "market" in given else None
    frequency = read_frequency(given["frequency"]) if "frequency" in given else None
    day_count = read_day_count(given["day_count"]) if "day_count" in given else None
    if market:
        if frequency not in (None, market.frequency):
            raise BondsftError(f"frequency is {frequency}, and the market {market.name} pays {market.frequency} times a year")
        if day_count and not market.accrues_by(day_count):
            raise BondsftError(f"day_count is {day_count}, and the market {market.name} has {market.day_count}")
        yield "market", market.spellings[0]
        return
    if frequency:
        yield "frequency", FREQUENCIES[frequency]
    if day_count:
        yield "day_count", day_count
