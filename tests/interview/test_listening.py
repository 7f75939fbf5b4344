"""One answer as it is followed: what is passed on, what is said to it, what ends it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.level import level_db
from interviewer.audio.sound import RATE, Sound, resample, to_int16, write
from interviewer.audio.sources import Block, FileSource
from interviewer.audio.voice_activity import joined
from interviewer.interview import phrases
from interviewer.interview.barge_in import Interruptions
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command
from interviewer.interview.listening import CONFIRM_S, Listener
from interviewer.interview.screen.view import State
from interviewer.interview.speaking import Speaking
from interviewer.interview.spoken_commands import WHOLE_S
from interviewer.interview.turn_taking import Cue, Patience, TurnTaking
from interviewer.model import Interval, Transcript, Word
from interviewer.speak import Speaker, open_voice
from interviewer.speak.pyttsx3 import Pyttsx3
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import plan, question
from tests.support.watched import Watched

Made = Callable[..., Listener]


@pytest.fixture(scope="module")
def sentence() -> Sound:
    """Two seconds of speech."""
    return resample(Pyttsx3().synthesise("I wrote a small tool that compared the two."), RATE)


def silence(seconds: float) -> Sound:
    """Room noise that no one would hear."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * RATE))
    return Sound((noise * 0.0005).astype(np.float32))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Makes listeners that hear some sounds, one after the other."""
    speaker = Speaker(open_voice("silent"))

    def make(
        *sounds: Sound,
        patience: Patience | None = None,
        screen: Watched | None = None,
        press: Callable[[], str | None] = lambda: None,
        source: type[FileSource] = FileSource,
    ) -> Listener:
        path = tmp_path / "said.wav"
        write(path, Sound(np.concatenate([sound.samples for sound in sounds])))
        speaking = Speaking(plan(), speaker, screen or Watched(), Clock(600.0), press, live=True)
        turn = TurnTaking(patience) if patience else None
        return Listener(source(path), question(), speaking, turn)

    with speaker:
        yield make


def said(listener: Listener) -> list[str]:
    """What the interviewer said meanwhile."""
    assert isinstance(listener.speaking.screen, Watched)
    return listener.speaking.screen.said()


def notes(listener: Listener) -> list[str]:
    """What was shown meanwhile."""
    assert isinstance(listener.speaking.screen, Watched)
    return listener.speaking.screen.notes()


def heard(listener: Listener) -> float:
    """Listen to the end; seconds passed on."""
    with listener:
        return sum(len(block) for block in listener) / RATE


def pressing(listener: Listener, moments: dict[float, str]) -> Listener:
    """The listener with keys that are pressed at some seconds of its recording."""
    due = sorted(moments.items())

    def press() -> str | None:
        return due.pop(0)[1] if due and listener.sound.seconds >= due[0][0] else None

    listener.speaking.press = press
    return listener


def test_all_of_a_recording_is_passed_on(made: Made, sentence: Sound) -> None:
    """Nothing is lost, and where the voice was is known."""
    listener = made(silence(1.0), sentence)
    assert heard(listener) == pytest.approx(1.0 + sentence.duration, abs=0.001)
    assert listener.sound.seconds == pytest.approx(1.0 + sentence.duration, abs=0.001)
    assert listener.sound.speech[0].start == pytest.approx(1.05, abs=0.15)
    assert not listener.over


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
    listener = pressing(made(silence(3.0)), {1.0: key})
    assert heard(listener) == pytest.approx(1.0, abs=0.1)
    assert (listener.end.how, listener.end.command) == (ended, command)


def test_a_pause_stops_the_clock_and_the_recording(made: Made) -> None:
    """A file waits; the key that ends the pause ends nothing else."""
    screen, keys = Watched(), ["p"]

    def press() -> str | None:
        if listener.paused and State.PAUSED in screen.states:
            return "\n"
        return keys.pop() if keys and listener.sound.seconds >= 0.5 else None

    listener = made(silence(2.0), screen=screen, press=press)
    listener.speaking.clock.go_on()
    assert heard(listener) == pytest.approx(2.0, abs=0.01)
    assert State.PAUSED in screen.states
    assert not listener.over


def test_silence_is_met_with_encouragement(made: Made) -> None:
    """Said, and shown to those who cannot hear it."""
    listener = made(silence(50.0))
    listener.turn = TurnTaking(Patience(hands_free=False))
    heard(listener)
    assert said(listener) == [phrases.CUES[Cue.TAKE_YOUR_TIME], phrases.CUES[Cue.OFFER]]


def test_hands_free_ends_after_the_question_for_more(made: Made, sentence: Sound) -> None:
    """With the patience that was asked for."""
    listener = made(sentence, silence(20.0))
    listener.turn = TurnTaking(Patience(1.0, 2.0, 3.0))
    assert heard(listener) == pytest.approx(sentence.duration + 5.0, abs=0.4)
    assert listener.end.how == "silence"
    assert said(listener) == ["Anything to add?"]


def test_somebody_else_in_the_room_keeps_no_answer_from_ending(made: Made, sentence: Sound) -> None:
    """20 dB below the candidate it is neither an answer nor an end of the silence."""
    other = resample(Pyttsx3("gmw/en-us").synthesise("Honey, have you seen the car keys?"), RATE)
    far = Sound(other.samples * np.float32(0.1))
    listener = made(sentence, sentence, silence(1.5), far, far, silence(20.0))
    listener.turn = TurnTaking(Patience(1.0, 2.0, 3.0))
    assert heard(listener) == pytest.approx(2 * sentence.duration + 5.0, abs=0.6)
    assert listener.end.how == "silence"
    assert listener.sound.speech[-1].end < 2 * sentence.duration + 0.1


def test_another_microphone_may_be_much_quieter(made: Made, sentence: Sound) -> None:
    """What is said into it is the candidate's all the same."""
    listener = made(sentence, sentence)
    heard(listener)
    write(listener.source.path, Sound(sentence.samples * np.float32(0.05)))  # type: ignore[attr-defined]
    heard(listener)
    assert listener.sound.speech[-1].end == pytest.approx(3 * sentence.duration, abs=0.5)
    listener = made(sentence, sentence, silence(1.0), Sound(sentence.samples * np.float32(0.05)))
    heard(listener)
    assert listener.sound.speech[-1].end < 2 * sentence.duration


