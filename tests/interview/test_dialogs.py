"""What the candidate is asked between answers, in trouble, and before it begins."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from interviewer.answer import paced
from interviewer.audio.sound import write
from interviewer.errors import AudioDeviceError, StoreError
from interviewer.history import store
from interviewer.interview import microphone_check
from interviewer.interview.commands import Retry
from interviewer.interview.dialogs import Dialogs, verdict
from interviewer.interview.keys import Keys
from interviewer.model import FollowUp
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import STORY, finding, reply, session, turn
from tests.support.soundcard import MICROPHONE, SoundCard, chirp, plugged_in, soundcard
from tests.support.watched import Watched

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


def dialogs(speaker: Speaker, *keys: str, microphone: str | None = None) -> Dialogs:
    """Dialogs in which those keys are pressed."""
    console = Console(file=io.StringIO(), width=80)
    return Dialogs(console, Pressed(*keys), speaker, Watched(), microphone)


def shown(there: Dialogs) -> str:
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
    there = dialogs(speaker, "a")
    assert there.again(session(first, second, third), third) is Retry.WHOLE
    assert "Message of star.no-result." in shown(there)
    assert "attempt 1" in shown(there)
    assert "Your best is still attempt 1, 6 points higher." in shown(there)
    assert verdict(second, third) == "Better than your best so far by 14 points."
    assert verdict(second, second) == "Same score as your best (attempt 2)."
    assert dialogs(speaker, "\n").again(session(first), first) is Retry.NO
    assert dialogs(speaker).again(session(first), first) is Retry.NO


def test_the_weak_part_can_be_told_again(speaker: Speaker) -> None:
    """Offered where there is one; then it is said what it gained."""
    weak = replace(turn(scores={"overall": 50.0}), findings=(finding("star.no-result"),))
    there = dialogs(speaker, "w", "\n")
    assert there.again(session(weak), weak) is Retry.PART
    better = replace(
        weak,
        scores={"overall": 71.0},
        findings=(),
        follow_ups=(
            replace(reply(), follow_up=FollowUp("Just the ending again.", "rewind.result")),
        ),
    )
    assert there.again(session(better), better) is Retry.NO
    assert "with the result" in shown(there)
    assert "+21" in shown(there)
    assert shown(there).count("only the weak part") == 1


def test_where_answers_are_typed_the_choice_is_too(speaker: Speaker) -> None:
    """There are no keys then."""
    for typed, again in (
        ("again\n", Retry.WHOLE),
        ("part\n", Retry.NO),
        ("agian\nyes\n“Again”\n", Retry.WHOLE),
        ("agian\n\nagain\n", Retry.NO),
        ("\n", Retry.NO),
        ("", Retry.NO),
    ):
        there = dialogs(speaker)
        there.line = io.StringIO(typed).readline
        assert there.again(session(turn()), turn()) is again


def test_the_gain_is_that_of_the_figures_shown() -> None:
    """70 after 51 are 19 points more, whatever was rounded."""
    best, now = turn(scores={"overall": 50.6}), turn(scores={"overall": 70.4})
    assert verdict(best, now) == "Better than your best so far by 19 points."


def test_what_was_recorded_can_be_listened_to(speaker: Speaker, tmp_path: Path) -> None:
    """Where there is a recording; where there is none, the key goes on."""
    there = dialogs(speaker, "l", "a")
    there.folder = store.Folder(tmp_path)
    assert there.again(session(turn()), turn()) is Retry.NO
    assert shown(there).count("l: listen") == 1


def test_a_full_disk_waits_for_room(speaker: Speaker) -> None:
    """Enter goes on, q stops; nobody there stops as well."""
    trouble = StoreError("The disk is full", "Free some space.")
    there = dialogs(speaker, "\n")
    assert there.fixed(trouble)
    assert "Your answer so far is saved" in shown(there)
    assert "Free some space." in shown(there)
    assert not dialogs(speaker, "q").fixed(trouble)
    assert not dialogs(speaker).fixed(trouble)


@pytest.mark.sound
def test_a_lost_microphone_may_be_another_one(plugged_in: SoundCard, speaker: Speaker) -> None:
    """They are listed with a number each, and chosen by it."""
    assert plugged_in
    trouble = AudioDeviceError("The microphone was disconnected", "Reconnect it.")
    there = dialogs(speaker, "1", "x")
    assert there.fixed(trouble)
    assert isinstance(there.microphone, str)
    assert f"1  {there.microphone}" in shown(there)
    stopped = dialogs(speaker, "q", "x", microphone="no such microphone")
    assert not stopped.fixed(trouble)


@pytest.mark.sound
def test_the_microphone_is_checked_and_remembered(
    plugged_in: SoundCard, speaker: Speaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Four seconds of it, with what was heard and measured."""
    clip = tmp_path_factory.mktemp("clip") / "tone.wav"
    write(clip, chirp(8.0))
    there = dialogs(speaker, "\n", "\n", microphone=MICROPHONE)
    player = plugged_in.say_into_microphone(clip)
    check = there.check_microphone(lambda: Scripted(otherwise="Hello."))
    player.kill()
    player.wait()
    assert check
    assert check.device == MICROPHONE
    assert -12 < check.peak_db < 0
    assert microphone_check.remembered(MICROPHONE) == check
    assert "Peak -6 dBFS" in shown(there)
    assert dialogs(speaker, "s", microphone=MICROPHONE).check_microphone(Scripted) is None
