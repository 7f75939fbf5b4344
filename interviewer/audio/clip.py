"""A clip of a recording that neither clicks nor cuts a sound in two."""

from __future__ import annotations

import numpy as np

from interviewer.audio.sound import Sound

SEARCHED_S = 0.08
"""How far from a word's edge the quietest place is looked for: word times are right to about 0.05 s."""
WINDOW_S = 0.01
FADE_S = 0.015
"""Fade at both ends."""


def clip(sound: Sound, start: float, end: float) -> Sound:
    """The sound from `start` to `end` (seconds), cut at the quietest places near them, with a short fade."""
    first, last = _quietest(sound, start), _quietest(sound, end)
    samples = sound.samples[first:last].copy()
    ramp = np.linspace(0, 1, min(round(FADE_S * sound.rate), len(samples)), dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return Sound(samples, sound.rate)


def levelled(sound: Sound, rms: float) -> Sound:
    """The same sound as loud as `rms`, without overdriving it; silence stays silence."""
    own = float(np.sqrt(np.mean(np.square(sound.samples)))) if len(sound.samples) else 0.0
    if own == 0.0:
        return sound
    gain = min(rms / own, 0.99 / float(np.abs(sound.samples).max()))
    return Sound(sound.samples * np.float32(gain), sound.rate)


def _quietest(sound: Sound, at: float) -> int:
    """The sample in the middle of the quietest window near a time."""
    step = max(1, round(WINDOW_S * sound.rate))
    low = max(0, round((at - SEARCHED_S) * sound.rate))
    high = min(len(sound.samples), round((at + SEARCHED_S) * sound.rate))
    starts = range(low, max(low + 1, high - step), step)
    energy = [float(np.square(sound.samples[one : one + step]).sum()) for one in starts]
    return min(starts[int(np.argmin(energy))] + step // 2, len(sound.samples))
