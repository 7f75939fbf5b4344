"""The interviewer speaks in the background, and a broken speaker ends no interview."""

import time

import numpy as np
import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import VoiceError
from interviewer.interview.background_voice import Mouth
from interviewer.speak import Speaker, open_voice
from tests.support.soundcard import SoundCard, plugged_in, soundcard

__all__ = ["plugged_in", "soundcard"]


class Broken:
    """A voice that has gone."""

    name = "broken"

    def synthesise(self, text: str) -> Sound:
        """Fail."""
        raise VoiceError(f"No voice for {text}", "Be silent.")


def wait(mouth: Mouth) -> None:
    """Until it has finished."""
    until = time.monotonic() + 20
    while mouth.busy:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_trouble_is_noted_once_and_the_rest_is_silence() -> None:
    """Until something was mended."""
    notes: list[str] = []
    with Speaker(Broken()) as speaker:
        mouth = Mouth(speaker, notes.append)
        for text in ("one", "two"):
            mouth.begin(text)
            wait(mouth)
        assert len(notes) == 1
        assert "only shown" in notes[0]
        mouth.revive()
        mouth.begin("three")
        wait(mouth)
        assert len(notes) == 2


@pytest.mark.sound
def test_what_is_said_can_be_replaced_and_stopped(plugged_in: SoundCard) -> None:
    """At once, with no rest of it to come."""
    assert plugged_in
    with Speaker(open_voice("silent")) as speaker:
        mouth = Mouth(speaker, pytest.fail)
        mouth.begin(Sound(np.zeros(160_000, np.float32)))
        assert mouth.busy
        mouth.begin(Sound(np.zeros(160_000, np.float32)))
        assert mouth.busy
        mouth.stop()
        assert not mouth.busy
