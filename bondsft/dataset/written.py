"""Facts whose values seldom occur twice, written whole columns at a time: decimals and dates."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from bondsft.dataset.texts import Texts, as_numbers, chained, filled, texts_of
from bondsft.tasks.spans import Dates, Decimals
from bondsft.tasks.wording import MARK


def as_decimals(values: NDArray[np.float64], form: Decimals, ways: NDArray[np.int64]) -> Texts:
    """Numbers in a form, each in the way of that number."""
    texts = as_numbers(values, form.most)
    written = {least: without_zeros(texts, form.most, least) for least in form.least}
    column, *others = written.values()
    for least, other in zip(list(written)[1:], others, strict=True):
        column = pc.if_else(pa.array(np.array(form.least)[ways] == least), other, column)
    long = np.flatnonzero(values >= 1000) if form.grouped else ()
    if len(long):
        grouped = [form(value)[way] for value, way in zip(values[long].tolist(), ways[long].tolist(), strict=True)]
        return pc.replace_with_mask(column, pa.array(values >= 1000), texts_of(grouped))
    return column


def without_zeros(texts: Texts, decimals: int, least: int) -> Texts:
    """Numbers of so many decimals with fewer zeros at their end, and `least` decimals at least."""
    if not least:
        return pc.ascii_rtrim(pc.ascii_rtrim(texts, "0"), ".")
    for _ in range(decimals - least):
        ends = pc.ends_with(texts, "0")
        texts = pc.if_else(ends, pc.utf8_slice_codeunits(texts, 0, -1), texts)
    return texts


def as_dates(days: NDArray[np.datetime64], forms: Dates, ways: NDArray[np.int64]) -> Texts:
    """Days in the form of that number each."""
    month, year = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    day_of = (days.astype("datetime64[D]") - month).astype(np.int64) + 1
    month_of = (month - year).astype(np.int64) + 1
    order = np.argsort(ways, kind="stable")
    blocks = []
    for rows, form in zip(
        np.split(order, np.cumsum(np.bincount(ways, minlength=len(forms.forms)))[:-1]), forms.forms, strict=True
    ):
        columns = []
        for slot in re.findall(r"{(\w+)}", form):
            if slot == "year":
                columns.append(pa.array(year[rows].astype(np.int64) + 1970).cast(pa.string()))
            else:
                table, number = (forms.days, day_of) if slot in forms.days else (forms.months, month_of)
                columns.append(texts_of(table[slot]).take(pa.array(number[rows])))
        blocks.append(filled(re.sub(r"{\w+}", MARK, form), columns))
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return chained(blocks).take(pa.array(back))
