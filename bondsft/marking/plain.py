"""Turns a reply into plain text: no LaTeX, no markers, no second question that the model asked itself.

What "\\[ y = 7.712\\% \\]</s>[INST] And the price?" says is "y = 7.712%".
"""

from __future__ import annotations

import re

LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff", ""),
        "\uff05": "%",
        "\u2248": "=",
        "\uff1a": ":",
        "\u2019": "'",
    }
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NOT_SAID = re.compile(
    r"<think>.*?(?:</think>|\Z)|<tool_call>.*?(?:</tool_call>|\Z)|\[TOOL_CALLS\].*"
    r"|\{\s*\"name\"\s*:[^{}]{0,200}\"arguments\".*",
    re.DOTALL,
)
NEXT_TURN = re.compile(
    r"</?s>|<\|[^|<>\n]{1,30}\|>|\[/?INST\]|^[#*\s]*(?:user|human|question|q|instruction)\b\s?\d*\s?:",
    re.IGNORECASE | re.MULTILINE,
)
TAG = re.compile(r"</?[a-z][^<>\n]{0,60}>", re.IGNORECASE)
LATEX = (
    (re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf|operatorname)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\[,;:! ]|\\q?quad|\\left|\\right|\\[()\[\]]"), " "),
    (re.compile(r"\\approx|\\simeq"), "="),
    (re.compile(r"\\(?:times|cdot)"), "\u00d7"),
    (re.compile(r"\$\$|(?<![\w$\\])\$(?=[^$\n]{1,200}[\d%})]\$(?![\d\w]))|(?<=[\d%})])\$(?![\d\w])"), " "),
    (re.compile(r"\\(?=[%$€£₹])"), ""),
    (re.compile(r"__"), "**"),
)
GROUP_SEPARATOR = re.compile("(?<=\\d)[\u00a0\u2009\u202f\u2019'](?=\\d{2,3}(?!\\d))")
POWER_OF_TEN = re.compile(r"(?<=\d)\s?[\u00d7x*]\s?10\s?(?:\^|\*\*)\s?\{?\s?([-+]?\d{1,2})\b\}?")


def plain(reply: str) -> str:
    """Return what a reply says, its first turn only, on as few kinds of characters as its numbers need."""
    text = GROUP_SEPARATOR.sub("", _first_turn(NOT_SAID.sub(" ", reply)))
    text = TAG.sub(" ", CONTROL.sub(" ", text.translate(LOOK_ALIKES)))
    for pattern, replacement in LATEX:
        text = pattern.sub(replacement, text)
    return POWER_OF_TEN.sub(r"e\1", text)


def _first_turn(text: str) -> str:
    start = 0
    for marker in NEXT_TURN.finditer(text):
        if text[start : marker.start()].strip():
            return text[start : marker.start()]
        start = marker.end()
    return text[start:]
