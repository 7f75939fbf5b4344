"""Where a voice is heard.

Voice activity comes from the Silero model inside faster-whisper, fed frame by frame. Of the
detectors tried it alone kept its head in fan noise, typing and babble. Its edges are then
moved to where the sound really starts and stops, since the model lags by up to a second
after digital silence. Voices that are much fainter than the one at the microphone are told
apart from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.bystanders import Room, VoicedInterval
from interviewer.audio.sound import FULL_SCALE, RATE
from interviewer.audio.speech_bounds import REACH_S, Levels
from interviewer.errors import MissingDependencyError
from interviewer.model import Interval

Samples = NDArray[np.int16] | NDArray[np.float32]

FRAME = 512
"""Samples the model judges at a time (32 ms)."""

BATCH = 500
"""Frames judged in one go (16 s): more is no faster and takes memory."""

CONTEXT = 64
"""Samples of the frame before that the model wants to see again."""

OPENS, CLOSES = 0.5, 0.35
"""Probability at which speech starts, and below which it stops: Silero's own defaults."""

FRAME_S = FRAME / RATE

OPENING_FRAMES = 3
"""Frames of speech before it counts: a click of the keyboard is shorter."""

SHORTEST_S = 0.08
"""Sound on its own that lasts less is a click as well, whatever the model made of it."""

GAP_S = 0.3
"""Shorter gaps are the silence inside words and between them, not pauses."""


