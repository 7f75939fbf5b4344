"""Sound -> the playback device, to the last sample; `stop` silences it at once."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from math import inf
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import devices
from interviewer.audio.sound import Sound, resample
from interviewer.errors import AudioDeviceError
from interviewer.speak.spoken_parts import SpokenParts
from interviewer.speak.synthesis import Synthesis
from interviewer.speak.voice import Voice

LATENCY_S = 0.2
"""Sound buffered ahead of the speaker: 0.1 s tears on a busy machine, 0.2 s did not in 8 of 8."""

TAIL_S = 0.1
"""Silence played after the buffered sound, so that what is cut off at the end is silence."""

OPEN_S = 6.0
"""How long an utterance waits for what goes on with it."""

STALLED_S = 2.0
"""A playback device that asks for nothing for this long was disconnected."""


class Speaker:
    """The interviewer's voice on one playback device. `stop` may come from any thread."""

    def __init__(self, voice: Voice, device: str | int | None = None) -> None:
        self._device = device
        self._stopped = threading.Event()
        self.synthesis = Synthesis(voice)
        """What is made ahead, so that `say` starts at once."""
        self._playback = ThreadPoolExecutor(max_workers=1, thread_name_prefix="playback")
        self._utterance = SpokenParts(())
        self._lock = threading.Lock()
        self._sounding: _Playback | None = None
        self._quiet_from = -inf

    @property
    def quiet_from(self) -> float:
        """When the last sample is heard, on `time.monotonic`; infinite while that is not known yet.

        Playback is over a little later, when the silence after it has been played as well.
        """
        with self._lock:
            sounding = self._sounding
            if not self._utterance.idle or (sounding and sounding.unfinished):
                return inf
            return self._quiet_from

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def begin(self, *what: str | Sound, more: bool = False, lead: str = "") -> Future[bool]:
        """Speak or play in the background, one after the other; the future gives and raises what `say` does.

        Args:
            what: texts and sounds.
            more: whether something is likely to follow at once, by `go_on`.
            lead: what is said in between where that is not there in time.
        """
        self._stopped.clear()
        self._quiet_from = inf
        self._utterance = SpokenParts(
            self._all_parts(what), self._parts(lead) if lead else (), more=more
        )
        return self._playback.submit(self._say, self._utterance)

    def go_on(self, *what: str | Sound) -> bool:
        """Say this after what was begun with `more`; False where that is over and it has to begin anew."""
        return self._utterance.takes_more and self._utterance.add(self._all_parts(what))

    def drop_lead(self) -> bool:
        """Leave out the lead; False where it is being said, or was."""
        return self._utterance.drop_lead()

    @property
    def left_s(self) -> float:
        """About how long what is being said still lasts, seconds."""
        return self._utterance.left_s

    def _say(self, utterance: SpokenParts) -> bool:
        try:
            return self._play(utterance)
        finally:
            utterance.abandon()
            with self._lock:
                self._sounding = None
                self._quiet_from = min(self._quiet_from, time.monotonic())

    def _all_parts(self, what: Iterable[str | Sound]) -> Sequence[Future[Sound]]:
        return [part for each in what for part in self._parts(each)]

    def _parts(self, what: str | Sound) -> Sequence[Future[Sound]]:
        if isinstance(what, str):
            return self.synthesis.take(what)
        ready: Future[Sound] = Future()
        ready.set_result(what)
        return [ready]

    def stop(self) -> None:
        """Cut short what is being said, from another thread; nothing when all is quiet."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and drop what was prepared."""
        self.stop()
        self._playback.shutdown(wait=False, cancel_futures=True)
        self.synthesis.close()

    def _play(self, utterance: SpokenParts) -> bool:
        """Play an utterance, each part as soon as it is there."""
        first = utterance.first()
        if first is None or self._stopped.is_set():
            return self._stopped.is_set()
        device = devices.find(self._device, "output")
        with _Playback(first, device) as playback:
            while not playback.done.wait(0.01):
                if self._stopped.is_set():
                    return True
                playback.check()
                with self._lock:
                    self._sounding = playback
                    while sound := utterance.next(playback.left_s):
                        playback.add(sound)
                    playback.expect_more(not utterance.idle)
                    if playback.silent_s > OPEN_S:
                        utterance.close()
                    if utterance.over:
                        playback.end()
                    self._quiet_from = playback.quiet_from
            playback.check()
        return False


