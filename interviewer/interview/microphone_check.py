"""The check before an interview: is the microphone the right one, loud enough, and understood?

Four seconds are recorded, played back, measured and transcribed. What came of it is remembered for
each device, so that the check is made once and not every time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import dead
from interviewer.audio.level import Level, level
from interviewer.audio.sound import from_int16
from interviewer.audio.sources import Source, taken
from interviewer.audio.voice_activity import speech_in
from interviewer.settings import atomic, paths
from interviewer.transcribe.recogniser import Engine, to_audio

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SECONDS = 4.0
REPEATED = 3
"""How often the recording is strung together to estimate the speed."""
PHRASE = "Hello, I am ready. Let's begin."
"""What the candidate is asked to say."""

INAUDIBLE_DB = -60.0
"""Peak of a microphone that is turned down or the wrong one."""
FAINT_DB = -26.0
"""Peak under which Whisper starts to guess; speech into a good microphone peaks at -15 to -3."""
CLIPPED = 0.001
"""Share of samples at the end of the scale that is heard as crackle."""
NOISY_DB = -45.0
"""Noise floor that gets in the way of soft speech."""
SLOW = 0.5
"""Seconds of transcription per second of speech from which answers pile up."""
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MicrophoneCheck:
    """What four seconds of a microphone showed."""

    device: str
    peak_db: float
    floor_db: float
    clipped: float
    words: str
    """What Whisper heard."""
    speed: float
    """Seconds of transcription per second of speech."""
    made: datetime

    @property
    def good(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(True for _ in troubles(self))


def troubles(check: MicrophoneCheck) -> Iterator[tuple[str, str]]:
    """What is wrong, and how to fix it, most serious first."""
    if check.peak_db <= dead.DEAD_DB:
        yield f"{dead.PROBLEM}.", dead.remedy()
        return
    if check.peak_db < INAUDIBLE_DB:
        yield (
            "The microphone is hardly audible.",
            "Unmute it or raise its level in the system's sound settings, or choose another one.",
        )
        return
    if check.clipped > CLIPPED:
        yield (
            "The input is clipping.",
            "Turn the input level down, or move away from the microphone.",
        )
    elif check.peak_db < FAINT_DB:
        yield "Your voice is faint.", "Turn the input level up, or move closer."
    if check.floor_db > NOISY_DB:
        yield "The room is noisy.", "A headset, a closed window or another room would help."
    if not check.words:
        yield "Whisper did not recognise any words.", "Speak up and try again."
    if check.speed > SLOW:
        yield (
            f"Transcription is slow here: {check.speed:.1f} s per second of speech.",
            "Close other programs, or use smaller weights: --model tiny.en",
        )


def record(
    source: Source, show: Callable[[NDArray[np.int16]], None] = lambda _block: None
) -> NDArray[np.int16]:
    """Four seconds of a source; each block is shown to `show` as it comes.

    Raises:
        AudioDeviceError: the microphone cannot be opened.
        MissingDependencyError: PortAudio is not installed.
    """
    return taken(source, SECONDS, show)


def examine(device: str, samples: NDArray[np.int16], engine: Engine) -> MicrophoneCheck:
    """Measure a recording and have it transcribed."""
    figures: Level = level(samples)
    words, speed = "", 0.0
    if speech_in(samples):
        recognised = engine.transcribe(to_audio(from_int16(samples)))
        words, longer = " ".join(word.text for word in recognised), np.tile(samples, REPEATED)
        began = time.perf_counter()  # a longer piece, as answers are, and with the model warm
        engine.transcribe(to_audio(from_int16(longer)))
        speed = (time.perf_counter() - began) / (REPEATED * SECONDS)
    return MicrophoneCheck(
        device,
        round(figures.peak_db, 1),
        round(figures.floor_db, 1),
        round(figures.clipped, 5),
        words,
        round(speed, 3),
        datetime.now(UTC),
    )


# --- what is remembered ---------------------------------------------------------------------------


def file() -> Path:
    """Where checks are remembered; it can be deleted at any time."""
    return paths.cache() / "microphones.json"


def remember(check: MicrophoneCheck) -> None:
    """Keep a check for its device; a full disk costs another check, and nothing else."""
    known = {**_known(), check.device: check}
    with suppress(OSError):
        atomic.write_text(file(), _adapter().dump_json(known, indent=1).decode())


def remembered(device: str) -> MicrophoneCheck | None:
    """The last check of a device, unless it is a month old."""
    check = _known().get(device)
    return check if check and datetime.now(UTC) - check.made < REMEMBERED else None


def _known() -> dict[str, MicrophoneCheck]:
    try:
        return _adapter().validate_json(file().read_bytes())
    except (OSError, ValueError):
        return {}


def _adapter() -> TypeAdapter[dict[str, MicrophoneCheck]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, MicrophoneCheck])
