"""What is printed at eighty columns, to the character."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from interviewer.answer import paced, plain
from interviewer.checks.turn import answer_of, scored
from interviewer.debrief.build import session_debrief
from interviewer.debrief.terminal_debrief import (
    render_answer_summary,
    render_attempts,
    render_summary,
    story_bar,
)
from interviewer.model import English, Kind, Session
from interviewer.output.formatting import clock
from tests.support.examples import STORY, finding, session, turn
from tests.support.printing import printed


def rehearsed() -> Session:
    """Two answers, one with faults and one without."""
    faults = (finding("star.no-result", 12), finding("delivery.fillers", 5, evidence=()))
    return session(
        turn("earn-trust", transcript=paced(STORY), findings=faults),
        turn("dive-deep", transcript=paced(STORY, 160), scores={"overall": 88.0, "star": 92.0}),
    )


def test_the_debrief_of_a_session(snapshot: SnapshotAssertion) -> None:
    """Scores, fixes with quotes and times, every answer with its bar."""
    assert printed(render_summary(session_debrief(rehearsed()))) == snapshot


def test_the_debrief_of_nothing(snapshot: SnapshotAssertion) -> None:
    """An interview without answers says so."""
    assert printed(render_summary(session_debrief(session()))) == snapshot


def test_everything_fits_into_eighty_columns() -> None:
    """Nothing wraps in the middle of a table."""
    long = turn("a-question-with-a-very-long-name-that-goes-on-and-on", transcript=paced(STORY))
    text = printed(render_summary(session_debrief(session(long, *rehearsed().turns))))
    assert max(len(line) for line in text.splitlines()) <= 80


def test_the_bar_is_readable_without_colour() -> None:
    """Letters tell the parts apart where colours cannot."""
    letters = printed(story_bar(answer_of(turn(transcript=paced(STORY))))).strip()
    assert set(letters) <= set("STAR")
    assert letters == "".join(sorted(letters, key="STAR".index))
    assert "A" in letters


@pytest.mark.parametrize("width", [50, 60, 80])
def test_the_bar_shows_the_end_in_a_narrow_terminal(width: int) -> None:
    """It shrinks; it is never cut, which would hide the result."""
    told = session(turn(transcript=paced(STORY)), turn(transcript=paced(STORY)))
    lines = printed(render_summary(session_debrief(told)), width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert sum(line.endswith("R") and "A" in line for line in lines) == 2


def test_markup_in_a_transcript_is_text() -> None:
    """What a candidate says is never taken for formatting."""
    hostile = turn(transcript=paced("[bold]I said[/bold] [link=x]this[/link] then"))
    answer = turn(transcript=hostile.transcript, findings=(finding(),))
    marked = session(answer, turn())
    assert "[bold]I said[/bold] [link=x]this[/link]" in printed(
        render_summary(session_debrief(marked))
    )


def test_the_bands_of_a_second_language_are_named_where_somebody_spoke() -> None:
    """Of typed answers no pace is scored."""
    for said, named in ((paced(STORY), True), (plain(STORY), False)):
        told = scored(turn(transcript=replace(said, english=English.SECOND)))
        text = " ".join(printed(render_summary(session_debrief(session(told)))).split())
        assert ("92 to 165 words per minute is comfortable" in text) is named


def test_a_session_of_one_question_repeats_nothing_that_was_seen() -> None:
    """Of one answer its worth was shown with it; of several attempts only what each scored is said."""
    assert "Practice score" not in printed(render_summary(session_debrief(session(turn()))))
    first = scored(turn(transcript=plain("We fixed it somehow. It was fine.")))
    attempts = session_debrief(session(first, replace(scored(turn()), attempt=2)))
    seen = printed(render_summary(attempts, seen=True))
    assert "Practice score" not in seen
    assert "to change" not in seen
    assert " score" in seen
    assert "Practice score" in printed(render_summary(attempts))


def test_only_stories_have_a_column_for_their_structure() -> None:
    """An exercise has none."""
    exercise = turn()
    technical = replace(exercise, question=replace(exercise.question, kind=Kind.TECHNICAL))
    shown = printed(render_summary(session_debrief(session(technical, technical))))
    assert "structure" not in shown
    assert "structure" in printed(render_summary(session_debrief(session(technical, turn()))))


def test_one_answer_on_its_own() -> None:
    """`score` prints faults with quote and advice, worst first."""
    told = scored(turn(transcript=paced(STORY)))
    text = printed(
        render_answer_summary(answer_of(told), rehearsed().turns[0].findings, told.scores)
    )
    assert text.index("star.no-result") < text.index("delivery.fillers")
    assert "“Last spring our”" in text


def test_two_attempts_side_by_side() -> None:
    """What got better carries a plus."""
    text = printed(render_attempts(turn(scores={"overall": 50.0}), turn(scores={"overall": 62.0})))
    assert "+12" in text
    text = printed(render_attempts(turn(scores={"overall": 95.4}), turn(scores={"overall": 31.6})))
    assert "-63" in text  # 95 and 32, as they are shown


def test_a_clock_rounds_to_seconds() -> None:
    """Minutes and seconds."""
    assert [clock(seconds) for seconds in (0, 59.6, 61, 600)] == ["0:00", "1:00", "1:01", "10:00"]
