"""Whatever a voice does, a call ends in sound or in one kind of error, and the interview goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import MissingDependencyError, VoiceError
from interviewer.speak import Speaker
from interviewer.speak.guarded_voice import GuardedVoice
from interviewer.speak.voice import Voice
from tests.support.examples import noise


class Acting(Voice):
    """A voice that does what it is told."""

    name = "acting"

    def __init__(self, act: Callable[[], Sound]) -> None:
        self.act = act

    def synthesise(self, text: str) -> Sound:
        """Do it."""
        assert text
        return self.act()


def raises(error: BaseException) -> Callable[[], Sound]:
    """An act that fails."""

    def act() -> Sound:
        raise error

    return act


@pytest.mark.parametrize(
    "error", [RuntimeError("native"), MemoryError(), OSError(5, "bus"), SystemExit(1)]
)
def test_any_failure_is_one_error(error: BaseException) -> None:
    """It names the voice and what it said, and the speaker passes it on."""
    with pytest.raises(VoiceError, match="acting failed"):
        GuardedVoice(Acting(raises(error))).synthesise("Why?")
    with (
        Speaker(Acting(raises(error))) as speaker,
        pytest.raises(VoiceError, match="acting failed"),
    ):
        speaker.say("Why?")


def test_our_own_errors_pass() -> None:
    """A missing library is named with its remedy."""
    with pytest.raises(MissingDependencyError):
        GuardedVoice(Acting(raises(MissingDependencyError("espeak", "get it")))).synthesise("Why?")


def test_a_voice_that_hangs_is_given_up() -> None:
    """Once, after a bound; later calls fail at once, and no thread keeps the program from ending."""
    released = threading.Event()

    def hang() -> Sound:
        released.wait()
        return noise(0.1)

    voice = GuardedVoice(Acting(hang), patience_s=0.2)
    for _ in range(3):
        with pytest.raises(VoiceError, match="did not answer"):
            voice.synthesise("Why?")
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "voice")
    released.set()
