"""QuantLib's own bonds, schedules and day counts, an independent implementation to hold the kernel against."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

MONTHS = {1: 12, 2: 6, 4: 3, 12: 1}


class Oracle:
    """Builds what a test compares with, from the same terms that `Bonds.dated` takes for one bond."""

    def __init__(self, ql: Any) -> None:
        self.ql = ql
        self.often = {1: ql.Annual, 2: ql.Semiannual, 4: ql.Quarterly, 12: ql.Monthly}

    def date(self, day: Any) -> Any:
        return self.ql.Date(str(day), "%Y-%m-%d")

    def schedule(
        self, start: Any, maturity: Any, frequency: Any, first: Any = None, last: Any = None, month_end: Any = True
    ) -> Any:
        ql = self.ql
        ends = [self.date(day) if day is not None else ql.Date() for day in (first, last)]
        tenor = ql.Period(MONTHS[int(frequency)], ql.Months)
        rule = ql.DateGeneration.Backward
        return ql.Schedule(
            self.date(start),
            self.date(maturity),
            tenor,
            ql.NullCalendar(),
            ql.Unadjusted,
            ql.Unadjusted,
            rule,
            bool(month_end),
            *ends,
        )

    def running(self, settlement: Any, maturity: Any, frequency: Any, month_end: Any = True) -> Any:
        """A schedule of whole periods that starts before settlement."""
        back = np.datetime64(maturity, "M") - np.datetime64(settlement, "M")
        periods = int(back.astype(int)) // MONTHS[int(frequency)] + 2
        start = self.date(maturity) - self.ql.Period(periods * MONTHS[int(frequency)], self.ql.Months)
        return self.schedule(start.ISO(), maturity, frequency, month_end=month_end)

    def day_counter(self, name: str, schedule: Any) -> Any:
        ql = self.ql
        thirty = ql.Thirty360
        return {
            "Act/Act ICMA": lambda: ql.ActualActual(ql.ActualActual.ISMA, schedule),
            "Act/Act ISDA": lambda: ql.ActualActual(ql.ActualActual.ISDA),
            "Act/365F": ql.Actual365Fixed,
            "Act/365 Canadian": lambda: ql.Actual365Fixed(ql.Actual365Fixed.Canadian),
            "NL/365": lambda: ql.Actual365Fixed(ql.Actual365Fixed.NoLeap),
            "Act/360": ql.Actual360,
            "Act/364": ql.Actual364,
            "Act/365.25": ql.Actual36525,
            "30/360": lambda: thirty(thirty.BondBasis),
            "30/360 US": lambda: thirty(thirty.USA),
            "30E/360": lambda: thirty(thirty.European),
            "30E/360 ISDA": lambda: thirty(thirty.ISDA, schedule.endDate()),
        }[name]()

    def bond(self, coupon: Any, schedule: Any, day_count: str, redemption: Any = 100.0, ex: tuple[Any, ...] = ()) -> Any:
        ql = self.ql
        late = (ql.Date(), ql.NullCalendar(), *ex) if ex else ()
        days = self.day_counter(day_count, schedule)
        return ql.FixedRateBond(0, 100.0, schedule, [float(coupon)], days, ql.Unadjusted, float(redemption), *late)

    def payments(self, bond: Any, settlement: Any) -> list[tuple[str, float]]:
        """Dates and amounts after settlement, the redemption with the last coupon and without one that is the seller's."""
        today = self.date(settlement)
        paid: dict[str, float] = {}
        for flow in (flow for flow in bond.cashflows() if flow.date() > today):
            coupon = self.ql.as_coupon(flow)
            late = coupon and coupon.exCouponDate() != self.ql.Date() and coupon.exCouponDate() <= today
            paid[flow.date().ISO()] = paid.get(flow.date().ISO(), 0.0) + (0.0 if late else flow.amount())
        return list(paid.items())


@pytest.fixture
def oracle() -> Oracle:
    return Oracle(pytest.importorskip("QuantLib"))
