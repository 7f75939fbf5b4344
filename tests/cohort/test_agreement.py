"""Figures of agreement, against ones worked out by hand or published."""

from __future__ import annotations

import numpy as np
import pytest

from interviewer.cohort.agreement import Rating, ScoredByChecks, agreement, alpha, pearson

pytest.importorskip("krippendorff")

NAN = np.nan
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)
"""Four observers and twelve units (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability)."""


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("interval", 0.849)])
def test_alpha_is_the_published_one(level: str, value: float) -> None:
    """To the third digit, with an interval around it."""
    found = alpha(PUBLISHED, level)
    assert found
    assert found.value == pytest.approx(value, abs=0.001)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high <= 1


def test_what_is_not_defined_is_not_given() -> None:
    """One rater, one value throughout, no answers."""
    assert alpha(PUBLISHED[:1], "nominal") is None
    assert alpha(np.ones((2, 9)), "nominal") is None
    assert pearson(np.ones(9), np.arange(9.0)) is None
    assert pearson(np.zeros(0), np.zeros(0)) is None


def test_few_answers_have_no_interval() -> None:
    """It would be made up."""
    found = pearson(np.arange(5.0), np.arange(5.0))
    assert found
    assert (found.value, found.low) == (1.0, None)


def test_a_check_that_says_what_raters_say_agrees_fully() -> None:
    """With itself made into stars; a rule that nobody saw or told is left out."""
    ratings = [
        Rating(str(n), rater, {"overall": 1 + n % 5}, frozenset({"a"} if n % 2 else ()))
        for n in range(20)
        for rater in ("1", "2")
    ]
    checks = {
        str(n): ScoredByChecks({"overall": 25.0 * (n % 5)}, ["a"] if n % 2 else [])
        for n in range(20)
    }
    found = agreement(ratings, checks, ("a", "b"))
    (overall,) = found.scores
    for estimate in (overall.raters_alpha, overall.check_r, overall.check_alpha):
        assert estimate
        assert estimate.value == 1.0
    (rule,) = found.rules
    assert (rule.name, rule.told, rule.seen, rule.both) == ("a", 10, 10, 10)
    assert rule.check_alpha
    assert rule.check_alpha.value == 1.0
