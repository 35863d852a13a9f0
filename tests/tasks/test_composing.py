"""Wordings: many, whole, and some of them kept for the test."""

from __future__ import annotations

import random
import re

import pytest

from bondsft.errors import BondsftError
from bondsft.plugin import load_tasks
from bondsft.tasks.composing import composer_of
from bondsft.tasks.wording import ABOUT, MARK, RANGE, TEST_REGISTERS, asides, frames, phrases, with_numbers

CORE = {
    "yield_to_maturity": {"market", "coupon_pct", "years", "price"},
    "price": {"market", "coupon_pct", "settlement", "maturity", "yield_pct", "measure"},
    "duration": {"coupon_pct", "frequency", "years", "yield_pct", "measure"},
    "convexity": {"coupon_pct", "frequency", "years", "price", "measure"},
    "cash_flows": {"coupon_pct", "frequency", "years"},
    "comparison": {f"{fact}_{side}" for fact in ("market", "coupon_pct", "years", "price") for side in "ab"},
}


def shapes(task, facts, split, count, seed=0):
    composer = composer_of(load_tasks(wanted=()).get(task).task, frozenset(facts), split)
    choose = random.Random(seed)
    return [composer.compose(choose) for _ in range(count)]


@pytest.mark.parametrize(("task", "facts"), CORE.items())
def test_a_core_task_has_thousands_of_frames(task, facts):
    assert len({shape.template for shape in shapes(task, facts, "train", 4000)}) >= 2000


@pytest.mark.parametrize(("task", "facts"), CORE.items())
def test_a_question_states_every_fact_once(task, facts):
    for split in ("train", "test"):
        for shape in shapes(task, facts, split, 300):
            assert sorted(slot.fact for slot in shape.slots) == sorted(facts)
            assert shape.template.count(MARK) == len(shape.slots)


def test_what_remains_to_be_said_is_held_once():
    composer = composer_of(load_tasks(wanted=()).get("price").task, frozenset(CORE["price"]), "train")
    choose = random.Random(0)
    for _ in range(500):
        composer.compose(choose)
    sets = [facts for _, left in composer.known.values() for facts in left]
    assert len(sets) > 10 * len(set(sets))
    assert len(set(map(id, sets))) == len(set(sets))


def test_two_registers_are_heard_in_the_test_alone():
    kept = {frame.digest[:4] for frame in frames() if frame.register in TEST_REGISTERS}
    assert kept
    assert not any(shape.wording[:4] in kept for shape in shapes("convexity", CORE["convexity"], "train", 2000))
    assert any(shape.wording[:4] in kept for shape in shapes("convexity", CORE["convexity"], "test", 500))


def test_what_a_task_alone_asks_about_is_no_aside_of_its_questions():
    def said(task):
        composers = [composer_of(load_tasks().get(task).task, frozenset(["coupon_pct"]), split) for split in ("train", "test")]
        return {aside for composer in composers for aside in composer.asides}

    [left_out] = said("price") - said("yield_to_call")
    assert left_out.startswith("The call with the client")


def test_asides_have_numbers_of_their_own_and_a_split():
    known = {split: asides(split, ABOUT) for split in ("train", "test")}
    assert not set(known["train"]) & set(known["test"])
    for split, texts in known.items():
        assert any("[" in text for text in texts) and any("[" not in text for text in texts), split
    [aside] = [text for text in known["train"] + known["test"] if "portfolio" in text]
    said = {with_numbers(aside, random.Random(seed)) for seed in range(100)}
    assert said == {f"It makes up {number}% of the portfolio." for number in range(2, 10)}


def said_in(shape, about):
    """Asides and frames about these things that a question has."""
    texts = [text for split in ("train", "test") for text in asides(split, tuple(about))]
    patterns = [RANGE.sub("0", text) for text in texts]
    figures = re.sub(r"\d+", "0", shape.template)
    kept = [frame.text for frame in frames() if frame.about in about and frame.digest[:4] == shape.wording[:4]]
    return [text for text in patterns if re.sub(r"\d+", "0", text) in figures] + kept


@pytest.mark.parametrize("split", ["train", "test"])
@pytest.mark.parametrize(
    ("task", "facts", "never"),
    [
        ("yield_to_maturity", CORE["yield_to_maturity"], ["issuer"]),  # a company places no Treasury note
        ("comparison", CORE["comparison"], ["security", "bond", "issuer"]),  # neither bond is "it"
        ("bill_yield", {"bill", "days", "price", "measure"}, ["bond", "issuer"]),
        ("spot_and_forward", {"annual_coupon_pct", "spot_rates", "measure"}, ["security", "bond", "issuer"]),
    ],
)
def test_nothing_is_said_that_the_thing_asked_about_is_not(task, facts, never, split):
    assert not [text for shape in shapes(task, facts, split, 1000) for text in said_in(shape, never)]


def test_of_a_bond_that_nobody_names_its_issuer_is_spoken_of():
    assert any(said_in(shape, ["issuer"]) for shape in shapes("duration", CORE["duration"], "train", 500))


def test_the_asker_speaks_in_no_leaflet():
    facts = {"coupon_pct", "frequency", "years", "face", "price"}
    spoken = {part.digest[:4] for part in phrases()["personal"]}
    kinds = {frame.digest[:4]: frame.phrases for frame in frames()}
    parts = [shape.wording.split("-") for shape in shapes("yield_to_maturity", facts, "train", 4000)]
    assert {kinds[frame] for frame, _ask, *said in parts if spoken & set(said)} == {"personal"}


@pytest.mark.parametrize(("split", "share"), [("train", 1 / 7), ("test", 1 / 6)])
def test_a_stated_share_of_the_questions_has_a_figure_that_does_not_matter(split, share):
    begun = [text.partition("[")[0] for text in asides(split, ABOUT) if "[" in text]
    counts = {}
    for task, facts in CORE.items():
        made = [shape.template for shape in shapes(task, facts, split, 2000)]
        counts[task] = sum(any(text in template for text in begun if text) for template in made) / len(made)
    assert abs(sum(counts.values()) / len(counts) - share) < 0.03, counts


def test_facts_that_no_phrase_states_are_named():
    with pytest.raises(BondsftError, match="no train wording that states colour"):
        shapes("convexity", CORE["convexity"] | {"colour"}, "train", 1)
