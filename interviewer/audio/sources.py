"""Where answers come from: a microphone, or the file of a recorded candidate."""

from __future__ import annotations

import functools
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, Self, cast

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import devices
from interviewer.audio.sound import RATE, Sound, blocks, to_int16

BLOCK = 512
"""Samples a block: 32 ms, one frame of the voice activity detector."""

TICK_S = 0.1
"""How often a source without sound gives its reader a chance to stop."""

FIRST_S = 5.0
"""A microphone that gave nothing this long after opening is broken; headsets take up to four."""

STALLED_S = 2.0
"""A microphone that gives nothing for this long in the middle went away."""

Block = NDArray[np.int16]
"""Mono samples at 16 kHz."""


class Source(Protocol):
    """Where answers come from. Entering opens it, leaving closes it; it may be entered again."""

    @property
    def realtime(self) -> bool:
        """Whether it takes as long as it lasts, so that there is time to do things meanwhile."""
        ...

    @property
    def lost(self) -> bool:
        """Whether it was disconnected in the middle, as unplugged microphones are."""
        ...

    @property
    def waiting(self) -> int:
        """Blocks that were captured and not given out yet."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def __iter__(self) -> Iterator[Block]:
        """Blocks as they come; an empty one every 0.1 s in which nothing came. Ends at its end."""
        ...


class Microphone:
    """A microphone by name, number, or None for the system's default."""

    realtime = True

    def __init__(self, device: str | int | None = None) -> None:
        self._wanted = device
        self.lost = False
        self.device: devices.Device | None = None
        """The device in use, once entered."""

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            AudioDeviceError: there is no such microphone, or it cannot be used.
            MissingDependencyError: PortAudio is not installed.
        """
        self.lost = False
        self.device = devices.find(self._wanted, "input")
        self._queue: queue.SimpleQueue[Block | None] = queue.SimpleQueue()
        self._stream = self._open(self.device)
        return self

    def __exit__(self, *_: object) -> None:
        devices.end(self._stream)

    @property
    def waiting(self) -> int:
        """Blocks in the queue: some, when this machine is too busy to follow."""
        return self._queue.qsize()

    def _open(self, device: devices.Device) -> Any:
        sd = devices.portaudio()
        shapes = devices.shapes(RATE, device.rate)
        for rate, channels in shapes:
            stream = functools.partial(
                sd.InputStream,
                samplerate=rate,
                blocksize=BLOCK * rate // RATE,
                device=device.index,
                channels=channels,
                dtype="int16",
                callback=self._take,
                finished_callback=lambda: self._queue.put(None),
            )
            self._convert = _converter(rate)
            last = (rate, channels) == shapes[-1]
            if (started := devices.start(stream, device, "input", last=last)) is not None:
                return started
        raise AssertionError  # the last one starts or raises

    def _take(self, samples: Block, _frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's thread hands over samples; they are its own, hence the copy."""
        self._queue.put(samples[:, 0].copy())

    def __iter__(self) -> Iterator[Block]:
        """Blocks until it goes away (`lost` is then true)."""
        patience, last = FIRST_S, time.monotonic()
        while True:
            try:
                block = self._queue.get(timeout=TICK_S)
            except queue.Empty:
                if time.monotonic() - last > patience:
                    self.lost = True
                    return
                yield np.zeros(0, np.int16)
                continue
            if block is None:
                self.lost = True
                return
            patience, last = STALLED_S, time.monotonic()
            yield self._convert(block)


def taken(
    source: Source, seconds: float, show: Callable[[Block], None] = lambda _block: None
) -> Block:
    """The first seconds of a source, or all where it ends before; each block is shown as it comes.

    Opens and closes the source.
    """
    parts = [np.zeros(0, np.int16)]
    with source:
        for block in source:
            if len(block):
                parts.append(block)
                show(block)
            if sum(map(len, parts)) >= seconds * RATE:
                break
    return np.concatenate(parts)


def _converter(rate: int) -> Callable[[Block], Block]:
    """From a device's rate to 16 kHz, block by block."""
    if rate == RATE:
        return lambda block: block
    import soxr

    stream = soxr.ResampleStream(rate, RATE, 1, dtype="int16")
    return lambda block: cast("Block", stream.resample_chunk(block))


class FileSource:
    """A recorded candidate: an audio file that behaves like a microphone.

    With `realtime` it takes as long as it lasts; otherwise it comes as fast as it is read.
    """

    def __init__(self, path: Path, realtime: bool = False) -> None:
        self.path = path
        self.realtime = realtime
        self._parts: Iterator[Sound] = iter(())
        self.lost = False
        self.waiting = 0

    def __enter__(self) -> Self:
        """Read it.

        Raises:
            AudioFileError: the file is missing, unreadable, or empty.
        """
        self._parts = blocks(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        self._parts = iter(())

    def __iter__(self) -> Iterator[Block]:
        """The file's samples, to its end."""
        began, given = time.monotonic(), 0
        for block in _in_blocks(map(to_int16, self._parts)):
            given += len(block)
            if self.realtime:
                time.sleep(max(0.0, began + given / RATE - time.monotonic()))
            yield block


def _in_blocks(parts: Iterable[Block]) -> Iterator[Block]:
    """Samples in blocks of one size, the last one shorter."""
    rest = np.zeros(0, np.int16)
    for part in parts:
        rest = np.concatenate((rest, part))
        whole = len(rest) // BLOCK * BLOCK
        yield from rest[:whole].reshape(-1, BLOCK)
        rest = rest[whole:]
    if len(rest):
        yield rest
