"""Bonds: many as columns, one array a term, made from what a user states. One bond is a column of length 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bondsft.bonds.bond_columns import NO_DATE, BondColumns
from bondsft.bonds.checks import check_dated, check_periods
from bondsft.bonds.columns import in_blocks
from bondsft.bonds.conventions import RULES, Market, goes_without_coupon
from bondsft.bonds.markets import find_markets
from bondsft.bonds.placed import Placed
from bondsft.bonds.placing import place
from bondsft.errors import BondsftError

KEPT = (
    "coupon", "frequency", "compounding", "redemption", "settlement", "maturity", "month_end", "day_count",
    "discount_day_count", "first_period", "last_period",
)  # fmt: skip


class Bonds(BondColumns):
    """Fixed-coupon and zero-coupon bonds, whose columns `BondColumns` explains.

    Make them with `Bonds.of_market`, `Bonds.dated` or `Bonds.of_periods`.
    """

    def __init__(self, *terms: Any, **known: Any) -> None:
        if terms or known.keys() != BondColumns.__dataclass_fields__.keys():
            raise BondsftError(
                "Bonds are not made by Bonds(...).", "Make them with Bonds.of_market, Bonds.dated or Bonds.of_periods."
            )
        super().__init__(**known)

    @classmethod
    def of_market(
        cls,
        market: str | Market | Sequence[str | Market],
        coupon: ArrayLike,
        settlement: ArrayLike,
        maturity: ArrayLike,
        *,
        redemption: ArrayLike = 100.0,
        issue: ArrayLike = NO_DATE,
        first_coupon: ArrayLike = NO_DATE,
        last_coupon: ArrayLike = NO_DATE,
        ex_dividend: ArrayLike | None = None,
        calendar: np.busdaycalendar | None = None,
        keep_faulty: bool = False,
    ) -> Bonds:
        """Bonds by the conventions of a market: its name in MARKETS, a `Market` of your own, or one of either for each bond.

        Without `ex_dividend` the market's rule tells whose the next coupon is, its business days those of `calendar`, else
        Monday to Friday. The rest is as in `Bonds.dated`.
        """
        known = find_markets(market)
        few = list({id(one): one for one in known}.values())  # perhaps of many bonds
        places = {id(one): place for place, one in enumerate(few)}
        which = [places[id(one)] for one in known]
        columns = {name: np.array([getattr(one, name) for one in few])[which] for name in (*RULES, "frequency")}
        frequency = columns.pop("frequency")
        rules: dict[str, Any] = {
            **columns,
            "keep_faulty": keep_faulty,
            "redemption": redemption,
            "issue": issue,
            "first_coupon": first_coupon,
            "last_coupon": last_coupon,
        }
        terms = (coupon, frequency, settlement, maturity)
        bonds = cls.dated(*terms, ex_dividend=False if ex_dividend is None else ex_dividend, **rules)
        if ex_dividend is not None or not any(one.ex_dividend for one in known):
            return bonds
        next_coupon = bonds.payment_dates(np.zeros((len(bonds), 1), np.int64))[:, 0]
        late = goes_without_coupon([one.ex_dividend for one in known], bonds.settlement, next_coupon, calendar)
        return cls.dated(*terms, ex_dividend=late, **rules) if late.any() else bonds

    @classmethod
    def dated(
        cls,
        coupon: ArrayLike,
        frequency: ArrayLike,
        settlement: ArrayLike,
        maturity: ArrayLike,
        day_count: ArrayLike = "30/360",
        redemption: ArrayLike = 100.0,
        compounding: ArrayLike | None = None,
        month_end: ArrayLike = True,
        *,
        issue: ArrayLike = NO_DATE,
        first_coupon: ArrayLike = NO_DATE,
        last_coupon: ArrayLike = NO_DATE,
        ex_dividend: ArrayLike = False,
        keep_faulty: bool = False,
        **rules: Any,
    ) -> Bonds:
        """Bonds with dates. Arguments broadcast to (n,).

        issue          since when interest accrues, where the first coupon is still to come: short or long if not regular
        first_coupon   its date; without one, the first coupon date after issue
        last_coupon    the last coupon date before maturity, where the period from there to maturity is odd
        ex_dividend    whether the next coupon is the seller's
        keep_faulty    whether bonds with a bad term stay, with what is wrong in `fault` and NaN for what is computed
        rules          other fields of `Market`, by name (`last_period="simple"`), each a value or a column

        Raises BondsftError with the index and value of the first bad term, unless `keep_faulty`.
        """
        terms, faults = check_dated(
            rules,
            keep_faulty=keep_faulty,
            coupon=coupon,
            frequency=frequency,
            settlement=settlement,
            maturity=maturity,
            day_count=day_count,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
            month_end=month_end,
            issue=issue,
            first_coupon=first_coupon,
            last_coupon=last_coupon,
            ex_dividend=ex_dividend,
        )
        placed = Placed(*in_blocks(lambda rows: place(terms.at(rows)), len(terms.coupon)))
        kept = {name: getattr(terms, name) for name in KEPT}
        by_days, by_dates = terms.coupon_amounts == "by days", terms.timing == "dates"
        return cls(**kept, **placed._asdict(), by_days=by_days, by_dates=by_dates, fault=faults.messages())

    @classmethod
    def of_periods(
        cls,
        coupon: ArrayLike,
        frequency: ArrayLike,
        periods: ArrayLike,
        redemption: ArrayLike = 100.0,
        compounding: ArrayLike | None = None,
        *,
        keep_faulty: bool = False,
    ) -> Bonds:
        """Bonds on a coupon date with a whole number of coupon periods to maturity. Arguments broadcast to (n,).

        Raises BondsftError with the index and value of the first bad term, unless `keep_faulty`.
        """
        terms, faults = check_periods(
            keep_faulty=keep_faulty,
            coupon=coupon,
            frequency=frequency,
            count=periods,
            redemption=redemption,
            compounding=frequency if compounding is None else compounding,
        )
        count = terms.pop("count")
        one, nothing, no_date = (np.broadcast_to(value, count.shape) for value in (1.0, 0.0, NO_DATE))
        amount, names = 100 * terms["coupon"] / terms["frequency"], np.broadcast_to("30/360", count.shape)
        placed = Placed(count, one, nothing, amount, amount, one, nothing, nothing, no_date, count - 1, no_date)
        compound = np.broadcast_to("compound", count.shape)
        rules = {"day_count": names, "discount_day_count": names, "first_period": compound, "last_period": compound}
        dates = {"settlement": no_date, "maturity": no_date, "month_end": one > 0}
        conventions = rules | {"by_days": nothing > 0, "by_dates": nothing > 0}
        return cls(**terms, **dates, **placed._asdict(), **conventions, fault=faults.messages())
