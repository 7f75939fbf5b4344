"""Every answer as a terminal of eighty columns shows it, to the character."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from syrupy.assertion import SnapshotAssertion

from interviewer.answer import paced, plain
from interviewer.checks.turn import scored
from interviewer.debrief.build import SessionDebrief, answer_debrief, session_debrief
from interviewer.debrief.terminal_answer import (
    WIDTH,
    render_answer,
    render_session,
    render_transcript,
)
from interviewer.history.earlier_attempts import EarlierAttempt
from tests.support.answers import story
from tests.support.examples import STARTED, STORY, session, turn
from tests.support.printing import printed
from tests.support.whole import REVIEW


def test_a_story(snapshot: SnapshotAssertion) -> None:
    """Scores with what they sound like, a timeline, the follow-up, every finding with its words."""
    past = session(
        turn(scores={"overall": 41.0, "star": 30.0}), started=STARTED - timedelta(days=2)
    )
    assert (
        printed(render_answer(answer_debrief(1, story(), [EarlierAttempt(past, past.turns[0])])))
        == snapshot
    )


def test_a_review(everything: SessionDebrief, snapshot: SnapshotAssertion) -> None:
    """The checklist and the flaws."""
    review = replace(everything.answers[1], earlier=())
    assert REVIEW.split()[0] in review.whole.text
    assert printed(render_answer(review)) == snapshot


def test_the_words(snapshot: SnapshotAssertion) -> None:
    """A transcript in paragraphs, each with its time and the letter of its part."""
    assert printed(render_transcript(answer_debrief(1, story()))) == snapshot


def test_everything_fits_and_nothing_is_lost_without_colour(everything: SessionDebrief) -> None:
    """The same lines with and without colour, none wider than eighty columns; the summary ends them."""
    bare, coloured = (
        printed(render_session(everything)),
        printed(render_session(everything), color=True),
    )
    assert max(len(line) for line in bare.splitlines() if "Saved in" not in line) <= 80
    assert "\x1b[" not in bare
    assert "\x1b[" in coloured
    assert bare.index("things to change") > bare.index("7 · ")
    for sign in ("✗", "✓", "○", "S", "A"):
        assert sign in bare


def test_typed_and_skipped_answers_are_told(everything: SessionDebrief) -> None:
    """No timeline without times, and a word for a question that was passed over."""
    typed = printed(
        render_answer(answer_debrief(1, scored(turn(transcript=plain(STORY), audio=None))))
    )
    assert "0:00" not in typed
    skipped = printed(render_answer(everything.answers[-1]))
    assert "Skipped." in skipped


def test_controls_in_a_transcript_do_not_reach_the_terminal() -> None:
    """Escape sequences and marks of direction cannot repaint the screen."""
    hostile = turn(transcript=paced("\x1b[2J\x1b[31m I said \u202e this \x07 then"))
    asked = replace(hostile, question=replace(hostile.question, text="What\x1b[2J?"))
    debrief = session_debrief(session(scored(asked)))
    text = printed(render_session(debrief)) + printed(render_transcript(debrief.answers[0]))
    assert not set(text) & set("\x1b\x07\u202e")


def test_the_timeline_is_as_wide_as_it_says() -> None:
    """Letters, marks and clock stay inside their columns."""
    lines = printed(render_answer(answer_debrief(1, story()))).splitlines()
    (bar,) = [line for line in lines if line.lstrip().startswith("SSS")]
    assert len(bar) <= WIDTH
