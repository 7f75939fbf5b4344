"""Listening to a kept answer from any second of it."""

from __future__ import annotations

import re

from interviewer.audio import sound
from interviewer.audio.sound import Sound
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.history.revise import recording_path
from interviewer.model import Reply, Turn
from interviewer.speak import Speaker, open_voice

LEAD_S = 1.0
"""Played before the moment asked for: a word is understood by what comes before it."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,5}(?:\.\d+)?)")


def play_answer(
    folder: store.Folder,
    answer: Turn | Reply,
    start: float = 0.0,
    seconds: float | None = None,
    device: str | int | None = None,
) -> float:
    """Play an answer's recording from a second on; returns how many seconds were played.

    Raises:
        StoreError: the recording is gone, or is shorter than that.
        AudioFileError: it cannot be read.
        AudioDeviceError: the speaker is missing or went away.
    """
    path = recording_path(folder, answer)
    whole = sound.read(path, rate=None)
    if start >= whole.duration:
        raise StoreError(
            f"{path.name} is only {whole.duration:.1f} s long", "Start at an earlier second."
        )
    first = round(max(start, 0.0) * whole.rate)
    last = None if seconds is None else first + round(seconds * whole.rate)
    part = Sound(whole.samples[first:last], whole.rate)
    with Speaker(open_voice("silent"), device) as speaker:
        speaker.play(part)
    return part.duration


def parse_clock(clock: str) -> float:
    """`1:23` or `83` -> 83.0.

    Raises:
        StoreError: it is neither.
    """
    if not (match := _CLOCK.fullmatch(clock.strip())):
        raise StoreError(f"'{clock}' is not a valid time", "Write 83 or 1:23.")
    return 60.0 * int(match[1] or 0) + float(match[2])
