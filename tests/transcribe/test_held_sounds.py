"""Voices that hold a sound."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.audio.sound import RATE
from interviewer.transcribe.held_sounds import steady

Samples = NDArray[np.float32]


def vowel(seconds: float, hertz: float = 120.0, *, slide: float = 0.0) -> Samples:
    """A buzz with the resonances of "uh"; `slide` is how much its pitch rises by the end."""
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = hertz * (1 + slide * time / seconds)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    partials = [
        np.sin(n * phase) * sum(np.exp(-(((n * hertz - f) / 150) ** 2)) for f in (600, 1200, 2400))
        for n in range(1, 30)
    ]
    return np.asarray(0.1 * np.sum(partials, axis=0), np.float32)


def quiet(seconds: float) -> Samples:
    """A quiet room."""
    return np.random.default_rng(3).normal(0, 0.0003, round(seconds * RATE)).astype(np.float32)


def loud(samples: Samples) -> float:
    """The level of a sound, dB."""
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-10))


@pytest.mark.parametrize("hertz", [90, 120, 220, 320])
def test_a_held_vowel_is_found_where_it_is(hertz: float) -> None:
    """Men's and women's voices, to two windows."""
    sound = vowel(0.5, hertz)
    (found,) = steady(np.concatenate((quiet(1), sound, quiet(1))), loud(sound))
    assert (found.start, found.end) == pytest.approx((1, 1.5), abs=0.05)


def test_a_voice_that_moves_is_speech() -> None:
    """A pitch that rises by a third in a fifth of a second is no hesitation."""
    sound = vowel(0.2, slide=0.4)
    assert not list(steady(np.concatenate((quiet(1), sound, quiet(1))), loud(sound)))


def test_short_faint_and_voiceless_sounds_are_none() -> None:
    """A tenth of a second, a voice in the next room, a hiss, and silence."""
    sound = vowel(0.5)
    level = loud(sound)
    hiss = np.random.default_rng(4).normal(0, 0.1, RATE).astype(np.float32)
    for other in (vowel(0.1), sound * 0.05, hiss, np.zeros(RATE, np.float32), quiet(1)[:100]):
        assert not list(steady(np.concatenate((quiet(1), other, quiet(1))), level))
    assert not list(steady(np.zeros(0, np.float32), level))
