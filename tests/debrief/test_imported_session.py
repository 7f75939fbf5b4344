"""A whole interview in one file is debriefed question by question, like a rehearsal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.debrief.imported_session import imported_session
from interviewer.errors import TranscriptError
from interviewer.history import store
from interviewer.model import Session
from interviewer.transcribe import transcript_files
from tests.support.dialogues import ALONE, ASKS, DIALOGUE, data, faster_whisper, zoom_vtt

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def session(path: Path, content: object) -> Session:
    """The session in a file with this content."""
    path.write_bytes(data(content))
    return imported_session(transcript_files.read(path), path, NOW)


def test_questions_have_their_answers_and_follow_ups(tmp_path: Path) -> None:
    """A question that refers to the answer before it follows up on that."""
    (turn,) = session(tmp_path / "call.vtt", zoom_vtt()).turns
    assert turn.question.text == DIALOGUE[0].text
    assert turn.transcript.text == " ".join(line.text for line in ALONE[:3])
    assert [reply.follow_up.text for reply in turn.follow_ups] == [DIALOGUE[4].text]
    assert "overall" in turn.scores


def test_answers_are_timed_from_their_first_word(tmp_path: Path) -> None:
    """As if each had been recorded on its own."""
    (turn,) = session(tmp_path / "call.vtt", zoom_vtt()).turns
    assert turn.transcript.words[0].start == 0
    assert turn.transcript.duration == pytest.approx(14.0)


def test_another_question_is_another_turn_and_remarks_are_none(tmp_path: Path) -> None:
    """Whoever says "Mm-hmm" does not end an answer."""
    text = (
        f"{ASKS}: Tell me about a mistake.\nSam: I deleted a table.\n{ASKS}: Mm-hmm.\n"
        f"Sam: I restored it in an hour.\n{ASKS}: Okay. Walk me through a design of yours.\nSam: I drew a queue."
    )
    one, two = session(tmp_path / "call.txt", text).turns
    assert one.transcript.text == "I deleted a table. I restored it in an hour."
    assert two.question.text == "Okay. Walk me through a design of yours."


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("And a conflict?", True),
        ("Okay, and what about your biggest failure?", True),
        ("Now, any feedback you found hard to take?", True),
        ("How about a time you missed a deadline?", True),
        ("And another mistake?", False),
        ("And the conflict with Paul?", False),
        ("And the result?", False),
        ("What did the customer say?", False),
    ],
)
def test_a_few_words_that_name_another_topic_ask_their_own_question(
    tmp_path: Path, asked: str, own: bool
) -> None:
    """What points back to the story, or asks for what it was asked for, is a follow-up."""
    text = (
        f"{ASKS}: Tell me about a mistake.\nSam: I deleted a table.\n{ASKS}: {asked}\n"
        "Sam: We argued with Paul, and I waited."
    )
    turns = session(tmp_path / "call.txt", text).turns
    assert [turn.question.text for turn in turns][1:] == ([asked] if own else [])


def test_the_session_can_be_kept(tmp_path: Path) -> None:
    """It reads back as it was written."""
    made = session(tmp_path / "call.vtt", zoom_vtt())
    folder = store.create(made, tmp_path / "recordings")
    assert folder.load() == made


def test_one_speaker_is_no_interview(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(TranscriptError, match="only one speaker"):
        session(tmp_path / "answer.json", faster_whisper())
