"""One question about one of a user's own bonds: found by its ISIN, then computed; or asked back for, where nobody knows it."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bondsft.dataset.answers import answer_texts, is_rounding, plain_solutions
from bondsft.dataset.groups import Group, Kind, Step, Texts
from bondsft.dataset.messages import flat_json, in_order, run_calls
from bondsft.dataset.own_bonds import OwnBond
from bondsft.dataset.split import content_key
from bondsft.errors import BondsftError
from bondsft.tasks.base import Call
from bondsft.tasks.composing import Composer
from bondsft.tasks.wording import said, wordings_of

LONGEST_SCHEDULE = 6
"""Payments of a user's own bond that a reply should list; its drawn bonds keep the cash-flow task below this by themselves."""


def own_group(kind: Kind, bond: OwnBond, task_facts: Mapping[str, Any], choose: random.Random) -> Group | None:
    """A group of one question; None where the bond's file does not tell what the task needs."""
    task = kind.task
    if not bond.can_answer(task_facts):
        return None
    facts = bond.facts(task_facts, choose)
    shape = Composer(task, frozenset(facts), kind.wording_split).compose(choose)
    texts = Texts({name: [value] for name, value in facts.items()}, np.random.default_rng(choose.getrandbits(63)))
    query = shape.template % tuple(texts.column(slot)[0] for slot in shape.slots)
    spans = {slot.fact: texts.column(slot._replace(article=""))[0] for slot in shape.slots}
    # Without its calculators a model knows the terms of no bond, and asks for them.
    known = bool(bond.terms) and kind.style == "tool"
    found = dict(bond.terms) if known else {"error": f"no terms for {bond.isin}"}
    steps = [step_of([bond.find], [found])] if kind.style == "tool" else []
    if known:
        [solution] = plain_solutions(task.solve(bond.columns(facts)))
        if isinstance(solution, list) and len(solution) > LONGEST_SCHEDULE:
            return None
        calls = [in_order(Call(task.calculator, bond.arguments(spans, task.calculator)))]
        results = run_calls(calls)
        quoted = task.reply(spans, results)
        answer = task.asked(spans)
        if isinstance(solution, float) and not is_rounding(quoted[answer.name], solution, answer.decimals):
            raise BondsftError(f"Task {task.name} gives {solution} and its calculator {quoted[answer.name]} for {spans}.")
        [told] = answer_texts(task, spans, results, [solution], [quoted[answer.name]])
        slots = {**spans, **quoted}
        reply = said(wordings_of(task).answer(slots.keys(), choose), slots)
        steps.append(step_of(calls, results))
    else:
        missing = bond.missing(facts, task.calculator)
        answer_value = {"name": task.asked(spans).name, "value": {"missing": missing}, "text": "asks for the terms"}
        told, reply = json.dumps([answer_value]), bond.ask_back(missing, choose)
    key = content_key(task.name, query)
    return Group(kind, [key], [shape.wording], [query], [flat_json(spans)], [reply], [told], steps)


def step_of(calls: Sequence[Call], results: Sequence[Mapping[str, str]]) -> Step:
    return Step(
        [call.calculator for call in calls],
        [[flat_json(call.arguments)] for call in calls],
        [[flat_json(each)] for each in results],
    )
