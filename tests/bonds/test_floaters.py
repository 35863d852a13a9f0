"""Floating-rate notes: the Treasury's and other published figures, laws of the margin, QuantLib's projected coupons."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondsft.bonds import (
    Curve,
    Floaters,
    Status,
    discount_margin,
    price_from_discount_margin,
    projected_index,
)
from bondsft.errors import BondsftError

QUARTERS = ["2012-10-31", "2013-01-31", "2013-04-30", "2013-07-31", "2013-10-31", "2014-01-31", "2014-04-30", "2014-07-31"]
ISSUE = "2012-07-31"


def test_the_treasury_examples_at_par_and_at_the_zero_floor_are_reproduced():
    # 31 CFR 356 Appendix B, IV.A and IV.B: in the second, spread and margin of -0.150 % take the rate below zero
    notes = Floaters.projected(ISSUE, ISSUE, QUARTERS, 0.00095022819, [0.0012, -0.0015], floor=0)
    assert price_from_discount_margin(notes, [0.0012, -0.0015]).clean == pytest.approx([100.0, 100.111551], abs=5e-7)
    assert notes.amount[1, :-1].sum() == 0


def test_the_treasury_reopening_is_reproduced_with_interest_accrued_at_other_rates():
    # 31 CFR 356 Appendix B, IV.C
    note = Floaters.projected(
        ISSUE, "2012-08-31", QUARTERS, 0.00105027876, 0.0012, accrued=0.019432992, floor=0, daily_decimals=9
    )
    found = price_from_discount_margin(note, 0.001)
    # the regulation rounds its growth factors to 9 decimals too, for ease in following
    assert found.dirty == pytest.approx([100.058173], abs=1e-6)
    assert found.clean == pytest.approx([100.038740], abs=1e-6)
    assert note.amount[0, 0] == pytest.approx(0.057562689, abs=1e-9)  # IV.D, example 2
    assert discount_margin(note, found.clean).spread == pytest.approx([0.001], abs=1e-13)


def test_a_published_price_by_half_years_is_reproduced():
    # CFA Program curriculum: two years, index 1.25 %, quoted margin 0.50 %, discount margin 0.40 %: 100.196
    dates = ["2026-07-01", "2027-01-01", "2027-07-01", "2028-01-01"]
    note = Floaters.projected("2026-01-01", "2026-01-01", dates, 0.0125, 0.005, day_count="30/360")
    assert price_from_discount_margin(note, 0.004).clean == pytest.approx([100.196], abs=5e-4)
    assert discount_margin(note, 100.196).spread == pytest.approx([0.004], abs=5e-6)


@settings(max_examples=80)
@given(st.floats(-0.03, 0.5), st.floats(-0.005, 0.1), st.floats(0, 0.02), st.integers(0, 80))
def test_price_then_margin_gives_the_margin_back(margin, index, spread, days):
    settlement = np.datetime64(ISSUE) + days
    note = Floaters.projected(ISSUE, settlement, QUARTERS, index, spread, rate_now=0.03)
    found = discount_margin(note, price_from_discount_margin(note, margin).clean)
    assert found.status[0] == Status.SOLVED
    assert found.spread == pytest.approx([margin], abs=1e-10)


@settings(max_examples=40)
@given(st.floats(0, 0.1), st.floats(0, 0.02))
def test_on_a_payment_date_a_margin_of_the_spread_is_par(index, spread):
    note = Floaters.projected(ISSUE, ISSUE, QUARTERS, index, spread)
    assert price_from_discount_margin(note, spread).clean == pytest.approx([100], abs=1e-10)


def test_a_hopeless_price_is_told_by_a_status():
    notes = Floaters.projected(ISSUE, ISSUE, QUARTERS, [0.01, 0.01, 0.01], 0.002)
    found = discount_margin(notes, [99.0, -5.0, np.nan])
    assert list(found.status) == [Status.SOLVED, Status.NOT_MEANINGFUL, Status.NOT_MEANINGFUL]


def test_notes_of_several_lengths_equal_each_alone():
    dates = np.array([QUARTERS, [*QUARTERS[:3], *["NaT"] * 5]], "datetime64[D]")
    notes = Floaters.projected(ISSUE, "2012-09-03", dates, [0.01, 0.02], 0.002)
    alone = [
        price_from_discount_margin(Floaters.projected(ISSUE, "2012-09-03", QUARTERS[:count], index, 0.002), 0.004).dirty[0]
        for count, index in ((8, 0.01), (3, 0.02))
    ]
    assert price_from_discount_margin(notes, 0.004).dirty == pytest.approx(alone, rel=1e-14)


def test_bad_notes_are_named():
    with pytest.raises(BondsftError, match="payment row of bond 0"):
        Floaters.projected(ISSUE, "2012-12-01", QUARTERS, 0.01, 0.002)
    with pytest.raises(BondsftError, match="settlement of bond 0"):
        Floaters.projected("2012-09-01", ISSUE, QUARTERS, 0.01, 0.002)


def test_projected_coupons_agree_with_quantlib():
    ql = pytest.importorskip("QuantLib")
    today = ql.Date(16, 11, 2026)
    ql.Settings.instance().evaluationDate = today
    days, zeros = np.array([90, 365, 730, 1825]), [0.03, 0.034, 0.037, 0.04]
    oracle = ql.ZeroCurve([today, *(today + int(day) for day in days)], [0.03, *zeros], ql.Actual365Fixed())
    index = ql.IborIndex("flat", ql.Period(3, ql.Months), 0, ql.USDCurrency(), ql.NullCalendar(), ql.Unadjusted, False,
                         ql.Actual360(), ql.YieldTermStructureHandle(oracle))  # fmt: skip
    schedule = ql.Schedule(today, ql.Date(16, 11, 2028), ql.Period(ql.Quarterly), ql.NullCalendar(), ql.Unadjusted,
                           ql.Unadjusted, ql.DateGeneration.Backward, False)  # fmt: skip
    bond = ql.FloatingRateBond(0, 100.0, schedule, index, ql.Actual360(), ql.Unadjusted, 0, [1.0], [0.0035])
    ql.setCouponPricer(bond.cashflows(), ql.BlackIborCouponPricer())
    expected = [flow.amount() for flow in bond.cashflows()]
    dates = [np.datetime64(day.ISO()) for day in schedule][1:]
    start = np.datetime64("2026-11-16")
    curve = Curve.of_zero_rates(days / 365, zeros)
    note = Floaters.projected(start, start, dates, projected_index(curve, start, dates), 0.0035)
    assert [*note.amount[0, :-1], note.amount[0, -1] - 100] == pytest.approx(expected[:-1], abs=1e-10)


@pytest.mark.parametrize("day_count", ["30/360", "30/360 US", "30E/360", "Act/360"])
def test_a_coupon_is_that_of_its_whole_period_whenever_the_note_is_bought(day_count):
    days = np.arange(np.datetime64("2026-01-15"), np.datetime64("2026-07-15"))
    notes = Floaters.projected("2026-01-15", days, ["2026-07-15"], 0.05, 0.0, day_count=day_count)
    assert notes.amount[:, 0] == pytest.approx(np.full(len(days), notes.amount[0, 0]), abs=1e-12)
    assert (np.diff(notes.accrued) >= 0).all()
