"""What is said now is made before what is said later; a voice that fails ends no interview."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import MissingDependencyError, VoiceError
from interviewer.speak import Speaker, Voice
from interviewer.speak.synthesis import Synthesis
from tests.support.examples import noise


class Slow(Voice):
    """A voice that makes one sentence for each permission."""

    name = "slow"

    def __init__(self) -> None:
        self.may, self.begun, self.made = threading.Semaphore(0), list[str](), list[str]()

    def parts(self, text: str) -> tuple[str, ...]:
        """Sentences."""
        return tuple(text.split("|"))

    def synthesise(self, text: str) -> Sound:
        """A sample, once it is allowed."""
        self.begun.append(text)
        self.may.acquire()
        self.made.append(text)
        return Sound(np.ones(1, np.float32))


def allow(voice: Slow, many: int) -> None:
    """Let it make that many more."""
    wanted = len(voice.made) + many
    voice.may.release(many)
    while len(voice.made) < wanted:
        time.sleep(0.001)


def test_what_is_expected_overtakes_what_was_prepared() -> None:
    """It need not wait for more than what is under way."""
    voice = Slow()
    synthesis = Synthesis(voice)
    for text in ("one", "two", "three"):
        synthesis.prepare(text)
    synthesis.expect("next")
    while len(voice.begun) < 2:
        time.sleep(0.001)
    assert set(voice.begun) == {"one", "next"}
    voice.may.release(9)
    synthesis.close()


def test_what_is_no_longer_expected_is_not_made() -> None:
    """Each pause of an answer may bring another follow-up; one of them is asked."""
    voice = Slow()
    synthesis = Synthesis(voice)
    synthesis.expect("first")
    while not voice.begun:
        time.sleep(0.001)
    synthesis.expect("second")
    synthesis.expect("third")
    taken = synthesis.take("third")
    voice.may.release(9)
    assert [len(part.result().samples) for part in taken] == [1]
    assert "second" not in voice.made
    synthesis.close()


def test_a_new_plan_replaces_what_has_not_begun() -> None:
    """What belongs to the next answer does not wait for what belonged to the last one."""
    voice = Slow()
    synthesis = Synthesis(voice)
    synthesis.plan(("old", "older", "oldest"))
    while not voice.begun:
        time.sleep(0.001)
    synthesis.plan(("new", "newer"))
    assert synthesis.texts == {"old", "new", "newer"}
    allow(voice, 3)
    assert voice.made == ["old", "new", "newer"]
    synthesis.close()


def test_a_text_is_taken_in_its_parts() -> None:
    """The first is there while the others are not."""
    voice = Slow()
    synthesis = Synthesis(voice)
    first, second = synthesis.take("one|two")
    allow(voice, 1)
    assert len(first.result().samples) == 1
    assert not second.done()
    voice.may.release(9)
    synthesis.close()


def test_what_was_prepared_is_not_made_twice() -> None:
    """Not when it is expected, and not when it is taken."""
    voice = Slow()
    synthesis = Synthesis(voice)
    voice.may.release(9)
    synthesis.prepare("one|two")
    synthesis.prepare("one|two")
    synthesis.expect("one|two")
    assert [part.result() for part in synthesis.take("one|two")]
    assert sorted(voice.made) == ["one", "two"]
    assert not synthesis.texts
    synthesis.close()


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
        Synthesis(Acting(raises(error))).take("Why?")[0].result()
    with (
        Speaker(Acting(raises(error))) as speaker,
        pytest.raises(VoiceError, match="acting failed"),
    ):
        speaker.say("Why?")


def test_our_own_errors_pass() -> None:
    """A missing library is named with its remedy."""
    with pytest.raises(MissingDependencyError):
        Synthesis(Acting(raises(MissingDependencyError("espeak", "get it")))).take("Why?")[
            0
        ].result()


def test_a_voice_that_hangs_is_given_up() -> None:
    """Once, after a bound; later calls fail at once, and no thread keeps the program from ending."""
    released = threading.Event()

    def hang() -> Sound:
        released.wait()
        return noise(0.1)

    synthesis = Synthesis(Acting(hang), patience_s=0.2)
    for _ in range(3):
        with pytest.raises(VoiceError, match="did not answer"):
            synthesis.take("Why?")[0].result()
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "voice")
    released.set()
