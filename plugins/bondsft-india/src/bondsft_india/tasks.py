"""The tasks: facts drawn as columns, and their solutions by other formulas than the calculators'."""

import numpy as np

from bondsft.bonds import Flows, yield_of_flows
from bondsft.tasks.base import Answer, Call, Task, Tolerance
from bondsft.text import read_number
from bondsft_india import calculators

TAX = (10.0, 20.0, 20.8, 30.0, 31.2)
SYMBOLS = ("₹", "Rs ", "Rs. ", "INR ")


def amounts(rng, count):
    """Amounts of money as Indian investors write them: lakh, crore, or grouped by twos."""
    return np.array([write_amount(rng, int(thousands) * 1000) for thousands in rng.integers(10, 3000, count)])


def write_amount(rng, rupees):
    symbol = SYMBOLS[int(rng.integers(len(SYMBOLS)))]
    if rupees % 50_000 == 0 and rng.random() < 0.8:
        scale, word = (10_000_000, "crore") if rupees >= 10_000_000 else (100_000, "lakh")
        return f"{symbol}{rupees / scale:g} {word}"
    head, tail = divmod(rupees, 1000)
    groups = []
    while head:
        head, group = divmod(head, 100)
        groups.insert(0, f"{group:02d}" if head else str(group))
    return f"{symbol}{','.join([*groups, f'{tail:03d}'])}"


def rupees_of(texts):
    return np.array([float(read_number(text)) for text in texts])


class AfterTaxYield(Task):
    name = "after_tax_yield"
    description = "Yield to maturity of an annual-pay debenture after tax on its interest alone."
    calculator = "after_tax_yield"
    calculators = (calculators.after_tax_yield,)
    answers = (Answer("after_tax_yield", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)
    one_bond = False

    def sample(self, rng, count, market):
        return {
            "coupon_pct": rng.integers(140, 240, count) / 20,
            "frequency": np.ones(count),
            "years": rng.integers(2, 11, count).astype(float),
            "price": rng.uniform(94, 106, count).round(2),
            "tax_pct": rng.choice(TAX, count),
        }

    def solve(self, facts):
        number = np.arange(1, 11)
        paid = (facts["coupon_pct"] * (1 - facts["tax_pct"] / 100))[:, None] * (number <= facts["years"][:, None])
        paid = paid + 100.0 * (number == facts["years"][:, None])
        return 100 * yield_of_flows(Flows.regular(paid, 1), facts["price"]).rate


class MonthlyIncome(Task):
    name = "monthly_income"
    description = "What a monthly-income debenture pays each month, after tax deducted at source."
    calculator = "monthly_income"
    calculators = (calculators.monthly_income,)
    answers = (Answer("monthly_income", unit="currency", decimals=2, tolerance=Tolerance(absolute=0.01)),)
    one_bond = False

    def sample(self, rng, count, market):
        return {
            "coupon_pct": rng.integers(160, 240, count) / 20,
            "investment": amounts(rng, count),
            "tax_pct": rng.choice([10.0, 20.0], count),
        }

    def solve(self, facts):
        return rupees_of(facts["investment"]) * facts["coupon_pct"] * (100 - facts["tax_pct"]) / 120_000


class CumulativeAmount(Task):
    name = "cumulative_amount"
    description = "What an investment in a cumulative debenture is worth at maturity."
    calculator = "cumulative_value"
    calculators = (calculators.cumulative_value,)
    answers = (Answer("maturity_amount", unit="currency", decimals=2, tolerance=Tolerance(absolute=0.05)),)
    one_bond = False

    def sample(self, rng, count, market):
        return {
            "coupon_pct": rng.integers(160, 240, count) / 20,
            "investment": amounts(rng, count),
            "years": rng.integers(2, 8, count).astype(float),
        }

    def solve(self, facts):
        return rupees_of(facts["investment"]) * (1 + facts["coupon_pct"] / 100) ** facts["years"]


class DepositEquivalent(Task):
    name = "deposit_equivalent"
    description = "Rate of a quarterly compounding deposit that earns what a government security yields."
    calculator = "deposit_equivalent"
    calculators = (calculators.deposit_equivalent,)
    answers = (Answer("deposit_rate", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.002)),)
    one_bond = False

    def sample(self, rng, count, market):
        return {
            "market": rng.choice(["G-sec", "Government of India security"], count),
            "yield_pct": rng.integers(5500, 8500, count) / 1000,
        }

    def solve(self, facts):
        return 400 * (np.sqrt(1 + facts["yield_pct"] / 200) - 1)


class GsecOrDeposit(Task):
    """Facts of the two end in `_a` and `_b`, and each gets a call of its own: rates that compound unlike do not compare."""

    name = "gsec_or_deposit"
    description = "Whether a government security or a bank deposit earns more a year, each with its own compounding."
    calculator = "annual_return"
    calculators = (calculators.annual_return,)
    answers = (Answer("pick", unit="percent", decimals=3, tolerance=Tolerance(absolute=0.01)),)
    one_bond = False

    def sample(self, rng, count, market):
        security, deposit = ("a", "b") if rng.random() < 0.5 else ("b", "a")
        rate = rng.integers(600, 800, count) / 100
        facts = {
            f"instrument_{security}": rng.choice(["G-sec", "government security", "sovereign bond"], count),
            f"rate_pct_{security}": rate,
            f"compounding_{security}": np.full(count, 2.0),
            f"instrument_{deposit}": rng.choice(["bank deposit", "fixed deposit", "term deposit", "bank FD"], count),
            f"rate_pct_{deposit}": np.round(rate + rng.integers(-8, 9, count) / 20, 2),
            f"compounding_{deposit}": np.full(count, 4.0),
        }
        apart = np.abs(np.subtract(*self.returns(facts))) >= 0.02  # nearer than that, the answer would hang on rounding
        return {name: column[apart] for name, column in facts.items()}

    def returns(self, facts):
        pairs = [(facts[f"rate_pct_{side}"], facts[f"compounding_{side}"]) for side in "ab"]
        return [100 * ((1 + rate / 100 / often) ** often - 1) for rate, often in pairs]

    def solve(self, facts):
        pairs = zip(*self.returns(facts), strict=True)
        return [{"pick": "A" if first > second else "B", "values": [float(first), float(second)]} for first, second in pairs]

    def calls(self, spans):
        return [
            Call(self.calculator, {"rate_pct": spans[f"rate_pct_{side}"], "compounding": spans[f"compounding_{side}"]})
            for side in "ab"
        ]

    def reply(self, spans, results):
        pick = "A" if results[0]["rank"] == "higher" else "B"
        return {"pick": pick} | {
            f"{name}_{side}": result[key]
            for side, result in zip("ab", results, strict=True)
            for name, key in (("return", "annual_return"), ("rank", "rank"))
        }
