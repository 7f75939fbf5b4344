"""Sound in memory, and audio files in and out."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import AudioFileError

RATE = 16_000
"""Samples a second that Whisper and the voice activity detector expect."""

FULL_SCALE = 32_768
"""What 1.0 is in 16-bit samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono samples between -1 and 1."""

    samples: NDArray[np.float32]
    rate: int = RATE
    """Samples a second."""

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


def resample(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate (band-limited, soxr HQ)."""
    if sound.rate == rate or not len(sound.samples):
        return Sound(sound.samples, rate)
    import soxr

    return Sound(cast("NDArray[np.float32]", soxr.resample(sound.samples, sound.rate, rate)), rate)


def read(path: Path, rate: int | None = RATE) -> Sound:
    """An audio file as mono, at 16 kHz or another rate; None keeps the file's own.

    Raises:
        AudioFileError: the file is missing, unreadable, or holds no samples.
    """
    if not path.is_file():
        raise AudioFileError(f"{path}: no such file", "Check the path.")
    try:
        sound = _read_soundfile(path)
    except Exception:  # noqa: BLE001 - libsndfile has no common error type; PyAV reads what it cannot
        sound = _read_av(path)
    samples = np.nan_to_num(sound.samples, nan=0.0, posinf=0.0, neginf=0.0)
    if not len(samples):
        raise AudioFileError(f"{path}: holds no sound", "Record it again, or pass another file.")
    return resample(Sound(samples, sound.rate), rate or sound.rate)


def _read_soundfile(path: Path) -> Sound:
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return Sound(np.ascontiguousarray(samples.mean(axis=1), dtype=np.float32), int(rate))


def _read_av(path: Path) -> Sound:
    """What libsndfile cannot open: m4a, webm, aac, truncated flac."""
    import av

    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            decoded = itertools.chain(container.decode(audio=0), (None,))  # None: give me the rest
            frames = [
                part.to_ndarray().reshape(-1)
                for frame in decoded
                for part in resampler.resample(frame)
            ]
    except (av.FFmpegError, IndexError, OSError, ValueError) as error:
        raise AudioFileError(
            f"{path}: not a readable audio file",
            "Pass wav, flac, mp3, ogg or m4a; if it is one, it is damaged.",
        ) from error
    return Sound(np.concatenate(frames) if frames else np.zeros(0, np.float32), RATE)


def write(path: Path, sound: Sound) -> None:
    """Write 16-bit wav or flac, by the file's name; 16-bit samples come back exactly."""
    import soundfile

    soundfile.write(path, to_int16(sound), sound.rate)


def from_int16(samples: NDArray[np.int16], rate: int = RATE) -> Sound:
    """16-bit samples, as microphones and wav files give them."""
    return Sound(samples.astype(np.float32) / np.float32(FULL_SCALE), rate)


def to_int16(sound: Sound) -> NDArray[np.int16]:
    """16-bit samples; what lies beyond full scale is clipped."""
    scaled = np.rint(sound.samples * FULL_SCALE)
    return np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


MP3_DELAY = 1105
"""Samples by which MP3 comes out late: 576 of the encoder and 529 of the decoder (LAME's figures)."""


def mp3(sound: Sound) -> bytes:
    """MP3 at a constant 24 kbit/s, mono at 16 kHz: an hour of speech in 11 MB.

    The first 69 ms are left out, so that everything after them is heard at its time.
    """
    import soundfile

    file = io.BytesIO()
    with soundfile.SoundFile(
        file,
        "w",
        RATE,
        1,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=0.9,  # of the rates from 8 to 160 kbit/s that 16 kHz allows
    ) as encoder:
        samples = to_int16(resample(sound, RATE))
        encoder.write(samples[MP3_DELAY:])
        encoder.write(np.zeros(min(MP3_DELAY, len(samples)), np.int16))
    return file.getvalue()
