"""Terms as programs and spreadsheets hold them, named as a term sheet names them: {"cpn": 0.0475, "freq": 2} is read as "Coupon:
4.75%, Frequency: semi-annual". JSON, a Python dictionary, and rows of values under a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bondsft.text.words import MIXED

OFTEN = {1: "annual", 2: "semi-annual", 4: "quarterly", 12: "monthly"}
PERIODS = "Payments to come"
COUPON, OFTEN_PAID, COMPOUNDED, YIELD, YEARS = "Coupon", "Frequency", "Compounding", "Yield to maturity", "Years to maturity"
REPAID, FACE, MATURITY, LABEL = "Redemption", "Face value", "Maturity date", "Bond"
NAMES = {
    COUPON: "c, cpn, coup, coupon, coupon rate, cpn rate, coupon pct, cpn pct, interest rate",
    OFTEN_PAID: "f, freq, frequency, payments per year, pmts per year, coupons per year, per year, m, "
    "coupon freq, coupon frequency, ppy",
    COMPOUNDED: "compounding, comp, comp per year, compounding per year",
    YIELD: "y, yld, ytm, yield, yield to maturity, yield pct, ytm pct, nominal ytm, ytm annual, ytm semiannual, "
    "nominal ytm annual, nominal ytm semiannual",
    YEARS: "t, n years, yrs, years, yrs left, years left, ttm, ttm years, years to maturity, time left, t years, tenor, term, "
    "term years, maturity years, remaining years, time to maturity",
    PERIODS: "n, n remaining, n coupons, n periods, nper, periods",
    "Price": "p, px, price, bid, offer, ask",
    "Clean price": "clean, clean px, clean price, px clean, price clean, flat price, quoted price",
    "Dirty price": "dirty, dirty px, dirty price, px dirty, price dirty, full price, invoice price, all in price",
    REPAID: "redemption, redeem, redemption price, redemption value, redemption per 100, redemption pct",
    FACE: "face, face value, par, par value, notional, nominal, fv",
    MATURITY: "mat, maturity, maturity date, mat date, matures, end date",
    "Settlement date": "settle, settlement, settlement date, settle date, value date, valuation date",
    "Issue date": "issue, issue date, dated date",
    "Day count": "basis, dc, day count, daycount, dcc, day count convention",
    "Security": "class, sector, type, instr, instrument, kind, security, market",
    LABEL: "id, label, bond, name, row",
}
CALLED = {name: called for called, names in NAMES.items() for name in names.split(", ")}
LEAST_KNOWN = 3
"""Names that a record should have, of those above."""
HIGHEST_FRACTION = Decimal("0.3")
"""Above it, a rate without a sign is in percent."""
RECORD = re.compile(r"\{[^{}]*\}|\b(?P<function>\w+)\([^()]*=[^()]*\)")
PAIR = re.compile(r"""["']?(?P<name>[A-Za-z][\w %./-]{,40}?)["']?\s*[:=]\s*(?P<value>"[^"]*"|'[^']*'|\[[^]]*\]|[^,}\n)]+)""")
CALL_OF_DATE = re.compile(r"\b(?:datetime\.)?date\((\d{4}), ?(\d{1,2}), ?(\d{1,2})\)")
BARE = re.compile(r"-?(?:\d[\d_]*(?:\.\d+)?|\.\d+)")
ENDS = re.compile(r"(?<=[.?!])\s+|\n")
ZERO = re.compile(r"zero(?:[ -]coupon)?(?: bond)?|strips?|zcb", re.IGNORECASE)
NAUGHT = re.compile(r"0+(?:\.0+)?")
NOTHING = re.compile(r"|null|none|nan|n/?a|true|false|\?+", re.IGNORECASE)

Pairs = Sequence[tuple[str, str]]


def in_words(text: str) -> str:
    """A text with its records, and its comma-separated values, as a term sheet would have them."""
    text = re.sub(r"\bD_?mod\b", "modified duration", re.sub(r"\bD_?mac\b", "Macaulay duration", text))
    text = CALL_OF_DATE.sub(lambda match: "-".join(part.zfill(2) for part in match.groups()), text)
    return separated(RECORD.sub(told, text))


def told(record: re.Match[str]) -> str:
    """A record in words, after the name of the function that it is given to: "convexity(c=0.04, m=2, N=16)"."""
    words = named([(pair["name"], pair["value"]) for pair in PAIR.finditer(record[0])])
    function = record["function"] if record["function"] != "dict" else None
    return (f"{function}: {words}" if function else words) if words else record[0]


def separated(text: str) -> str:
    """A text with the rows below a heading of known names, between commas or semicolons, as records."""
    lines, told = text.split("\n"), []
    while lines:
        line = lines.pop(0)
        mark = ";" if ";" in line else ","
        heading = split(line, mark)
        rows: list[list[str]] = []
        while (
            len(rows) < len(lines)
            and len(row := split(lines[len(rows)], mark)) == len(heading)
            and re.search(r"\d", "".join(row))
        ):
            rows.append(row)
        if known(heading) < LEAST_KNOWN or not rows:
            told.append(line)
            continue
        told += [named(list(zip(heading, row, strict=True))) for row in asked_of(rows, heading, text)]
        del lines[: len(rows)]
    return "\n".join(told)


def asked_of(rows: list[list[str]], heading: Sequence[str], text: str) -> list[list[str]]:
    """The row of three or more which alone the last sentence names; else all."""
    place = next((place for place, name in enumerate(heading) if called(name) == LABEL), None)
    last = ENDS.split(text.strip())[-1]
    meant = [row for row in rows if place is not None and re.search(rf"\b{re.escape(row[place])}\b", last)]
    return meant if len(meant) == 1 and len(rows) > 2 else rows


def split(line: str, mark: str) -> list[str]:
    return [cell.strip() for cell in line.split(mark)]


def known(names: Sequence[str]) -> int:
    """How many of some names are known here."""
    return sum(called(name) is not None for name in names)


def called(name: str) -> str | None:
    """What a name stands for: "pmts_per_year" for a frequency."""
    plain = re.sub(r"\([^%)]*\)", "", name.lower()).replace("%", " pct ")
    return CALLED.get(re.sub(r"[\s_().-]+", " ", plain).strip())


def named(pairs: Pairs) -> str:
    """A record in a term sheet's words; "" if too few of its names are known."""
    if known([name for name, _ in pairs]) < LEAST_KNOWN:
        return ""
    said: dict[str, str] = {}
    for name, value in pairs:
        plain = value.strip().strip("\"'")
        if ZERO.fullmatch(plain):
            said[COUPON] = "zero"
        elif not NOTHING.fullmatch(plain) and not (called(name) is None and NAUGHT.fullmatch(plain)):
            label = called(name) or name
            said[YEARS if label == MATURITY and BARE.fullmatch(plain) else label] = plain
    if said.keys() >= {PERIODS, OFTEN_PAID} and YEARS not in said and said[PERIODS].isdigit() and said[OFTEN_PAID].isdigit():
        said[YEARS] = f"{Decimal(said.pop(PERIODS)) / Decimal(said[OFTEN_PAID]):f}"
    rates_in_percent = any("%" in name or "pct" in name.lower() for name, _ in pairs if called(name) in (COUPON, YIELD))
    lines = [f"{label}: {in_unit(label, value, said, rates_in_percent)}" for label, value in said.items() if label != LABEL]
    return f"{said[LABEL]}: {', '.join(lines)}" if LABEL in said else ", ".join(lines)


def in_unit(label: str, value: str, said: dict[str, str], in_percent: bool) -> str:
    """A value as it is told, with a unit where a bare number has none."""
    if label in (COUPON, YIELD) and MIXED.fullmatch(value):
        return f"{value}%"
    if not BARE.fullmatch(value):
        return value
    number = Decimal(value.replace("_", ""))
    if label in (COUPON, YIELD):
        return f"{value}%" if in_percent or number >= HIGHEST_FRACTION else f"{100 * number:f}".rstrip("0").rstrip(".") + "%"
    if label in (OFTEN_PAID, COMPOUNDED):
        return OFTEN.get(int(number), value)
    if label == YEARS:
        return f"{value} years"
    if label == REPAID:
        face = Decimal(said[FACE].replace("_", "")) if BARE.fullmatch(said.get(FACE, "")) else 100
        share = 100 * number / face if number >= face > 0 else number
        return "par" if share == 100 else f"{share:f}%".replace(".0%", "%")
    return value.replace("_", "")
