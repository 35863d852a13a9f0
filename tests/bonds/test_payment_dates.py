"""Payments made on other days than the nominal ones."""

import numpy as np
import pytest

from bondsft.bonds import Bonds, Flows, cash_flows, roll_dates, yield_of_flows, yield_to_maturity


@pytest.mark.parametrize("market", ["it", "us", "in", "th", "in-corporate-xirr"])
def test_payments_on_their_nominal_dates_give_the_bonds_own_yield(market):
    bond = Bonds.of_market(market, 0.06, "2026-03-20", "2033-05-01")
    dates = cash_flows(bond).date
    found = yield_of_flows(Flows.of_bonds(bond, dates), 101 + bond.accrued, bond.compounding)
    assert found.rate == pytest.approx(yield_to_maturity(bond, 101), abs=1e-13)


def test_later_payments_yield_less():
    bond = Bonds.of_market("it", 0.044, "2024-06-14", ["2033-05-01", "2030-11-03"])
    moved = roll_dates(cash_flows(bond).date, np.busdaycalendar())
    flows = Flows.of_bonds(bond, moved)
    assert (flows.date[0] >= cash_flows(bond).date[0]).all()
    later = yield_of_flows(flows, 98 + bond.accrued).rate
    assert (later < yield_to_maturity(bond, 98)).all()
    assert later == pytest.approx(yield_to_maturity(bond, 98), abs=5e-5)


def test_an_italian_yield_counts_payments_rolled_by_the_target_calendar():
    # rateslib's test of the BTP 4.4 % May 2033 against the yield on Bloomberg's screen: 4.730058 at 98 for 14 June 2024
    pytest.importorskip("holidays")
    from bondsft.bonds import market_calendar

    bond = Bonds.of_market("it", 0.044, "2024-06-14", "2033-05-01")
    flows = Flows.of_bonds(bond, roll_dates(cash_flows(bond).date, market_calendar("euro")))
    assert 100 * yield_of_flows(flows, 98 + bond.accrued).rate == pytest.approx([4.730058], abs=5e-6)
