"""A whole phone screen on real sound: PortAudio devices, a spoken question, a candidate who talks.

The candidate is another process that plays recorded answers into the virtual microphone in real
time; a key press on a real terminal ends each answer, as people do it.
"""

from __future__ import annotations

import re
import time

import jiwer
import numpy as np
import pytest

from interviewer import transcribe
from interviewer.audio import sound
from interviewer.audio.recorded_candidate import shipped
from interviewer.debrief import PAGE
from interviewer.history import store
from tests.support.soundcard import MICROPHONE, SPEAKER, SoundCard, soundcard
from tests.support.terminals import terminal

__all__ = ["soundcard"]

QUESTIONS = ("warm-up-introduction", "dive-deep-root-cause")


def content_words(text: str) -> str:
    """Words without punctuation and hesitation."""
    words = re.findall(r"[a-z']+", re.sub(r"\[.*?\]", " ", text.lower()))
    return " ".join(word for word in words if word not in {"um", "uh", "er", "erm", "hm"})


@pytest.mark.sound
@pytest.mark.model
def test_a_phone_screen_is_held_on_real_devices(soundcard: SoundCard) -> None:
    """What was played into the microphone is what the session says was heard; questions sounded."""
    options = [option for name in QUESTIONS for option in ("--only", name)]
    with (
        soundcard.heard() as speaker,
        terminal(
            *("phone-screen", "--minutes", "5", "--follow-ups", "0", "--no-preflight", *options),
            *("--seed", "1"),  # the same interviewer, and so the same voice, every time
            *("--microphone", MICROPHONE, "--speaker", SPEAKER),
            env=soundcard.env,
        ) as screen,
    ):
        for name in QUESTIONS:
            screen.wait_for("● listening")
            soundcard.say_into_microphone(shipped("weak") / f"{name}.flac").wait(120)
            screen.press("\n")
            screen.wait_for(r"\d words?\b")
        screen.wait_for("Debrief")
        assert screen.finish() == 0, screen.seen
    assert "Practice score" in screen.seen
    assert "Saved in" in screen.seen
    assert "Read and listen" in screen.seen

    (folder,) = store.folders()
    session = folder.load()
    assert session.finished
    assert [turn.question.id for turn in session.turns] == list(QUESTIONS)
    for turn in session.turns:
        script = (shipped("weak") / f"{turn.question.id}.txt").read_text()
        said, heard = content_words(script), content_words(turn.transcript.text)
        assert jiwer.wer(said, heard) < 0.3, (said, heard)
        assert turn.ended == "key"
        assert turn.audio is not None
        played = sound.read(shipped("weak") / f"{turn.question.id}.flac")
        assert sound.read(folder.audio(turn.audio)).duration > played.duration - 0.5
        assert turn.transcript.speech

    page = (folder.path / PAGE).read_text("utf-8")
    assert page.count("data:audio/mpeg;base64,") == len(QUESTIONS)

    asked = sound.resample(speaker.sound, sound.RATE)
    assert float(np.abs(asked.samples).max()) > 0.05
    heard_words = content_words(
        transcribe.transcribe(asked, transcribe.open_engine(model="base")).text
    )
    for turn in session.turns:
        words = set(content_words(turn.question.text).split())
        understood = words & set(heard_words.split())
        assert len(understood) > 0.7 * len(words), (words - understood, heard_words)


@pytest.mark.sound
@pytest.mark.model
def test_ctrl_c_in_an_answer_keeps_it(soundcard: SoundCard) -> None:
    """The terminal is interrupted mid-sentence: exit code 130, and the half answer is there."""
    with terminal(
        *("phone-screen", "--only", QUESTIONS[0], "--no-voice", "--model", "tiny.en"),
        "--no-preflight",
        *("--microphone", MICROPHONE),
        env=soundcard.env,
    ) as screen:
        screen.wait_for("● listening")
        player = soundcard.say_into_microphone(shipped("weak") / f"{QUESTIONS[0]}.flac")
        time.sleep(6)
        screen.press("\x03")
        assert screen.finish() == 130, screen.seen
        player.kill()
        player.wait()
    assert "Interrupted" in screen.seen
    (folder,) = store.folders()
    (turn,) = folder.load().turns
    assert turn.ended == "interrupted"
    assert turn.transcript.words
    assert "Partial debrief" in screen.seen
    assert "data:audio/mpeg;base64," in (folder.path / PAGE).read_text("utf-8")
