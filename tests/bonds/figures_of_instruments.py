"""Figures of what is not a bond with coupons: bills, floaters, indexes, factors, identifiers, day counts and flows."""

import numpy as np

from bondsft.bonds import (
    CONTINUOUS,
    BillMarket,
    Bonds,
    Floaters,
    Flows,
    bill_price,
    bill_rate,
    convert_rate,
    cumulative_amount,
    cusip_check_digit,
    days_in_following_year,
    gilt_conversion_factor,
    index_ratio,
    instalment,
    investment_rate,
    isin_check_digit,
    price_from_discount_margin,
    price_of_interest_at_maturity,
    reference_index,
    risk_of_flows,
    year_fraction,
    yield_of_flows,
    yield_of_interest_at_maturity,
)
from bondsft.bonds.schedule import coupon_date, remaining_coupons

DAY_COUNTS = {"Act360": "Act/360", "Act365F": "Act/365F", "30/360_US": "30/360"}
BILL_MARKETS = (  # how a case's convention begins, and the market, or rule of one's own, that has it
    ("bank discount", "us-bill"),
    ("coupon-equivalent", "us-bill"),
    ("bond-equivalent", "us-bill"),
    ("discount Act/360", "us-bill"),
    ("discount Act/Act", BillMarket("365", "discount over the calendar year", "discount", 365, "Excel's DISC, basis 1")),
    ("Indian T-bill", "in-tbill"),
    ("simple yield on price, Act/365", "in-tbill"),
    ("simple Act/360", "euro-bill"),
    ("simple Act/365", "au-note"),
    ("annual compounding, Act/365", "no-bill"),
)


def bill(given, convention):
    market = next(market for start, market in BILL_MARKETS if convention.startswith(start))
    days = given.get("days") or (np.datetime64(given["maturity"]) - np.datetime64(given["settlement"])).astype(int)
    rate = given.get("discount_rate", given.get("simple_rate"))
    price = given["price"] if "price" in given else bill_price(market, rate, days)[0]
    quoted = bill_rate(market, price, days)[0]
    year = given.get("year_days") or (days_in_following_year(given["settlement"])[0] if "settlement" in given else 365)
    if convention.startswith("bond-equivalent"):
        quoted = investment_rate(price, days, 365)[0]  # Excel never counts 366
    return {
        "price": price,
        "days": days,
        "yield": quoted,
        "yield_pct": 100 * quoted,
        "discount_rate": quoted,
        "investment_rate": investment_rate(price, days, year)[0],
        "investment_rate_pct": 100 * investment_rate(price, days, year)[0],
        "received": given.get("investment", 0) / bill_price(market, rate, days, redemption=1)[0] if rate else None,
    }


def floater(given, _convention):
    settlement = np.datetime64(given.get("settlement", given.get("issue")))
    maturity, often = np.array([np.datetime64(given["maturity"])]), np.array([given["frequency"]])
    count = remaining_coupons(np.array([settlement]), maturity, often, np.array([True]))[0]
    dates = [coupon_date(maturity, often, np.array([back]), np.array([True]))[0] for back in range(count, -1, -1)]
    previous = given.get("dated", dates[0])
    accrued = given.get("accrued")
    note = Floaters.projected(
        previous, settlement, dates[1:], given["index_rate"], given["spread"], accrued=accrued, floor=0, daily_decimals=9
    )
    found = price_from_discount_margin(note, given["discount_margin"])
    return {"price": found.clean[0], "dirty_price": found.dirty[0], "clean_price": found.clean[0], "accrued": found.accrued[0]}


def index(given, _convention):
    day = np.datetime64(given["date"])
    reference = reference_index([day, day + 1], given["cpi_m"], given["cpi_m1"])
    return {"ref_cpi": reference[0], "index_ratio_next_day": index_ratio(reference[1], reference[0])[0]}


