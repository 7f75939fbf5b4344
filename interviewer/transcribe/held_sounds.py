"""Drawn-out sounds of a voice: "uh" and "mm" as they sound, for where the recogniser wrote nothing.

A filled pause is a voice that stands still: its pitch hardly moves and its colour stays the same
(Goto et al. 1999). Words change both many times a second.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE
from interviewer.model import Interval

HOP, WINDOW, SIZE = 160, 640, 2048
"""Samples between windows (10 ms), in a window (40 ms), and in its transform."""
LOWEST_HZ, HIGHEST_HZ = 75.0, 400.0
"""Range of voices."""
VOICED = 0.6
"""Least height of the autocorrelation's peak in a voice; noise stays below 0.4."""
LEAST_S = 0.2
"""Shorter than most fillers and longer than most vowels."""
STEP, RANGE = 0.05, 0.15
"""How much the pitch of a steady voice moves in 10 ms, and in all."""
COLOUR_DB = 6.0
"""How far the spectrum may be from its mean so far (root mean square over the bands)."""
FAINT_DB = 20.0
"""How far below the loud parts it may be."""
BANDS = 14
BATCH = 200
"""Windows measured in one go: more is no faster and takes memory."""


def steady(samples: NDArray[np.float32], loud_db: float) -> Iterator[Interval]:
    """Stretches of 0.2 s and more in which a voice stands still.

    Args:
        samples: 16 kHz.
        loud_db: level of the loud parts of the recording, dB of full scale.
    """
    if len(samples) < WINDOW:
        return
    starts = np.arange(0, len(samples) - WINDOW + 1, HOP)
    parts = [_windows(samples, starts[at : at + BATCH]) for at in range(0, len(starts), BATCH)]
    level, clear, pitch, colour = (np.concatenate(part) for part in zip(*parts, strict=True))
    may_be = (clear >= VOICED) & (level >= loud_db - FAINT_DB)
    first = 0
    while first < len(starts):
        last = _end(first, may_be, pitch, colour)
        if (last - first) * HOP >= LEAST_S * RATE:
            yield Interval(first * HOP / RATE, (last * HOP + WINDOW - HOP) / RATE)
        first = max(last, first + 1)


def _windows(
    samples: NDArray[np.float32], starts: NDArray[np.intp]
) -> tuple[NDArray[np.float64], ...]:
    """Level, clearness of the pitch, pitch and colour of the windows at these places."""
    frames = samples[starts[:, None] + np.arange(WINDOW)].astype(np.float64)
    frames -= frames.mean(axis=1, keepdims=True)
    level = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)
    window = np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(frames * window, SIZE)) ** 2
    return level, *_pitch(power, window), _colour(power)


def _pitch(
    power: NDArray[np.float64], window: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How periodic each window is (0 to 1), and at which frequency (Hz)."""
    shortest, longest = int(RATE / HIGHEST_HZ), int(RATE / LOWEST_HZ) + 1
    own = np.fft.irfft(np.abs(np.fft.rfft(window, SIZE)) ** 2)
    likeness = np.fft.irfft(power)
    likeness = likeness[:, :longest] / own[:longest] * own[0] / (likeness[:, :1] + 1e-12)
    within = likeness[:, shortest:]
    highest = within.max(axis=1)
    # The first of equal peaks: the others are two and three periods away.
    peak = (within >= 0.95 * highest[:, None]).argmax(axis=1)
    return highest, RATE / (shortest + peak)


def _colour(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """The spectrum of each window in bands as wide as the ear's, dB, its quiet parts levelled."""
    mel = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 3800 / 700), BANDS + 1)
    edges = (700 * (10 ** (mel / 2595) - 1) / RATE * SIZE).astype(int)
    sums = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1) / np.diff(edges)
    bands = 10 * np.log10(sums + 1e-9)
    return np.asarray(np.maximum(bands, bands.max(axis=1, keepdims=True) - 30))


def _end(
    first: int,
    may_be: NDArray[np.bool_],
    pitch: NDArray[np.float64],
    colour: NDArray[np.float64],
) -> int:
    """The window after the last one in which the voice of window `first` stands still."""
    if not may_be[first]:
        return first
    lowest = highest = pitch[first]
    total, last = colour[first].copy(), first + 1
    while last < len(may_be) and may_be[last]:
        lowest, highest = min(lowest, pitch[last]), max(highest, pitch[last])
        away = np.sqrt(np.mean((colour[last] - total / (last - first)) ** 2))
        moved = abs(pitch[last] / pitch[last - 1] - 1)
        if moved > STEP or highest / lowest - 1 > RANGE or away > COLOUR_DB:
            break
        total += colour[last]
        last += 1
    return last
