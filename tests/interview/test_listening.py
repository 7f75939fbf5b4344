"""One answer as it is followed: what is passed on, what is said to it, what ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.sound import RATE, Sound, resample, to_int16, write
from interviewer.audio.sources import FileSource
from interviewer.interview import phrases
from interviewer.interview.background_voice import Mouth
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command
from interviewer.interview.listening import Ear, level_db, utterances
from interviewer.interview.screen.view import State, Status
from interviewer.interview.turn_taking import Cue, Patience
from interviewer.model import Stretch, Transcript, Word
from interviewer.speak import Speaker, open_voice
from interviewer.speak.pyttsx3 import Pyttsx3
from tests.support.examples import question

Made = Callable[..., Ear]


@pytest.fixture(scope="module")
def sentence() -> Sound:
    """Two seconds of speech."""
    return resample(Pyttsx3().synthesise("I wrote a small tool that compared the two."), RATE)


def silence(seconds: float) -> Sound:
    """Nothing."""
    return Sound(np.zeros(round(seconds * RATE), np.float32))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Makes ears that hear some sounds, one after the other."""
    speaker = Speaker(open_voice("silent"))

    def make(*sounds: Sound, **changes: object) -> Ear:
        path = tmp_path / "said.wav"
        write(path, Sound(np.concatenate([sound.samples for sound in sounds])))
        mouth = Mouth(speaker, pytest.fail)
        return Ear(FileSource(path), question(), mouth, Clock(600.0), **changes)  # type: ignore[arg-type]

    with speaker:
        yield make


def heard(ear: Ear) -> float:
    """Listen to the end; seconds passed on."""
    with ear:
        return sum(len(block) for block in ear) / RATE


def at(moments: dict[float, str]) -> tuple[Callable[[Status], None], Callable[[], str | None]]:
    """Keys pressed at some seconds of the answer: what to show it, and where the keys come from."""
    now = [0.0]
    due = sorted(moments.items())

    def show(status: Status) -> None:
        now[0] = status.seconds

    def press() -> str | None:
        return due.pop(0)[1] if due and now[0] >= due[0][0] else None

    return show, press


def test_all_of_a_recording_is_passed_on(made: Made, sentence: Sound) -> None:
    """Nothing is lost, and where the voice was is known."""
    ear = made(silence(1.0), sentence)
    assert heard(ear) == pytest.approx(1.0 + sentence.duration, abs=0.001)
    assert ear.heard_s == pytest.approx(1.0 + sentence.duration, abs=0.001)
    assert ear.speech[0].start == pytest.approx(1.05, abs=0.15)
    assert not ear.over


@pytest.mark.parametrize(
    ("key", "ended", "command"),
    [
        ("\n", "key", None),
        (" ", "key", None),
        ("s", "skipped", Command.SKIP),
        ("a", "key", Command.AGAIN),
        ("q", "key", Command.QUIT),
    ],
)
def test_keys_end_an_answer(made: Made, key: str, ended: str, command: Command | None) -> None:
    """Each in its way."""
    show, press = at({1.0: key})
    ear = made(silence(3.0), show=show, press=press)
    assert heard(ear) == pytest.approx(1.0, abs=0.1)
    assert (ear.ended, ear.command) == (ended, command)


def test_a_pause_stops_the_clock_and_the_recording(made: Made) -> None:
    """A file waits; the key that ends the pause ends nothing else."""
    states: list[State] = []
    show, press = at({0.5: "p"})
    unpaused = [False]

    def watching(status: Status) -> None:
        states.append(status.state)
        show(status)

    def pressing() -> str | None:
        if ear.paused and len(states) > 40 and not unpaused[0]:
            unpaused[0] = True
            return "\n"
        return press()

    ear = made(silence(2.0), show=watching, press=pressing)
    ear.clock.go_on()
    assert heard(ear) == pytest.approx(2.0, abs=0.01)
    assert State.PAUSED in states
    assert not ear.over


def test_silence_is_met_with_encouragement(made: Made) -> None:
    """Said, and shown to those who cannot hear it."""
    told: list[str] = []
    ear = made(silence(50.0), tell=told.append)
    ear.mind(Patience(hands_free=False))
    heard(ear)
    assert told == [phrases.CUES[Cue.TAKE_YOUR_TIME], phrases.CUES[Cue.OFFER]]


def test_hands_free_ends_after_the_question_for_more(made: Made, sentence: Sound) -> None:
    """With the patience that was asked for."""
    told: list[str] = []
    ear = made(sentence, silence(20.0), tell=told.append)
    ear.mind(Patience(1.0, 2.0, 3.0))
    assert heard(ear) == pytest.approx(sentence.duration + 5.0, abs=0.4)
    assert ear.ended == "silence"
    assert told == ["Anything to add?"]


def test_a_long_answer_is_stopped_in_a_breath(made: Made, sentence: Sound) -> None:
    """And not before."""
    ear = made(sentence, silence(0.8), sentence, silence(0.8), sentence)
    limit = sentence.duration + 1.0
    ear.mind(Patience(hands_free=False, stop_s=limit))
    second = 2 * sentence.duration + 0.8
    assert second - 0.6 < heard(ear) < second + 0.8
    assert ear.ended == "stopped"


