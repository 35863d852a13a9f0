"""A question's split comes from what it is about: from the values of its facts, whatever type a task keeps them in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bondsft.dataset.split import Asked, content_keys


def test_a_fact_has_one_key_as_text_and_as_object():
    words = ["annual", "", "monthly", "annual"]
    as_text, as_objects = (content_keys("t", {"often": column}) for column in (np.array(words), np.array(words, object)))
    assert as_text.tolist() == as_objects.tolist()
    assert len(set(as_text.tolist())) == 3


def test_numbers_kept_as_objects_have_keys_and_zero_is_one_of_them():
    counted = content_keys("t", {"count": np.array([0, 1, 0], object)})
    assert counted[0] == counted[2] != counted[1]
    assert counted[0] != content_keys("t", {"count": np.array([""])})[0]


def test_two_spellings_of_a_market_are_one_bond():
    keys = content_keys("t", {"market": np.array(["G-sec", "GoI bond", "UK gilt"])})
    assert keys[0] == keys[1] != keys[2]


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=6))
def test_no_question_is_new_twice(batches):
    asked, seen = Asked(), set()
    for batch in batches:
        keys = np.array(batch, np.uint64)
        new = asked.new(keys)
        assert new.tolist() == [key not in seen and key not in batch[:place] for place, key in enumerate(batch)]
        asked.add(keys[new])
        seen |= set(batch)
    assert asked.keys.tolist() == sorted(seen)
