"""Checks of what a task's questions state, ask and answer, and how replies to them are marked; "" where nothing is wrong."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from bondsft.calculators import CALCULATORS, run_together
from bondsft.calculators.spans import find_spans
from bondsft.contract.samples import Samples
from bondsft.contract.spoiled import FIGURE, spoiled
from bondsft.inspection.recomputed import unlike
from bondsft.marking import Tolerance, from_row
from bondsft.tasks.own_wordings import wordings_of

MOST_BY_CHANCE = 0.05


def gives_every_row_a_finite_truth(samples: Samples) -> str:
    """Every truth is a number that is finite, or a structure of such."""
    for row, answer in zip(samples.all, samples.answers(), strict=True):
        if any(not math.isfinite(number) for number in numbers_of(answer["value"])):
            return f"the truth of {row['query']!r} is {answer['value']}"
    return ""


def fills_every_slot(samples: Samples) -> str:
    """No question or reply has a slot left, and no ask or phrase of the task's own has one that none of its facts fills."""
    left = [row for row in samples.all if re.search(r"\{[a-z_]", row["query"] + row["response"])]
    if left:
        return f"a slot is left in {left[0]['query']!r} or its reply {left[0]['response']!r}"
    wordings, facts = wordings_of(samples.registered.task), samples.facts
    own = [part for parts in (*wordings.asks.values(), *wordings.phrases.values()) for part in parts]
    idle = [(part.text, fact) for part in own for fact in sorted(part.facts - facts)]
    return f"{idle[0][0]!r} is never used: the task has no fact {idle[0][1]!r}" if idle else ""


def marks_its_own_replies_right(samples: Samples) -> str:
    """The right reply to each question is marked right."""
    for row in samples.all:
        found = samples.registered.task.mark(row["response"], from_row(row))
        if found.verdict != "right":
            return f"{row['response']!r} is marked {found.verdict}: {found.reason}"
    return ""


def marks_spoiled_replies_wrong(samples: Samples) -> str:
    """Replies outside the tolerance, of the other sign, a hundred times too large, for one period more, empty, echoed, denied,
    said of something else, or a range are not right."""
    for row, answer in zip(samples.all, samples.answers(), strict=True):
        for fault, reply in spoiled(samples.registered.task, row, answer):
            if samples.registered.task.mark(reply, from_row(row)).verdict == "right":
                return f"{fault} is marked right: {reply!r}"
    return ""


def keeps_the_answer_out_of_the_question(samples: Samples) -> str:
    """The answer as printed is no figure of the question, but for chance."""
    told = [
        row
        for row, answer in zip(samples.all, samples.answers(), strict=True)
        if isinstance(answer["value"], float) and set(FIGURE.findall(answer["text"])) <= set(FIGURE.findall(row["query"]))
    ]
    return f"the question tells the answer: {told[0]['query']!r}" if len(told) > MOST_BY_CHANCE * len(samples.all) else ""


def prints_finer_than_its_tolerance(samples: Samples) -> str:
    """An answer as printed lies within half of the tolerance of the truth, and the tolerance is no more than most answers."""
    answers = [answer for answer in samples.answers() if isinstance(answer["value"], float)]
    widths = [Tolerance.of_json(answer["tolerance"]).width(answer["value"]) for answer in answers]
    wide = [answer for answer, width in zip(answers, widths, strict=True) if width > abs(answer["value"])]
    if len(wide) > len(answers) / 2:
        return f"the tolerance {json.dumps(wide[0]['tolerance'])} calls nearly everything right where {wide[0]['text']} is"
    for answer, width in zip(answers, widths, strict=True):
        if abs(float(answer["text"].rstrip("%").replace(",", "")) - answer["value"]) > width / 2 * (1 + 1e-6):
            return f"{answer['text']} is printed for {answer['value']}, which needs more digits"
    return ""


def states_its_conventions(samples: Samples) -> str:
    """A yield or price is asked for, of a bond or bill, only where its market or the question fixes how to count."""
    for row, answer in zip(samples.all, samples.answers(), strict=True):
        names = {name.removesuffix("_a").removesuffix("_b") for name in json.loads(row["inputs"])}
        is_missing = isinstance(answer["value"], dict) and "missing" in answer["value"]
        if is_missing or names & {"market", "bill", "isin"} or not names & {"price", "clean_price", "off_par", "yield_pct"}:
            continue
        if "maturity" in names and "day_count" not in names:
            return f"neither a market nor a day count is stated in {row['query']!r}"
        if names & {"years", "maturity"} and names & {"coupon_pct", "zero_coupon"} and not names & {"frequency", "compounding"}:
            return f"neither a market nor a frequency is stated in {row['query']!r}"
    return ""


def copies_arguments_from_the_question(samples: Samples) -> str:
    """Each argument of a call is a whole span of the question that its kind can take: a model may write no other."""
    for row in samples.all[::4]:
        found = find_spans(row["query"])
        for call in samples.registered.task.calls(json.loads(row["inputs"])):
            kinds = CALCULATORS[call.calculator].kinds
            for name, text in call.arguments.items():
                if text not in {span.text for span in found[kinds[name]]}:
                    return f"{name}={text!r} is no {kinds[name]} of {row['query']!r}"
    return ""


def agrees_with_its_calculator(samples: Samples) -> str:
    """What `solve` gives for a question, its calculator makes of the printed facts, to the last printed digit: in every row,
    where making data compares the first of each group."""
    task = samples.registered.task
    for row, answer in zip(samples.all, samples.answers(), strict=True):
        inputs = json.loads(row["inputs"])
        results = run_together([(call.calculator, call.arguments) for call in task.calls(inputs)])
        for problem in unlike(task, inputs, results, answer):
            return f"{row['query']!r} {problem}"
    return ""


def numbers_of(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        yield from (number for part in value.values() for number in numbers_of(part))
    elif isinstance(value, list | tuple):
        yield from (number for part in value for number in numbers_of(part))
