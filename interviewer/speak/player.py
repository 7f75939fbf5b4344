"""Sound -> the playback device, to the last sample; `stop` silences it at once."""

from __future__ import annotations

import functools
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from math import inf
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import devices
from interviewer.audio.sound import Sound, resample
from interviewer.errors import AudioDeviceError
from interviewer.speak.voice import Voice

LATENCY_S = 0.2
"""Sound buffered ahead of the speaker: 0.1 s tears on a busy machine, 0.2 s did not in 8 of 8."""

TAIL_S = 0.1
"""Silence played after the buffered sound, so that what is cut off at the end is silence."""

STALLED_S = 2.0
"""A playback device that asks for nothing for this long was disconnected."""


class Speaker:
    """The interviewer's voice on one playback device. `stop` may come from any thread."""

    def __init__(self, voice: Voice, device: str | int | None = None) -> None:
        self._voice = voice
        self._device = device
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="voice")
        self._playback = ThreadPoolExecutor(max_workers=1, thread_name_prefix="playback")
        self._prepared: dict[str, Future[Sound]] = {}
        self.quiet_from = -inf
        """When the last sample is heard, on `time.monotonic`; infinite while that is not known yet.

        Playback is over a little later, when the silence after it has been played as well.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def prepare(self, text: str) -> None:
        """Synthesise `text` in the background, so that `say` starts at once; returns at once."""
        if text not in self._prepared:
            self._prepared[text] = self._pool.submit(self._voice.synthesise, text)

    @property
    def prepared(self) -> frozenset[str]:
        """Texts that have been or are being synthesised and were not spoken yet."""
        return frozenset(self._prepared)

    def say(self, text: str) -> bool:
        """Speak; returns when the last sample was heard. True when `stop` cut it short.

        Raises:
            VoiceError: the text cannot be synthesised.
            AudioDeviceError: the playback device is missing or was disconnected.
            MissingDependencyError: espeak-ng or PortAudio is not installed.
        """
        return self.begin(text).result()

    def play(self, sound: Sound) -> bool:
        """Play any sound, for listening back; as `say`."""
        return self.begin(sound).result()

    def begin(self, what: str | Sound) -> Future[bool]:
        """Speak or play in the background; the future gives and raises what `say` does."""
        self._stopped.clear()
        self.quiet_from = inf
        return self._playback.submit(self._say, what)

    def _say(self, what: str | Sound) -> bool:
        try:
            if isinstance(what, Sound):
                return self._play(what)
            self.prepare(what)
            return self._play(self._prepared.pop(what).result())
        finally:
            self.quiet_from = min(self.quiet_from, time.monotonic())

    def stop(self) -> None:
        """Cut short what is being said, from another thread; nothing when all is quiet."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and drop what was prepared."""
        self.stop()
        for pool in (self._playback, self._pool):
            pool.shutdown(wait=False, cancel_futures=True)

    def _play(self, sound: Sound) -> bool:
        if not len(sound.samples) or self._stopped.is_set():
            return self._stopped.is_set()
        device = devices.find(self._device, "output")
        with _Playback(sound, device) as playback:
            while not playback.done.wait(0.01):
                if self._stopped.is_set():
                    return True
                playback.check()
                self.quiet_from = playback.quiet_from
            playback.check()
        return False


class _Playback:
    """One sound on its way out."""

    def __init__(self, sound: Sound, device: devices.Device) -> None:
        self.done = threading.Event()
        self._device = device
        self._sound = sound
        self._position = 0
        self._heard_of = time.monotonic()
        self.quiet_from = inf
        """As `Speaker.quiet_from`."""

    def __enter__(self) -> Self:
        self._stream = self._open()
        self._heard_of = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        devices.end(self._stream)

    def _open(self) -> Any:
        """A started stream in the first shape the device takes; the sound's own rate is best."""
        sd = devices.portaudio()
        for rate, channels in devices.shapes(self._sound.rate, self._device.rate):
            silence = np.zeros(round((LATENCY_S + TAIL_S) * rate), np.float32)
            sounding = resample(self._sound, rate).samples
            self._samples = np.concatenate((sounding, silence))
            self._last, self._rate = len(np.trim_zeros(sounding, "b")), rate
            stream = functools.partial(
                sd.OutputStream,
                samplerate=rate,
                device=self._device.index,
                channels=channels,
                dtype="float32",
                latency=LATENCY_S,
                callback=self._fill,
                finished_callback=self.done.set,
            )
            if (started := devices.start(stream, self._device, "output")) is not None:
                return started
        raise devices.unusable(self._device, "output", "it supports none of the usual sample rates")

    def _fill(self, out: NDArray[np.float32], frames: int, times: Any, _status: Any) -> None:
        """PortAudio's thread asks for the next samples."""
        self._heard_of = time.monotonic()
        if self._position < self._last <= self._position + frames:
            ahead = times.outputBufferDacTime - times.currentTime
            if not 0 < ahead < 2 * LATENCY_S:  # some systems do not say
                ahead = LATENCY_S
            self.quiet_from = self._heard_of + ahead + (self._last - self._position) / self._rate
        part = self._samples[self._position : self._position + frames]
        out[: len(part)] = part[:, np.newaxis]
        out[len(part) :] = 0
        self._position += frames
        if self._position >= len(self._samples):
            raise devices.portaudio().CallbackStop

    def check(self) -> None:
        """Whether the speaker still takes sound.

        Raises:
            AudioDeviceError: it does not.
        """
        finished = self._position >= len(self._samples)
        if time.monotonic() - self._heard_of > STALLED_S or (self.done.is_set() and not finished):
            raise AudioDeviceError(
                f"The speaker “{self._device.name}” was disconnected",
                "Reconnect it, or choose another one: `interviewer doctor --list`.",
            )
