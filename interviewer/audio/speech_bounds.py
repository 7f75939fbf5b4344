"""Where speech really starts and stops: loudness mends the edges a voice detector gives."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.bystanders import VoicedInterval
from interviewer.audio.sound import RATE
from interviewer.model import Interval

STEP = 128
"""Samples a loudness is taken over (8 ms)."""

STEP_S = STEP / RATE

REACH_S = 0.4
"""How far beyond the model's edges sound is followed, and the silence around is measured."""

BREAK_S = 0.12
"""Quiet that ends sound; the closure of a final "t" is shorter."""

ABOVE_FLOOR_DB, BELOW_SPEECH_DB = 6.0, 34.0
"""Sound stands out of the silence around it by this much, and is no fainter than the loud parts
of the speech by this much."""

MEASURED_S = 60.0
"""Most of a stretch by which its loudness is measured: speech without a pause may go on for an hour, and is
looked at again with every block."""

BURIED_S = 0.06
"""In noise that buries soft endings the model's edge is moved inwards by no more than this, which
is how late the model is there."""


class Levels:
    """How loud it was, every 8 ms; moves the model's edges to where sound starts and stops."""

    def __init__(self) -> None:
        self._decibels = array("f")  # hours of them
        self._sample = np.zeros(1, np.float32)
        self._power = np.zeros(1)
        self._seconds: dict[tuple[int, int], float] = {}
        """Levels of whole seconds, which are asked for again and again."""

    def add(self, frames: NDArray[np.float32]) -> None:
        """Append the levels of some frames, each over two steps so that they flicker less."""
        samples = np.concatenate((self._sample, frames.reshape(-1)))
        self._sample = samples[-1:]
        bright = samples[1:] - np.float32(0.7) * samples[:-1]  # rumble and hum count for little
        power = np.square(bright.reshape(-1, STEP), dtype=np.float64).mean(axis=1)
        both = np.concatenate((self._power, power))
        self._power = power[-1:]
        self._decibels.extend(10 * np.log10(np.maximum((both[1:] + both[:-1]) / 2, 1e-9)))

    def passages(self, interval: Interval) -> Iterator[VoicedInterval]:
        """The stretch in seconds, with the level of the loud tenth of each."""
        first, last = round(interval.start / STEP_S), round(interval.end / STEP_S)
        for start in range(first, last, round(1 / STEP_S)):
            end = min(start + round(1 / STEP_S), last)
            yield VoicedInterval(start * STEP_S, end * STEP_S, self._loud(start, end))

    def _loud(self, first: int, last: int) -> float:
        """The level that a tenth of these steps exceeds."""
        level = self._seconds.get((first, last))
        if level is None:
            level = float(np.percentile(self._decibels[first:last], 90))
            if last - first == round(1 / STEP_S) and last < len(self._decibels):
                self._seconds[first, last] = level
        return level

    def refined(self, interval: Interval) -> Interval:
        """The stretch, from where its sound starts to where it stops.

        The edges move inwards over what is no louder than the silence around, and outwards over
        sound that goes on without a break.
        """
        reach = round(REACH_S / STEP_S)
        first, last = round(interval.start / STEP_S), round(interval.end / STEP_S)
        before = max(0, first - reach)
        levels = np.array(self._decibels[before : last + reach])
        first, last = first - before, last - before
        around = np.concatenate((levels[:first], levels[last:]))
        noise = (float(np.percentile(around, 30)) if len(around) else -90.0) + ABOVE_FLOOR_DB
        latest = levels[max(first, last - round(MEASURED_S / STEP_S)) : last]
        faint = float(np.percentile(latest, 90)) - BELOW_SPEECH_DB
        loud = np.flatnonzero(levels > max(noise, faint))
        core = loud[(loud >= first) & (loud < last)]
        if not len(core):
            return interval
        start = _unbroken(loud[loud <= core[0]][::-1])
        end = _unbroken(loud[loud >= core[-1]])  # its level still holds the step before
        if noise > faint:
            allowed = round(BURIED_S / STEP_S)
            start, end = min(start, first + allowed), max(end, last - allowed)
        return Interval((before + start) * STEP_S, (before + end) * STEP_S)


def _unbroken(steps: NDArray[np.intp]) -> int:
    """The last of a row of steps that follow each other without a break."""
    breaks = np.flatnonzero(np.abs(np.diff(steps)) > BREAK_S / STEP_S)
    return int(steps[breaks[0] if len(breaks) else -1])
