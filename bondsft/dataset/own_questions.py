"""One question about one of a user's own bonds: found by its ISIN, then computed; or asked back for, where nobody knows it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from bondsft.dataset.answers import Told, answer_texts, check_agreement, solutions_of
from bondsft.dataset.batches import Batch
from bondsft.dataset.forms import form_of
from bondsft.dataset.groups import Group, Kind, Step
from bondsft.dataset.messages import flat_json, in_order, run_calls
from bondsft.dataset.own_bonds import OwnBond, draw_bond
from bondsft.dataset.plan import Plan
from bondsft.dataset.printed import print_facts
from bondsft.dataset.split import Asked, belongs, content_key
from bondsft.dataset.texts import columns_of, few_of, filled, rows_of, texts_of
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import Call
from bondsft.tasks.composing import composer_of
from bondsft.tasks.own_wordings import wordings_of
from bondsft.tasks.spans import is_stated
from bondsft.tasks.wording import said

LONGEST_SCHEDULE = 6
"""Payments of a user's own bond that a reply should list; its drawn bonds keep the cash-flow task below this by themselves."""


def own_groups(
    plan: Plan, registered: RegisteredTask, market: str, like: Batch, asked: Asked, rng: np.random.Generator
) -> Iterator[Group]:
    """Questions like those drawn, each of a bond of the user's that belongs to the split; their keys are added to those asked."""
    choose = random.Random(int(rng.integers(2**63)))
    for row in range(len(like)):
        bond = draw_bond(plan.bonds, choose)
        if not belongs(np.array([content_key("isin", bond.isin)], np.uint64), plan.split)[0]:
            continue
        stated = {name: column[row] for name, column in like.facts.items() if is_stated(column[row])}
        kind = Kind(registered, list(plan.styles)[like.styles[row]], plan.split, "test" if like.unseen[row] else "train")
        group = own_group(kind, market, bond, stated, choose)
        if group is not None and asked.new(group.keys)[0]:
            asked.add(group.keys)
            yield group


def own_group(kind: Kind, market: str, bond: OwnBond, task_facts: Mapping[str, Any], choose: random.Random) -> Group | None:
    """A group of one question; None where the bond's file does not tell what the task needs."""
    task = kind.task
    if not bond.can_answer(task_facts):
        return None
    facts = bond.facts(task_facts, choose)
    shape = composer_of(task, frozenset(facts), kind.wording_split).compose(choose)
    columns = {name: np.array([value]) for name, value in facts.items()}
    [printed] = print_facts([(columns, [shape.slots])], 1, np.random.default_rng(choose.getrandbits(63)))
    query = filled(shape.template, [printed.asked[slot.fact] for slot in shape.slots])
    [spans] = rows_of({slot.fact: printed.plain[slot.fact] for slot in shape.slots})
    # Without its calculators a model knows the terms of no bond, and asks for them.
    known = bool(bond.terms) and kind.style == "tool"
    found = dict(bond.terms) if known else {"error": f"no terms for {bond.isin}"}
    steps = [step_of([bond.find], [found])] if kind.style == "tool" else []
    answer = task.asked(spans)
    if known:
        solutions = solutions_of(task.solve(bond.columns(facts)))
        if isinstance(solutions[0], list) and len(solutions[0]) > LONGEST_SCHEDULE:
            return None
        calls = [in_order(Call(task.calculator, bond.arguments(spans, task.calculator)))]
        results = run_calls(calls)
        quoted = task.reply(spans, results)
        if isinstance(solutions[0], float):
            check_agreement(task, answer, spans, solutions[0], quoted[answer.name])
        told = Told(answer, answer.unit, [columns_of([each]) for each in results], columns_of([quoted]))
        answers = answer_texts(told, form_of(solutions))
        slots = {**spans, **quoted}
        reply = said(wordings_of(task).answer(slots.keys(), choose), slots)
        steps.append(step_of(calls, results))
    else:
        missing = bond.missing(facts, task.calculator)
        answer_value = {"name": answer.name, "value": {"missing": missing}, "text": "asks for the terms"}
        answers, reply = texts_of([json.dumps([answer_value])]), bond.ask_back(missing, choose)
    keys = np.array([content_key(task.name, query[0].as_py())], np.uint64)
    markets, wordings = (few_of([text], np.zeros(1, np.int64)) for text in (market, shape.wording))
    return Group(kind, markets, keys, wordings, query, columns_of([spans]), texts_of([reply]), answers, steps)


def step_of(calls: Sequence[Call], results: Sequence[Mapping[str, str]]) -> Step:
    return Step(
        [call.calculator for call in calls],
        [texts_of([flat_json(call.arguments)]) for call in calls],
        [texts_of([flat_json(each)]) for each in results],
    )
