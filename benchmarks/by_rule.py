"""How many questions the second reading answers alone: calls read off their words by rule, without a model.

    python benchmarks/by_rule.py benchmarks/questions/held_out.jsonl

What a person should know who compares models with bounds: where a model's call gives way to one that is read off, the rule has
answered. Rules read one bond, or two or three; a question without a sound reading counts as not answered.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial
from pathlib import Path

from measuring import print_table

from bondsft.answering.call_texts import calls_of
from bondsft.answering.conversation import Conversation, calls_and_results
from bondsft.answering.plain_replies import plain_replies
from bondsft.answering.second_reading import sound_reading
from bondsft.dataset.messages import read_json
from bondsft.evaluation.questions import of_tasks, read_questions
from bondsft.plugin import load_tasks
from bondsft.text.pasted import as_typed


def answer(text: str) -> str:
    """The reply to the first sound turn that is read off a question; "" if there is none."""
    talk = Conversation.of_question("", as_typed(text))
    turn = sound_reading(talk.question, partial(talk.doubts_of, find=None))
    if not turn:
        return ""
    made = calls_and_results(calls_of(turn))
    plain = next(plain_replies([*talk.messages, *made]), "")
    # Of prices a model says which one is asked for; here the clean one stands for all three.
    results = read_json(made[-1]["content"])
    return plain or (f"The clean price is {results['clean_price']}." if "clean_price" in results else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    asked, right, wrong = Counter[str](), Counter[str](), Counter[str]()
    for question in of_tasks(read_questions(parser.parse_args().questions), load_tasks(wanted=()).tasks):
        reply = answer(question.text)
        verdict = question.marked(reply).verdict if reply else "no answer"
        for group in (question.task, "all"):
            asked[group] += 1
            right[group] += verdict == "right"
            wrong[group] += verdict.startswith("wrong")
    groups = [*sorted(asked.keys() - {"all"}), "all"]
    print_table(
        ("by rule alone", "right", "wrong", "of"),
        [(each, str(right[each]), str(wrong[each]), str(asked[each])) for each in groups],
    )


if __name__ == "__main__":
    main()
