"""What is known of an answer's sound while it goes on."""

from __future__ import annotations

import numpy as np
import pytest

from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE, Sound, blocks, to_int16
from interviewer.interview.answer_sound import BACK_S, AnswerSound
from interviewer.model import Interval


@pytest.fixture
def sound() -> AnswerSound:
    """The first ten seconds of an answer."""
    spoken = np.concatenate([part.samples for part in blocks(next(shipped().rglob("*.flac")))])
    made = AnswerSound()
    for block in np.array_split(to_int16(Sound(spoken[: 10 * RATE])), 100):
        made.feed(block)
    return made


def test_speech_that_only_gave_a_command_is_none_of_the_answer(sound: AnswerSound) -> None:
    """It is left out of what was spoken; when the candidate began stays known."""
    first = sound.speech[0]
    sound.asides.append(Interval(first.start, first.end))
    assert first not in sound.speech
    assert sound.began_at == first.start
    assert sound.speech_s < sum(item.length for item in sound.voice.speech)


def test_what_was_recorded_before_counts_and_is_not_played_back(sound: AnswerSound) -> None:
    """Listening back is for what was just said, a minute of it at most."""
    before = sound.seconds
    sound.recall(np.zeros(5 * RATE, np.int16))
    assert sound.seconds == before + 5
    assert sound.latest.duration == pytest.approx(before)
    for _ in range(700):
        sound.feed(np.zeros(RATE // 10, np.int16))
    assert sound.latest.duration == pytest.approx(BACK_S)


def test_nothing_is_known_before_the_first_word() -> None:
    """No start, no end, and nothing to play."""
    sound = AnswerSound()
    assert (sound.began_at, sound.spoken_to, sound.latest.duration) == (None, None, 0.0)
