"""Ratings and scores -> how far they agree: Krippendorff's alpha and Pearson's r, with bootstrap intervals."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.cohort.agreement_values import (
    Agreement,
    Estimate,
    RuleAgreement,
    ScoreAgreement,
)
from interviewer.cohort.extras import library

RESAMPLES = 500
"""Times that the answers are drawn anew: an interval is then good to about a hundredth."""
FEWEST = 8
"""Answers below which no interval is given."""
SCALE = 5
"""Steps of a rating, 1 to 5, evenly spread over the 0 to 100 of a score."""

Matrix = NDArray[np.float64]
"""A row for each rater, a column for each answer; what was not rated is not a number."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater says of one answer."""

    answer: str
    """The answer's key."""
    rater: str
    scores: Mapping[str, int]
    """1 to 5, by name of the score."""
    gaps: frozenset[str] | None
    """Rules whose gap is there; None where the rater was not asked."""


@dataclass(frozen=True, slots=True)
class ScoredByChecks:
    """What the checks say of the same answer."""

    scores: Mapping[str, float | None]
    flagged: Collection[str]
    """Rules whose gap the candidate is shown."""


def agreement(
    ratings: Sequence[Rating], checks: Mapping[str, ScoredByChecks], rules: Iterable[str]
) -> Agreement:
    """How far raters agree with each other and with the checks.

    Args:
        ratings: of answers that `checks` knows.
        checks: by key of the answer.
        rules: gaps that raters could choose from.
    """
    raters = sorted({rating.rater for rating in ratings})
    answers = sorted({rating.answer for rating in ratings})
    by_pair = {(rating.rater, rating.answer): rating for rating in ratings}
    scores = [
        _score(name, by_pair, raters, answers, checks)
        for name in dict.fromkeys(name for rating in ratings for name in rating.scores)
    ]
    gaps = [_rule(name, by_pair, raters, answers, checks) for name in rules]
    return Agreement(
        len(raters), len(answers), scores, [gap for gap in gaps if gap.told or gap.seen]
    )


def _matrix(
    pairs: Mapping[tuple[str, str], Rating],
    raters: Sequence[str],
    answers: Sequence[str],
    value: Callable[[Rating], float | None],
) -> Matrix:
    def cell(rater: str, answer: str) -> float:
        rating = pairs.get((rater, answer))
        found = value(rating) if rating else None
        return np.nan if found is None else found

    return np.array([[cell(rater, answer) for answer in answers] for rater in raters], np.float64)


def _score(
    name: str,
    pairs: Mapping[tuple[str, str], Rating],
    raters: Sequence[str],
    answers: Sequence[str],
    checks: Mapping[str, ScoredByChecks],
) -> ScoreAgreement:
    rated = _matrix(pairs, raters, answers, lambda rating: rating.scores.get(name))
    by_check = np.array(
        [np.nan if (v := checks[one].scores.get(name)) is None else v for one in answers],
        np.float64,
    )
    rated_at_all = ~np.isnan(rated).all(axis=0)
    mean = np.full(len(answers), np.nan)
    mean[rated_at_all] = np.nanmean(rated[:, rated_at_all], axis=0)
    both = ~np.isnan(mean) & ~np.isnan(by_check)
    steps = 1 + (SCALE - 1) * by_check / 100
    return ScoreAgreement(
        name,
        int(rated_at_all.sum()),
        alpha(rated, "ordinal"),
        pearson(by_check[both], mean[both]),
        alpha(np.vstack([np.round(steps), np.round(mean)])[:, both], "interval"),
    )


def _rule(
    name: str,
    pairs: Mapping[tuple[str, str], Rating],
    raters: Sequence[str],
    answers: Sequence[str],
    checks: Mapping[str, ScoredByChecks],
) -> RuleAgreement:
    def ticked(rating: Rating) -> float | None:
        return None if rating.gaps is None else float(name in rating.gaps)

    seen = _matrix(pairs, raters, answers, ticked)
    asked = ~np.isnan(seen).all(axis=0)
    seen = seen[:, asked]
    flagged = np.array([float(name in checks[one].flagged) for one in answers], np.float64)[asked]
    most = np.zeros(0) if not seen.size else (np.nanmean(seen, axis=0) > 0.5).astype(float)
    return RuleAgreement(
        name,
        int(flagged.sum()),
        int(most.sum()),
        int((flagged * most).sum()),
        alpha(seen, "nominal"),
        alpha(np.vstack([flagged, most]), "nominal"),
    )


def alpha(rated: Matrix, level: str) -> Estimate | None:
    """Krippendorff's alpha over raters; None where it is not defined (one rater, or one value throughout).

    Args:
        rated: a row for each rater.
        level: `nominal`, `ordinal` or `interval`.
    """
    values = np.unique(rated[~np.isnan(rated)])
    if len(values) < 2:
        return None
    counts = np.stack([(rated == value).sum(axis=0) for value in values], axis=1)
    counts = counts[counts.sum(axis=1) > 1]

    def measured(at: NDArray[np.int64]) -> float:
        chosen = counts[at]
        if (chosen.sum(axis=0) > 0).sum() < 2:
            return np.nan
        return float(
            library("krippendorff").alpha(
                value_counts=chosen, value_domain=values, level_of_measurement=level
            )
        )

    return _estimate(measured, len(counts))


def pearson(one: Matrix, other: Matrix) -> Estimate | None:
    """Pearson's r; None where it is not defined."""
    stats = library("scipy.stats")

    def measured(at: NDArray[np.int64]) -> float:
        if len(at) < 3 or np.ptp(one[at]) == 0 or np.ptp(other[at]) == 0:
            return np.nan
        return float(stats.pearsonr(one[at], other[at]).statistic)

    return _estimate(measured, len(one))


def _estimate(measured: Callable[[NDArray[np.int64]], float], count: int) -> Estimate | None:
    """The figure over all answers, and the middle 95 % of it over answers drawn anew; always the same draws."""
    whole = np.arange(count)
    value = measured(whole) if count > 1 else np.nan
    if np.isnan(value):
        return None
    if count < FEWEST:
        return Estimate(round(value, 3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # draws of one value throughout: they are left out below
        found = library("scipy.stats").bootstrap(
            (whole,),
            measured,
            n_resamples=RESAMPLES,
            vectorized=False,
            method="percentile",
            rng=np.random.default_rng(0),
        )
    drawn = found.bootstrap_distribution
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < RESAMPLES / 2:
        return Estimate(round(value, 3))
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Estimate(round(value, 3), round(float(low), 3), round(float(high), 3))
