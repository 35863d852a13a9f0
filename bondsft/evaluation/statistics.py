"""How sure a score is: intervals for rates and medians, and a test of two models on the same questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    low: float
    high: float


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the score interval of a rate, without continuity correction; (0, 1) if nothing was tried.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22, 209-212.

    Raises:
        ValueError: if `successes` is not within 0 and `n`.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes out of {n}")
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    rate = successes / n
    centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half_width = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(
        0.0 if successes == 0 else centre - half_width,  # exactly, where rounding would leave 3e-17
        1.0 if successes == n else centre + half_width,
    )


def mcnemar(base_right: Sequence[bool], tuned_right: Sequence[bool]) -> float:
    """Return the exact two-sided p value for two models' verdicts on the same questions, in the same order.

    Only questions on which they differ count; if there are none, p is 1.
    Source: McNemar (1947), Psychometrika 12, 153-157, with the binomial distribution itself.

    Raises:
        ValueError: if the two are not equally long.
    """
    from scipy.stats import binomtest

    pairs = list(zip(base_right, tuned_right, strict=True))
    gained = sum(tuned and not base for base, tuned in pairs)
    lost = sum(base and not tuned for base, tuned in pairs)
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def bootstrap_median(values: Sequence[float], confidence: float = 0.95, resamples: int = 2000, seed: int = 0) -> Interval:
    """Return the percentile interval of the median over resamples drawn with a generator seeded by `seed`.

    Source: Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1-26.

    Raises:
        ValueError: if there are no values.
    """
    if not len(values):
        raise ValueError("a median of no values")
    observed = np.asarray(values, dtype=float)
    generator = np.random.default_rng(seed)
    medians = [np.median(generator.choice(observed, observed.size)) for _ in range(resamples)]
    low, high = np.quantile(medians, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Interval(float(low), float(high))
