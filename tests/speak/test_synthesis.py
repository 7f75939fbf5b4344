"""What is said now is made before what is said later."""

from __future__ import annotations

import threading
import time

import numpy as np

from interviewer.audio.sound import Sound
from interviewer.speak import Voice
from interviewer.speak.synthesis import Synthesis


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
