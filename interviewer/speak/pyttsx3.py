"""The voice that is always there: pyttsx3, which speaks through espeak-ng, macOS or Windows.

pyttsx3 is used in the one way that holds on every platform: a child process of its own for each
utterance, which only saves to a file and waits until that file is complete. In one process its
engines mute each other, `runAndWait` does not wait, and a hang would be ours. The child is this
module, `python -m interviewer.speak.pyttsx3`; it reads the text from standard input.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer.audio import system_packages
from interviewer.audio.sound import Sound, read
from interviewer.errors import AudioFileError, MissingDependencyError, VoiceError
from interviewer.settings.paths import PACKAGE
from interviewer.speak.voice import PACE, Voice, pace

LIMIT_S = 60.0
"""An utterance takes 0.2 s; a child still busy after this long hangs."""

NO_ENGINE, NO_VOICE = 3, 4
"""Exit codes of the child: the speech library is missing; it has no such voice."""

ESPEAK_VOICE = "gmw/en-us"
"""espeak-ng's American English: of its English voices the one best understood by Whisper base."""


ESPEAK_RATE = 22_050
"""Samples per second of espeak-ng."""

SHORT_MS = 50
"""An utterance that is so much shorter than espeak-ng's own clock says was cut."""


@dataclass(frozen=True)
class Pyttsx3(Voice):
    """A voice of the operating system or of espeak-ng."""

    voice: str = ""
    """Identifier or its last part, name, or language; empty for English of any kind."""
    rate: int = PACE
    """Words per minute."""

    @property
    def name(self) -> str:
        """Engine, voice and pace."""
        return f"pyttsx3:{self.voice or 'default'}@{self.rate}"

    def synthesise(self, text: str) -> Sound:
        """The text as sound at the engine's rate (22 050 Hz from espeak-ng).

        Raises:
            VoiceError: the voice is unknown, or the engine failed or hung.
            MissingDependencyError: espeak-ng is not installed.
        """
        with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
            # macOS writes AIFF whatever the name says; soundfile goes by content.
            file = Path(folder, "speech.aiff" if sys.platform == "darwin" else "speech.wav")
            rate = str(pace(text, self.rate))
            options = ["--voice", self.voice, "--rate", rate, "--save", str(file)]
            _child(options, text, self.voice)
            try:
                return read(file, rate=None)
            except AudioFileError as error:
                raise VoiceError(
                    "The voice engine pyttsx3 gave no sound",
                    "Try another `--voice`: `interviewer doctor --list`.",
                ) from error


def voices() -> list[str]:
    """Identifiers of the voices there are.

    Raises:
        VoiceError: the engine failed or hung.
        MissingDependencyError: espeak-ng is not installed.
    """
    listed: list[str] = json.loads(_child(["--list"], "", "").splitlines()[-1])
    return listed


def _child(options: Sequence[str], text: str, voice: str) -> str:
    """Run this module in a process of its own; what it printed."""
    # -P: never import what happens to lie in the folder the user is in.
    command = [sys.executable, "-P", "-m", __name__, *options]
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired as error:
        raise VoiceError(
            f"The voice engine pyttsx3 was still busy after {LIMIT_S:.0f} s",
            "Try again, or show the questions without speaking them: `--no-voice`.",
        ) from error
    if done.returncode == NO_ENGINE:
        raise MissingDependencyError(
            "espeak-ng, which makes the interviewer's voice, is not installed",
            f"Install it: {system_packages.command('espeak-ng')}",
        )
    if done.returncode == NO_VOICE:
        raise VoiceError(
            f"There is no voice “{voice}”", "List the voices: `interviewer doctor --list`."
        )
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise VoiceError(
            f"The voice engine pyttsx3 failed: {why}",
            "Try another `--voice`, or show the questions without speaking them: `--no-voice`.",
        )
    return done.stdout


# --- the child ----------------------------------------------------------------------------------


