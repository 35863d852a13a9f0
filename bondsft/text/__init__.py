"""Reads quantities as people write them: "1.05 lakh", "15 March 2034", "8 years and 6 months", "every six months".

A calculator's arguments are spans of a question, so this is where words become numbers. Ambiguous text is an error, never
a guess: "03/04/2030" is refused where neither another date nor a market tells which is the month.
"""

from bondsft.text.conventions import read_compounding, read_day_count, read_frequency
from bondsft.text.dates import read_date, read_dates
from bondsft.text.moves import read_move
from bondsft.text.numbers import read_number, read_percent, read_percents
from bondsft.text.prices import read_quote, read_redemption
from bondsft.text.tenors import read_days, read_tenor

__all__ = [
    "read_compounding",
    "read_date",
    "read_dates",
    "read_day_count",
    "read_days",
    "read_frequency",
    "read_move",
    "read_number",
    "read_percent",
    "read_percents",
    "read_quote",
    "read_redemption",
    "read_tenor",
]
