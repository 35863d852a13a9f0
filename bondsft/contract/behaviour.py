"""Checks of what a task does: to the process it runs in, to other rows, and between splits; "" where nothing is wrong."""

from __future__ import annotations

import json
import random

import numpy as np

from bondsft.contract.samples import Samples
from bondsft.marking import from_row
from bondsft.plugin.side_effects import watched

ML_PACKAGES = ("torch", "transformers", "trl", "peft", "datasets", "bitsandbytes", "accelerate")
MOST_REPEATED = 0.2


def imports_no_ml_package(samples: Samples) -> str:
    """The plugin's module imports no machine-learning package."""
    found = samples.imports(type(samples.registered.task).__module__, ML_PACKAGES)
    return f"importing it imports {found}" if found else ""


def leaves_others_alone(samples: Samples) -> str:
    """Drawing and solving print nothing and leave global random states as they were."""
    with watched():
        random.random(), np.random.random()  # a state that the task's own earlier seeding did not leave behind
        with watched() as side_effects:
            samples.rows("train", 16)
    return " ".join(side_effects)


def makes_the_same_rows_again(samples: Samples) -> str:
    """Rows do not hang on the hash seed, on the process or on what was made before: so any number of workers, in any order,
    makes the same."""
    _ = samples.all
    if samples.rows("train") != samples.train:
        return "rows made after others are not what they were"
    first, second = samples.digest("1"), samples.digest("2")
    return "" if first == second else "two processes with different hash seeds make different rows"


def survives_json(samples: Samples) -> str:
    """A row is the same after it was written as JSON and read again, and its answer can then be marked by."""
    again = json.loads(json.dumps(samples.all))
    for row in again:
        from_row(row)
    return "" if again == samples.all else "a row changes when it is written as JSON"


def keeps_splits_apart(samples: Samples) -> str:
    """No facts of a training question are those of a test question, and some of these have wordings that training lacks."""
    if shared := {row["inputs"] for row in samples.train} & {row["inputs"] for row in samples.test}:
        return f"training and test share {shared.pop()}"
    unseen = [row for row in samples.test if row["wording_split"] == "test"]
    return "" if unseen else "no test question has a wording of its own"


def asks_few_questions_twice(samples: Samples) -> str:
    """Of a hundred questions drawn, no more than a fifth repeat another."""
    facts = samples.drawn(100)
    rows = [tuple(str(value) for value in row) for row in zip(*facts.values(), strict=True)]
    repeated = len(rows) - len(set(rows))
    return f"of {len(rows)} questions drawn, {repeated} repeat another" if repeated > MOST_REPEATED * len(rows) else ""
