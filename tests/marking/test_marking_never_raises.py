from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.marking import Tolerance
from bondsft.marking.expected import Expected, Missing, Number, Payment, Pick, Schedule
from bondsft.marking.mark import mark

EXPECTED: dict[str, Expected] = {
    "yield": Number(7.712, "percent", Tolerance(absolute=0.01), "yield"),
    "price": Number(98.75, "per 100", Tolerance(absolute=0.01)),
    "duration": Number(5.9, "years", Tolerance(relative=0.001)),
    "widgets": Number(12.0, "widgets", Tolerance(absolute=0.5)),
    "schedule": Schedule((Payment(date(2027, 3, 15), 37.5), Payment(1.0, 1037.5))),
    "pick": Pick("A", (7.7, 7.5)),
    "missing": Missing(("price", "conversion_ratio"), "yield", (7.5,)),
}
FRAGMENTS = """7.712|%| |The yield is |answer: |\\boxed{|}|**|(|)|$|₹|1,05,000| lakh|-|\u2212| or | to |=
2027-03-15|31 February 2027|99/99/9999|year |0.5|: |Bond A|B|?|1e99|e-99|999999999999|.|,| crore
\\frac{1}{|<think>|</think>
{"name": |"arguments"|½|٣|²|\uff11|\x00""".replace("\n", "|").split("|")
FRAGMENTS += ["|", "\n"]


@pytest.mark.parametrize("kind", EXPECTED)
@settings(max_examples=100, deadline=None)
@given(reply=st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)))
def test_any_text_can_be_marked(kind: str, reply: str) -> None:
    assert mark(reply, EXPECTED[kind]).verdict in ("right", "wrong", "wrong unit", "no answer")


@pytest.mark.parametrize("kind", EXPECTED)
@pytest.mark.parametrize("part", ["(", "**", "1 ", "1 = ", "2027-03-15 ", "A or B ", "is A more? ", "<think>", "**1** so "])
def test_long_repetitive_replies_are_marked(kind: str, part: str) -> None:
    assert mark(part * 2_000, EXPECTED[kind]).verdict in ("wrong", "no answer")


def test_marking_is_deterministic() -> None:
    reply = "The yield is 7.6%, so the answer is 7.712%."
    assert len({mark(reply, EXPECTED["yield"]) for _ in range(5)}) == 1
