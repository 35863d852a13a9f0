"""Random bonds of markets that QuantLib does not know, against their rules written out for one bond, in decimals of 40 digits.

Nothing below `rules of markets` touches NumPy or bondsft: each rule is as its source states it, coupon by coupon.
"""

import calendar
import random
from datetime import date, timedelta
from decimal import Decimal, getcontext

import pytest

from bondsft.bonds import MARKETS, Bonds, accrued_interest, cash_flows, clean_price, dirty_price, yield_to_maturity

DAY = timedelta(1)


# Rules of markets


@pytest.fixture(autouse=True)
def forty_digits():
    before = getcontext().prec
    getcontext().prec = 40
    yield
    getcontext().prec = before


def months_before(day, months, stick):
    """The same day some months earlier, or the month's last where there is none, or where last days stick."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    ends = stick and day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if ends else min(day.day, length))


def coupon_dates(settlement, maturity, frequency, stick):
    """The coupon date on or before settlement, and all after it."""
    found, back = [maturity], 0
    while found[0] > settlement:
        back += 12 // frequency
        found.insert(0, months_before(maturity, back, stick))
    return found[0], found[1:]


def days(start, end):
    return Decimal((end - start).days)


def days_30e(start, end):
    return Decimal(360 * (end.year - start.year) + 30 * (end.month - start.month) + min(end.day, 30) - min(start.day, 30))


def canadian(previous, settlement, following):
    gone, left = days(previous, settlement), days(settlement, following)
    return gone / 365 if gone < Decimal("182.5") else Decimal("0.5") - left / 365


def sebi_amount(coupon, start, end, maturity):
    """A day's interest is the year's over 366 where a 29 February lies in the year up to the anniversary, else over 365."""
    total, day = Decimal(0), start + DAY
    while day <= end:
        anniversary = (
            maturity.replace(year=day.year) if day <= maturity.replace(year=day.year) else maturity.replace(year=day.year + 1)
        )
        year = (anniversary - anniversary.replace(year=anniversary.year - 1)).days
        total += 100 * coupon / year
        day += DAY
    return total


def business_days_left(settlement, coupon):
    left, day = 0, settlement
    while day < coupon:
        left += day.weekday() < 5
        day += DAY
    return left


EX_DIVIDEND = {
    "au": lambda settlement, coupon: (coupon - settlement).days <= 7,
    "nz": lambda settlement, coupon: (coupon - settlement).days <= 10,
    "za": lambda settlement, coupon: (coupon - settlement).days <= 10,
    "uk": lambda settlement, coupon: business_days_left(settlement, coupon) < 7,
    "se": lambda settlement, coupon: business_days_left(settlement, coupon) < 5,
}
SHARE_ACCRUED = {  # of a year, from the last coupon date
    "ca": canadian,
    "za": lambda a, s, b: days(a, s) / 365,
    "se": lambda a, s, b: days_30e(a, s) / 360,
    "no": lambda a, s, b: days(a, s) / 365,
    "jp": lambda a, s, b: days(a, s) / 365,
}
WAIT = {  # coupon periods to the next coupon
    "se": lambda a, s, b: days_30e(s, b) / 360,
    "no": lambda a, s, b: days(s, b) / 365,
    "jp": lambda a, s, b: days(s, b) * 2 / 365,
}


def priced(market, coupon, frequency, settlement, maturity, rate):
    """Accrued interest, dirty and clean price."""
    previous, ahead = coupon_dates(settlement, maturity, frequency, True)
    amount, period = 100 * coupon / frequency, days(previous, ahead[0])
    late = EX_DIVIDEND.get(market, lambda *_: False)(settlement, ahead[0]) and settlement != previous
    paid = [amount] * len(ahead)
    paid[0] = Decimal(0) if late else amount
    paid[-1] += 100
    by_period = days(previous, settlement) / period / frequency
    share = SHARE_ACCRUED.get(market, lambda *_: by_period)(previous, settlement, ahead[0])
    lost = amount if late else 0
    accrued = 100 * coupon * share - lost
    if late and market == "za":  # less the interest of the days to come, as JSE has it
        accrued = -100 * coupon * days(settlement, ahead[0]) / 365
    if market == "au":
        accrued = round(accrued, 3)
    parting = 100 * coupon * by_period if market == "ca" else accrued
    wait = WAIT.get(market, lambda a, s, b: days(s, b) / period)(previous, settlement, ahead[0])
    if market == "au" and late and len(ahead) == 2:
        dirty = paid[1] / (1 + rate * days(settlement, maturity) / 365)
    elif len(ahead) == 1 and market in ("ca", "au", "nz", "za"):
        dirty = paid[0] / (1 + rate * days(settlement, maturity) / 365)
    elif len(ahead) == 1 and market == "se":
        dirty = paid[0] / (1 + rate * wait)
    else:
        dirty = sum(one / (1 + rate / frequency) ** (wait + number) for number, one in enumerate(paid))
    return accrued, dirty, dirty - parting


# What the kernel makes of them


def drawn(seed, longest, count=60):
    source = random.Random(seed)
    for _ in range(count):
        settlement = date(2015, 1, 1) + source.randrange(4000) * DAY
        maturity = settlement + (1 + source.randrange(longest)) * DAY
        yield settlement, maturity, Decimal(source.randrange(100, 9000)) / 100_000, Decimal(source.randrange(-200, 1500)) / 10_000


@pytest.mark.parametrize("market", ["ca", "au", "nz", "za", "uk", "se", "no", "jp"])
@pytest.mark.parametrize("longest", [30, 180, 9000])
def test_a_market_s_rules(market, longest):
    frequency, lost = MARKETS[market].frequency, 0
    for settlement, maturity, coupon, rate in drawn(f"{market} {longest}", longest):
        bond = Bonds.of_market(market, float(coupon), settlement, maturity)
        accrued, dirty, clean = (float(one) for one in priced(market, coupon, frequency, settlement, maturity, rate))
        assert accrued_interest(bond)[0] == pytest.approx(accrued, abs=1e-9)
        assert dirty_price(bond, float(rate))[0] == pytest.approx(dirty, abs=1e-9)
        assert clean_price(bond, float(rate))[0] == pytest.approx(clean, abs=1e-9)
        assert yield_to_maturity(bond, clean)[0] == pytest.approx(float(rate), abs=1e-10)
        lost += accrued < 0
    if longest == 30 or market not in EX_DIVIDEND:
        assert (lost > 0) == (market in EX_DIVIDEND)


@pytest.mark.parametrize("market", ["in-ncd-monthly", "in-ncd-annual", "in-corporate-xirr"])
def test_indian_debentures_pay_by_days_and_are_discounted_from_dates(market):
    frequency = MARKETS[market].frequency
    for settlement, maturity, coupon, rate in drawn(market, 2500, 20):
        maturity = maturity.replace(day=min(maturity.day, 28))
        if maturity <= settlement:
            continue
        bond = Bonds.of_market(market, float(coupon), settlement, maturity)
        previous, ahead = coupon_dates(settlement, maturity, frequency, False)
        amounts = [sebi_amount(coupon, start, end, maturity) for start, end in zip([previous, *ahead], ahead, strict=False)]
        amounts[-1] += 100
        accrued = sebi_amount(coupon, previous, settlement, maturity)
        dirty = sum(one / (1 + rate) ** (days(settlement, end) / 365) for one, end in zip(amounts, ahead, strict=True))
        assert cash_flows(bond).amount[0] == pytest.approx([float(one) for one in amounts], abs=1e-9)
        assert accrued_interest(bond)[0] == pytest.approx(float(accrued), abs=1e-9)
        assert clean_price(bond, float(rate))[0] == pytest.approx(float(dirty - accrued), abs=1e-9)
        assert yield_to_maturity(bond, float(dirty - accrued))[0] == pytest.approx(float(rate), abs=1e-10)


@pytest.mark.parametrize(("day_count", "year"), [("Act/360", 360), ("Act/365F", 365)])
def test_what_remains_of_a_period_is_the_period_less_the_days_gone(day_count, year):
    for settlement, maturity, coupon, rate in drawn(day_count, 9000):
        previous, ahead = coupon_dates(settlement, maturity, 2, True)
        gone = days(previous, settlement) * 2 / year
        dirty = sum(50 * coupon / (1 + rate / 2) ** (1 - gone + number) for number in range(len(ahead)))
        dirty += 100 / (1 + rate / 2) ** (len(ahead) - gone)
        bond = Bonds.dated(float(coupon), 2, settlement, maturity, day_count, remainder=True)
        assert clean_price(bond, float(rate))[0] == pytest.approx(float(dirty - 50 * coupon * gone), abs=1e-9)
