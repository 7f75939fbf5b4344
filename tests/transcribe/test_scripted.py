"""The engine that hears what it is told."""

from __future__ import annotations

import numpy as np
import pytest

from interviewer.audio.sound import RATE, Sound
from interviewer.model import Word
from interviewer.transcribe import transcribe
from interviewer.transcribe.recogniser import to_audio
from interviewer.transcribe.scripted import Scripted, spread


def hiss(seconds: float, seed: int) -> Sound:
    """Noise that differs from other noise."""
    values = np.random.default_rng(seed).normal(0, 0.05, round(seconds * RATE))
    return Sound(values.astype(np.float32))


def test_a_known_recording_is_heard_whole() -> None:
    """The words are those of the script, spread over the recording."""
    sound = hiss(4, 1)
    heard = transcribe(sound, Scripted([(sound, "one two three four")]))
    assert heard.text == "one two three four"
    assert [word.start for word in heard.words] == [0, 1, 2, 3]
    assert (heard.engine, heard.model, heard.duration) == ("scripted", "script", 4)


def test_a_stretch_of_a_recording_has_its_own_words() -> None:
    """Pieces get the words whose middle they hold, timed from their own start."""
    sound = hiss(4, 1)
    engine = Scripted([(hiss(4, 2), "not this"), (sound, "one two three four")])
    piece = Sound(sound.samples[RATE * 2 : RATE * 4])
    assert engine.transcribe(to_audio(piece)) == (
        Word("three", 0.0, 1.0, 1.0),
        Word("four", 1.0, 2.0, 1.0),
    )


def test_timed_words_keep_their_times() -> None:
    """A script may say when each word falls."""
    sound = hiss(2, 1)
    words = (Word("early", 0.1, 0.3, 0.9), Word("late", 1.5, 1.9, 0.8))
    assert Scripted([(sound, words)]).transcribe(to_audio(sound)) == words


def test_unknown_sound_is_heard_as_agreed() -> None:
    """Nothing, or the text given for everything else."""
    assert Scripted().transcribe(to_audio(hiss(1, 3))) == ()
    engine = Scripted(otherwise="hello there")
    assert [word.text for word in engine.transcribe(to_audio(hiss(1, 3)))] == ["hello", "there"]
    assert engine.transcribe(to_audio(Sound(np.zeros(0, np.float32)))) == spread("hello there", 0)


@pytest.mark.parametrize("text", ["", "   "])
def test_no_text_is_no_words(text: str) -> None:
    """Nothing said, nothing heard."""
    assert spread(text, 3) == ()