def test_a_long_answer_is_stopped_in_a_breath(made: Made, sentence: Sound) -> None:
    """And not before."""
    listener = made(sentence, silence(0.8), sentence, silence(0.8), sentence)
    limit = sentence.duration + 1.0
    listener.turn = TurnTaking(Patience(hands_free=False, stop_s=limit))
    second = 2 * sentence.duration + 0.8
    assert second - 0.6 < heard(listener) < second + 0.8
    assert listener.end.how == "stopped"


def understood(listener: Listener, said: str, sentence: Sound) -> None:
    """Tell the listener what was heard so far, as live transcription does in a pause."""
    words = said.split()
    step = sentence.duration / len(words)
    heard_words = tuple(
        Word(word, index * step, (index + 1) * step) for index, word in enumerate(words)
    )
    listener.latest = Transcript(heard_words, sentence.duration + 0.2)


def test_a_word_of_control_is_obeyed_and_left_out(made: Made, sentence: Sound) -> None:
    """The question is said again in the silence after it, and those words are an aside."""
    listener = made(sentence, silence(3.0))
    listener.turn = TurnTaking(Patience(hands_free=False))
    understood(listener, "Could you repeat the question, please?", sentence)
    heard(listener)
    assert said(listener) == [listener.question.text]
    (aside,) = listener.sound.asides
    assert aside.end == pytest.approx(sentence.duration, abs=0.5)
    assert listener.sound.speech == ()
    assert not listener.over


