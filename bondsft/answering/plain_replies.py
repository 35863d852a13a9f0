"""What a reply could plainly say of the calculators' results."""

from __future__ import annotations

import itertools
import json
import string
from collections.abc import Iterator, Sequence

from bondsft.answering.doubt import Message
from bondsft.tasks.wording import capital


def failures(messages: Sequence[Message]) -> Iterator[str]:
    """What the calculators said last, where none gave a result: a model that goes on from an error makes something up."""
    told = itertools.takewhile(lambda message: message["role"] == "tool", reversed(messages))
    results = [(message["name"], json.loads(str(message["content"]))) for message in told][::-1]
    errors = [str(result["error"]).rstrip(".") for name, result in results if "error" in result and name != "find_bond"]
    if errors and len(errors) == len(results):
        yield f"I cannot compute that: {'; '.join(dict.fromkeys(errors))}."


def plain_replies(messages: Sequence[Message]) -> Iterator[str]:
    """What the calculators gave last, where it is one quantity, in a sentence: of one bond, or of several with their ranks."""
    told = itertools.takewhile(lambda message: message["role"] == "tool", reversed(messages))
    results = [json.loads(str(message["content"])) for message in told][::-1]
    quantities = {name for result in results for name in result} - {"rank"}
    if len(quantities) != 1 or "error" in quantities:
        return
    [name] = quantities
    quantity = name.replace("_", " ")
    if len(results) == 1:
        yield f"The {quantity} is {results[0][name]}."
    elif all("rank" in result for result in results):
        each = [
            f"bond {letter} has the {result['rank']} {quantity}, {result[name]}"
            for letter, result in zip(string.ascii_uppercase, results, strict=False)
        ]
        yield f"{capital('; '.join(each))}."
