"""What calculators take: for each parameter its description, which the model reads, and what kind of span it takes, one of
`bondsft.calculators.spans.KINDS`."""

from __future__ import annotations

from typing import Annotated

CouponPct = Annotated[str | None, "coupon, percent a year; zero for a zero-coupon bond", "rate"]
Frequency = Annotated[str | None, "how often coupons are paid", "frequency"]
Years = Annotated[str | None, "time to maturity, for whole coupon periods", "tenor"]
Settlement = Annotated[str | None, "settlement date", "date"]
Maturity = Annotated[str | None, "maturity date", "date"]
MarketName = Annotated[str | None, "market whose conventions hold", "market"]
DayCount = Annotated[str | None, "day count", "day count"]
Compounding = Annotated[str | None, "how the yield compounds, if not with the coupons", "compounding"]
Face = Annotated[str | None, "face value, if not 100", "face"]
Price = Annotated[str | None, "clean price, for the face value", "price"]
CouponAmount = Annotated[str | None, "one coupon payment, for the face value", "amount"]
YieldPct = Annotated[str | None, "yield to maturity, percent", "rate"]
PriceMeasure = Annotated[str | None, "the result to give, if not all", "price measure"]
RiskMeasure = Annotated[str | None, "the result to give, if not all", "risk measure"]
Issue = Annotated[str | None, "issue date of a new bond", "date"]
FirstCoupon = Annotated[str | None, "first coupon date of a new bond", "date"]
Isin = Annotated[str | None, "ISIN of the bond", "ISIN"]
Redemption = Annotated[str | None, "what is repaid at maturity, if not the face value", "redemption"]
DirtyPrice = Annotated[str | None, "price with accrued interest, for the face value", "price"]
YieldChange = Annotated[str | None, "move of the yield from there", "move"]
