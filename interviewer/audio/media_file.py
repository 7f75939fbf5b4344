"""Audio and video files as FFmpeg reads them: the track with speech, past damage, channel by channel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import AudioFileError
from interviewer.model import Interval
from interviewer.output.formatting import clock
from interviewer.settings import encryption

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import InputContainer

Channels = NDArray[np.float32]
"""One column per channel."""

LOOKED_AT_S = 60.0
"""Seconds by which the track with speech is chosen."""
MISSING_S = 1.0
"""A file that ends so much before the length it states breaks off."""
LONGEST_GAP_S = 600.0
"""A longer gap after damage is a wrong time, and not silence to be filled in."""
MOST_ERRORS = 2000
"""Errors after which nothing more is expected of a file."""
_OPTIONS = {"protocol_whitelist": "file"}
"""Playlists may name other files and addresses: nothing but the file itself is opened."""


@dataclass
class FileCondition:
    """What was wrong with a file, known once it has been read."""

    damaged: list[Interval] = field(default_factory=list)
    """Where nothing could be decoded; seconds."""
    breaks_off: float | None = None
    """Where it ends, although more was announced; seconds."""
    track: str = ""
    """Which of several tracks was read, in words."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The same as phrases."""
        parts = [self.track] if self.track else []
        parts += [f"damaged from {clock(s.start)} to {clock(s.end)}" for s in self.damaged]
        if self.breaks_off is not None:
            parts.append(f"breaks off at {clock(self.breaks_off)}")
        return tuple(parts)


def frames(path: Path, condition: FileCondition | None = None) -> Iterator[tuple[int, Channels]]:
    """The rate and the samples of each frame; damage is passed over, as long as silence lasts there.

    Raises:
        AudioFileError: the file is no audio file, holds no sound, or is damaged throughout.
    """
    import av

    condition = condition or FileCondition()
    try:
        with _open(path) as container:
            if not container.streams.audio:
                what = "pictures and no sound" if container.streams.video else "no sound"
                raise AudioFileError(f"{path}: holds {what}", "Export it again with sound.")
            index = _track(path, container, condition)
            yield from _decoded(container, container.streams.audio[index], condition)
    except (av.FFmpegError, IndexError, OSError, ValueError) as error:
        raise AudioFileError(
            f"{path}: not a readable audio file",
            "Pass wav, flac, mp3, ogg or m4a; if it is one, it is damaged.",
        ) from error


def _open(path: Path) -> InputContainer:
    """What FFmpeg reads: the file by its name, or what it holds when it is encrypted."""
    import av

    if encryption.is_encrypted(path):
        return av.open(encryption.opened(path), "r", options=_OPTIONS)
    return av.open(str(path), "r", options=_OPTIONS)


def length_s(path: Path) -> float | None:
    """Seconds of sound that a file says it has; None when it does not say."""
    import av

    try:
        with _open(path) as container:
            return container.duration / av.time_base if container.duration else None
    except (av.FFmpegError, OSError, ValueError):
        return None


def _track(path: Path, container: InputContainer, condition: FileCondition) -> int:
    """The index of the loudest audio track: screen recorders put a silent one first."""
    import av

    count = len(container.streams.audio)
    if count == 1:
        return 0
    loudness = []
    for index in range(count):
        with suppress(av.FFmpegError), _open(path) as other:
            parts = _decoded(other, other.streams.audio[index], FileCondition())
            start = _first(parts, LOOKED_AT_S)
            loudness.append((float(np.square(start).mean()) if start.size else 0.0, -index))
    best = -max(loudness, default=(0.0, 0))[1]
    condition.track = f"track {best + 1} of {count} was read, the loudest"
    return best


def _first(parts: Iterator[tuple[int, Channels]], seconds: float) -> Channels:
    """The first seconds of decoded sound."""
    found: list[Channels] = []
    length = 0.0
    for rate, samples in parts:
        found.append(samples)
        length += len(samples) / rate
        if length >= seconds:
            break
    return np.concatenate(found) if found else np.zeros((0, 1), np.float32)


def _decoded(
    container: InputContainer, stream: Any, condition: FileCondition
) -> Iterator[tuple[int, Channels]]:
    import av

    plain = av.AudioResampler(format="flt")  # any depth -> float; rate and channels stay
    clock_s, failed = 0.0, False
    for frame in _whole_frames(container, stream):
        if frame is None:
            failed = True
            continue
        gap = (frame.time or 0.0) - clock_s if frame.time is not None and clock_s else 0.0
        for part in plain.resample(frame):
            samples = part.to_ndarray().reshape(-1, part.layout.nb_channels)
            rate = part.sample_rate
            if failed and 0.01 < gap < LONGEST_GAP_S:
                condition.damaged.append(Interval(clock_s, clock_s + gap))
                yield rate, np.zeros((round(gap * rate), samples.shape[1]), np.float32)
                clock_s += gap
            failed, gap = False, 0.0
            clock_s += len(samples) / rate
            yield rate, samples.astype(np.float32, copy=False)
    announced = float(stream.duration * stream.time_base) if stream.duration else 0.0
    short = clock_s + MISSING_S < announced < 4 * clock_s
    if condition.damaged and short and not failed:  # the format counts frames and not time
        last = condition.damaged.pop()
        condition.damaged.append(Interval(last.start, last.end + announced - clock_s))
    elif failed or short:
        condition.breaks_off = clock_s


def _whole_frames(container: InputContainer, stream: Any) -> Iterator[AudioFrame | None]:
    """The frames of a track; None for each packet that cannot be decoded.

    Raises:
        av.FFmpegError: not a single frame can be.
    """
    import av

    count = errors = 0
    packets = container.demux(stream)
    last: av.FFmpegError | None = None
    while errors < MOST_ERRORS:
        try:
            packet = next(packets)
            for frame in packet.decode():
                count += 1
                yield frame
        except StopIteration:
            break
        except av.error.EOFError:
            break
        except av.FFmpegError as error:
            errors, last = errors + 1, error
            packets = container.demux(stream)  # a generator that has raised gives no more
            yield None
    if not count and last is not None:
        raise last


ACTIVE = 10 ** (-50 / 20)
"""Level of a channel in which somebody speaks, of full scale."""
LOUDER = 10 ** (15 / 20)
"""How much louder the one who speaks is than the other channel, where each has a microphone."""
SHARE = 0.1
"""Share of the time with speech in which each of the two is that much louder."""
COMPARED_S = 300.0
"""Seconds by which two channels are compared."""


def two_speakers(path: Path) -> bool:
    """Whether a file has two channels with a speaker each, as call recorders write them."""
    rate, parts = 0, []
    try:
        for rate, samples in islice(frames(path), 100_000):
            if samples.shape[1] != 2:
                return False
            parts.append(samples)
            if sum(map(len, parts)) > COMPARED_S * rate:
                break
    except AudioFileError:
        return False
    size = rate // 10
    whole = np.concatenate(parts)
    whole = whole[: len(whole) // size * size].reshape(-1, size, 2) if size else whole
    if not len(whole):
        return False
    level = np.sqrt(np.square(whole.astype(np.float64)).mean(axis=1))
    speech = level[level.max(axis=1) > ACTIVE] + 1e-9
    left, right = speech[:, 0], speech[:, 1]
    return len(speech) > 20 and bool(
        (left > LOUDER * right).mean() > SHARE and (right > LOUDER * left).mean() > SHARE
    )
