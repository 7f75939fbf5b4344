"""How loud a recording is, and how loud the room: the figures of the microphone check."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import FULL_SCALE, RATE
from interviewer.audio.sources import Source, taken
from interviewer.errors import AudioDeviceError
from interviewer.output.formatting import SILENT_DB, decibels

_FRAME = 480
"""Samples (30 ms) of the frames among which the noise floor is looked for."""

_CLIPS = FULL_SCALE - 2
"""Samples this large hit the end of the scale."""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness figures in dBFS: 0 is the loudest a recording can hold."""

    peak_db: float
    floor_db: float
    """Average power of the quietest tenth: the room, when there are pauses."""
    clipped: float
    """Share of samples at the end of the scale, 0-1; above 0.001 it is heard as crackle."""


def level(samples: NDArray[np.int16]) -> Level:
    """Figures for some 16 kHz samples; silence when there are none."""
    if not len(samples):
        return Level(SILENT_DB, SILENT_DB, 0.0)
    size = np.abs(samples.astype(np.float64))
    whole = size[: len(size) // _FRAME * _FRAME].reshape(-1, _FRAME)
    frames = np.sort(np.sqrt((whole**2).mean(axis=1)) if len(whole) else size)
    quiet = frames[: max(1, len(frames) // 10)]
    return Level(
        peak_db=decibels(float(size.max()) / FULL_SCALE),
        floor_db=decibels(math.sqrt((quiet**2).mean()) / FULL_SCALE),
        clipped=float((size >= _CLIPS).mean()),
    )


def level_db(block: NDArray[np.int16]) -> float:
    """Average power of a block in dBFS; that of digital silence where there is none."""
    mean_square = float(np.mean(np.square(block, dtype=np.float64))) if len(block) else 0.0
    return decibels(math.sqrt(mean_square) / FULL_SCALE)


def room_level(source: Source, seconds: float = 2.0) -> Level:
    """Listen to the room for `seconds`, with nobody speaking. Opens and closes the source.

    Raises:
        AudioDeviceError: the microphone cannot be opened, or delivered too little sound.
        AudioFileError: a recorded candidate cannot be read.
        MissingDependencyError: PortAudio is not installed.
    """
    samples = taken(source, seconds)
    if len(samples) >= seconds * RATE:
        return level(samples)
    raise AudioDeviceError(
        "The microphone delivered too little audio to measure the background noise",
        "Choose another one: `interviewer doctor --list`.",
    )
