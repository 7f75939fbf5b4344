"""What is said beside the questions, and the keys that cut it short."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from interviewer.audio.sound import Sound
from interviewer.errors import VoiceError
from interviewer.interview import phrases
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command
from interviewer.interview.screen.view import State
from interviewer.interview.speaking import Speaking
from interviewer.model import Interviewer, InterviewerManner, Kind, Plan, Round
from interviewer.speak import Speaker, Voice, open_voice
from tests.support.examples import question
from tests.support.soundcard import SPEAKER, SoundCard, plugged_in, soundcard
from tests.support.waiting import until
from tests.support.watched import Watched

__all__ = ["plugged_in", "soundcard"]

WHO = Interviewer("Maya", "an engineer")
PLAN = Plan(
    "phone-screen", "test", 1, (Round("One", 1200.0, says="Let us begin.", interviewer=WHO),)
)

Made = Callable[..., Speaking]


@pytest.fixture
def made() -> Iterator[Made]:
    """Makes an interviewer with a silent voice."""
    with Speaker(open_voice("silent")) as speaker:

        def make(*, live: bool = True, elapsed_s: float = 0.0, plan: Plan = PLAN) -> Speaking:
            clock = Clock(plan.seconds, elapsed_s)
            return Speaking(plan, speaker, Watched(), clock, lambda: None, live)

        yield make


def said(speaking: Speaking) -> list[str]:
    """What was shown as said."""
    assert isinstance(speaking.screen, Watched)
    return speaking.screen.said()


def test_an_interview_opens_with_a_name(made: Made) -> None:
    """The pack's words follow; only the first round greets, and nobody greets a recording."""
    speaking = made()
    speaking.open(PLAN.rounds[0], first=True)
    speaking.open(PLAN.rounds[0], first=False)
    assert said(speaking) == [
        "Hello, this is Maya. Thanks for making the time.",
        "Let us begin.",
        "Let us begin.",
    ]
    recorded = made(live=False)
    recorded.open(PLAN.rounds[0], first=True)
    recorded.close()
    assert said(recorded) == ["Let us begin."]


def test_it_closes_with_a_goodbye(made: Made) -> None:
    """Where there was a hello."""
    speaking = made()
    speaking.close()
    assert said(speaking) == [phrases.closing(1)]


def test_time_is_minded_once_and_only_near_the_end(made: Made) -> None:
    """Not with an hour left, and not when it is over."""
    for elapsed, told in ((100.0, 0), (900.0, 1), (1190.0, 0)):
        speaking = made(elapsed_s=elapsed)
        speaking.mind_time()
        speaking.mind_time()
        assert len(said(speaking)) == told


def test_an_answer_is_acknowledged_by_how_it_ended(made: Made) -> None:
    """The candidate's own questions are noted, since nobody here could answer them."""
    speaking = made()
    speaking.acknowledge(question(), "stopped", "")
    speaking.acknowledge(question(), "skipped", "")
    speaking.acknowledge(question(kind=Kind.CANDIDATE_QUESTIONS), "key", "")
    assert said(speaking) == [phrases.STOPPING, phrases.SKIPPED, phrases.ANSWERS]
    heard = []
    for _ in range(8):
        speaking.acknowledge(question(), "key", "It fell to two.")
        heard.append(speaking.text)
    assert all(one != other for one, other in itertools.pairwise(heard))
    speaking.acknowledge(question(), "key", "We did what we could, and he died.")
    assert speaking.text == heard[-1]


def test_the_silent_interviewer_says_nothing_and_waits(made: Made) -> None:
    """Neither a word when the answer is over nor at once what comes next."""
    silent = replace(WHO, manner=InterviewerManner("silent", acknowledges=(), silence_s=0.2))
    speaking = made(plan=replace(PLAN, rounds=(replace(PLAN.rounds[0], interviewer=silent),)))
    speaking.acknowledge(question(), "key", "It fell to two.")
    assert speaking.text == ""
    began = time.monotonic()
    speaking.keep_silence()
    assert time.monotonic() - began > 0.15
    warm = made()
    warm.acknowledge(question(), "key", "It fell to two.")
    warm.keep_silence()
    assert warm.text == phrases.ACKNOWLEDGEMENTS[0]


def test_what_follows_an_answer_is_made_ahead() -> None:
    """The opening of the next round and its question, and goodbye after the last one."""
    rounds = (
        Round("One", 600.0, (question("one"),), says="Let's begin."),
        Round("Two", 600.0, (question("two"),), says="Now something else."),
    )
    with Speaker(open_voice("silent")) as speaker:
        two = Plan("phone-screen", "test", 1, rounds)
        speaking = Speaking(two, speaker, Watched(), Clock(1.0), lambda: None, live=True)
        speaking.prepare_for(1)
        assert {"Now something else.", "About two?"} <= speaker.synthesis.texts
        assert phrases.closing(1) not in speaker.synthesis.texts
        speaking.prepare_for(2)
        assert phrases.closing(1) in speaker.synthesis.texts


class Broken(Voice):
    """A voice that has gone."""

    name = "broken"

    def synthesise(self, text: str) -> Sound:
        """Fail."""
        raise VoiceError(f"No voice for {text}", "Be silent.")


def test_trouble_is_noted_once_and_the_rest_is_silence() -> None:
    """Until something was fixed."""
    screen = Watched()
    with Speaker(Broken()) as speaker:
        speaking = Speaking(PLAN, speaker, screen, Clock(1.0), lambda: None, live=True)
        for text in ("one", "two"):
            speaking.start(text)
            until(lambda: not speaking.busy)
        assert len(screen.notes()) == 1
        assert "shown as text" in screen.notes()[0]
        speaking.revive()
        speaking.start("three")
        until(lambda: not speaking.busy)
        assert len(screen.notes()) == 2


@pytest.mark.sound
def test_what_is_said_can_be_replaced_and_stopped(plugged_in: SoundCard) -> None:
    """At once, with no rest of it to come."""
    assert plugged_in
    with Speaker(open_voice("silent")) as speaker:
        speaking = Speaking(PLAN, speaker, Watched(), Clock(1.0), lambda: None, live=True)
        speaking.start(Sound(np.zeros(160_000, np.float32)))
        assert speaking.busy
        speaking.start(Sound(np.zeros(160_000, np.float32)))
        assert speaking.busy
        speaking.stop()
        assert not speaking.busy


@pytest.mark.sound
def test_keys_cut_speech_short(plugged_in: SoundCard) -> None:
    """Hush, again, pause, and further."""
    assert plugged_in
    long = "This is a sentence that takes several seconds to say, and nobody wants to hear it. " * 3
    screen, keys = Watched(), iter(["r", "p", None, " ", "\n"])
    with Speaker(open_voice("pyttsx3"), SPEAKER) as speaker:
        press = lambda: next(keys, None)  # noqa: E731
        speaking = Speaking(PLAN, speaker, screen, Clock(600.0), press, live=True)
        assert speaking.say(long) is None
        assert not speaking.audible
        assert State.PAUSED in screen.states
        for key, command in (("s", Command.SKIP), ("q", Command.QUIT)):
            keys = iter([key])
            assert speaking.say(long) is command
            assert not speaking.audible
