"""What was recorded is kept under a name that the session knows, and heard again when there is time."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.answer import plain
from interviewer.audio.sound import write
from interviewer.checks.turn import scored
from interviewer.debrief.build import session_debrief
from interviewer.debrief.page import sounds
from interviewer.errors import PlanError
from interviewer.history import store
from interviewer.interview.autosave import SHORT_STORY, Autosave
from interviewer.interview.clock import Clock
from interviewer.model import Session, Transcript, Turn
from interviewer.transcribe import Engine
from interviewer.transcribe.guarded import Guarded
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import noise, question, session, turn


class Broken(Scripted):
    """An engine that fails."""

    def transcribe(self, *_: object, **__: object) -> tuple[()]:
        """Fail."""
        raise MemoryError


@pytest.fixture
def interrupted(tmp_path: Path) -> store.Folder:
    """A session whose finished answer is still raw, as an interruption leaves it."""
    folder = store.create(session(turn(transcript=Transcript(()), audio="01-a.wav")), tmp_path)
    write(folder.path / "01-a.wav", noise(1.0))
    return folder


def refined(folder: store.Folder, engine: Engine) -> tuple[Session, list[str]]:
    """Everything that is raw, transcribed again; and what was reported."""
    problems: list[str] = []
    autosave = Autosave(folder, folder.load(), Clock(60.0), lambda: engine, scored)
    autosave.report = problems.append
    with autosave:
        autosave.refine_unfinished()
        autosave.refine()
        autosave.refined()
    return folder.load(), problems


def test_raw_answers_are_transcribed_again(interrupted: store.Folder) -> None:
    """Compressed, with words and scores."""
    after, problems = refined(interrupted, Scripted(otherwise="I fixed the build myself."))
    (answer,) = after.turns
    assert answer.audio == "01-a.flac"
    assert not (interrupted.path / "01-a.wav").exists()
    assert problems == []


def test_a_recogniser_that_fails_costs_no_sound(interrupted: store.Folder) -> None:
    """The new name is saved before it is asked, and the page has the sound."""
    after, problems = refined(interrupted, Guarded(Broken(otherwise="")))
    assert after.turns[0].audio == "01-a.flac"
    assert list(sounds(session_debrief(after, interrupted.path))) == ["01-a.flac"]
    assert "MemoryError" in problems[0]


def test_a_recording_that_went_away_costs_nothing_else(interrupted: store.Folder) -> None:
    """Somebody deleted it meanwhile."""
    (interrupted.path / "01-a.wav").unlink()
    after, problems = refined(interrupted, Scripted(otherwise="words"))
    assert after.turns[0].audio == "01-a.wav"
    assert problems == []


def test_parts_that_are_merely_called_alike_are_left_alone(interrupted: store.Folder) -> None:
    """`01-a.part.wav` is no part of `01-a`."""
    (interrupted.path / "01-a.part.wav").write_bytes(b"")
    (interrupted.path / "01-a.partx.wav").write_bytes(b"")
    after, _ = refined(interrupted, Scripted(otherwise="words"))
    assert after.turns[0].audio == "01-a.flac"


def test_what_scores_the_answers_is_loaded_while_the_first_question_is_asked(
    interrupted: store.Folder,
) -> None:
    """By an answer to each question of the plan, which is not kept; a rubric that is missing is nobody's business yet."""
    answered = []

    def score(turn: Turn) -> Turn:
        answered.append((turn.question.id, turn.transcript.text))
        raise PlanError("no such rubric", "Fix the pack.")

    before = interrupted.load()
    with Autosave(interrupted, before, Clock(60.0), Scripted, score) as autosave:
        autosave.make_ready()
    assert answered == [(question.id, SHORT_STORY) for question in before.plan.questions]
    assert interrupted.load() == before


def test_the_short_story_has_something_for_every_check() -> None:
    """It is one, with figures, a reason and a look back."""
    scores = scored(Turn(question(), plain(SHORT_STORY))).scores
    assert {"star", "metrics", "ownership", "reflection"} <= scores.keys()
