from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bondsft.errors import BondsftError
from bondsft.marking import Tolerance
from bondsft.marking.expected import Missing, Number, Payment, Pick, Schedule
from bondsft.marking.reading import from_question, from_row

QUESTION = {
    "id": "q1",
    "question": "What is the yield of a 7.5% bond at 98.75?",
    "answer": 7.712,
    "unit": "percent",
}


def row(answer: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": "r1", "answer": json.dumps([answer]), **fields}


def test_a_question_with_a_number_asks_for_the_quantity_that_its_words_name() -> None:
    expected = from_question(QUESTION | {"tolerance": {"abs": 0.02}})
    assert expected == Number(7.712, "percent", Tolerance(absolute=0.02), "yield", "7.712%")


@pytest.mark.parametrize(
    ("question", "unit", "name"),
    [
        ("What is the yield to maturity?", "percent", "yield"),
        ("Calculate the clean price of this bond.", "per 100", "clean price"),
        ("At what price does it yield 6%?", "per 100", "price"),
        ("Which coupon makes the bond trade at par?", "percent", "coupon"),
        ("How much accrued interest is due?", "per 100", "accrued interest"),
        ("Find its modified duration.", "years", "modified duration"),
        ("What is the price sensitivity?", "years", ""),
        ("A bond has a 7.5% coupon. How sensitive is it?", "years", ""),
    ],
)
def test_the_quantity_asked_for_is_read_from_the_question(question: str, unit: str, name: str) -> None:
    expected = from_question({"id": "q1", "question": question, "answer": 5.0, "unit": unit})
    assert isinstance(expected, Number)
    assert expected.name == name


def test_a_question_can_name_its_quantity() -> None:
    expected = from_question(QUESTION | {"name": "current_yield"})
    assert isinstance(expected, Number)
    assert expected.name == "current yield"


def test_without_a_tolerance_a_known_unit_brings_its_own() -> None:
    expected = from_question(QUESTION)
    assert isinstance(expected, Number)
    assert expected.tolerance == Tolerance(absolute=0.01)


def test_a_schedule_has_dates_or_years() -> None:
    answer = [["2027-03-15", 37.5], ["year 1", 37.5], [1.5, 1037.5]]
    expected = from_question({"id": "q1", "question": "", "answer": answer})
    assert isinstance(expected, Schedule)
    assert expected.payments == (Payment(date(2027, 3, 15), 37.5), Payment(1.0, 37.5), Payment(1.5, 1037.5))
    assert expected.text == "2027-03-15: 37.50; year 1: 37.50; year 1.5: 1,037.50"


def test_a_pick_and_missing_facts_are_read() -> None:
    pick = from_question({"id": "q1", "question": "", "answer": {"pick": "b", "values": [7.7, 7.5]}})
    assert pick == Pick("B", (7.7, 7.5), "Bond B")
    missing = from_question({"id": "q2", "question": "What is the yield of a 7.5% bond?", "answer": {"missing": ["price"]}})
    assert missing == Missing(("price",), "yield", (7.5,), "asks for the price", "What is the yield of a 7.5% bond?")


def test_a_row_brings_its_name_and_its_text() -> None:
    answer = {
        "name": "clean_price",
        "value": 98.75123,
        "text": "98.7512",
        "unit": "per 100",
        "tolerance": {"abs": 0.01},
    }
    assert from_row(row(answer)) == Number(98.75123, "per 100", Tolerance(absolute=0.01), "clean price", "98.7512")


def test_a_row_asks_for_its_first_answer() -> None:
    answers = [
        {"name": name, "value": value, "unit": "years"} for name, value in (("modified_duration", 5.9), ("convexity", 45.0))
    ]
    expected = from_row({"id": "r1", "answer": json.dumps(answers)})
    assert isinstance(expected, Number)
    assert (expected.name, expected.value) == ("modified duration", 5.9)


def test_a_row_can_hold_every_kind_of_answer() -> None:
    assert from_row(row({"value": [["year 0.5", 3.75]]})) == Schedule((Payment(0.5, 3.75),), text="year 0.5: 3.75")
    assert from_row(row({"value": {"pick": "A"}, "text": "Bond A"})) == Pick("A", (), "Bond A")
    missing = from_row(row({"name": "yield", "value": {"missing": ["price"]}}, query="A 7.5% bond. Its yield?"))
    assert missing == Missing(("price",), "yield", (7.5,), "asks for the price", "A 7.5% bond. Its yield?")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answer": "7.712"}, "answer"),
        ({"answer": True}, "answer"),
        ({"answer": float("nan")}, "answer"),
        ({"answer": None}, "answer"),
        ({"answer": {"picked": "A"}}, "answer"),
        ({"unit": ""}, "unit"),
        ({"unit": 5}, "unit"),
        ({"unit": "days"}, "tolerance"),
        ({"tolerance": 0.01}, "tolerance"),
        ({"tolerance": {"abs": -1}}, "tolerance"),
        ({"tolerance": {"absolute": 1}}, "tolerance"),
        ({"tolerance": {"abs": 1, "rel": 1}}, "tolerance"),
        ({"answer": []}, "answer"),
        ({"answer": [["2027-03-15"]]}, "payment"),
        ({"answer": [["soon", 37.5]]}, "payment"),
        ({"answer": [["2027-03-15", "37.5"]]}, "answer"),
        ({"answer": {"pick": "AB"}}, "pick"),
        ({"answer": {"pick": "1"}}, "pick"),
        ({"answer": [["year soon", 37.5]]}, "payment"),
        ({"answer": {"pick": "A", "values": "7"}}, "values"),
        ({"answer": {"pick": "A", "values": ["7"]}}, "values"),
        ({"answer": {"missing": []}}, "missing"),
        ({"answer": {"missing": "price"}}, "missing"),
    ],
)
def test_a_malformed_question_is_named_with_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BondsftError, match=rf"Question q1: .*{field}|Question q1: {field}"):
        from_question(QUESTION | change)


def test_a_question_without_an_answer_says_so() -> None:
    with pytest.raises(BondsftError, match="Question q9: answer is missing"):
        from_question({"id": "q9", "question": "What is the yield?"})


@pytest.mark.parametrize("answer", ["", "[]", "7.7", "{}", '[{"unit": "percent"}]', None])
def test_a_malformed_row_is_named(answer: Any) -> None:
    with pytest.raises(BondsftError, match="Row r1: answer"):
        from_row({"id": "r1", "answer": answer})
