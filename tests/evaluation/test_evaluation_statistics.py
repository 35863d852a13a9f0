from __future__ import annotations

import pytest
from scipy import stats

from bondsft.evaluation.statistics import bootstrap_median, mcnemar, wilson_interval


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_gives_the_published_values(successes: int, n: int, low: float, high: float) -> None:
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion: comparison of seven
    # methods", Statistics in Medicine 17, 857-872, table I, method 3.
    assert wilson_interval(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_interval_of_nothing_is_everything() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_wilson_interval_stays_within_zero_and_one() -> None:
    assert wilson_interval(0, 5).low == 0.0
    assert wilson_interval(5, 5).high == 1.0


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5)])
def test_wilson_interval_refuses_impossible_counts(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="successes"):
        wilson_interval(successes, n)


def test_mcnemar_gives_the_published_value() -> None:
    # Fay, "Exact McNemar's Test and Matching Confidence Intervals", vignette of the R package exact2x2:
    # the table (21, 9; 2, 12) has p = 0.06543.
    base = [True] * 21 + [True] * 9 + [False] * 2 + [False] * 12
    tuned = [True] * 21 + [False] * 9 + [True] * 2 + [False] * 12
    assert mcnemar(base, tuned) == pytest.approx(0.06543, abs=5e-6)
    assert mcnemar(tuned, base) == mcnemar(base, tuned)


def test_models_that_never_differ_have_p_one() -> None:
    assert mcnemar([True, False], [True, False]) == 1.0
    assert mcnemar([], []) == 1.0


def test_mcnemar_needs_the_same_questions() -> None:
    with pytest.raises(ValueError, match="shorter"):
        mcnemar([True, False], [True])


def test_bootstrap_median_approaches_its_exact_distribution() -> None:
    # Efron (1979), section 3: for n = 2m - 1 values, the resampled median is at most the k-th value with the
    # probability that at least m of n draws are. So the ends of the interval can be worked out exactly.
    n, m = 25, 13
    at_most = [stats.binom.sf(m - 1, n, k / n) for k in range(1, n + 1)]
    low = next(k for k, probability in enumerate(at_most, start=1) if probability >= 0.025)
    high = next(k for k, probability in enumerate(at_most, start=1) if probability >= 0.975)
    assert bootstrap_median(list(range(1, n + 1)), resamples=4000) == (low, high)


def test_bootstrap_median_of_equal_values_is_that_value() -> None:
    assert bootstrap_median([0.5] * 10) == (0.5, 0.5)


def test_bootstrap_median_repeats_with_its_seed() -> None:
    values = [0.1, 0.25, 0.3, 0.9, 1.4, 2.0, 3.7]
    assert bootstrap_median(values, seed=7) == bootstrap_median(values, seed=7)
    assert bootstrap_median(values, resamples=5, seed=7) != bootstrap_median(values, resamples=5, seed=8)


def test_bootstrap_median_needs_a_value() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap_median([])
