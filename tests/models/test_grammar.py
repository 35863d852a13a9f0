"""Calls are held to known names and to spans that their arguments can take, and every right call can be written."""

import json
from pathlib import Path

import pytest

from bondsft.calculators.spans import find_spans
from bondsft.dataset.generate import Plan, check_markets, generate
from bondsft.dataset.universe import read_universe
from bondsft.models.grammar import CallRules
from bondsft.plugin import load_tasks

DATA = Path(__file__).parents[2] / "data"
QUESTION = "Yield of a 10-year bond with a 7.50% semi-annual coupon, priced at 98.75, compounded once a year?"
GOOD = '[bond_yield(price="98.75", coupon_pct="7.50", frequency="semi-annual", years="10-year", compounding="once a year")]'
TAGGED = '<tool_call>{"name": "bond_yield", "arguments": {"price": "98.75", "years": "10-year"}}</tool_call>'


def rules(question=QUESTION):
    return CallRules(find_spans(question))


@pytest.mark.parametrize("call", [GOOD, TAGGED, TAGGED + TAGGED, GOOD[:-1] + ", " + GOOD[1:], "It yields 9%.", ""])
def test_a_sound_turn_may_begin_at_each_of_its_letters_and_end_at_its_last(call):
    kept = rules()
    assert all(kept.may_begin(call[:length]) for length in range(len(call) + 1))
    assert kept.may_begin(call, ended=True)


@pytest.mark.parametrize(
    "text",
    [
        "[bond_yeld",
        '[bond_yield(yield_pct="',
        '[bond_yield(price="97',
        '[bond_yield(price="7.50',
        '[bond_yield(price="98.75", price',
        '[bond_yield(price="98.75", coupon_pct="7.50", price',
        '[bond_yield(price="98.75", coupon_pct="98.75',
        '[bond_yield(price="98.75", years="semi',
        '[bond_yield(price="98.75", settlement',
        '[bond_yield(price="98.75", face',
        "[bond_yield()",
        "[]",
        GOOD + " ",
        '<tool_call>{"name": "bond_yield", "arguments": {"price": 98.75',
    ],
)
def test_a_name_or_a_value_from_elsewhere_may_not_be_written(text):
    assert not rules().may_begin(text)


@pytest.mark.parametrize("length", range(1, len(GOOD)))
def test_a_call_may_not_end_in_its_midst(length):
    assert not rules().may_begin(GOOD[:length], ended=True)


def test_another_text_after_a_longer_one_is_judged_anew():
    kept = rules()
    assert kept.may_begin(GOOD)
    assert not kept.may_begin(GOOD.replace("98.75", "8.75"))
    assert kept.may_begin(GOOD[:20])


def test_every_generated_call_can_be_written_in_both_forms():
    tasks = load_tasks()
    built_in = [tasks.get(name) for name in tasks.default]
    universe = read_universe(DATA / "bonds.csv")
    plan = Plan(600, built_in, check_markets([]), {"tool": 1.0}, seed=4, bonds=universe, bonds_share=0.2)
    written = 0
    for row in generate(plan):
        texts = [message["content"] for message in row["prompt"] if message["role"] in ("user", "tool")]
        calls = [call["function"] for call in row["completion"][0].get("tool_calls", ())]
        kept = rules("\n".join(texts))
        for turn in (as_list(calls), as_tags(calls)) if calls else ():
            assert all(kept.may_begin(turn[:length]) for length in range(0, len(turn), 5)), (turn, texts)
            assert kept.may_begin(turn, ended=True), (turn, texts)
            written += 1
    assert written > 500


def as_list(calls):
    def one(call):
        shown = (f"{name}={json.dumps(text, ensure_ascii=False)}" for name, text in json.loads(call["arguments"]).items())
        return f"{call['name']}({', '.join(shown)})"

    return f"[{', '.join(map(one, calls))}]"


def as_tags(calls):
    records = [{"name": call["name"], "arguments": json.loads(call["arguments"])} for call in calls]
    return "".join(f"<tool_call>{json.dumps(record, ensure_ascii=False)}</tool_call>" for record in records)
