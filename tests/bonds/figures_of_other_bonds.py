"""Figures of bonds that no market's rules give: by tables of payments, and from the columns of a bond."""

import numpy as np

from bondsft.bonds import Bonds, Flows, cash_flows, market_calendar, risk_of_flows, roll_dates, value_of_flows, yield_of_flows


def south_african(given, _convention):
    """R2048 pays on 31 August and 28 February, never on the 29th, which no rule of month ends gives."""
    settlement, previous, following = (np.datetime64(day) for day in ("2015-09-10", "2015-08-31", "2016-02-28"))
    count, coupon = 65, 100 * given["coupon"] / 2
    flows = Flows.regular([coupon] * (count - 1) + [100 + coupon], 2, (following - settlement) / (following - previous))
    return {"dirty_price": value_of_flows(flows, given["yield"], 2)[0]}


def brazilian(given, _convention):
    """NTN-F: coupons of 1.10^0.5 - 1, years of 252 business days, payments on the next business day."""
    calendar = market_calendar("br")
    dates = cash_flows(Bonds.dated(0.1, 2, given["settlement"], given["maturity"])).date
    amounts = np.full(dates.shape, given["face"] * (1.1**0.5 - 1))
    amounts[:, -1] += given["face"]
    flows = Flows.dated(given["settlement"], roll_dates(dates, calendar), amounts, "Bus/252", calendar)
    return {"dirty_price": value_of_flows(flows, given["yield"])[0]}


def periods_to_first(given, _convention):
    """SAS states the time to the first coupon and how many there are."""
    coupon = given["par"] * given["coupon"] / given["frequency"]
    amounts = [coupon] * (given["coupons"] - 1) + [given["par"] + coupon]
    flows = Flows.regular(amounts, given["frequency"], given["time_to_first_years"] * given["frequency"])
    often = given["frequency"]
    if "dirty_price" in given:
        return {"yield": yield_of_flows(flows, given["dirty_price"], often).rate[0]}
    measures = risk_of_flows(flows, given["yield"], often)
    return {
        "dirty_price": value_of_flows(flows, given["yield"], often)[0],
        "modified_duration": measures.modified_duration[0],
        "convexity": measures.convexity[0],
    }


def schedule(given, _convention):
    """Excel's COUP functions, from the columns of a bond."""
    bond = Bonds.dated(0.01, given["frequency"], given["settlement"], given["maturity"], "Act/Act ICMA")
    start, end = bond.accrual_start[0], cash_flows(bond).date[0, 0]
    gone = (bond.settlement[0] - start).astype(int)
    return {"previous": str(start), "next": str(end), "gone": gone, "days": (end - start).astype(int), "count": bond.count[0]}
