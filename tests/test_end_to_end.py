"""A whole phone screen on real sound: PortAudio devices, a spoken question, a candidate who talks.

The candidate is another process that plays recorded answers into the virtual microphone in real
time; a key press on a real terminal ends each answer, as people do it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import jiwer
import numpy as np
import pytest

from interviewer import sound, store, transcribe
from interviewer.candidate import shipped
from interviewer.debrief import PAGE
from tests.soundcard import MICROPHONE, SPEAKER, SoundCard, soundcard

__all__ = ["soundcard"]

QUESTIONS = ("warm-up-introduction", "dive-deep-root-cause")
PATIENCE_S = 120.0
"""Longest wait for anything to appear on the screen of a busy machine."""


@dataclass
class Terminal:
    """A pseudo-terminal with a program on it."""

    process: subprocess.Popen[bytes]
    fd: int
    seen: str = ""
    read_to: int = field(default=0)

    def wait_for(self, pattern: str) -> str:
        """Read the screen until a pattern appears after what was waited for before."""
        until = time.monotonic() + PATIENCE_S
        while not (found := re.compile(pattern).search(self.seen, self.read_to)):
            assert time.monotonic() < until, f"no {pattern!r} on the screen:\n{self.seen[-3000:]}"
            assert self._read(0.2) or self.process.poll() is None, self.seen[-3000:]
        self.read_to = found.end()
        return found.group()

    def _read(self, timeout: float) -> bool:
        if not select.select([self.fd], [], [], timeout)[0]:
            return False
        try:
            more = os.read(self.fd, 65536)
        except OSError:  # the program has closed the terminal
            return False
        self.seen += more.decode("utf-8", "replace")
        return bool(more)

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self.fd, key.encode())

    def finish(self) -> int:
        """Read to the end; the exit code."""
        until = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < until:
            self._read(0.2)
        while self._read(0.1):
            pass
        return self.process.wait(5)


def _take_terminal() -> None:
    """Make the pseudo-terminal the one that Ctrl-C and key presses come from."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(*arguments: str, **environment: str) -> Iterator[Terminal]:
    """The product on a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **environment, "TERM": "xterm-256color", "COLUMNS": "100"},
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - no threads are running yet
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


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
            *("phone-screen", "--minutes", "5", "--follow-ups", "0", *options),
            *("--microphone", MICROPHONE, "--speaker", SPEAKER),
            **soundcard.env,
        ) as screen,
    ):
        for name in QUESTIONS:
            screen.wait_for("● listening")
            soundcard.say_into_microphone(shipped("weak") / f"{name}.flac").wait(120)
            screen.press("\n")
            screen.wait_for("heard")
        screen.wait_for("Debrief")
        assert screen.finish() == 0, screen.seen
    assert "Practice score" in screen.seen
    assert "Kept in" in screen.seen
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
    text = transcribe.transcribe(asked, transcribe.open_engine(model="base")).text.lower()
    for word in ("yourself", "number", "fine"):  # of the two questions
        assert word in text


@pytest.mark.sound
@pytest.mark.model
def test_ctrl_c_in_an_answer_keeps_it(soundcard: SoundCard) -> None:
    """The terminal is interrupted mid-sentence: exit code 130, and the half answer is there."""
    with terminal(
        *("phone-screen", "--only", QUESTIONS[0], "--no-voice", "--model", "tiny.en"),
        *("--microphone", MICROPHONE),
        **soundcard.env,
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
    assert "What there is of it" in screen.seen
    assert "data:audio/mpeg;base64," in (folder.path / PAGE).read_text("utf-8")
