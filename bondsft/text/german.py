"""German words for the terms of a bond, which people in Frankfurt, Vienna and Zurich use in English sentences too: "Rendite
2,81 %" is read as "yield to maturity 2,81 %"."""

from __future__ import annotations

import re

from bondsft.text.dates import MONTHS

WORDS = {
    r"Null-?[Kk]upon-?[Aa]nleihen?|Zero-?[Bb]onds?|Nullkupon": "zero-coupon bond",
    r"(?:Schweizer(?:ische)? )?Eidgenossenschaft": "Swiss Confederation bond",
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
DAY = re.compile(r"\b(coupon date|am|on|per|und|and)(:? )(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(?!\d)")
"""A day without its year, after what leads to one: "Zinstermin 15.02."; "2.10." at the end of a sentence is a rate."""


def in_english(text: str) -> str:
    """A text with its German words in English, and with the days of the year that stand beside them by the month's name."""
    told = GERMAN.sub(lambda match: list(WORDS.values())[int(str(match.lastgroup)[1:])], text)
    return text if told == text else DAY.sub(in_words, told)


def in_words(day: re.Match[str]) -> str:
    return f"{day[1]}{day[2]}{int(day[3])} {MONTHS[int(day[4]) - 1].capitalize()}"
