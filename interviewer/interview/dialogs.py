"""Where an interview stops and asks the candidate: before it begins, after an answer, in trouble."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.text import Text

from interviewer.audio import devices
from interviewer.audio.sound import RATE, Sound, from_int16
from interviewer.audio.sources import Microphone
from interviewer.checks.turn import answer_of
from interviewer.debrief.terminal_debrief import render_answer_summary, render_attempts
from interviewer.errors import AudioDeviceError, InterviewerError, MissingDependencyError
from interviewer.interview import microphone_check
from interviewer.interview.keys import Keys
from interviewer.interview.listening import level_db
from interviewer.interview.screen.live import meter
from interviewer.model import Session, Turn
from interviewer.speak import Speaker
from interviewer.transcribe import Engine

RETURNS_S = 60.0
"""How long a microphone is waited for where nobody can press a key."""


@dataclass
class Gates:
    """What is asked, and the answers that keys give."""

    console: Console
    keys: Keys
    speaker: Speaker
    microphone: str | int | None = None
    """The device chosen; another one may be chosen on the way."""
    recording: Callable[[Turn], Sound | None] = lambda _turn: None
    """The sound of an answer, for listening back."""
    line: Callable[[], str] | None = None
    """Reads a line, where answers are typed and so is everything else."""

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

    def again(self, session: Session, turn: Turn) -> bool:
        """Show what an answer was worth, beside earlier attempts; whether it is tried again."""
        earlier = [
            kept
            for kept in session.turns
            if kept.question.id == turn.question.id and kept.attempt < turn.attempt
        ]
        if self.line or self.keys.available:  # else the debrief, which follows, says it all
            self.console.print(render_answer_summary(answer_of(turn), turn.findings, turn.scores))
        if earlier:
            best = max(earlier, key=lambda kept: kept.scores.get("overall", 0.0))
            self.console.print(render_attempts(best, turn))
            self._say(verdict(best, turn))
        if self.line:
            self._say("Type “again” to try once more; Enter goes on.", "dim")
            return self.line().strip().lower() in {"a", "again"}
        while self.keys.available:
            self._say("a again · l listen back · Enter go on", "dim")
            match self._key():
                case "a":
                    return True
                case "l" if (sound := self.recording(turn)) is not None:
                    self._play(sound)
                case _:
                    break
        return False

    def _play(self, sound: Sound) -> None:
        """Play until it is over or a key is pressed."""
        playing = self.speaker.begin(sound)
        while not playing.done():
            if self.keys.poll(0.05):
                self.speaker.stop()
        if error := playing.exception():
            self._say(str(error), "yellow")

    # --- in trouble -----------------------------------------------------------------------------

    def mend(self, trouble: InterviewerError) -> bool:
        """Say what went wrong in an answer; whether it goes on."""
        self._say(f"{trouble.problem}. What you said is kept.", "yellow")
        if isinstance(trouble, AudioDeviceError):
            return self._reconnect() if self.keys.available else self._wait_for_microphone()
        if not self.keys.available:
            return False
        self._say(f"{trouble.remedy} Then Enter goes on in the same answer; q stops here.")
        return self._key() != "q"

    def _reconnect(self) -> bool:
        """Let the candidate plug it in again or choose another one."""
        while True:
            found = self._listed()
            self._say(
                "Enter tries again · a number takes that microphone · q stops here"
                if found
                else "There is no microphone: connect one, then press Enter · q stops here",
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
            self._say("Go on in the same answer.", "green")
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

    def check_microphone(self, engine: Callable[[], Engine]) -> microphone_check.Check | None:
        """Record, play back, measure and transcribe, until it is right; None when skipped.

        Raises:
            AudioDeviceError: there is no microphone.
        """
        while True:
            device = devices.find(self.microphone, "input")
            self._say(f"Microphone check: {device.name}", "bold")
            self._say(f"Please say: “{microphone_check.PHRASE}” Four seconds are recorded.")
            if self.keys.available:
                self._say("Enter records · m another microphone · s skips the check", "dim")
                match self._key():
                    case "s" | "q":
                        return None
                    case "m":
                        self._choose()
                        continue
            samples = microphone_check.record(self.source(), self._meter)
            self.console.print()
            self._play(from_int16(samples))
            self._say("Listening to it…", "dim")
            check = microphone_check.examine(device.name, samples, engine())
            microphone_check.remember(check)
            self._report(check)
            if not self.keys.available:
                return check
            self._say("Enter starts · r records again · m another microphone", "dim")
            match self._key():
                case "r":
                    continue
                case "m":
                    self._choose()
                case _:
                    return check

    def _choose(self) -> None:
        found = self._listed()
        self._say("a number takes that one · any other key leaves it as it is", "dim")
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

    def _meter(self, block: NDArray[np.int16]) -> None:
        """A letter for every tenth of a second."""
        self._heard = getattr(self, "_heard", 0) + len(block)
        if self._heard >= RATE // 10 and self.console.is_terminal:
            self._heard = 0
            self.console.print(meter(level_db(block)), end="", style="green")

    def _report(self, check: microphone_check.Check) -> None:
        self._say(f"I heard: “{check.words}”" if check.words else "I heard no words.")
        self._say(
            f"Loudest {check.peak_db:.0f} dBFS, room {check.floor_db:.0f} dBFS; a minute of talk"
            f" takes about {check.speed * 60:.0f} s to transcribe."
        )
        for problem, remedy in microphone_check.troubles(check):
            self._say(f"{problem} {remedy}", "yellow")
        if check.good:
            self._say("Good to go.", "green")


def verdict(best: Turn, now: Turn) -> str:
    """Whether an attempt beats the best one before it."""
    change = now.scores.get("overall", 0.0) - best.scores.get("overall", 0.0)
    if change > 0:
        return f"Better than your best so far by {change:.0f}."
    return f"Not better yet: attempt {best.attempt} is your best, with {-change:.0f} more."
