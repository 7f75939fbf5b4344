"""What is said beside the questions, and the keys that cut it short."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from interviewer.interview import phrases
from interviewer.interview.background_voice import Mouth
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command
from interviewer.interview.screen.view import State
from interviewer.interview.speaking import Talk
from interviewer.model import Interviewer, Kind, Plan, Round
from interviewer.speak import Speaker, open_voice
from tests.support.examples import question, turn
from tests.support.soundcard import SPEAKER, SoundCard, plugged_in, soundcard
from tests.support.watched import Watched

__all__ = ["plugged_in", "soundcard"]

WHO = Interviewer("Maya", "an engineer")
PLAN = Plan(
    "phone-screen", "test", 1, (Round("One", 1200.0, says="Let us begin.", interviewer=WHO),)
)

Made = Callable[..., Talk]


@pytest.fixture
def made() -> Iterator[Made]:
    """Makes a talk with a silent voice."""
    with Speaker(open_voice("silent")) as speaker:

        def make(*, live: bool = True, elapsed_s: float = 0.0) -> Talk:
            clock = Clock(PLAN.seconds, elapsed_s)
            return Talk(PLAN, Mouth(speaker, pytest.fail), Watched(), clock, lambda: None, live)

        yield make


def said(talk: Talk) -> list[str]:
    """What was shown as said."""
    assert isinstance(talk.screen, Watched)
    return [line.removeprefix("says ") for line in talk.screen.seen if line.startswith("says ")]


def test_an_interview_opens_with_a_name(made: Made) -> None:
    """The pack's words follow; only the first round greets, and nobody greets a recording."""
    talk = made()
    talk.open(PLAN.rounds[0], first=True)
    talk.open(PLAN.rounds[0], first=False)
    assert said(talk) == [
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
    talk = made()
    talk.close()
    assert said(talk) == [phrases.closing(1)]


def test_time_is_minded_once_and_only_near_the_end(made: Made) -> None:
    """Not with an hour left, and not when it is over."""
    for elapsed, told in ((100.0, 0), (900.0, 1), (1190.0, 0)):
        talk = made(elapsed_s=elapsed)
        talk.mind_time()
        talk.mind_time()
        assert len(said(talk)) == told


def test_an_answer_is_acknowledged_by_what_became_of_it(made: Made) -> None:
    """The candidate's own questions are noted, since nobody here could answer them."""
    talk = made()
    ended = turn(ended="stopped")
    talk.acknowledge(question(), ended, None, 1)
    talk.acknowledge(question(), None, Command.SKIP, 1)
    talk.acknowledge(question(kind=Kind.CANDIDATE_QUESTIONS), turn(), None, 1)
    talk.acknowledge(question(), None, None, 1)
    assert said(talk) == [phrases.NEXT, phrases.SKIPPED, phrases.ANSWERS]


@pytest.mark.sound
def test_keys_cut_speech_short(plugged_in: SoundCard) -> None:
    """Hush, again, pause, and further."""
    assert plugged_in
    long = "This is a sentence that takes several seconds to say, and nobody wants to hear it. " * 3
    screen, keys = Watched(), iter(["r", "p", None, " ", "\n"])
    with Speaker(open_voice("pyttsx3"), SPEAKER) as speaker:
        mouth, clock = Mouth(speaker, pytest.fail), Clock(600.0)
        talk = Talk(PLAN, mouth, screen, clock, lambda: next(keys, None), live=True)
        assert talk.say(long) is None
        assert not mouth.busy
        assert State.PAUSED in screen.states
        for key, command in (("s", Command.SKIP), ("q", Command.QUIT)):
            keys = iter([key])
            assert talk.say(long) is command
            assert not mouth.busy