def test_let_me_think_brings_quiet_that_counts_as_announced(made: Made, sentence: Sound) -> None:
    """No encouragement comes, and the words stay."""
    listener = made(sentence, silence(25.0), sentence)
    listener.turn = TurnTaking(Patience(hands_free=False))
    understood(listener, "Let me think.", sentence)
    heard(listener)
    assert said(listener) == []
    assert listener.sound.asides == []
    assert isinstance(listener.speaking.screen, Watched)
    assert State.QUIET in listener.speaking.screen.states
    (quiet,) = listener.sound.announced
    assert quiet.length == pytest.approx(25.0, abs=0.6)


def test_a_key_asks_for_time_as_well(made: Made, sentence: Sound) -> None:
    """Without a word."""
    listener = pressing(made(silence(20.0), sentence), {0.2: "t"})
    listener.turn = TurnTaking(Patience(hands_free=False))
    heard(listener)
    (quiet,) = listener.sound.announced
    assert quiet.length == pytest.approx(19.9, abs=0.3)


def test_that_is_all_ends_only_hands_free_answers(made: Made, sentence: Sound) -> None:
    """Elsewhere a key does, and the words might be an answer."""
    for hands_free in (False, True):
        listener = made(sentence, silence(3.0))
        listener.turn = TurnTaking(Patience(hands_free=hands_free))
        understood(listener, "That's all from me.", sentence)
        heard(listener)
        assert listener.end.how == ("said" if hands_free else "")


def test_no_is_an_answer_unless_it_was_asked_for(made: Made, sentence: Sound) -> None:
    """It ends an answer only after "Anything to add?"."""
    listener = made(sentence, silence(3.0))
    listener.turn = TurnTaking(Patience())
    understood(listener, "No.", sentence)
    heard(listener)
    assert not listener.over


def test_a_sentence_with_a_command_in_it_is_an_answer(made: Made, sentence: Sound) -> None:
    """More than six words."""
    listener = made(sentence, silence(3.0))
    listener.turn = TurnTaking(Patience(hands_free=False))
    understood(listener, "And then I said let us skip this one please", sentence)
    heard(listener)
    assert not listener.over
    assert listener.sound.asides == []


def test_an_answer_taken_up_again_goes_on_with_its_times(made: Made, sentence: Sound) -> None:
    """What was recorded before counts as heard."""
    listener = made(sentence)
    before = to_int16(sentence)
    listener.recall([before, before])
    heard(listener)
    assert listener.sound.seconds == pytest.approx(3 * sentence.duration, abs=0.01)
    assert listener.sound.speech[-1].end > 2 * sentence.duration


def test_utterances_are_speech_between_silences() -> None:
    """Under 0.8 s it is one utterance."""
    speech = (Interval(0, 1), Interval(1.5, 2), Interval(3, 4))
    assert joined(speech, WHOLE_S) == (Interval(0, 2), Interval(3, 4))
    assert joined((), WHOLE_S) == ()


def test_level_of_digital_silence_and_full_scale() -> None:
    """The meter's ends."""
    assert level_db(np.zeros(512, np.int16)) == -96
    assert level_db(np.full(512, -32768, np.int16)) == pytest.approx(0)


def test_an_answer_without_a_sound_ends_at_the_second_press(made: Made, sentence: Sound) -> None:
    """Enter is most likely meant for the question that has just ended."""
    listener = pressing(made(silence(3.0)), {0.5: "\n", 1.5: "\n"})
    listener.turn = TurnTaking(Patience(hands_free=False))
    assert heard(listener) == pytest.approx(1.5, abs=0.1)
    assert len(notes(listener)) == 1
    listener = pressing(made(sentence, silence(3.0)), {sentence.duration: "\n"})
    listener.turn = TurnTaking(Patience(hands_free=False))
    assert heard(listener) == pytest.approx(sentence.duration, abs=0.1)
    assert notes(listener) == []


