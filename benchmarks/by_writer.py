"""How many questions of each writer an evaluation has right, and how many of those answered without a doubt.

    python benchmarks/by_writer.py benchmarks/questions/held_out.jsonl predictions.jsonl

The predictions are those that `bondsft evaluate --questions ... --output` wrote. A question's id begins with its writer's letter.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from measuring import print_table

from bondsft.dataset.store import read_rows
from bondsft.evaluation.predictions import mark_predictions, read_predictions
from bondsft.evaluation.questions import read_questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("predictions", type=Path)
    arguments = parser.parse_args()
    doubted = {row["id"] for row in read_rows(arguments.predictions) if row.get("doubt")}
    marked = mark_predictions(read_questions(arguments.questions), read_predictions(arguments.predictions))
    asked, right = Counter[str](), Counter[str]()
    for each in marked:
        for group in (f"writer {each.id[0]}", "with a doubt" if each.id in doubted else "without a doubt"):
            asked[group] += 1
            right[group] += each.verdict == "right"
    print_table(("questions", "right", "of"), [(group, str(right[group]), str(asked[group])) for group in sorted(asked)])


if __name__ == "__main__":
    main()
