"""How a delivery is marked and scored."""

from __future__ import annotations

import pytest

from interviewer import checks
from interviewer.answer import Answer, paced, plain
from interviewer.checks import norms
from interviewer.checks.delivery import measure as delivery
from interviewer.model import Interval, Prosody

STORY = (
    "Last spring our build kept failing so I read the logs and found one full disk in the cellar"
)


def test_text_without_a_duration_is_not_scored() -> None:
    """Nothing is invented for what was not timed."""
    heard = delivery(Answer(plain("Um, I read the logs.")))
    assert (heard.score, heard.marks) == (None, {})


def test_a_duration_is_enough_for_a_score() -> None:
    """Text with the length of its recording is marked by pace and fillers."""
    heard = delivery(Answer(plain(STORY, prosody=Prosody(duration_s=8.0))))
    assert set(heard.marks) == {"pace", "fillers"}


def test_measured_prosody_is_used() -> None:
    """Pauses and loudness from elsewhere make two more marks."""
    prosody = Prosody(duration_s=8.0, pause_mean_s=0.6, intensity_mean_db=60.0)
    marks = delivery(Answer(plain(STORY, prosody=prosody))).marks
    assert (marks["pauses"], marks["voice"]) == (85.0, 100.0)


def test_the_score_is_the_mean_of_the_marks() -> None:
    """The formula is as simple as it is stated."""
    heard = delivery(Answer(paced(STORY)))
    assert heard.score == pytest.approx(sum(heard.marks.values()) / len(heard.marks), abs=0.1)


def test_announced_silence_costs_no_points() -> None:
    """Half a minute after "let me think", or after a key, leaves the pauses alone."""
    story = "Last spring the build failed. I read the logs and I found one full disk."
    thought = delivery(Answer(paced(f"Let me think. [30] {story}")))
    assert thought.marks.get("pauses") == delivery(Answer(paced(story))).marks.get("pauses")
    silent = paced(f"{story} [30] {story}")
    start = silent.words[15].start
    assert start is not None
    by_key = Answer(silent, announced=(Interval(start - 30, start),))
    assert (delivery(by_key).score or 0) > (delivery(Answer(silent)).score or 0) + 5


@pytest.mark.parametrize(
    "marks",
    [
        norms.FIRST.pace_marks,
        norms.SECOND.pace_marks,
        norms.FILLER_MARKS,
        norms.FIRST.pause_marks,
        norms.SECOND.pause_marks,
        norms.LOUDNESS_MARKS,
    ],
)
def test_the_formula_on_the_page_is_the_one_that_is_used(
    marks: tuple[tuple[float, float], ...],
) -> None:
    """Every point of the table stands in the page of the family."""
    family = checks.family("delivery")
    assert family is not None
    for value, mark in marks:
        assert f"{value:g} → {mark:g}" in family.formula.replace(" s →", " →")