def understood(ear: Ear, said: str, sentence: Sound) -> None:
    """Tell the ear what was heard so far, as live transcription does in a pause."""
    words = said.split()
    step = sentence.duration / len(words)
    heard_words = tuple(
        Word(word, index * step, (index + 1) * step) for index, word in enumerate(words)
    )
    ear.overhear(Transcript(heard_words, sentence.duration + 0.2))


def test_a_word_of_control_is_obeyed_and_left_out(made: Made, sentence: Sound) -> None:
    """The question is said again in the silence after it, and those words are an aside."""
    told: list[str] = []
    ear = made(sentence, silence(3.0), tell=told.append)
    ear.mind(Patience(hands_free=False))
    understood(ear, "Could you repeat the question, please?", sentence)
    heard(ear)
    assert told == [ear.question.text]
    (aside,) = ear.asides
    assert aside.end == pytest.approx(sentence.duration, abs=0.5)
    assert ear.speech == ()
    assert not ear.over


def test_let_me_think_brings_quiet_that_counts_as_announced(made: Made, sentence: Sound) -> None:
    """No encouragement comes, and the words stay."""
    told: list[str] = []
    states: set[State] = set()
    ear = made(
        sentence, silence(25.0), sentence, tell=told.append, show=lambda s: states.add(s.state)
    )
    ear.mind(Patience(hands_free=False))
    understood(ear, "Let me think.", sentence)
    heard(ear)
    assert told == []
    assert ear.asides == []
    assert State.QUIET in states
    (quiet,) = ear.announced
    assert quiet.length == pytest.approx(25.0, abs=0.6)


def test_a_key_asks_for_time_as_well(made: Made, sentence: Sound) -> None:
    """Without a word."""
    show, press = at({0.2: "t"})
    ear = made(silence(20.0), sentence, show=show, press=press, tell=pytest.fail)
    ear.mind(Patience(hands_free=False))
    heard(ear)
    (quiet,) = ear.announced
    assert quiet.length == pytest.approx(19.9, abs=0.3)


def test_that_is_all_ends_only_hands_free_answers(made: Made, sentence: Sound) -> None:
    """Elsewhere a key does, and the words might be an answer."""
    for hands_free in (False, True):
        ear = made(sentence, silence(3.0))
        ear.mind(Patience(hands_free=hands_free))
        understood(ear, "That's all from me.", sentence)
        heard(ear)
        assert ear.ended == ("said" if hands_free else "")


def test_no_is_an_answer_unless_it_was_asked_for(made: Made, sentence: Sound) -> None:
    """It ends an answer only after "Anything to add?"."""
    ear = made(sentence, silence(3.0))
    ear.mind(Patience())
    understood(ear, "No.", sentence)
    heard(ear)
    assert not ear.over


def test_a_sentence_with_a_command_in_it_is_an_answer(made: Made, sentence: Sound) -> None:
    """More than six words."""
    ear = made(sentence, silence(3.0), tell=pytest.fail)
    ear.mind(Patience(hands_free=False))
    understood(ear, "And then I said let us skip this one please", sentence)
    heard(ear)
    assert not ear.over
    assert ear.asides == []


def test_an_answer_taken_up_again_goes_on_with_its_times(made: Made, sentence: Sound) -> None:
    """What was recorded before counts as heard."""
    ear = made(sentence)
    before = to_int16(sentence)
    ear.recall([before, before])
    heard(ear)
    assert ear.heard_s == pytest.approx(3 * sentence.duration, abs=0.01)
    assert ear.speech[-1].end > 2 * sentence.duration


def test_utterances_are_speech_between_silences() -> None:
    """Under 0.8 s it is one utterance."""
    speech = (Stretch(0, 1), Stretch(1.5, 2), Stretch(3, 4))
    assert utterances(speech) == [Stretch(0, 2), Stretch(3, 4)]
    assert utterances(()) == []


def test_level_of_digital_silence_and_full_scale() -> None:
    """The meter's ends."""
    assert level_db(np.zeros(512, np.int16)) == -96
    assert level_db(np.full(512, -32768, np.int16)) == pytest.approx(0)


def test_an_answer_without_a_sound_ends_at_the_second_press(made: Made, sentence: Sound) -> None:
    """Enter is most likely meant for the question that has just ended."""
    notes: list[str] = []
    show, press = at({0.5: "\n", 1.5: "\n"})
    ear = made(silence(3.0), show=show, press=press, note=notes.append)
    ear.mind(Patience(hands_free=False))
    assert heard(ear) == pytest.approx(1.5, abs=0.1)
    assert len(notes) == 1
    show, press = at({sentence.duration: "\n"})
    ear = made(sentence, silence(3.0), show=show, press=press, note=pytest.fail)
    ear.mind(Patience(hands_free=False))
    assert heard(ear) == pytest.approx(sentence.duration, abs=0.1)
