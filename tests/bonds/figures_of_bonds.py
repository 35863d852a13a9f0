"""Figures of bonds with coupons, by the convention that a case names."""

from dataclasses import replace

import numpy as np
from figures_of_other_bonds import brazilian, periods_to_first, schedule, south_african

from bondsft.bonds import DAY_COUNTS as ALL_DAY_COUNTS
from bondsft.bonds import (
    MARKETS,
    Bonds,
    Flows,
    Market,
    adjusted_prices,
    cash_flows,
    clean_price,
    dirty_price,
    index_ratio,
    market_calendar,
    risk,
    roll_dates,
    simple_yield,
    yield_of_flows,
    yield_to_maturity,
)

STREET = replace(MARKETS["us"], name="street")
DAY_COUNTS = {
    "30/360_US": "30/360 US", "30/360": "30/360", "30E/360": "30E/360", "ActAct_ICMA": "Act/Act ICMA", "ActAct": "Act/Act ICMA",
    "Act365F": "Act/365F", "Act360": "Act/360", "Act365_Canadian": "Act/365 Canadian", "NL365": "Act/365F",
}  # fmt: skip
MARKET_OF = (  # how a case's convention begins, and the market that has it
    ("US Treasury auction", "us-auction"), ("US street", "us"),
    ("US corporate", "us-corporate"), ("US muni", "us-muni"), ("US agency", "us-agency"),
    ("UK", "uk"), ("Australia", "au"), ("Canada", "ca"), ("New Zealand", "nz"), ("Sweden", "se"), ("Switzerland", "ch"),
    ("Norway", "no"), ("Germany", "de"), ("France", "fr"), ("Netherlands", "nl"), ("Italy", "it"), ("Japan", "jp"),
    ("Thailand", "th"), ("Indian G-sec", "in"), ("Indian corporate", "in-corporate"),
)  # fmt: skip


def market_of(given, convention) -> Market:
    """The market's rules; those of the US street with the case's own day counts where it names no market."""
    for start, name in MARKET_OF:
        if convention.startswith(start):
            market = MARKETS[name]
            return replace(market, accrued_decimals=-1) if "face" in given else market  # only a quote of 100 is rounded
    often = given.get("frequency", 2)
    basis = DAY_COUNTS.get(given.get("day_count", given.get("day_count_accrual")), convention)
    basis = basis if basis in ALL_DAY_COUNTS else "30/360"
    discount = DAY_COUNTS.get(given.get("day_count_discount"), "")
    return replace(STREET, frequency=often, compounding=often, day_count=basis, discount_day_count=discount)


def bond_of(given, convention, **rules):
    market = replace(market_of(given, convention), **rules)
    start = given.get("issue", given.get("dated"))
    stubs = {
        "issue": start,
        "first_coupon": given.get("first_coupon", given.get("first_interest")),
        "last_coupon": given.get("last_interest", given.get("last_regular_coupon")),
    }
    # Accrued interest does not hang on the maturity, which such cases leave out: the next coupon date known does for it.
    maturity = given.get("maturity", stubs["first_coupon"] or given.get("next_coupon") or np.datetime64(start) + 3652)
    return Bonds.of_market(
        market,
        given["coupon"],
        given.get("settlement", start),
        maturity,
        redemption=given.get("redemption", 100),
        ex_dividend=given.get("ex_dividend"),
        **{name: date for name, date in stubs.items() if date},
    )


def analytics(given, convention):
    """Price, yield and risk, from whichever of them is given."""
    if "years" in given:
        bond = Bonds.of_periods(given["coupon"], given["frequency"], given["years"] * given["frequency"])
    else:
        bond = bond_of(given, convention)
    if "payment_calendar" in given:
        return {"accrued": bond.accrued[0], "yield_pct": 100 * rolled_yield(bond, given["clean_price"])}
    if "clean_price" in given:
        rate = yield_to_maturity(bond, given["clean_price"])
    elif "dirty_price" in given:
        rate = yield_to_maturity(bond, given["dirty_price"], quote="dirty")
    else:
        rate = given.get("yield", given.get("real_yield"))
    measures, scale, often = risk(bond, rate), given.get("face", 100) / 100, given["frequency"]
    clean, dirty = clean_price(bond, rate) * scale, dirty_price(bond, rate) * scale
    found = {
        "yield": rate, "clean_price": clean, "price": clean, "dirty_price": dirty, "accrued": bond.accrued * scale,
        "accrued_per_1000": 10 * bond.accrued, "documented_formula": clean, "modified_duration": measures.modified_duration,
        "macaulay_duration": measures.macaulay_duration, "macaulay_years": measures.macaulay_duration,
        "macaulay_periods": measures.macaulay_duration * often, "convexity": measures.convexity,
        "convexity_over_100": measures.convexity / 100, "convexity_periods": measures.convexity * often**2,
        "pv01_per_100": measures.dv01, "pvbp": measures.dv01 * scale,
    }  # fmt: skip
    found = {name: float(np.ravel(value)[0]) for name, value in found.items()}
    if "ref_cpi" in given:
        ratio = index_ratio(given["ref_cpi"], given["ref_cpi_base"])[0]
        paid = adjusted_prices(found["clean_price"], found["accrued"], ratio)
        money = {"price_adjusted": paid.price, "accrued_adjusted": paid.accrued, "settlement_amount": paid.settlement_amount}
        return found | {"index_ratio": ratio} | {name: value[0] for name, value in money.items()}
    return found | {"yield_pct": 100 * found["yield"]}


def rolled_yield(bond, clean):
    flows = Flows.of_bonds(bond, roll_dates(cash_flows(bond).date, market_calendar("euro")))
    return yield_of_flows(flows, clean + bond.accrued, bond.compounding).rate[0]


def excel(given, convention):
    """Excel takes the time to the coupon as what is left of the period; its documentation, and others, count it."""
    remainder = clean_price(bond_of(given, convention, remainder=True), given["yield"])[0]
    return {"excel_actual": remainder, "documented_formula": clean_price(bond_of(given, convention), given["yield"])[0]}


def accrued(given, convention):
    bond = bond_of(given, convention)
    per = given.get("par", given.get("face", 100)) / 100
    return {"accrued": bond.accrued[0] * per, "accrued_150000": bond.accrued[0] * 1500}


def first_coupon(given, convention):
    return {"first_coupon_amount": bond_of(given, convention).first_coupon[0] * given["par"] / 100}


def japanese(given, convention):
    return {"simple_yield_pct": 100 * simple_yield(bond_of(given, convention), given["clean_price"])[0]}


def subject(case):
    """The function that computes a case."""
    given, convention = case["inputs"], case.get("convention", "")
    if case["category"] == "schedule":
        name = {"ms-coupdaybs": "gone", "ms-coupdays": "days", "ms-coupnum": "count"}.get(case["id"])
        return lambda *case_: schedule(*case_) | ({"value": schedule(*case_)[name]} if name else {})
    if "excel_actual" in case["expected"]:
        return excel
    if "simple_yield_pct" in case["expected"]:
        return japanese
    if case["category"] == "cash_flow":
        return first_coupon
    if "time_to_first_years" in given:
        return periods_to_first
    if convention.startswith("South Africa"):
        return south_african
    if convention.startswith("Brazil"):
        return brazilian
    return accrued if case["category"] == "accrued" else analytics
