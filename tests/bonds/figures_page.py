"""Writes the page of conventions and of the published figures that they reproduce:
`python tests/bonds/figures_page.py docs/bond-math.md`."""

import sys
from math import floor, log10
from pathlib import Path

from figures import CASES, FITTED, WRONG_AT_SOURCE, computed
from figures_of_bonds import analytics, market_of, subject
from figures_of_instruments import BILL_MARKETS as BILL_CONVENTIONS
from figures_of_instruments import subject as instrument_subject

from bondsft.bonds import BILL_MARKETS, DAY_COUNTS, MARKETS
from bondsft.bonds.years import OF_30_DAYS

INTRODUCTION = """# Bond mathematics

Made by `make docs` from the tests' data: every market that `Bonds.of_market` knows by name, and every published figure that
the tests compute again with the public functions of `bondsft.bonds`, {right} of {all} cases within the tolerance that is
printed, which is half of the last published digit unless the case's note says why not
([the cases](../tests/bonds/reference_cases.json)).

A market is a `Market`, a dataclass of plain fields; `dataclasses.replace(MARKETS["uk"], ex_dividend=None)` is one of your
own. Prices are per 100 face, rates decimals, durations in years, convexity in years squared, DV01 in price per 100 for one
basis point. Day counts: {day_counts}.

"Simple" interest in the last period is 1 / (1 + y t) once a single payment is left; in the first, over the fraction of a
period before the next coupon date, as the US Treasury prices its auctions. Macaulay duration is the present-value-weighted
time to payment there too, not modified duration times 1 + y/m. Dates are unadjusted for holidays unless rolled
dates are given (`roll_dates`, `Flows.of_bonds`), and the business days before a coupon on which a bond goes ex-dividend are
Monday to Friday unless `Bonds.of_market` is given a `calendar`.
"""
OTHER_SUBJECTS = {
    "day_count": "Day counts",
    "conversion_factor": "Conversion factors",
    "frn_price_from_dm": "Floaters and discount margins",
    "index": "Index ratios",
    "rate_conversion": "Conversions of rates",
    "cash_flow": "Amounts of instalments, cumulative debentures and odd coupons",
    "identifier": "Check digits of identifiers",
    "schedule": "Coupon dates",
    "accrued": "Accrued interest of an instrument of no named market",
}
STREET = "US street convention, with a case's own day counts"
REMAINING = "Bonds given in periods, dated flows and other conventions"


def section(case):
    """The heading under which a case stands."""
    convention, category = case.get("convention", ""), case["category"]
    if category == "bill":
        market = next(market for start, market in BILL_CONVENTIONS if convention.startswith(start))
        return f"{market}" if isinstance(market, str) else "Bills by a rule of one's own"
    if category in OTHER_SUBJECTS and category != "accrued":
        return OTHER_SUBJECTS[category]
    if instrument_subject(case) or "frequency" not in case["inputs"]:
        return REMAINING if category != "accrued" else OTHER_SUBJECTS["accrued"]
    market = market_of(case["inputs"], convention).name
    if market != "street":
        return market
    if category == "accrued":
        return OTHER_SUBJECTS["accrued"]
    return STREET if subject(case) is analytics and "maturity" in case["inputs"] else REMAINING


def figures(cases):
    yield "| figure | source | published | computed | within |"
    yield "|---|---|---|---|---|"
    for case in cases:
        found = computed(case)
        for name, value in case["expected"].items():
            within = "the same" if isinstance(value, str) else f"{case['tolerance'][name]:g}"
            mine = found[name] if isinstance(value, str) else printed(float(found[name]), case["tolerance"][name])
            source = " ".join(case["source"].replace("|", "/").split())
            yield f"| {case['id']}: {name.replace('_', ' ')} | {source} | {value} | {mine} | {within} |"


def printed(value, tolerance):
    """A figure to a digit finer than its tolerance, but no more than are the same on every machine."""
    places = 1 - floor(log10(tolerance)) if tolerance else 0
    up = value * (1 + 2**-44)  # so that halves are rounded alike, whatever the last bit
    return min(f"{up:.{places}f}", f"{up:.12g}", key=len)


def conventions(market):
    rule = market.ex_dividend
    kind = "business" if rule and rule.business else "calendar"
    facts = {
        "coupons a year": market.frequency,
        "accrues by": market.day_count,
        "time counted by": market.discount_day_count or market.day_count,
        "clean price net of interest by": market.clean_day_count,
        "coupons": "by the days of each period" if market.coupon_amounts == "by days" else "equal",
        "yield compounds": f"{market.compounding} x a year",
        "first period": market.first_period,
        "last period": market.last_period,
        "each payment's time": "from its own date" if market.timing == "dates" else "",
        "time to the next coupon": "what is left of the period" if market.remainder or market.day_count in OF_30_DAYS else "",
        "ex-dividend": f"{rule.days} {kind} days before the coupon" if rule else "never",
        "month ends": "kept" if market.month_end else "not kept",
        "settles": f"T+{market.settlement_days}",
        "least amount": f"{market.face:g}",
        "quoted as": market.quotation,
        "accrued rounded to": f"{market.accrued_decimals} decimals" if market.accrued_decimals >= 0 else "",
    }
    return (
        "Conventions: "
        + "; ".join(f"{name} {value}" for name, value in facts.items() if value != "")
        + f". Source: {market.source}."
    )


def page():
    cases = [case for name, case in CASES.items() if name not in WRONG_AT_SOURCE]
    groups = {}
    for case in cases:
        groups.setdefault(section(case), []).append(case)
    lines = [INTRODUCTION.format(right=len(cases), all=len(CASES), day_counts=", ".join(DAY_COUNTS)), "## Bonds by market"]
    for market in MARKETS.values():
        lines += [f"### `{market.name}`: {market.title}", conventions(market), *shown(groups.pop(market.name, []))]
    lines.append("## Bills and money-market paper")
    for bill in BILL_MARKETS.values():
        rule = {"discount": "bank discount", "simple": "simple interest", "annual": "annual compounding"}[bill.quote]
        facts = f"Quoted as {rule}, Act/{bill.year}. Source: {bill.source}."
        lines += [f"### `{bill.name}`: {bill.title}", facts, *shown(groups.pop(bill.name, []))]
    lines.append("## Other subjects")
    for title in sorted(groups):
        lines += [f"### {title}", *shown(groups[title])]
    lines += ["## Figures not reproduced", *(f"- {name}: {reason}." for name, reason in WRONG_AT_SOURCE.items())]
    lines += [
        "## Figures whose rule is known from themselves alone",
        *(f"- {name}: {reason}." for name, reason in FITTED.items()),
    ]
    return "\n\n".join(lines) + "\n"


def shown(cases):
    return ["\n".join(figures(cases))] if cases else ["No published figure of it is among the tests'."]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
