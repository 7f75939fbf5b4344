"""Trends follow what was measured, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.model import Kind
from interviewer.progress.trends import MOST_POINTS, over_text, spark, trends, value_text
from tests.support.histories import entry


def test_each_figure_is_followed_in_order() -> None:
    """Score, length, pace, fillers, and the four shares."""
    found = {trend.name: trend for trend in trends([entry(score=60), entry(days=1, score=80)])}
    assert list(found) == "score length pace fillers situation task action result".split()
    assert [value for _, value in found["score"].points] == [60, 80]
    assert found["score"].ends == (60, 80)
    assert found["pace"].good == (120, 165)
    assert value_text(found["length"], 150) == "2:30"
    assert value_text(found["action"], 0.6) == "60%"


def test_only_answers_to_the_same_question_are_set_against_each_other() -> None:
    """The first and the latest of each that was answered again; how it was spoken compares always."""
    told = [
        entry("one", score=47),
        entry("two", days=1, score=50),
        entry("three", days=2, score=94),
    ]
    once = {trend.name: trend for trend in trends(told)}
    assert once["score"].ends is None
    assert over_text(once["score"]) == "3 questions"
    assert once["pace"].ends == (140, 140)
    assert over_text(once["pace"]) == ""
    again = {trend.name: trend for trend in trends([*told, entry("two", days=3, score=70)])}
    assert again["score"].ends == (50, 70)
    assert over_text(again["score"]) == "same question"
    assert [value for _, value in again["score"].drawn] == [50, 70]
    assert [value for _, value in again["score"].points] == [47, 50, 94, 70]
    assert once["score"].drawn == once["score"].points
    both = trends([*told, entry("two", days=3, score=70), entry("one", days=4, score=57)])
    assert both[0].ends == (48.5, 63.5)
    assert over_text(both[0]) == "same 2 questions"


def test_lengths_and_shares_are_those_of_stories() -> None:
    """An exercise takes as long as it takes, and a warm-up is not scored."""
    exercise = entry(kind=Kind.THREAT_MODEL, score=50, seconds=900)
    warm_up = entry(kind=Kind.WARM_UP, score=10)
    found = {trend.name: trend for trend in trends([exercise, warm_up, exercise])}
    assert [value for _, value in found["technical score"].points] == [50, 50]
    assert set(found) == {"technical score", "pace", "fillers"}


def test_a_trend_joins_two_figures_that_compare() -> None:
    """One is no trend, and an exercise does not continue a story."""
    exercise = entry(kind=Kind.CODE_REVIEW, score=0)
    assert {trend.name for trend in trends([entry(score=93), exercise])} == {"pace", "fillers"}
    assert trends([entry(score=93)]) == ()


def test_what_was_never_measured_has_no_trend() -> None:
    """Typed answers have no pace."""
    typed = replace(
        entry(score=None, seconds=None),
        pace=None,
        fillers=None,
        shares={},
        attempt=entry(score=None).attempt,
    )
    assert trends([typed]) == ()


def test_long_histories_are_averaged_without_losing_the_ends() -> None:
    """The mean stays what it was."""
    (score, *_) = trends([entry(days=n, score=float(n)) for n in range(600)])
    assert len(score.points) == MOST_POINTS
    assert sum(value for _, value in score.points) / MOST_POINTS == pytest.approx(299.5)
    assert score.points[-1][0] == entry(days=599).attempt.started


@pytest.mark.parametrize(
    ("values", "line"),
    [([], ""), ([5], "▄"), ([5, 5], "▄▄"), ([0, 7], "▁█"), ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█")],
)
def test_sparks(values: list[float], line: str) -> None:
    """From the lowest to the highest."""
    assert spark(values) == line
    assert len(spark([float(n) for n in range(1000)], 20)) == 20
