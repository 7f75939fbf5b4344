"""How loud a recording is, and how loud the room: the figures of the microphone check."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import FULL_SCALE, RATE
from interviewer.audio.sources import BLOCK, Source
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
    rms_db: float
    """Average power. Speech into a good microphone lies around -30 to -15."""
    floor_db: float
    """Average power of the quietest tenth: the room, when there are pauses."""
    clipped: float
    """Share of samples at the end of the scale, 0-1; above 0.001 it is heard as crackle."""


def level(samples: NDArray[np.int16]) -> Level:
    """Figures for some 16 kHz samples; silence when there are none."""
    if not len(samples):
        return Level(SILENT_DB, SILENT_DB, SILENT_DB, 0.0)
    size = np.abs(samples.astype(np.float64))
    whole = size[: len(size) // _FRAME * _FRAME].reshape(-1, _FRAME)
    frames = np.sort(np.sqrt((whole**2).mean(axis=1)) if len(whole) else size)
    quiet = frames[: max(1, len(frames) // 10)]
    return Level(
        peak_db=decibels(float(size.max()) / FULL_SCALE),
        rms_db=decibels(math.sqrt((size**2).mean()) / FULL_SCALE),
        floor_db=decibels(math.sqrt((quiet**2).mean()) / FULL_SCALE),
        clipped=float((size >= _CLIPS).mean()),
    )


def level_db(block: NDArray[np.int16]) -> float:
    """Average power of a block in dBFS; that of digital silence where there is none."""
    mean_square = float(np.mean(np.square(block, dtype=np.float64))) if len(block) else 0.0
    return decibels(math.sqrt(mean_square) / FULL_SCALE)


@dataclass(frozen=True, slots=True)
class Room:
    """The ambient noise a microphone hears."""

    noise_db: float
    """Its level in dBFS; above -45 it gets in the way of soft speech."""
    energy_threshold: float
    """What SpeechRecognition would call speech from: root mean square on the 16-bit scale."""


def calibrate(source: Source, seconds: float = 2.0) -> Room:
    """Listen to the room for `seconds`, with nobody speaking. Opens and closes the source.

    The estimate is that of SpeechRecognition's `adjust_for_ambient_noise`, a moving average that
    starts from its default and has come 98 % of the way after two seconds.

    Raises:
        AudioDeviceError: the microphone cannot be opened, or gave too little sound.
        AudioFileError: a recorded candidate cannot be read.
        MissingDependencyError: PortAudio is not installed.
    """
    import speech_recognition as sr

    class Ambient(sr.AudioSource):  # type: ignore[misc] # the library is not typed
        """A source of ours in the shape SpeechRecognition wants."""

        CHUNK, SAMPLE_RATE, SAMPLE_WIDTH = BLOCK, RATE, 2

        def __init__(self, stream: _Stream) -> None:
            self.stream = stream

    recognizer = sr.Recognizer()
    with source:
        recognizer.adjust_for_ambient_noise(Ambient(_Stream(source)), seconds)
    threshold = float(recognizer.energy_threshold)
    return Room(decibels(threshold / recognizer.dynamic_energy_ratio / FULL_SCALE), threshold)


class _Stream:
    """What SpeechRecognition reads from."""

    def __init__(self, source: Source) -> None:
        self._blocks: Iterator[NDArray[np.int16]] = iter(source)
        self._rest = np.zeros(0, np.int16)

    def read(self, count: int) -> bytes:
        """The next `count` samples as bytes."""
        parts: list[NDArray[np.int16]] = [self._rest]
        while sum(map(len, parts)) < count:
            block = next(self._blocks, None)
            if block is None:
                raise AudioDeviceError(
                    "The microphone gave too little sound to judge the room by",
                    "Try again, or choose another one: `interviewer doctor --list`.",
                )
            parts.append(block)
        whole = np.concatenate(parts)
        self._rest = whole[count:]
        return whole[:count].astype("<i2").tobytes()