def choose(voices: Sequence[Any], wanted: str, current: str | None) -> str | None:
    """Identifier of the voice meant, or None when there is none.

    `voices` have `id`, `name` and `languages`. Nothing wanted means the current voice when it
    speaks English, else the first that does: questions are English whatever the system speaks.
    """
    if wanted:
        name = wanted.casefold()
        for fits in (
            lambda v: name in (v.id.casefold(), (v.name or "").casefold()),
            lambda v: v.id.casefold().replace(".", "/").rsplit("/", 1)[-1] == name,
            lambda v: name in (str(tag).casefold() for tag in v.languages or ()),
        ):
            if found := next((v.id for v in voices if fits(v)), None):
                return str(found)
        return None
    english = [v.id for v in voices if any(_is_english(tag) for tag in v.languages or ())]
    if ESPEAK_VOICE in english:
        return ESPEAK_VOICE
    return current if current in english or not english else str(english[0])


def _is_english(tag: object) -> bool:
    return str(tag).casefold().lstrip("\x05\x02").startswith("en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Save standard input as speech, or list the voices as one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--voice", default="")
    parser.add_argument("--rate", type=int, default=PACE)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args(arguments)
    try:
        if sys.platform not in {"darwin", "win32"}:
            _wait_for_each_sound()
        import pyttsx3

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError):
        if sys.platform in {"darwin", "win32"}:
            raise  # the system's own voices; not a matter of installing espeak-ng
        return NO_ENGINE
    known = engine.getProperty("voices")
    if options.list:
        sys.stdout.write(json.dumps([voice.id for voice in known]) + "\n")
        return 0
    voice = choose(known, options.voice, engine.getProperty("voice"))
    if voice is None and options.voice:
        return NO_VOICE
    _save(engine, sys.stdin.read(), options.save, voice, options.rate)
    return 0


def _wait_for_each_sound() -> None:
    """Start espeak-ng so that speech is made in the thread that asks for it.

    pyttsx3 starts it the other way: espeak-ng then makes speech in a thread of its own, whose last
    sounds were lost on a busy machine (2 of 160 utterances, eight at a time).
    """
    from pyttsx3.drivers import _espeak, espeak

    if _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 0) != ESPEAK_RATE:
        raise RuntimeError("espeak-ng cannot be started")
    espeak.EspeakDriver._moduleInitialized = True  # noqa: SLF001 - there is no other way to choose
    espeak.EspeakDriver._defaultVoice = ESPEAK_VOICE  # noqa: SLF001


def _save(engine: Any, text: str, file: Path, voice: str | None, rate: int) -> None:
    """Synthesise into `file`, and return only when it is complete."""
    if engine.driver_name == "espeak":
        _save_espeak(text, file, voice, rate)
        return
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    engine.save_to_file(text, str(file))
    engine.runAndWait()


def _save_espeak(text: str, file: Path, voice: str | None, rate: int) -> None:
    """The same with espeak-ng: its samples are collected here, and counted against its own clock."""
    import ctypes
    import wave

    from pyttsx3.drivers import _espeak, espeak

    parts: list[bytes] = []
    until_ms = 0

    def collect(samples: Any, count: int, events: Any) -> int:
        nonlocal until_ms
        place = 0
        while events[place].type != _espeak.EVENT_LIST_TERMINATED:
            until_ms = max(until_ms, events[place].audio_position)
            place += 1
        if samples and count > 0:
            parts.append(ctypes.string_at(samples, 2 * count))
        return 0

    if voice:
        espeak.EspeakDriver.setProperty("voice", voice)
    espeak.EspeakDriver.setProperty("rate", rate)
    _espeak.SetSynthCallback(collect)
    failed = _espeak.Synth(text.encode(), flags=_espeak.ENDPAUSE | _espeak.CHARS_UTF8)
    data = b"".join(parts)
    length_ms = 1000 * len(data) / 2 / ESPEAK_RATE
    if failed or length_ms < until_ms - SHORT_MS:
        raise RuntimeError(f"it made {length_ms:.0f} ms of {until_ms} ms of speech")
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(ESPEAK_RATE)
        out.writeframes(data)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
