"""Laws that every bond obeys whatever its convention, over a grid with hard corners."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bondsft.bonds import DAY_COUNTS, MARKETS, Bonds, Status, clean_price, dirty_price, risk, solve_yield, yield_to_maturity
from bondsft.bonds.conventions import SIMPLE_BY

START = np.datetime64("2020-01-01")
days_left = st.one_of(st.integers(1, 7), st.integers(8, 800), st.integers(801, 36_500))
coupons = st.one_of(st.just(0.0), st.floats(0.0001, 0.2))
rates = st.one_of(st.just(0.0), st.floats(-0.5, 1.0), st.floats(-1e-9, 1e-9))


@st.composite
def bonds(draw, coupon=coupons):
    """A bond of a market, or of any mixture of rules, with a day to a century to run."""
    settlement = START + draw(st.integers(0, 3000))
    maturity = settlement + draw(days_left)
    if draw(st.booleans()):
        return Bonds.of_market(draw(st.sampled_from(list(MARKETS))), draw(coupon), settlement, maturity)
    frequency, compounding = (draw(st.sampled_from([1, 2, 4, 12])) for _ in range(2))
    regular = draw(st.booleans())
    rules = {
        "first_period": draw(st.sampled_from(["compound", "simple"])) if regular else "compound",
        "last_period": draw(st.sampled_from(["compound", "simple", *SIMPLE_BY])),
        "coupon_amounts": "equal" if regular else draw(st.sampled_from(["equal", "by days"])),
        "timing": "periods" if regular else draw(st.sampled_from(["periods", "dates"])),
        "discount_day_count": draw(st.sampled_from(["", *DAY_COUNTS])),
        "month_end": draw(st.booleans()),
    }
    terms = draw(coupon), frequency, settlement, maturity, draw(st.sampled_from(DAY_COUNTS))
    return Bonds.dated(*terms, draw(st.sampled_from([100.0, 80.0, 110.0])), compounding, **rules)


def priced(bond, rate):
    """The dirty price where the rate is possible and all that is discounted lies ahead."""
    assume(bond.wait[0] > 0)
    assume(rate > -0.9 * bond.compounding[0])
    return dirty_price(bond, rate)[0]


@settings(max_examples=400)
@given(bonds(), rates)
def test_price_then_yield_gives_the_yield_back(bond, rate):
    price = priced(bond, rate)
    assume(1e-6 < price < 1e12)
    found = solve_yield(bond, price, quote="dirty")
    assert found.status[0] == Status.SOLVED
    # a rounding of the price moves the yield by this much
    rounding = 2e-16 * price / (risk(bond, rate).dv01[0] * 1e4)
    assert found.rate[0] == pytest.approx(rate, abs=1e-12 + 40 * rounding)
    assert dirty_price(bond, found.rate)[0] == pytest.approx(price, rel=1e-11)


@settings(max_examples=200)
@given(bonds(), rates, st.floats(1e-6, 0.3))
def test_price_falls_when_yield_rises(bond, rate, rise):
    low = priced(bond, rate)
    assume(low < 1e200)
    assert dirty_price(bond, rate + rise)[0] < low


@settings(max_examples=200)
@given(bonds(), st.floats(-0.2, 0.5))
def test_duration_and_convexity_are_the_slopes_of_price(bond, rate):
    here = priced(bond, rate)
    assume(1e-6 < here < 1e12)
    measures = risk(bond, rate)
    duration, convexity = measures.modified_duration[0], measures.convexity[0]
    bump = 1e-4 / (1 + duration + np.sqrt(convexity))
    low, high = dirty_price(bond, rate - bump)[0], dirty_price(bond, rate + bump)[0]
    assert duration == pytest.approx((low - high) / (2 * bump * here), rel=1e-5, abs=1e-7)
    assert measures.dv01[0] == pytest.approx(duration * here / 10_000)
    bump *= 10
    slopes = [risk(bond, rate + move).dv01[0] * 1e4 for move in (-bump, bump)]
    assert convexity == pytest.approx((slopes[0] - slopes[1]) / (2 * bump * here), rel=1e-4, abs=1e-7)


@settings(max_examples=200)
@given(bonds(coupon=st.floats(0.001, 0.2)), st.floats(-0.2, 0.5))
def test_a_coupon_bond_is_its_coupons_and_a_zero(bond, rate):
    def with_coupon(times):
        scaled = {"first_coupon": bond.first_coupon * times, "last_coupon": bond.last_coupon * times}
        return Bonds(**(vars(bond) | {"coupon": bond.coupon * times} | scaled))

    here = priced(bond, rate)
    zero = dirty_price(with_coupon(0.0), rate)[0]
    double = dirty_price(with_coupon(2.0), rate)[0]
    assert 0 < zero <= here  # equal where the one coupon left is the seller's
    assert double - here == pytest.approx(here - zero, rel=1e-8)


@given(st.floats(0.0001, 0.2), st.sampled_from([1, 2, 4, 12]), st.integers(1, 1200), st.sampled_from([*MARKETS]))
def test_on_a_coupon_date_a_bond_that_yields_its_coupon_is_worth_par(coupon, frequency, periods, market):
    assert clean_price(Bonds.of_periods(coupon, frequency, periods), coupon) == pytest.approx([100], abs=1e-9)
    known = MARKETS[market]
    assume(known.compounding == known.frequency and known.timing == "periods" and known.coupon_amounts == "equal")
    assume(known.day_count == "Act/Act ICMA" or known.day_count.startswith("30"))
    months = min(12 // known.frequency * periods, 1100)
    maturity = (np.datetime64("2026-03") + months).astype("datetime64[D]") + 9
    on_coupon = Bonds.of_market(market, coupon, "2026-03-10", maturity)
    assume(months * known.frequency % 12 == 0 and known.last_period not in SIMPLE_BY)
    assert clean_price(on_coupon, coupon) == pytest.approx([100], abs=1e-9)


@given(bonds(), rates, st.integers(2, 5))
def test_one_bond_at_many_prices_equals_many_bonds(bond, rate, count):
    price = priced(bond, rate)
    assume(1e-3 < price < 1e9)
    prices = price * np.linspace(0.9, 1.1, count)
    repeated = bond.at(np.zeros(count, int))
    together, each = solve_yield(bond, prices, quote="dirty"), solve_yield(repeated, prices, quote="dirty")
    assert together.rate == pytest.approx(each.rate, rel=1e-12, abs=1e-13, nan_ok=True)
    assert together.status.tolist() == each.status.tolist()


def test_a_column_of_every_rule_equals_its_bonds_alone_in_any_order():
    rng, count = np.random.default_rng(1), 600
    market = rng.choice(list(MARKETS), count).tolist()
    settlement = START + rng.integers(0, 3000, count)
    maturity = settlement + rng.integers(1, 12_000, count)
    coupon, rate = rng.choice([0.0, 0.03, 0.085], count), rng.uniform(-0.02, 0.15, count)
    column = Bonds.of_market(market, coupon, settlement, maturity)
    price, order = clean_price(column, rate), rng.permutation(count)
    solved, measures = yield_to_maturity(column, price), risk(column, rate)
    other = column.at(order)
    assert clean_price(other, rate[order]) == pytest.approx(price[order], rel=1e-13)
    assert yield_to_maturity(other, price[order]) == pytest.approx(solved[order], rel=1e-12, abs=1e-12)
    for row in range(0, count, 3):
        alone = Bonds.of_market(market[row], coupon[row], settlement[row], maturity[row])
        assert alone.accrued[0] == column.accrued[row]
        assert clean_price(alone, rate[row])[0] == pytest.approx(price[row], rel=1e-12)
        assert yield_to_maturity(alone, price[row])[0] == pytest.approx(solved[row], rel=1e-12, abs=1e-12)
        own = [one[0] for one in risk(alone, rate[row])]
        assert own == pytest.approx([one[row] for one in measures], rel=1e-12)
