"""What people paste, as it is read here: a table with a heading over each column as lines that name each value ("cpn: 5.10"), and
decimal commas as points."""

from __future__ import annotations

import itertools
import re

from bondsft.text.dictation import in_figures
from bondsft.text.german import in_english
from bondsft.text.records import asked_of, in_words, named
from bondsft.text.rephrased import rephrased

RULE = re.compile(r"[\s|:+=-]+")
"""A line between a table's headings and its rows."""
BOND = re.compile(r"(?:(?:bond|option|note) )?[ab]", re.IGNORECASE)
"""The heading of a bond's own column."""
COMMA, POINT = re.compile(r"(?<![\d.,])\d{1,3},\d{1,3}(?=\s*%)"), re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d{1,2}(?!,?\d)|\d+(?=\s*%))")
PRICE_COMMA = re.compile(r"(?i:(\b(?:price|kurs|px|quote|clean)(?: of| is| at|:)? |@ ?))(\d{2,3}),(\d{3})(?![\d,.])")
"""A rate with a comma, which tells what commas are, unless there are decimal points as well; another figure with one; and a price
that has three decimals, as money would have thousands."""
COUPONS = re.compile(r"(?<![\d$£€₹.,/-])\b([1-9](?:\.\d+)?(?:[ -]\d/\d{1,2})?)s\b(?=[,;.]| (?:of|at|due|@|\d)|$)", re.MULTILINE)
"""Bonds by their coupon, as dealers call them: "the 4s of 2/29/28", "3 1/2s"."""
BY_POINTS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\d.,]*\d)")
"""A figure whose thousands are grouped by points: 1.200.000,00."""


def as_typed(text: str) -> str:
    """A text with what was dictated or pasted as if it had been typed."""
    return rephrased(in_lines(in_words(with_points(in_english(in_figures(COUPONS.sub(r"\1%", text)))))))


def with_points(text: str) -> str:
    """A text with points for its decimal commas: "2,60%" and "1.200,00" are 2.60% and 1200.00."""
    if not COMMA.search(text) or POINT.search(BY_POINTS.sub("", text)):
        return text
    text = BY_POINTS.sub(lambda match: match[0].replace(".", "").replace(",", "."), text)
    return DECIMAL_COMMA.sub(r"\1.\2", PRICE_COMMA.sub(r"\1\2.\3", text))


def in_lines(text: str) -> str:
    """A text with each row of a table whose first row has no figures as a line that names its values."""
    lines = text.split("\n")
    tables = itertools.groupby(lines, key=lambda line: len(cells(line)))
    return "\n".join(line for width, rows in tables for line in told(list(rows), width, text))


def told(rows: list[str], width: int, text: str) -> list[str]:
    """Rows of as many cells, the first of which may be headings."""
    headings = cells(rows[0])
    values = [cells(row) for row in rows[1:] if not RULE.fullmatch(row)]
    names_bonds = any(BOND.fullmatch(heading) for heading in headings)  # a column each, and each row's first cell a label
    if width < 2 or not values or names_bonds or any(map(str.isdigit, "".join(headings))) or not all(map(has_figures, values)):
        return rows
    pairs = [list(zip(headings, row, strict=True)) for row in asked_of(values, headings, text)]
    return [named(row) or ", ".join(f"{heading}: {value}" if heading else value for heading, value in row) for row in pairs]


def cells(line: str) -> list[str]:
    """The cells of a line between bars or tabs; none of a line without them."""
    parts = re.split(r"\t|\|", line.strip().strip("|")) if re.search(r"\S[\t|]\S|\S *\| *\S|\t", line.strip()) else []
    return [part.strip() for part in parts]


def has_figures(row: list[str]) -> bool:
    """Whether most cells of a row have figures: in a table with a label in each row, one of two has."""
    return 2 * sum(bool(re.search(r"\d", cell)) for cell in row) > len(row)
