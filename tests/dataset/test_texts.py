"""Columns of text say what Python says of each text."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsft.dataset.digits import as_hex, as_numbers
from bondsft.dataset.forms import form_of
from bondsft.dataset.lines import lines_of
from bondsft.dataset.tables import table_of_rows
from bondsft.dataset.texts import as_json, as_objects, coded, columns_of, filled, rows_of, texts_of
from bondsft.tasks.wording import MARK

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_are_escaped_as_json_escapes_them(texts):
    assert [json.loads(f'"{each}"') for each in as_json(texts_of(texts)).to_pylist()] == texts
    assert [json.loads(f'"{each}"') for each in as_json(texts_of(["x", *texts])[1:]).to_pylist()] == texts


@given(st.lists(st.fixed_dictionaries({"a": TEXTS}, optional={"b": TEXTS}), min_size=1, max_size=5))
def test_columns_are_objects_with_what_is_there(rows):
    assert list(map(json.loads, as_objects(columns_of(rows)).to_pylist())) == rows
    assert rows_of(columns_of(rows)) == rows


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5), min_size=1, max_size=6), st.booleans())
def test_a_column_is_coded_by_its_different_values(texts, as_object):
    values, places = coded(np.array(texts, object if as_object else str))
    assert values == list(dict.fromkeys(texts))
    assert [values[place] for place in places] == texts


def test_a_template_takes_a_column_for_each_mark():
    columns = [texts_of(["5", "7"]), texts_of(["98", "{}"])]
    assert filled(f"{MARK}%s at {MARK}", columns).to_pylist() == ["5%s at 98", "7%s at {}"]


def test_numbers_are_rounded_as_python_rounds_them():
    values = [0.125, 2.675, -0.5, 1e6, 0.0005]
    assert as_numbers(values, 2, "%").to_pylist() == [f"{value:.2f}%" for value in values]
    assert as_hex(np.array([0, 255, 2**64 - 1], np.uint64)).to_pylist() == ["0" * 16, f"{255:016x}", "f" * 16]


@pytest.mark.parametrize(
    "solutions",
    [
        [7.123456789012345, 1e-7, 5.0],
        [[["2026-05-15", 3.5], ["2026-11-15", 103.5]], [["2027-01-01", 100.0]]],
        [[[0.5, 3.5], [1.0, 103.5]]],
        [{"pick": "A", "values": [7.25, 6.5]}, {"pick": "B", "values": [1.0, 2.0]}],
        [{"missing": ["price"]}],
        [{"pick": "A", "values": [1.0, 2.0]}, {"pick": "B", "values": [1.0, 2.0, 3.0]}],
    ],
)
def test_solutions_of_every_form_are_json_at_full_precision(solutions):
    column = np.empty(len(solutions), object)
    column[:] = solutions
    form = form_of(column.astype(float) if isinstance(solutions[0], float) else column)
    assert str(list(map(json.loads, form.as_values().to_pylist()))) == str(solutions)  # 5.0 is not 5


def test_rows_become_a_table_and_lack_what_they_lacked():
    table = table_of_rows([{"id": "a", "turn": 1, "prompt": [{"role": "user", "content": "Hi"}]}])
    assert table["prompt"].to_pylist() == [
        [{"role": "user", "content": "Hi", "tool_calls": None, "tool_call_id": None, "name": None}]
    ]
    [line] = lines_of(table)
    assert json.loads(line) == dict.fromkeys(table.column_names) | {
        "id": "a",
        "turn": 1,
        "prompt": [{"role": "user", "content": "Hi"}],
    }
    assert table["query"].null_count == 1 and pa.types.is_dictionary(table["tools"].type)