class _Playback:
    """Sounds of one rate on their way out; silence while the next one is not there yet."""

    def __init__(self, first: Sound, device: devices.Device) -> None:
        self.done = threading.Event()
        self._device = device
        self._first = first
        self._position = 0
        self._whole = False
        self._heard_of = time.monotonic()
        self._more = True
        self.quiet_from = inf
        """As `Speaker.quiet_from`."""

    def __enter__(self) -> Self:
        self._stream = self._open()
        self._heard_of = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        devices.end(self._stream)

    def _open(self) -> Any:
        """A started stream in the first shape the device takes; the sound's own rate is best."""
        sd = devices.portaudio()
        for rate, channels in devices.shapes(self._first.rate, self._device.rate):
            self._samples, self._rate = resample(self._first, rate).samples, rate
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

    @property
    def left_s(self) -> float:
        """Seconds of sound that the device has not asked for yet."""
        return max(0, len(self._samples) - self._position) / self._rate

    @property
    def unfinished(self) -> bool:
        """Whether there is sound that the device has not asked for yet."""
        return not self._whole and self.left_s > 0

    @property
    def silent_s(self) -> float:
        """Seconds since the last sample was heard; 0 while that is to come."""
        return max(0.0, time.monotonic() - self.quiet_from)

    def expect_more(self, more: bool) -> None:
        """Whether more is on its way, so that silence is not the end."""
        self._more = more
        if more or self.unfinished:
            self.quiet_from = inf

    def add(self, sound: Sound) -> None:
        """Play another sound after what there is."""
        self._samples = np.concatenate((self._samples, resample(sound, self._rate).samples))
        self.quiet_from = inf

    def end(self) -> None:
        """Nothing more comes: playback ends when what there is has been heard."""
        if not self._whole:
            self._last = len(np.trim_zeros(self._samples, "b"))
            silence = np.zeros(round((LATENCY_S + TAIL_S) * self._rate), np.float32)
            self._samples = np.concatenate((self._samples, silence))
            self._whole = True

    def _fill(self, out: NDArray[np.float32], frames: int, times: Any, _status: Any) -> None:
        """PortAudio's thread asks for the next samples."""
        self._heard_of = time.monotonic()
        whole, samples = (
            self._whole,
            self._samples,
        )  # in this order: the other thread sets them in the reverse one
        last = self._last if whole else len(samples)
        quiet = whole or not self._more
        if quiet and self.quiet_from == inf and last <= self._position + frames:
            ahead = times.outputBufferDacTime - times.currentTime
            if not 0 < ahead < 2 * LATENCY_S:  # some systems do not say
                ahead = LATENCY_S
            self.quiet_from = self._heard_of + ahead + (last - self._position) / self._rate
        part = samples[self._position : self._position + frames]
        out[: len(part)] = part[:, np.newaxis]
        out[len(part) :] = 0
        self._position += frames if whole else len(part)
        if whole and self._position >= len(samples):
            raise devices.portaudio().CallbackStop

    def check(self) -> None:
        """Whether the speaker still takes sound.

        Raises:
            AudioDeviceError: it does not.
        """
        finished = self._whole and self._position >= len(self._samples)
        if time.monotonic() - self._heard_of > STALLED_S or (self.done.is_set() and not finished):
            raise AudioDeviceError(
                f"The speaker “{self._device.name}” was disconnected",
                "Reconnect it, or choose another one: `interviewer doctor --list`.",
            )
