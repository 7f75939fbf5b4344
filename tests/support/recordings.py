"""Recordings as phones, meeting programs and screen recorders write them, made of plain samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, to_int16
from interviewer.audio.sound import Sound as Audio

Samples = NDArray[np.float32]


def mux(path: Path, *tracks: Samples, codec: str = "aac", pictures: bool = False) -> Path:
    """A file with these tracks, in the format that its name says."""
    with av.open(str(path), "w") as out:
        video: Any = out.add_stream("mpeg4", rate=5) if pictures else None
        streams: list[Any] = [out.add_stream(codec, rate=RATE) for _ in tracks]
        for stream in streams:
            stream.layout = "mono"
        if video is not None:
            video.width = video.height = 64
            video.pix_fmt = "yuv420p"
            black = np.zeros((64, 64, 3), np.uint8)
            for _ in range(5):
                out.mux(video.encode(av.VideoFrame.from_ndarray(black, format="rgb24")))
            out.mux(video.encode())
        for stream, samples in zip(streams, tracks, strict=True):
            fifo = av.AudioFifo()
            whole = to_int16(Audio(samples))[np.newaxis]
            frame = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
            frame.sample_rate = RATE
            fifo.write(frame)
            while (part := fifo.read(1024, partial=True)) is not None:
                out.mux(stream.encode(part))
            out.mux(stream.encode())
    return path


def damage(path: Path, first: float, last: float) -> Path:
    """The same file with a share of its bytes overwritten."""
    data = bytearray(path.read_bytes())
    start, end = int(len(data) * first), int(len(data) * last)
    data[start:end] = np.random.default_rng(1).integers(0, 256, end - start, np.uint8).tobytes()
    path.write_bytes(data)
    return path


def cut(path: Path, share: float) -> Path:
    """The same file without its end."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path
