"""German words for the terms of a bond, which people in Frankfurt, Vienna and Zurich use in English sentences too: "Rendite
2,81 %" is read as "yield to maturity 2,81 %"."""

from __future__ import annotations

import calendar
import re

WORDS = {
    r"Null-?[Kk]upon-?[Aa]nleihen?|Zero-?[Bb]onds?|Nullkupon": "zero-coupon bond",
    r"Kupon-?[Aa]nleihen?": "bond with coupons",
    r"Bundes(?:republik Deutschland|anleihen?|obligationen?)": "Bund",
    r"(?:Unternehmens|Firmen|Staats)?[Aa]nleihen?|Schuldscheine?|Schuldverschreibung(?:en)?": "bond",
    r"Rendite(?: (?:zur|auf) (?:Endf[äa]lligkeit|Verfall))?": "yield to maturity",
    r"Republik Österreich": "Republic of Austria",
    r"Kupon|Nominalzins|Zinssatz": "coupon",
    r"Kurse?|Kurswert": "price",
    r"Valuta(?:tag)?|Abrechnungstag": "settlement",
    r"[Ff][äa]llig(?:keit)?(?: am)?|R[üu]ckzahlung am|Laufzeit (?:bis|until|to)": "maturity",
    r"(?:Rest)?[Ll]aufzeit": "time to maturity",
    r"R[üu]ckzahlung|Tilgung": "redemption",
    r"Zinstermine?|Zinstag": "coupon date",
    r"Stückzinsen|Marchzinsen": "accrued interest",
    r"Zinsen": "interest",
    r"Zahlungs(?:reihe|plan|strom)|Zahlungen": "schedule of payments",
    r"(?:modifizierte|mod\.) Duration": "modified duration",
    r"Duration nach Macaulay|Macaulay-Duration": "Macaulay duration",
    r"Konvexit[äa]t": "convexity",
    r"Nennwert|Nominal(?:wert|betrag)": "face value",
    r"halbj[äa]hrlich": "semi-annual",
    r"viertelj[äa]hrlich": "quarterly",
    r"monatlich": "monthly",
    r"j[äa]hrlich": "annual",
    r"Jahren?": "years",
    r"Mio\.?": "million",
}
GERMAN = re.compile("|".join(rf"(?P<w{number}>\b(?:{word})(?!\w))" for number, word in enumerate(WORDS)))
DAY = re.compile(r"(?<![\d.,])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(?![\d])")
"""A day without its year: 15.02."""
MONTHS = calendar.month_name[1:]


def in_english(text: str) -> str:
    """A text with its German words in English, and with the days of the year that stand beside them by the month's name."""
    told = GERMAN.sub(lambda match: list(WORDS.values())[int(str(match.lastgroup)[1:])], text)
    return text if told == text else DAY.sub(lambda match: f"{int(match[1])} {MONTHS[int(match[2]) - 1]}", told)
