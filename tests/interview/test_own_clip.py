"""What a follow-up quotes is played in the candidate's own voice."""

from pathlib import Path

import numpy as np
import pytest

from interviewer.answer import paced
from interviewer.audio.sound import RATE, Sound, write
from interviewer.interview.own_clip import spoken_parts
from interviewer.model import Transcript

ANSWER = paced("We changed it. It got significantly faster. It got a bit better.")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording as long as the answer."""
    path = tmp_path / "answer.wav"
    noise = np.random.default_rng(1).standard_normal(RATE * 20).astype(np.float32)
    write(path, Sound((noise / 20).astype(np.float32)))
    return path


def test_a_quote_is_a_clip_between_what_leads_to_it_and_the_question(recording: Path) -> None:
    """The words that are quoted, and no others."""
    lead, clip, rest = spoken_parts(
        'You said "It got significantly faster". By how much?', ANSWER, recording
    )
    assert (lead, rest) == ("You said,", "By how much?")
    first, last = ANSWER.words[3], ANSWER.words[6]
    assert isinstance(clip, Sound)
    assert first.start is not None
    assert last.end is not None
    assert clip.duration == pytest.approx(last.end - first.start, abs=0.17)


@pytest.mark.parametrize(
    "text",
    [
        "What did you do first?",
        "You moved the report to a copy. What spoke against that?",
        'You said "it was never said". By how much?',
        'You said "It got. By how much?',
    ],
)
def test_what_cannot_be_played_is_said(text: str, recording: Path) -> None:
    """No quote, a quote in other words, a quote that does not end."""
    assert spoken_parts(text, ANSWER, recording) == (text,)


def test_without_times_or_a_recording_it_is_said(tmp_path: Path, recording: Path) -> None:
    """Nothing is guessed."""
    text = 'You said "It got significantly faster". By how much?'
    bare = Transcript(tuple(type(word)(word.text) for word in ANSWER.words))
    assert spoken_parts(text, bare, recording) == (text,)
    assert spoken_parts(text, ANSWER, tmp_path / "none.wav") == (text,)
