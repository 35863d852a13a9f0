"""A data set as one HTML page that opens offline: counts, histograms, problems, and samples that can be filtered."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping, Sequence
from html import escape
from string import Template

from bondsft.inspection.contents import FIELDS, Contents

MOST_PROBLEMS = 200
LONGEST = 1500
"""Characters of a text that the page shows: the lines of a worked answer can be thousands."""


def render_page(title: str, contents: Contents, problems: Sequence[str]) -> str:
    """Return the page. Every text in it is escaped; its one script filters samples, and without it all are shown."""
    known = contents.as_json()
    template = Template((importlib.resources.files("bondsft.inspection") / "page.html").read_text("utf-8"))
    counts = {**known["counts"], "tenor": known["tenors"], "characters of a question": known["characters"]}
    return template.substitute(
        title=escape(title),
        headline=f"{contents.rows:,} rows, {contents.questions:,} questions",
        verdict=f"{len(problems):,} problems" if problems else "no problems found",
        verdict_class="bad" if problems else "good",
        problems="".join(f"<li>{escape(problem[:LONGEST])}</li>" for problem in problems[:MOST_PROBLEMS]),
        counts="".join(table(name, numbers) for name, numbers in counts.items() if numbers),
        filters="".join(select(name, contents) for name in FIELDS if len(contents.counts[name]) > 1),
        samples="".join(map(sample, contents.samples)),
    )


def table(name: str, numbers: Mapping[str, int]) -> str:
    """A table of counts with a bar for each."""
    most = max(numbers.values())
    rows = "".join(
        f"<tr><th>{escape(key)}</th><td>{count:,}</td><td><i style='width:{100 * count / most:.1f}%'></i></td></tr>"
        for key, count in numbers.items()
    )
    return f"<section><h2>{escape(name.replace('_', ' ').capitalize())}</h2><table>{rows}</table></section>"


def select(name: str, contents: Contents) -> str:
    values = "".join(f"<option>{escape(value)}</option>" for value in sorted(contents.counts[name]))
    label = escape(name.replace("_", " "))
    return f"<label>{label} <select data-field='{escape(name)}'><option value=''>all</option>{values}</select></label>"


def sample(row: Mapping[str, object]) -> str:
    fields = "".join(f" data-{name.replace('_', '-')}='{escape(str(row[name]), quote=True)}'" for name in FIELDS if name in row)
    label = escape(" \u00b7 ".join(str(row[name]) for name in ("task", "style", "market", "split") if name in row))
    texts = "".join(f"<p class='{name}'>{escape(shortened(str(row[name])))}</p>" for name in ("query", "response"))
    return f"<article{fields}><small>{label}</small>{texts}</article>"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} \u2026"
