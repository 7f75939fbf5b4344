"""Three words stop the interviewer, and none of them is lost."""

from __future__ import annotations

import numpy as np
import pytest

from interviewer.audio.sound import RATE, resample, to_int16
from interviewer.audio.voice_activity import VoiceActivity, speech_in
from interviewer.errors import WeightsError
from interviewer.interview.barge_in import Interruption, barges_in
from interviewer.speak import open_voice
from interviewer.speak.pyttsx3 import Pyttsx3
from interviewer.transcribe import Engine, open_engine
from interviewer.transcribe.scripted import Scripted
from tests.support.sounds import QUESTION


def test_three_words_of_ones_own_barge_in() -> None:
    """The interviewer's own voice in the microphone does not, nor a cough."""
    asked = "Tell me about a time when you were wrong."
    assert barges_in("Sorry, which project exactly?", asked)
    assert not barges_in("tell me about a time", asked)
    assert not barges_in("Um, sorry.", asked)


def test_a_word_that_the_interviewer_also_says_is_still_ones_own() -> None:
    """Only words beside each other are an echo."""
    assert barges_in("Sorry, stop there.", "Was there a time when you had to stop somebody?")
    assert not barges_in("a time when you stop", "Was there a time when you had to stop somebody?")


SHORT = (
    *("Sorry, stop there.", "Sorry, can I stop you?", "Wait, wait, one moment.", "I have got it."),
    *("Excuse me, I know that.", "Okay, I understand that.", "Could you repeat that?"),
    *("Hold on a second.", "Let me stop you.", "Yes, I got that.", "Sorry, say that again."),
    *(
        "Please stop right there.",
        "That is enough, thanks.",
        "Can I answer now?",
        "Got it, got it.",
    ),
    *("Sorry to interrupt you.", "May I start now?", "I know this one.", "Hang on a moment."),
    "Stop, please, I understand.",
)
"""Twenty short interruptions, about a second each."""


@pytest.mark.model
def test_short_interruptions_stop_the_interviewer_20_times_of_20() -> None:
    """With real Whisper, in the voice of a machine and the hush of a room."""
    try:
        engine = open_engine(model="base")
    except WeightsError as error:
        pytest.skip(str(error))
    missed = [said for said in SHORT if not interrupts(said, engine)]
    assert missed == []


def interrupts(text: str, engine: Engine) -> bool:
    """Whether a short sentence over a question is understood as an interruption."""
    hush = np.random.default_rng(0).integers(-8, 8, 4 * RATE).astype(np.int16)
    speech = to_int16(resample(open_voice("pyttsx3").synthesise(text), RATE)) // 2
    interruption = Interruption(lambda: engine)
    samples = np.concatenate([hush[:RATE], speech, hush])
    for first in range(0, len(samples), 512):
        said = interruption.feed(samples[first : first + 512])
        if said is not None and barges_in(said, QUESTION):
            interruption.close()
            return True
        if interruption._hearing:
            interruption._hearing.exception()  # as on a machine that keeps up
    interruption.close()
    return False


def test_an_interruption_is_held_from_its_first_sound() -> None:
    """So that a barge-in loses no word."""
    interruption = Interruption(lambda: Scripted(otherwise="Sorry which project exactly"))
    sentence = resample(Pyttsx3().synthesise("I wrote a small tool that compared the two."), RATE)
    samples = np.concatenate([np.zeros(3 * RATE, np.int16), to_int16(sentence)])
    said = None
    for first in range(0, len(samples), 512):
        said = said or interruption.feed(samples[first : first + 512])
    if said is None:  # the recogniser works in a thread of its own
        interruption._pool.shutdown(wait=True)
        said = interruption.feed(np.zeros(512, np.int16))
    assert said == "Sorry which project exactly"
    held = np.concatenate(interruption.held)
    assert len(speech_in(held)) >= 1
    assert len(held) / RATE < sentence.duration + 1.2
    interruption.close()


def test_somebody_else_in_the_room_does_not_interrupt() -> None:
    """Not with a voice 20 dB below the candidate's in the answer before."""
    sentence = to_int16(
        resample(Pyttsx3().synthesise("I wrote a small tool that compared the two."), RATE)
    )
    before = VoiceActivity()
    before.feed(np.concatenate([sentence] * 3))
    for share, interrupts in ((1, True), (10, False)):
        interruption = Interruption(
            lambda: Scripted(otherwise="Honey have you seen the keys"), before.near_db
        )
        said = [interruption.feed(block) for block in np.split(sentence[: 60 * 512] // share, 60)]
        heard = interruption._hearing is not None or any(said)
        assert heard is interrupts
        interruption.close()


def test_an_interruption_is_over_when_all_of_it_was_understood() -> None:
    """A part of it understood earlier does not end it: the last words may be the ones that count."""
    interruption = Interruption(lambda: Scripted(otherwise="Sorry, stop there."))
    sentence = resample(Pyttsx3().synthesise("I wrote a small tool that compared the two."), RATE)
    speech = to_int16(sentence)
    for first in range(0, len(speech), 512):
        interruption.feed(speech[first : first + 512])
        assert not interruption.over
    rng = np.random.default_rng(0)
    for _ in range(40):
        interruption._pool.submit(lambda: None).result()
        interruption.feed(rng.integers(-3, 3, 512).astype(np.int16))
    assert interruption.over
    interruption.close()
