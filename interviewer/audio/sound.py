"""Sound in memory, and audio files in and out."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import media_file
from interviewer.errors import AudioFileError

RATE = 16_000
"""Samples a second that Whisper and the voice activity detector expect."""

FULL_SCALE = 32_768
"""What 1.0 is in 16-bit samples."""


BLOCK_S = 10.0
"""Seconds of a file that are in memory at a time."""

CANCELLED = 0.01
"""Power of the mean of two channels, as a share of what one of them alone would leave, from which
they are each other's mirror image: a microphone wired the wrong way round."""


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
        AudioFileError: as `blocks`.
    """
    parts = list(blocks(path, rate))
    return Sound(np.concatenate([part.samples for part in parts]), parts[0].rate)


def blocks(
    path: Path,
    rate: int | None = RATE,
    *,
    channel: int | None = None,
    condition: media_file.FileCondition | None = None,
) -> Iterator[Sound]:
    """An audio file of any length as mono sounds of about ten seconds, the first one not empty.

    Whatever FFmpeg knows is read: wav, flac, mp3, ogg, opus, m4a, webm, at any depth, rate and
    number of channels, whatever the name says. A damaged stretch is silence, and a file that breaks
    off is read as far as it goes; `condition` tells when all is read. Samples that are no numbers
    are silence. `channel` is one of them instead of all.

    Raises:
        AudioFileError: the file is missing, unreadable, or holds no samples; at once.
    """
    parts = _blocks(path, rate, channel, condition)
    return itertools.chain((next(parts),), parts)


def _blocks(
    path: Path, rate: int | None, channel: int | None, condition: media_file.FileCondition | None
) -> Iterator[Sound]:
    if not path.is_file():
        raise AudioFileError(f"{path}: no such file", "Check the path.")
    waiting: list[NDArray[np.float32]] = []
    own, count, resampler = 0, 0, None
    for own, channels in media_file.frames(path, condition):
        samples = mono(channels if channel is None else channels[:, [channel]])
        if resampler is None and rate not in {None, own}:
            import soxr

            resampler = soxr.ResampleStream(own, rate, 1, dtype="float32")
        waiting.append(resampler.resample_chunk(samples) if resampler else samples)
        if sum(map(len, waiting)) >= BLOCK_S * (rate or own):
            yield Sound(np.concatenate(waiting), rate or own)
            count, waiting = count + 1, []
    if resampler is not None:
        waiting.append(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    if any(map(len, waiting)):
        yield Sound(np.concatenate(waiting), rate or own)
    elif not count:
        raise AudioFileError(f"{path}: holds no sound", "Record it again, or pass another file.")


def mono(channels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of all channels; the loudest one where they cancel each other out.

    Args:
        channels: one column a channel.
    """
    channels = np.nan_to_num(channels, nan=0.0, posinf=0.0, neginf=0.0)
    mean = channels.mean(axis=1)
    count = channels.shape[1]
    if count > 1 and len(mean):
        loudness = np.square(channels).mean(axis=0)
        if np.square(mean).mean() < CANCELLED * loudness.max() / count**2:
            return np.ascontiguousarray(channels[:, int(loudness.argmax())])
    return np.asarray(mean, dtype=np.float32)


FAINT = 10 ** (-40 / 20)
"""Highest peak, of full scale, of a recording that is made louder before it is transcribed."""
LOUD_ENOUGH = 0.3
MOST_GAIN = 10 ** (60 / 20)


def audible(parts: Iterator[Sound]) -> Iterator[Sound]:
    """Sounds as they are, or louder where the first minute of them is very faint.

    Recorders that write 24 bits or floats leave speech at -70 dB, which is lost in 16 bits.
    """
    start = list(itertools.islice(parts, 6))
    peak = max((float(np.abs(part.samples).max(initial=0.0)) for part in start), default=0.0)
    gain = min(LOUD_ENOUGH / peak, MOST_GAIN) if 0 < peak < FAINT else 1.0
    for part in itertools.chain(start, parts):
        yield part if gain == 1.0 else Sound(np.clip(part.samples * gain, -1, 1), part.rate)


def write(path: Path, sound: Sound) -> None:
    """Write 16-bit wav or flac, by the file's name; 16-bit samples come back exactly."""
    import soundfile

    soundfile.write(path, to_int16(sound), sound.rate)


def write_flac(file: Path | IO[bytes], parts: Iterable[NDArray[np.int16]]) -> None:
    """Write 16-bit samples at 16 kHz as one FLAC file, no more of them in memory than a part."""
    import soundfile

    with soundfile.SoundFile(file, "w", RATE, 1, format="FLAC") as encoder:
        for part in parts:
            encoder.write(part)


def from_int16(samples: NDArray[np.int16], rate: int = RATE) -> Sound:
    """16-bit samples, as microphones and wav files give them."""
    return Sound(samples.astype(np.float32) / np.float32(FULL_SCALE), rate)


def to_int16(sound: Sound) -> NDArray[np.int16]:
    """16-bit samples; what lies beyond full scale is clipped."""
    scaled = np.rint(sound.samples * FULL_SCALE)
    return np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


MP3_DELAY = 1105
"""Samples by which MP3 comes out late: 576 of the encoder and 529 of the decoder (LAME's figures)."""


def mp3(parts: Iterable[Sound]) -> bytes:
    """MP3 at a constant 24 kbit/s, mono at 16 kHz: an hour of speech in 11 MB.

    The first 69 ms are left out, so that everything after them is heard at its time.

    Args:
        parts: sounds at 16 kHz that follow each other, as `blocks` gives them.
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
        skipped = 0
        for part in parts:
            skip = min(MP3_DELAY - skipped, len(part.samples))
            encoder.write(to_int16(part)[skip:])
            skipped += skip
        encoder.write(np.zeros(skipped, np.int16))
    return file.getvalue()
