from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

from bondsft.evaluation.report import LONGEST_SHOWN, render_report, to_json
from bondsft.evaluation.scores import Marked, Scores, compare
from bondsft.evaluation.table import TERMINAL_WIDTH, render_table
from bondsft.marking.mark import Verdict

ATTACK = "<script>alert('yield')</script> & \"7.7%\" $title ${x}"
VERDICTS: tuple[Verdict, ...] = ("right", "right", "right", "wrong", "wrong unit", "no answer")
SLICES = [(task, split) for task in ("bond_yield", "bond_price") for split in ("train", "test")]
NAMES = ("base model", "tuned model", "coupon guess", "current yield", "approximate formula", "oracle")


def items(shift: int = 0, reply: str = "The yield is 7.5%.") -> list[Marked]:
    return [
        Marked(
            f"r{number}", task, split, VERDICTS[(number + shift) % 6], "7.5%", 7.5, "7.5% is not 7.712%",
            "What is the yield?", reply, "7.712%", 0.212,
        )
        for number, (task, split) in enumerate(sorted(SLICES * 30))
    ]  # fmt: skip


@cache
def some_scores(reply: str = "The yield is 7.5%.", title: str = "Bonds, test split") -> Scores:
    columns = {name: items(shift, reply) for shift, name in enumerate(NAMES)}
    return compare(title, columns, subject="tuned model", facts={"model": "smollm2", "seed": "7"})


class Page(HTMLParser):
    """Checks that tags are closed in order, and collects them and the text."""

    VOID = ("meta", "br")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_is_one_well_formed_page_that_needs_nothing_else() -> None:
    html = render_report(some_scores())
    page = Page(html)
    assert page.open == []
    assert page.links == []
    assert "script" not in page.tags
    assert "url(" not in html
    assert "@import" not in html


def test_the_report_shows_every_column_slice_failure_and_fact() -> None:
    text = Page(render_report(some_scores())).text
    for expected in (
        *NAMES,
        "bond_yield",
        "bond_price",
        "seen",
        "unseen",
        "7.5% is not 7.712%",
        "smollm2",
        "McNemar",
    ):
        assert expected in text
    assert "60 of 120 right, 50.0 % (95 % interval 41.2 to 58.8)" in text


def test_the_report_escapes_what_a_model_or_a_user_wrote() -> None:
    scores = compare(ATTACK, {ATTACK: items(reply=ATTACK)}, subject=ATTACK, facts={ATTACK: ATTACK})
    page = Page(render_report(scores))
    assert "script" not in page.tags
    assert page.text.count(ATTACK) >= 5


def test_the_report_cuts_a_reply_that_rambles_on() -> None:
    html = render_report(some_scores(reply="x" * (LONGEST_SHOWN + 5000)))
    assert "5,000 more characters" in html
    assert "x" * (LONGEST_SHOWN + 1) not in html


def test_a_perfect_model_has_no_failures_to_show() -> None:
    perfect = [item for item in items() if item.verdict == "right"]
    assert "every reply is right" in render_report(compare("Test", {"oracle": perfect}, subject="oracle"))


def test_the_report_of_no_questions_renders() -> None:
    assert "0 of 0 right" in render_report(compare("Nothing", {"tuned": []}, subject="tuned"))


def test_the_table_fits_the_terminal_and_aligns() -> None:
    table = render_table(some_scores())
    lines = table.splitlines()
    assert max(map(len, lines)) <= TERMINAL_WIDTH
    overall = [line for line in lines if re.match(r"(base|tuned) model .*\d/120", line)]
    assert len({line.index("/120") for line in overall}) == 1
    assert "base model           60/120  50.0%    41.2-58.8%     20          20         20  +20 -20, p = 1.000" in lines


def test_the_table_shows_every_column_of_every_slice() -> None:
    table = render_table(some_scores())
    for name in NAMES:
        assert table.count(name) >= 2
    assert len([line for line in table.splitlines() if re.match(r"bond_yield\s+unseen", line)]) == 2


def test_the_json_holds_counts_and_intervals() -> None:
    document = json.loads(to_json(some_scores()))
    overall = document["columns"]["tuned model"][0]
    assert (overall["task"], overall["right"], overall["total"], overall["wrong_unit"]) == (None, 60, 120, 20)
    assert overall["interval"][0] < overall["rate"] < overall["interval"][1]
    assert document["columns"]["tuned model"][3]["median_error"] == 0.212
    assert len(document["comparisons"]) == 5
