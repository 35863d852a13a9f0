"""Words one question, runs its calls, checks its solution by the calculators' road, and gives the conversation's rows."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bondsft.calculators import schemas
from bondsft.dataset.own_bonds import OwnBond
from bondsft.dataset.rows import Message, rounds_as_rows, run_calls, tool_calls, tool_results
from bondsft.dataset.split import content_key
from bondsft.errors import BondsftError
from bondsft.plugin import RegisteredTask
from bondsft.tasks.base import Call
from bondsft.tasks.wording import Question, compose, wordings_of

LONGEST_SCHEDULE = 6
"""Payments of a user's own bond that a reply should list; its drawn bonds keep the cash-flow task below this by themselves."""


@dataclass(frozen=True)
class Conversation:
    """A question, the rounds that answer it (an assistant's message and what follows it), and what its rows share."""

    key: str
    question: str
    rounds: Sequence[Sequence[Message]]
    common: Mapping[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        return rounds_as_rows(self.common, self.question, self.rounds)


@dataclass(frozen=True)
class Writer:
    """Makes conversations of one task."""

    registered: RegisteredTask
    styles: Mapping[str, float]
    split: str
    market: str
    choose: random.Random

    def stated(self, facts: Mapping[str, Any], solution: Any, key: str) -> Conversation:
        """A question that states every term of its bond."""
        question, wording_split, style = self.worded(facts)
        calls = self.registered.task.calls(question.spans)
        results = run_calls(calls, refused=isinstance(solution, dict) and "missing" in solution)
        answer = answer_of(self.registered, question, results, solution)
        reply = self.reply(question, results)
        if style == "worked":
            reply = "\n".join([*self.worked(question), reply])
        steps = [(calls, results)] if style == "tool" else []
        return self.conversation(key, question, wording_split, style, steps, reply, answer)

    def own(self, bond: OwnBond, task_facts: Mapping[str, Any]) -> Conversation | None:
        """A question that names one of the user's bonds; None where its file does not tell what the task needs."""
        task = self.registered.task
        if not bond.can_answer(task_facts):
            return None
        facts = bond.facts(task_facts, self.choose)
        question, wording_split, style = self.worded(facts)
        # Without its calculators a model knows the terms of no bond, and asks for them.
        known = bool(bond.terms) and style == "tool"
        found = dict(bond.terms) if known else {"error": f"no terms for {bond.isin}"}
        steps = [([bond.find], [found])] if style == "tool" else []
        if known:
            solution = task.solve(bond.columns(facts))[0]
            if isinstance(solution, list) and len(solution) > LONGEST_SCHEDULE:
                return None
            calls = [Call(task.calculator, bond.arguments(question.spans, task.calculator))]
            results = run_calls(calls)
            answer, reply = answer_of(self.registered, question, results, solution), self.reply(question, results)
            steps.append((calls, results))
        else:
            missing = bond.missing(facts, task.calculator)
            answer = {"name": task.asked(question.spans).name, "value": {"missing": missing}, "text": "asks for the terms"}
            reply = bond.ask_back(missing, self.choose)
        key = content_key(task.name, {"question": question.text})
        return self.conversation(key, question, wording_split, style, steps, reply, answer)

    def worded(self, facts: Mapping[str, Any]) -> tuple[Question, str, str]:
        """A wording, whether training may use it, and an answer style. Half the test split has unseen wordings."""
        wording_split = "test" if self.split == "test" and self.choose.random() < 0.5 else "train"
        question = compose(self.registered.task, facts, wording_split, self.choose)
        return question, wording_split, self.choose.choices(list(self.styles), list(self.styles.values()))[0]

    def reply(self, question: Question, results: Sequence[Mapping[str, str]]) -> str:
        quoted = self.registered.task.reply(question.spans, results)
        return wordings_of(self.registered.task).answer({**question.spans, **quoted}, self.choose)

    def worked(self, question: Question) -> list[str]:
        lines = self.registered.task.worked(question.spans)
        if not lines:
            name = self.registered.task.name
            raise BondsftError(f"Task {name} has no lines to work its answer out.", "Leave worked out of --styles.")
        return lines

    def conversation(
        self,
        key: str,
        question: Question,
        wording_split: str,
        style: str,
        steps: Sequence[tuple[Sequence[Call], Sequence[Mapping[str, str]]]],
        reply: str,
        answer: Mapping[str, Any],
    ) -> Conversation:
        task = self.registered.task
        common = {
            "id": f"{task.name}-{task.version}-{key[:12]}",
            "task": task.name,
            "task_version": task.version,
            "plugin": self.registered.plugin,
            "style": style,
            "split": self.split,
            "wording": question.wording,
            "wording_split": wording_split,
            "market": self.market,
            "tools": json.dumps(schemas(task.calculators)) if style == "tool" else "",
            "query": question.text,
            "response": reply,
            "inputs": json.dumps(question.spans, ensure_ascii=False),
            "answer": json.dumps([answer], ensure_ascii=False),
        }
        rounds = [[tool_calls(calls), *tool_results(calls, results)] for calls, results in steps]
        return Conversation(key, question.text, [*rounds, [{"role": "assistant", "content": reply}]], common)


def answer_of(
    registered: RegisteredTask, question: Question, results: Sequence[Mapping[str, str]], solution: Any
) -> dict[str, Any]:
    """The answer at full precision and as printed. Raises BondsftError if the task and the calculator disagree."""
    task = registered.task
    answer = task.asked(question.spans)
    text = task.reply(question.spans, results)[answer.name]
    value = float(solution) if isinstance(solution, float | np.floating) else solution
    if isinstance(value, float) and not math.isfinite(value):
        raise BondsftError(f"Task {task.name} has the answer {value} for {question.spans}.")
    if isinstance(value, float) and not is_rounding(text, value, answer.decimals):
        raise BondsftError(f"Task {task.name} gives {value} and its calculator {text} for {question.spans}.")
    name = next(iter(results[0])) if isinstance(value, float) else answer.name
    unit = "currency" if "face" in question.spans and answer.unit == "per 100" else answer.unit
    return {"name": name, "value": value, "text": text, "unit": unit, "tolerance": answer.tolerance.as_json()}


def is_rounding(text: str, value: float, decimals: int) -> bool:
    """Whether a text is a value rounded to so many decimals; a tie may go either way."""
    return abs(float(text.rstrip("%").replace(",", "")) - value) <= 0.5000001 * 10.0**-decimals + 1e-9 * abs(value)
