"""What a bond pays, and when."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondsft.bonds import cash_flows
from bondsft.calculators.names import read_market
from bondsft.tasks.base import STATED, Answer, Columns, Task, Tolerance
from bondsft.tasks.dates import iso_days, usual_maturities
from bondsft.tasks.quoting import coupons_in_money, held
from bondsft.tasks.terms import bonds_of, face_of, redeemed, sample_terms
from bondsft.tasks.working import Lines, exactly, plain
from bondsft.text import read_frequency, read_number, read_percent, read_redemption

MOST_PAYMENTS = 5


class CashFlowSchedule(Task):
    """Short bonds, so that the whole schedule fits into an answer."""

    name = "cash_flows"
    description = "Every payment still to come, with its date or its time in years."
    calculator = "bond_cashflows"
    default = True
    answers = (Answer("schedule", unit="currency", decimals=2, tolerance=Tolerance(absolute=0.01)),)

    def sample(self, rng: np.random.Generator, count: int, market: str) -> Columns:
        facts = sample_terms(rng, count, market)
        while "zero_coupon" in facts:  # a single payment is no schedule
            facts = sample_terms(rng, count, market)
        for unneeded in ("compounding", "day_count"):
            facts.pop(unneeded, None)
        frequency = bonds_of(facts).frequency
        payments = rng.integers(2, MOST_PAYMENTS, count, endpoint=True)
        if "years" in facts:
            facts["years"] = payments / frequency
            facts = redeemed(rng, coupons_in_money(rng, facts), market)
        else:
            days = ((payments - rng.uniform(0.1, 0.9, count)) * 365 / frequency).astype(np.int64)
            facts["maturity"] = usual_maturities(market, facts["settlement"], facts["settlement"] + days)
        return facts if market == STATED else held(rng, facts, market)

    def solve(self, facts: Columns) -> NDArray[Any]:
        bonds = bonds_of(facts)
        flows = cash_flows(bonds)
        paid = flows.amount > 0
        times = iso_days(flows.date[paid]) if "maturity" in facts else np.round(flows.periods / bonds.frequency[:, None], 4)[paid]
        amounts = (flows.amount * (face_of(facts) / 100)[:, None])[paid]
        payments = list(zip(times.tolist(), amounts.tolist(), strict=True))
        ends = np.cumsum(paid.sum(axis=1)).tolist()
        schedules = np.empty(len(bonds), object)
        schedules[:] = [payments[start:end] for start, end in itertools.pairwise([0, *ends])]
        return schedules

    def worked(self, spans: Mapping[str, str]) -> list[str]:
        lines = Lines()
        with exactly():
            face = read_number(spans.get("face", "100"))
            if "coupon_amount" in spans:
                paid = lines.given("coupon", read_number(spans["coupon_amount"]))
            else:
                coupon = read_percent(spans["coupon_pct"])
                often = read_market(spans["market"]).frequency if "market" in spans else read_frequency(spans["frequency"])
                paid = lines.work("coupon", f"{plain(face)} * {plain(coupon)} / 100 / {often}", face * coupon / 100 / often)
            repaid = face
            if "redemption" in spans:
                share = read_redemption(spans["redemption"])
                repaid = lines.work("redemption", f"{plain(face)} * {plain(share)} / 100", face * share / 100)
            lines.work("last payment", f"{plain(repaid)} + {plain(paid)}", repaid + paid)
        return lines.texts