@cache
def _session() -> Any:
    """The Silero model that comes with faster-whisper, found without importing that."""
    import onnxruntime

    package = find_spec("faster_whisper")
    folders = package.submodule_search_locations if package else None
    models = sorted(Path(next(iter(folders or ["."])), "assets").glob("silero_vad*.onnx"))
    if not models:
        raise MissingDependencyError(
            "The voice activity model of faster-whisper is missing",
            "Install it again: pip install --force-reinstall faster-whisper",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(
        str(models[-1]), sess_options=options, providers=["CPUExecutionProvider"]
    )


def _float(samples: Samples) -> NDArray[np.float32]:
    """Samples between -1 and 1, always a copy."""
    if samples.dtype == np.int16:
        return samples.astype(np.float32) / np.float32(FULL_SCALE)
    return samples.astype(np.float32)


class VoiceActivity:
    """Hears speech in a stream of 16 kHz blocks of any length."""

    def __init__(self, near_db: float = -inf) -> None:
        """`near_db` is how loud the voice at the microphone was before, where that is known."""
        self.everybody = False
        """Whether every voice counts as the candidate's: after a change of microphones nobody knows."""
        self._memory = np.zeros((2, 1, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._rest = np.zeros(0, np.float32)
        self._levels = Levels()
        self._settled: list[Interval] = []
        """Joined; only the last may still be joined to what follows."""
        self._closed: list[Interval] = []
        self._room = Room(near_db)
        self._judgement: tuple[int, tuple[Interval, ...], tuple[Interval, ...]] = (0, (), ())
        """The frames judged, speech in them, and that of others: asked for several times a block."""
        self._judged = 0
        self._since: int | None = None
        self._until = 0

    def feed(self, block: Samples) -> bool:
        """Hear a block; whether somebody is speaking at its end."""
        samples = np.concatenate((self._rest, _float(block)))
        count = len(samples) // FRAME
        self._rest = samples[count * FRAME :]
        for first in range(0, count, BATCH):
            part = samples[first * FRAME : min(count, first + BATCH) * FRAME].reshape(-1, FRAME)
            self._levels.add(part)
            for probability in self._speech_probability(part):
                self._follow(float(probability))
        return self.speaking

    def _speech_probability(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """The model's probability of speech for each frame."""
        tails = np.vstack((self._context, frames[:-1, -CONTEXT:]))
        self._context = frames[-1, -CONTEXT:].copy()
        inputs = {"input": np.hstack((tails, frames)), "h": self._memory[0], "c": self._memory[1]}
        judged, hidden, cell = _session().run(None, inputs)
        self._memory = np.stack((hidden, cell))
        return cast("NDArray[np.float32]", judged.reshape(-1))

    def _follow(self, probability: float) -> None:
        """Open and close stretches with hysteresis; `_since` and `_until` count frames."""
        frame, self._judged = self._judged, self._judged + 1
        if probability >= OPENS or (self._since is not None and probability >= CLOSES):
            if self._since is None:
                self._since = frame
            self._until = self._judged
        elif self._since is not None:
            if self._open:
                self._closed.append(Interval(self._since * FRAME_S, self._until * FRAME_S))
            self._since = None

    @property
    def elapsed_s(self) -> float:
        """Seconds judged so far."""
        return self._judged * FRAME_S

    @property
    def speaking(self) -> bool:
        """Whether somebody is speaking at the microphone now; a click is too short to count."""
        if not self._open:
            return False
        speech, others = self._speech_and_others()
        return not others or (bool(speech) and speech[-1].end > others[-1].end)

    @property
    def speech(self) -> tuple[Interval, ...]:
        """Stretches of speech at the microphone so far, gaps under 0.3 s closed, clicks left out."""
        return self._speech_and_others()[0]

    @property
    def others(self) -> tuple[Interval, ...]:
        """Where fainter voices were heard that are somebody else's; see `bystanders`."""
        return self._speech_and_others()[1]

    @property
    def near_db(self) -> float:
        """How loud the voice at the microphone is, as far as that is known; for the next answer."""
        self._settle()
        return self._room.near_db(self._passages(self._refined_recent()))

    @property
    def speech_s(self) -> float:
        """Seconds of speech so far."""
        return sum(interval.length for interval in self.speech)

    @property
    def silence_s(self) -> float:
        """Seconds since the last speech; since the start when there was none."""
        if self.speaking:
            return 0.0
        heard = self.speech
        return self.elapsed_s - (heard[-1].end if heard else 0.0)

    @property
    def _open(self) -> bool:
        """Whether any voice is heard now."""
        return self._since is not None and self._until - self._since >= OPENING_FRAMES

    def _speech_and_others(self) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
        if self._judgement[0] != self._judged:
            self._settle()
            recent = self._refined_recent()
            parted = None if self.everybody else self._room.parted(self._passages(recent))
            if parted:
                speech, others = (
                    _without_clicks(joined(Interval(item.start, item.end) for item in part))
                    for part in parted
                )
            else:
                last = joined((*self._settled[-1:], *recent))
                speech, others = (*self._settled[:-1], *_without_clicks(last)), ()
            self._judgement = (self._judged, speech, others)
        return self._judgement[1:]

    def _settle(self) -> None:
        """Refine stretches whose surroundings are known, once and for all."""
        while self._closed and self._closed[0].end + REACH_S <= self.elapsed_s:
            refined = self._levels.refined(self._closed.pop(0))
            self._room.add(self._levels.passages(refined))
            *over, last = joined((*self._settled[-1:], refined))
            self._settled[-1:] = [*_without_clicks(over), last]

    def _passages(self, intervals: Iterable[Interval]) -> list[VoicedInterval]:
        """How loud it was in these."""
        return [item for interval in intervals for item in self._levels.passages(interval)]

    def _refined_recent(self) -> list[Interval]:
        """Stretches that may still change, the one still open included."""
        recent = self._closed.copy()
        if self._since is not None and self._open:
            recent.append(Interval(self._since * FRAME_S, self._until * FRAME_S))
        return [self._levels.refined(interval) for interval in recent]


def _without_clicks(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Those that last."""
    return tuple(interval for interval in intervals if interval.length >= SHORTEST_S)


def joined(intervals: Iterable[Interval], gap_s: float = GAP_S) -> tuple[Interval, ...]:
    """The same stretches with shorter gaps closed."""
    merged: list[Interval] = []
    for interval in intervals:
        if merged and interval.start - merged[-1].end < gap_s:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def speech_in(samples: Samples) -> tuple[Interval, ...]:
    """Where a voice is heard in a whole 16 kHz recording, gaps under 0.3 s closed."""
    activity = VoiceActivity()
    activity.feed(samples)
    return activity.speech
