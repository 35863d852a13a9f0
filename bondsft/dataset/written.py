"""Facts whose values seldom occur twice, written whole columns at a time: decimals and dates."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.dataset.digits import as_numbers
from bondsft.dataset.texts import TEXT, Texts, by_kind, filled, texts_of, with_others
from bondsft.tasks.amounts import Decimals
from bondsft.tasks.times import Dates
from bondsft.tasks.wording import MARK

FIRST_DAY, USUAL_DAYS = np.datetime64("2023-01-01"), 35 * 366


def as_decimals(values: NDArray[np.float64], form: Decimals, ways: NDArray[np.int64]) -> Texts:
    """Numbers in a form, each in the way of that number."""
    texts, least_of = as_numbers(values, form.most), np.array(form.least)[ways]
    rows_of = {least: np.flatnonzero(least_of == least) for least in form.least}
    column = by_kind(rows_of, lambda least, rows: without_zeros(texts.take(pa.array(rows)), form.most, least))
    long = np.flatnonzero(values >= 1000)
    if not form.grouped or not len(long):
        return column
    grouped = [form(value)[way] for value, way in zip(values[long].tolist(), ways[long].tolist(), strict=True)]
    return with_others(column, long, texts_of(grouped))


def without_zeros(texts: Texts, decimals: int, least: int) -> Texts:
    """Numbers of so many decimals with fewer zeros at their end, and `least` decimals at least."""
    if not least:
        return pc.ascii_rtrim(pc.ascii_rtrim(texts, "0"), ".")
    for _ in range(decimals - least):
        ends = pc.ends_with(texts, "0")
        texts = pc.if_else(ends, pc.utf8_slice_codeunits(texts, 0, -1), texts)
    return texts


def as_dates(days: NDArray[np.datetime64], forms: Dates, ways: NDArray[np.int64]) -> Texts:
    """Days in the form of that number each: looked up, where all are usual ones, else written."""
    number = (days.astype("datetime64[D]") - FIRST_DAY).astype(np.int64)
    if number.min() < 0 or number.max() >= USUAL_DAYS:
        return written_dates(days, forms, ways)
    return usual_days(forms).take(pa.array(ways * USUAL_DAYS + number))


@cache
def usual_days(forms: Dates) -> Texts:
    """All days that questions usually tell, in each of the forms in turn."""
    count = len(forms.forms)
    return written_dates(np.tile(FIRST_DAY + np.arange(USUAL_DAYS), count), forms, np.repeat(np.arange(count), USUAL_DAYS))


def written_dates(days: NDArray[np.datetime64], forms: Dates, ways: NDArray[np.int64]) -> Texts:
    """Days in the form of that number each."""
    month, year = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    day_of = (days.astype("datetime64[D]") - month).astype(np.int64) + 1
    month_of = (month - year).astype(np.int64) + 1
    year_of = year.astype(np.int64) + 1970
    rows_of = {form: np.flatnonzero(ways == way) for way, form in enumerate(forms.forms)}

    def written(form: str, rows: NDArray[np.int64]) -> Texts:
        columns = []
        for slot in re.findall(r"{(\w+)}", form):
            if slot == "year":
                columns.append(pa.array(year_of[rows]).cast(TEXT))
            else:
                tables = ((forms.days, day_of), (forms.months, month_of), (forms.years, year_of % 100))
                table, number = next(each for each in tables if slot in each[0])
                columns.append(texts_of(table[slot]).take(pa.array(number[rows])))
        return filled(re.sub(r"{\w+}", MARK, form), columns)

    return by_kind(rows_of, written)