def test_a_long_answer_is_not_lost_by_a_slip_of_the_finger(made: Made, sentence: Sound) -> None:
    """Starting over has to be confirmed once there is something to lose."""
    listener = pressing(made(*[sentence] * 4), {3 * sentence.duration: "a"})
    assert heard(listener) == pytest.approx(4 * sentence.duration, abs=0.1)
    assert not listener.over
    assert any("start over" in note for note in notes(listener))
    end = 3 * sentence.duration
    listener = pressing(made(*[sentence] * 4), {end: "a", end + 0.5: "a"})
    assert heard(listener) == pytest.approx(end + 0.5, abs=0.1)
    assert listener.end.command is Command.AGAIN


def test_a_second_slip_of_the_finger_costs_nothing_either(made: Made, sentence: Sound) -> None:
    """Only a press soon after the question confirms it."""
    end = 3 * sentence.duration
    listener = pressing(made(*[sentence] * 8), {end: "a", end + CONFIRM_S + 1: "a"})
    assert heard(listener) == pytest.approx(8 * sentence.duration, abs=0.1)
    assert not listener.over
    assert len(notes(listener)) == 2


def test_the_last_word_may_still_be_said_when_the_key_is_pressed(
    made: Made, sentence: Sound
) -> None:
    """The recording goes on until it is over, 0.4 s at most."""
    listener = pressing(made(sentence, silence(3.0), source=Live), {sentence.duration - 0.3: "\n"})
    ended: list[float] = []
    listener.on_end = lambda: ended.append(listener.sound.seconds)
    assert heard(listener) > sentence.duration - 0.2
    assert ended == [listener.sound.seconds]


class Live(FileSource):
    """A file that counts as a microphone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.realtime = True
        self.given_s = 0.0

    def __iter__(self) -> Iterator[Block]:
        """As fast as it is read, with time for other threads."""
        self.realtime = False
        blocks = list(super().__iter__())
        self.realtime = True
        for block in blocks:
            time.sleep(0.001)
            self.given_s += len(block) / RATE
            yield block


class Talking(Speaking):
    """An interviewer who is heard for a second of the microphone's time."""

    microphone: Live

    @property
    def audible(self) -> bool:
        """Until that is over."""
        return self.microphone.given_s < 1.0


def asking(listener: Listener) -> Listener:
    """The listener while the question is being asked."""
    old = listener.speaking
    talking = Talking(old.plan, old.speaker, old.screen, old.clock, old.press, live=True)
    assert isinstance(listener.source, Live)
    talking.microphone, talking.text = listener.source, listener.question.text
    listener.speaking = talking
    return listener


def test_an_answer_begun_a_moment_after_the_question_is_whole(made: Made, sentence: Sound) -> None:
    """The microphone is open by then; what was heard before is no part of it."""
    listener = asking(made(silence(1.1), sentence, silence(0.5), source=Live))
    with listener:
        passed = np.concatenate(list(listener))
    assert len(passed) / RATE == pytest.approx(sentence.duration + 0.6, abs=0.05)
    assert listener.sound.speech[0].start == pytest.approx(0.1, abs=0.1)
    assert listener.sound.speech[-1].end > sentence.duration - 0.3


def test_words_over_the_last_of_the_question_are_part_of_the_answer(
    made: Made, sentence: Sound
) -> None:
    """Where interrupting is allowed; they are kept until they were understood."""
    listener = asking(made(silence(0.5), sentence, silence(3.0), source=Live))
    words = "I wrote a small tool that compared the two."
    listener.interruptions = Interruptions(lambda: Scripted(otherwise=words), barge_in=True)
    with listener:
        passed = np.concatenate(list(listener))
    assert len(passed) / RATE >= sentence.duration + 2.0
    assert listener.sound.speech[0].length == pytest.approx(sentence.duration, abs=0.5)


def test_a_dead_microphone_is_named(made: Made, sentence: Sound) -> None:
    """Two seconds of nothing at all are no silence of a room."""
    zeros = Sound(np.zeros(3 * RATE, np.float32))
    listener = made(zeros, source=Live)
    heard(listener)
    (note,) = notes(listener)
    assert "No sound arrives from the microphone" in note
    listener = made(silence(3.0), sentence, source=Live)
    heard(listener)
    assert notes(listener) == []
