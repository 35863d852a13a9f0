# ruff: noqa: E501  (a table reads best with one market a line)
"""Named market conventions, and the ranges in which real bonds of some of them fall. Facts, not words."""

from __future__ import annotations

from collections.abc import Sequence

from bondsft.bonds.conventions import ExDividend, Market, Ranges
from bondsft.errors import BondsftError

ICMA = "Act/Act ICMA"
TREASURY = "31 CFR 356, Appendix B"
EUROPE = "the issuer's terms; ICMA rule 251"
SEBI = "SEBI circulars CIR/IMD/DF/18/2013 and CIR/IMD/DF-1/122/2016"
RBI = "RBI, Government Securities Market: a Primer, and auction results 2021-2026"

MARKETS: dict[str, Market] = {
    market.name: market
    for market in (
        Market("us", "US Treasury notes and bonds, as traded", ("US Treasury note", "US Treasury", "Treasury note", "US Treasury bond", "T-note", "Treasury", "T-bond", "UST"), 2, ICMA, 2, last_period="simple", quotation="32nds", price_decimals=4, calendar="us", source="SIA, Standard Securities Calculation Methods", drawn=Ranges((0.5, 6.0), 0.125, (2, 30), (0.5, 6.5), 1_000, (15, 31))),
        Market("us-auction", "US Treasury notes and bonds, as auctioned", ("US Treasury auction",), 2, ICMA, 2, first_period="simple", price_decimals=6, accrued_decimals=6, calendar="us-fed", source=TREASURY),
        Market("us-corporate", "US corporate bonds", ("US corporate bond", "US dollar corporate bond"), 2, "30/360 US", 2, last_period="simple", face=1000, calendar="us", source="MSRB rule G-33; SIA", drawn=Ranges((2.0, 9.0), 0.125, (2, 30), (2.0, 10.0), 1_000)),
        Market("us-muni", "US municipal bonds", ("US municipal bond", "muni"), 2, "30/360 US", 2, last_period="simple", face=5000, quotation="yield", calendar="us", source="MSRB rule G-33"),
        Market("us-agency", "US agency bonds", ("US agency bond",), 2, "30/360 US", 2, last_period="simple", face=1000, calendar="us", source="SIA, Standard Securities Calculation Methods"),
        Market("uk", "UK gilts", ("UK gilt", "gilt", "conventional gilt", "Treasury gilt", "Treasury stock"), 2, ICMA, 2, ex_dividend=ExDividend(7, True), calendar="uk", source="DMO, Formulae for Calculating Gilt Prices from Yields", drawn=Ranges((0.125, 6.0), 0.125, (2, 40), (0.3, 6.0), 1_000, (7, 22, 31))),
        Market("de", "German Bunds", ("German Bund", "Bund", "German government bond"), 1, ICMA, 1, last_period="simple", settlement_days=2, face=0.01, calendar="euro", source="Deutsche Bundesbank, prices and yields of federal securities", drawn=Ranges((0.1, 4.0), 0.1, (2, 30), (-0.6, 4.0), 1_000, (4, 15))),
        Market("fr", "French OATs", ("French OAT", "OAT", "French government bond"), 1, ICMA, 1, settlement_days=2, face=1, calendar="euro", source="Agence France Tresor; ICMA rule 251"),
        Market("it", "Italian BTPs", ("Italian BTP", "BTP", "Italian government bond"), 2, ICMA, 1, last_period="simple", settlement_days=2, face=1000, calendar="euro", source=EUROPE),
        Market("es", "Spanish Bonos", ("Spanish Bono", "Bono", "Spanish government bond"), 1, ICMA, 1, last_period="simple", settlement_days=2, face=1000, calendar="euro", source=EUROPE),
        Market("nl", "Dutch DSLs", ("Dutch DSL", "Dutch government bond"), 1, ICMA, 1, last_period="simple", settlement_days=2, face=1, calendar="euro", source=EUROPE),
        Market("at", "Austrian government bonds", ("Austrian government bond", "RAGB", "Republic of Austria"), 1, ICMA, 1, settlement_days=2, face=1000, calendar="euro", source=EUROPE),
        Market("be", "Belgian OLOs", ("Belgian OLO", "OLO", "Belgian government bond"), 1, ICMA, 1, settlement_days=2, face=1000, calendar="euro", source=EUROPE),
        Market("ch", "Swiss Confederation bonds", ("Swiss Confederation bond", "Eidgenosse", "Swiss government bond"), 1, "30E/360", 1, settlement_days=2, face=1000, calendar="ch", source="Swiss National Bank; SIX"),
        Market("se", "Swedish government bonds", ("Swedish government bond", "SGB"), 1, "30E/360", 1, last_period="simple", ex_dividend=ExDividend(5, True), settlement_days=2, face=1_000_000, quotation="yield", source="Swedish National Debt Office, terms of government bonds"),
        Market("no", "Norwegian government bonds", ("Norwegian government bond", "NGB"), 1, "Act/365F", 1, settlement_days=2, face=1000, calendar="no", source="Norges Bank, Norwegian government bonds"),
        Market("jp", "Japanese government bonds", ("Japanese government bond", "JGB"), 2, "Act/365F", 2, quotation="simple yield", calendar="jp", source="Japan Securities Dealers Association"),
        Market("ca", "Government of Canada bonds", ("Government of Canada bond", "Canadian government bond"), 2, "Act/365 Canadian", 2, discount_day_count=ICMA, clean_day_count=ICMA, last_period="simple Act/365F", face=1000, calendar="ca", source="IIAC, Canadian Conventions in Fixed Income Markets"),
        Market("au", "Australian Treasury bonds", ("Australian Treasury bond", "ACGB", "Australian government bond"), 2, ICMA, 2, last_period="near-maturing", ex_dividend=ExDividend(7, False), settlement_days=2, quotation="yield", accrued_decimals=3, calendar="au", source="AOFM, pricing formulae for Treasury bonds"),
        Market("nz", "New Zealand government bonds", ("New Zealand government bond", "NZGB"), 2, ICMA, 2, last_period="simple Act/365F", ex_dividend=ExDividend(10, False), settlement_days=2, quotation="yield", calendar="nz", source="New Zealand Debt Management, pricing formulae"),
        Market("za", "South African government bonds", ("South African government bond",), 2, "Act/365F", 2, discount_day_count=ICMA, last_period="simple Act/365F", ex_dividend=ExDividend(10, False), settlement_days=3, quotation="yield", price_decimals=5, source="JSE, Bond Pricing Formula: Specifications"),
        Market("th", "Thai government bonds", ("Thai government bond",), 2, "Act/365F", 2, settlement_days=2, face=1000, quotation="yield", source="ThaiBMA, standard formula for bond yields"),
        Market("in", "Government of India securities", ("Government of India security", "G-sec", "GoI bond", "Indian government bond", "government security of India", "GS", "GOI security", "GSec"), 2, "30E/360", 2, price_decimals=4, yield_decimals=4, month_end=False, calendar="in", source=RBI, drawn=Ranges((4.26, 9.2), 0.01, (2, 40), (4.0, 9.5), 10_000)),
        Market("in-sdl", "Indian state development loans", ("State Development Loan", "SDL"), 2, "30E/360", 2, price_decimals=4, yield_decimals=4, month_end=False, calendar="in", source=RBI),
        Market("in-corporate", "Indian corporate debentures, by the exchanges' rule", ("Indian corporate NCD", "annual-pay NCD", "Indian PSU bond"), 1, ICMA, 1, price_decimals=4, yield_decimals=4, month_end=False, face=100_000, calendar="in", source="BSE and NSE trade prints 2012-2017", drawn=Ranges((6.8, 12.0), 0.05, (2, 15), (6.5, 13.0), 100_000)),
        Market("in-corporate-xirr", "Indian corporate debentures, by XIRR", ("Indian corporate NCD by XIRR",), 1, "Act/Act SEBI", 1, discount_day_count="Act/365F", timing="dates", coupon_amounts="by days", price_decimals=4, yield_decimals=4, month_end=False, face=100_000, calendar="in", source=SEBI),
        Market("in-ncd-annual", "Indian public debentures, annual option", ("public NCD, annual option",), 1, "Act/Act SEBI", 1, discount_day_count="Act/365F", timing="dates", coupon_amounts="by days", price_decimals=2, yield_decimals=2, month_end=False, face=1000, calendar="in", source=SEBI),
        Market("in-ncd-monthly", "Indian public debentures, monthly option", ("public NCD, monthly option",), 12, "Act/Act SEBI", 1, discount_day_count="Act/365F", timing="dates", coupon_amounts="by days", price_decimals=2, yield_decimals=2, month_end=False, face=1000, calendar="in", source=SEBI),
        Market("in-ncd-cumulative", "Indian public debentures, cumulative option: a coupon of 0, and a redemption as `cumulative_amount` has it", ("public NCD, cumulative option",), 1, "Act/Act SEBI", 1, discount_day_count="Act/365F", timing="dates", price_decimals=2, yield_decimals=2, month_end=False, face=1000, calendar="in", source=SEBI),
    )
}  # fmt: skip
"""Bonds by name. Bills, commercial paper and certificates of deposit, which are quoted otherwise, are BILL_MARKETS."""

DRAWN_MARKETS = tuple(market.name for market in MARKETS.values() if market.drawn)
"""Markets about which questions are made. Their ranges hold plain bonds with more than a year to run."""


def find_markets(market: str | Market | Sequence[str | Market]) -> list[Market]:
    """The markets that are meant, one or one for each bond. Raises BondsftError for a name that is not in MARKETS."""
    wanted: Sequence[str | Market] = [market] if isinstance(market, str | Market) else market
    for name in wanted:
        if not isinstance(name, Market) and name not in MARKETS:
            raise BondsftError(f"{str(name)!r} is not a market known here.", f"Name one of {', '.join(MARKETS)}.")
    return [name if isinstance(name, Market) else MARKETS[name] for name in wanted]
