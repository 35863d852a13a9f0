"""The calls of a question about two bonds that it calls A and B, each read off its own words and those about both."""

from __future__ import annotations

import re

from bondsft.answering.reading import read_off
from bondsft.answering.several_bonds import YIELD
from bondsft.tasks.base import Call

LABEL = re.compile(
    r"\((?P<in_brackets>[AB])\)|\b(?P<before>[AB])(?=[:),=]| =| (?:is|has|pays|costs)\b)"
    r"|\b(?i:bond|option|note|papier) (?P<after>[ABab])\b|^(?P<first>[AB])(?=\s)|(?<=[,;] )(?P<second>B)(?= )",
    re.MULTILINE,
)
ENDS = re.compile(r"(?<=[.?!])\s|\n")
"""What ends that which is said of the second bond."""


def read_off_two(question: str) -> list[Call]:
    """The yields' calls of bonds A and B; none where the words of one do not make a call."""
    starts: dict[str, int] = {}
    for match in LABEL.finditer(question):
        starts.setdefault(str(match[str(match.lastgroup)]).upper(), match.start())
    if list(starts) != ["A", "B"]:
        return []
    own = question[starts["A"] : starts["B"]], ENDS.split(question[starts["B"] :], maxsplit=1)[0]
    before, after = question[: starts["A"]], question[starts["B"] + len(own[1]) :]
    calls = [
        next((call for call in read_off(f"{before}{LABEL.sub('', each)}{after}") if call.calculator == YIELD), None)
        for each in own
    ]
    return [call for call in calls if call is not None] if None not in calls else []
