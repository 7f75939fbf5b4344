"""What the candidate is asked between answers, in trouble, and before it begins."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from interviewer.answer import paced
from interviewer.audio.sound import Sound
from interviewer.errors import AudioDeviceError, StoreError
from interviewer.interview import microphone_check
from interviewer.interview.dialogs import Gates, verdict
from interviewer.interview.keys import Keys
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import STORY, finding, noise, session, turn
from tests.support.soundcard import MICROPHONE, SoundCard, chirp, plugged_in, soundcard

__all__ = ["plugged_in", "soundcard"]


class Pressed(Keys):
    """Keys that somebody presses one after the other."""

    def __init__(self, *keys: str) -> None:
        super().__init__()
        self._due = list(keys)

    @property
    def available(self) -> bool:
        """While there are some left."""
        return bool(self._due)

    def poll(self, timeout: float = 0.0) -> str | None:
        """The next one."""
        del timeout
        return self._due.pop(0) if self._due else None


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    """A silent one."""
    with Speaker(open_voice("silent")) as silent:
        yield silent


def gates(speaker: Speaker, *keys: str, microphone: str | None = None) -> Gates:
    """Gates at which those keys are pressed."""
    console = Console(file=io.StringIO(), width=80)
    return Gates(console, Pressed(*keys), speaker, microphone)


def shown(there: Gates) -> str:
    """What was printed."""
    assert isinstance(there.console.file, io.StringIO)
    return there.console.file.getvalue()


def test_feedback_comes_with_the_choice_to_try_again(speaker: Speaker) -> None:
    """And with the comparison with the best attempt so far, not the last."""
    first = replace(turn(scores={"overall": 70.0}), attempt=1)
    second = replace(turn(scores={"overall": 50.0}), attempt=2)
    third = replace(
        turn(transcript=paced(STORY), scores={"overall": 64.0}), attempt=3, findings=(finding(),)
    )
    there = gates(speaker, "a")
    assert there.again(session(first, second, third), third)
    assert "Message of star.no-result." in shown(there)
    assert "attempt 1" in shown(there)
    assert "Not better yet: attempt 1 is your best, with 6 more." in shown(there)
    assert verdict(second, third) == "Better than your best so far by 14."
    assert not gates(speaker, "\n").again(session(first), first)
    assert not gates(speaker).again(session(first), first)


def test_where_answers_are_typed_the_choice_is_too(speaker: Speaker) -> None:
    """There are no keys then."""
    for typed, again in (("again\n", True), ("\n", False), ("", False)):
        there = gates(speaker)
        there.line = io.StringIO(typed).readline
        assert there.again(session(turn()), turn()) is again


def test_one_can_listen_back_before_going_on(speaker: Speaker) -> None:
    """As often as one likes."""
    asked: list[str | None] = []
    there = gates(speaker, "l", "l", "\n", "x")

    def recording(heard: object) -> Sound | None:
        asked.append(str(heard))
        return Sound(noise(0.1).samples[:0])

    there.recording = recording
    assert not there.again(session(turn()), turn())
    assert len(asked) == 2


def test_a_full_disk_waits_for_room(speaker: Speaker) -> None:
    """Enter goes on, q stops; nobody there stops as well."""
    trouble = StoreError("The disk is full", "Free some space.")
    there = gates(speaker, "\n")
    assert there.mend(trouble)
    assert "What you said is kept" in shown(there)
    assert "Free some space." in shown(there)
    assert not gates(speaker, "q").mend(trouble)
    assert not gates(speaker).mend(trouble)


@pytest.mark.sound
def test_a_lost_microphone_may_be_another_one(plugged_in: SoundCard, speaker: Speaker) -> None:
    """They are listed with a number each, and chosen by it."""
    assert plugged_in
    trouble = AudioDeviceError("The microphone went away", "Plug it in.")
    there = gates(speaker, "1", "x")
    assert there.mend(trouble)
    assert isinstance(there.microphone, str)
    assert f"1  {there.microphone}" in shown(there)
    stopped = gates(speaker, "q", "x", microphone="no such microphone")
    assert not stopped.mend(trouble)


@pytest.mark.sound
def test_the_microphone_is_checked_and_remembered(
    plugged_in: SoundCard, speaker: Speaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Four seconds of it, with what was heard and measured."""
    from interviewer.audio.sound import write

    clip = tmp_path_factory.mktemp("clip") / "tone.wav"
    write(clip, chirp(8.0))
    there = gates(speaker, "\n", "\n", microphone=MICROPHONE)
    player = plugged_in.say_into_microphone(clip)
    check = there.check_microphone(lambda: Scripted(otherwise="Hello."))
    player.kill()
    player.wait()
    assert check
    assert check.device == MICROPHONE
    assert -12 < check.peak_db < 0
    assert microphone_check.remembered(MICROPHONE) == check
    assert "Loudest -6 dBFS" in shown(there)
    assert gates(speaker, "s", microphone=MICROPHONE).check_microphone(Scripted) is None