def conversion_factor(given, _convention):
    terms = given["coupon"], given["settlement"], given["maturity"], given["ex_dividend"], given["yield"]
    return {"factor": gilt_conversion_factor(*terms)[0]}


def rate_conversion(given, _convention):
    if "discount_rate" in given:
        price = bill_price("us-bill", given["discount_rate"], given["days"])
        return {"index_rate_pct": 100 * bill_rate("us-cd", price, given["days"])[0]}
    if "effective" in given:
        return {"nominal": convert_rate(given["effective"], 1, given["periods"])[0]}
    effective = convert_rate(given["nominal"], given["periods"], 1)[0]
    return {"effective": effective, "effective_pct": 100 * effective}


def payments(given, _convention):
    if "months" in given:
        rate = given["rate"] / 12
        payment = instalment(given["nominal"], rate, given["months"])[0]
        return {"payment": payment}
    years, days = (given["years"], 0) if "years" in given else divmod(given["days"], 365)
    return {"maturity_amount": cumulative_amount(given["face"], given["annual_effective_yield"], years, days)[0]}


def identifier(given, _convention):
    if "cusip" in given:
        return {"check_digit": cusip_check_digit(given["cusip"][:8])}
    return {"check_digit": isin_check_digit(given["isin"][:11])}


def interest_at_maturity(given, _convention):
    dates = given["coupon"], given["issue"], given["settlement"], given["maturity"]
    basis = DAY_COUNTS[given["day_count"]]
    if "yield" in given:
        return {"clean_price": price_of_interest_at_maturity(*dates, given["yield"], basis)[0]}
    return {"yield": yield_of_interest_at_maturity(*dates, given["clean_price"], basis)[0]}


def flows(given, _convention):
    if "period_yield" in given:
        regular = Flows.regular(given["flows"], 1)
        return {"modified_duration": risk_of_flows(regular, given["period_yield"]).modified_duration[0]}
    times, amounts = np.array(given["flows"], float).T
    dated = Flows(times[None], amounts[None], np.full((1, len(times)), np.datetime64("NaT"), "datetime64[D]"))
    return {"yield": yield_of_flows(dated, given["price"], CONTINUOUS).rate[0]}


def day_count(given, _convention):
    """Days by the three ways to count months of 30, or years by the ISDA and the ICMA rule."""
    span = given["start"], given["end"]
    twelve = {"bond_basis": "30/360", "eurobond_30E": "30E/360", "us_nasd": "30/360 US"}
    days = {name: 360 * year_fraction(basis, *span)[0] for name, basis in twelve.items()}
    return days | {"actact_isda": year_fraction("Act/Act ISDA", *span)[0], "actact_icma": icma_years(given)}


def icma_years(given):
    """The interest of one period at 100 %: of a half-year, unless the memo's example has another bond."""
    start, end = given["start"], given["end"]
    if start == "2000-01-30":  # the last period of a bond that paid on 30 January: it is part of the half-year after it
        return Bonds.dated(1.0, 2, start, end, "Act/Act ICMA", last_coupon=start).last_coupon[0] / 100
    often = 1 if start == "1999-02-01" else 2
    return Bonds.dated(1.0, often, start, end, "Act/Act ICMA", issue=start, first_coupon=end).first_coupon[0] / 100


SUBJECTS = {
    "bill": bill,
    "frn_price_from_dm": floater,
    "index": index,
    "conversion_factor": conversion_factor,
    "rate_conversion": rate_conversion,
    "identifier": identifier,
    "day_count": day_count,
}


def subject(case):
    """The function that computes a case, or None where it is one of a plain bond."""
    given = case["inputs"]
    if case["category"] in SUBJECTS:
        return SUBJECTS[case["category"]]
    if case.get("convention") == "interest at maturity":
        return interest_at_maturity
    if "flows" in given:
        return flows
    if case["category"] == "cash_flow" and ("months" in given or "annual_effective_yield" in given):
        return payments
    return None
