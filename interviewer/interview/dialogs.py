"""Where an interview stops and asks the candidate: before it begins, after an answer, in trouble."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.text import Text

from interviewer.audio import devices
from interviewer.audio.level import level_db
from interviewer.audio.sound import RATE, Sound, from_int16, read
from interviewer.audio.sources import Microphone
from interviewer.checks.rewind import rewind, told_again
from interviewer.checks.turn import answer_of
from interviewer.debrief.terminal_debrief import render_answer_summary, render_attempts
from interviewer.errors import (
    AudioDeviceError,
    AudioFileError,
    InterviewerError,
    MissingDependencyError,
)
from interviewer.history import store
from interviewer.interview import microphone_check
from interviewer.interview.commands import Retry
from interviewer.interview.keys import Keys
from interviewer.interview.screen.live import meter
from interviewer.interview.screen.view import Screen
from interviewer.model import Part, Session, Turn
from interviewer.output.formatting import plural
from interviewer.speak import Speaker
from interviewer.transcribe import Engine

RETURNS_S = 60.0
"""How long a microphone is waited for where nobody can press a key."""


@dataclass
class Dialogs:
    """Questions of the program itself, and the answers that keys give."""

    console: Console
    keys: Keys
    speaker: Speaker
    screen: Screen
    microphone: str | int | None = None
    """The device chosen; another one may be chosen on the way."""
    folder: store.Folder | None = None
    """Where the session is, once there is one: for listening back."""
    line: Callable[[], str] | None = None
    """Reads a line, where answers are typed and so is everything else."""
    _shown: Turn | None = field(default=None, init=False)
    """The answer that was shown last."""

    def source(self) -> Microphone:
        """The microphone as chosen."""
        return Microphone(self.microphone)

    def _say(self, text: str, style: str = "") -> None:
        self.console.print(Text(text, style=style))

    def _key(self) -> str:
        """Wait for a key; "q" when none can come any more."""
        while self.keys.available:
            if key := self.keys.poll(0.2):
                return key
        return "q"

    # --- after an answer ------------------------------------------------------------------------

    def again(self, session: Session, turn: Turn) -> Retry:
        """Show what an answer was worth, beside what it was worth before; what is tried again."""
        self.screen.still()
        earlier = [
            kept
            for kept in session.turns
            if kept.question.id == turn.question.id and kept.attempt < turn.attempt
        ]
        if self._watched():  # else the debrief, which follows, says it all
            self.console.print(render_answer_summary(answer_of(turn), turn.findings, turn.scores))
        if part := self._gained(turn):
            before = self._shown
            assert before  # noqa: S101 - else nothing was gained  # nosec B101
            self.console.print(render_attempts(before, turn, ("before", f"with the {part}")))
        elif earlier:
            best = max(earlier, key=lambda kept: kept.scores.get("overall", 0.0))
            self.console.print(render_attempts(best, turn))
            self._say(verdict(best, turn))
        self._shown = turn
        weak = rewind(turn) is not None
        return self._typed_choice(weak=weak) if self.line else self._pressed_choice(turn, weak=weak)

    def _watched(self) -> bool:
        """Whether somebody sees an answer's worth before the end."""
        return self.keys.available or (self.line is not None and sys.stdin.isatty())

    def _typed_choice(self, *, weak: bool) -> Retry:
        part = " “part” to tell only the weak part again," if weak else ""
        self._say(f"Type “again” to try once more,{part} or press Enter to continue.", "dim")
        choices = "“again”, “part”" if weak else "“again”"
        while line := self.line() if self.line else "":  # empty at the end of input
            match line.strip().lower().strip("\"“”'."):
                case "a" | "again":
                    return Retry.WHOLE
                case "w" | "part" if weak:
                    return Retry.PART
                case "":
                    break
            self._say(f"Type {choices}, or only press Enter to continue.", "dim")
        return Retry.NO

    def _pressed_choice(self, turn: Turn, *, weak: bool) -> Retry:
        part = " · w: only the weak part again" if weak else ""
        while self.keys.available:
            self._say(f"a: try again{part} · l: listen · Enter: continue", "dim")
            match self._key():
                case "a":
                    return Retry.WHOLE
                case "w" if weak:
                    return Retry.PART
                case "l" if (sound := self._recording(turn)) is not None:
                    self._play(sound)
                case _:
                    break
        return Retry.NO

    def _gained(self, turn: Turn) -> Part | None:
        """The part that was told again since the answer was shown last; None when none was."""
        before = self._shown
        if before is None or before.question.id != turn.question.id or not turn.follow_ups:
            return None
        if len(before.follow_ups) >= len(turn.follow_ups) or before.attempt != turn.attempt:
            return None
        return told_again(turn.follow_ups[-1].follow_up)

    def _recording(self, turn: Turn) -> Sound | None:
        """The sound of an answer, if it has any."""
        try:
            return read(self.folder.audio(turn.audio)) if self.folder and turn.audio else None
        except AudioFileError:
            return None

    def _play(self, sound: Sound) -> None:
        """Play until it is over or a key is pressed."""
        playing = self.speaker.begin(sound)
        while not playing.done():
            if self.keys.poll(0.05):
                self.speaker.stop()
        if error := playing.exception():
            self._say(str(error), "yellow")

    # --- in trouble -----------------------------------------------------------------------------

    def fixed(self, trouble: InterviewerError) -> bool:
        """Say what went wrong in an answer; whether it was fixed and the answer goes on."""
        self.screen.still()
        self._say(f"{trouble.problem}. Your answer so far is saved.", "yellow")
        if isinstance(trouble, AudioDeviceError):
            return self._reconnect() if self.keys.available else self._wait_for_microphone()
        if not self.keys.available:
            return False
        self._say(f"{trouble.remedy} Then press Enter to continue the same answer, or q to stop.")
        return self._key() != "q"

    def _reconnect(self) -> bool:
        """Let the candidate plug it in again or choose another one."""
        while True:
            found = self._listed()
            self._say(
                "Enter: try again · number: use that microphone · q: stop"
                if found
                else "There is no microphone: connect one, then press Enter · q: stop",
                "dim",
            )
            key = self._key()
            if key == "q":
                return False
            self._take(found, key)
            self._microphones()
            try:
                devices.find(self.microphone, "input")
            except (AudioDeviceError, MissingDependencyError) as error:
                self._say(error.problem, "yellow")
                continue
            self._say("Microphone found. Carry on with your answer.", "green")
            return True

    def _wait_for_microphone(self) -> bool:
        """Without keys: whether it comes back within a minute."""
        until = time.monotonic() + RETURNS_S
        while time.monotonic() < until:
            time.sleep(1.0)
            self._microphones()
            try:
                devices.find(self.microphone, "input")
            except (AudioDeviceError, MissingDependencyError):
                continue
            return True
        return False

    def _microphones(self) -> list[devices.Device]:
        """Every input there is now."""
        try:
            return [device for device in devices.rescan() if device.inputs]
        except (AudioDeviceError, MissingDependencyError, OSError):
            return []
        except Exception as error:  # PortAudio's own, when the sound server is gone
            if type(error).__name__ != "PortAudioError":
                raise
            return []

    # --- before it begins -----------------------------------------------------------------------

    def check_microphone(
        self, engine: Callable[[], Engine]
    ) -> microphone_check.MicrophoneCheck | None:
        """Record, play back, measure and transcribe, until it is right; None when skipped.

        Raises:
            AudioDeviceError: there is no microphone.
        """
        while True:
            device = devices.find(self.microphone, "input")
            self._say(f"Microphone check: {device.described}", "bold")
            self._say(f"Please say: “{microphone_check.PHRASE}” The recording takes four seconds.")
            if self.keys.available:
                self._say("Enter: record · m: another microphone · s: skip the check", "dim")
                match self._key():
                    case "s" | "q":
                        return None
                    case "m":
                        self._choose()
                        continue
            samples = microphone_check.record(self.source(), _Meter(self.console))
            self.console.print()
            self._play(from_int16(samples))
            self._say("Transcribing…", "dim")
            check = microphone_check.examine(device.name, samples, engine())
            microphone_check.remember(check)
            self._report(check)
            if not self.keys.available:
                return check
            self._say("Enter: start · r: record again · m: another microphone", "dim")
            match self._key():
                case "r":
                    continue
                case "m":
                    self._choose()
                case _:
                    return check

    def _choose(self) -> None:
        found = self._listed()
        self._say("number: use that one · any other key: no change", "dim")
        self._take(found, self._key())

    def _listed(self) -> list[devices.Device]:
        """The microphones there are now, as shown with a number each."""
        found = self._microphones()[:9]
        for number, device in enumerate(found, 1):
            default = " (the system's default)" if device.default_input else ""
            self._say(f"  {number}  {device.name}{default}")
        return found

    def _take(self, found: list[devices.Device], key: str) -> None:
        """Use the microphone with that number; by its name, since numbers change."""
        if key.isdecimal() and 1 <= int(key) <= len(found):
            self.microphone = found[int(key) - 1].name

    def _report(self, check: microphone_check.MicrophoneCheck) -> None:
        self._say(f"I heard: “{check.words}”" if check.words else "I did not hear any words.")
        self._say(
            f"Peak {check.peak_db:.0f} dBFS, background {check.floor_db:.0f} dBFS; one minute of speech"
            f" takes about {check.speed * 60:.0f} s to transcribe."
        )
        for problem, remedy in microphone_check.troubles(check):
            self._say(f"{problem} {remedy}", "yellow")
        if check.good:
            self._say("Good to go.", "green")


class _Meter:
    """Draws the level of what is recorded, a character for every tenth of a second."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting = 0

    def __call__(self, block: NDArray[np.int16]) -> None:
        """Take in a block."""
        self._waiting += len(block)
        if self._waiting >= RATE // 10 and self._console.is_terminal:
            self._waiting = 0
            self._console.print(meter(level_db(block)), end="", style="green")


def verdict(best: Turn, now: Turn) -> str:
    """Whether an attempt beats the best one before it."""
    change = round(now.scores.get("overall", 0.0)) - round(best.scores.get("overall", 0.0))
    if change > 0:
        return f"Better than your best so far by {plural(change, 'point')}."
    if change == 0:
        return f"Same score as your best (attempt {best.attempt})."
    return f"Your best is still attempt {best.attempt}, {plural(-change, 'point')} higher."
