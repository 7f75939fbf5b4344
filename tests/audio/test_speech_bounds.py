"""Edges of speech, mended by loudness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from interviewer.audio.sound import RATE
from interviewer.audio.speech_bounds import STEP, STEP_S, Levels
from interviewer.model import Interval

FRAME = 512


def levels_of(samples: NDArray[np.float32]) -> Levels:
    """The levels of some samples, as many as fill whole frames."""
    levels = Levels()
    levels.add(samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME))
    return levels


def sounding(*intervals: tuple[float, float], room: float = 0.0) -> NDArray[np.float32]:
    """Four seconds of noise in these stretches, in a room with this amplitude of noise."""
    noise = np.random.default_rng(5).standard_normal((2, 4 * RATE))
    samples = room * noise[0]
    for start, end in intervals:
        samples[round(start * RATE) : round(end * RATE)] += (
            0.1 * noise[1][: round((end - start) * RATE)]
        )
    return np.asarray(samples, np.float32)


@pytest.mark.parametrize("room", [0.0, 0.0001, 0.001])
@pytest.mark.parametrize("seen", [(1.0, 2.0), (1.1, 1.9), (1.25, 1.75), (1.0, 2.4), (0.9, 2.1)])
def test_edges_move_to_where_the_sound_is(seen: tuple[float, float], room: float) -> None:
    """However early or late the detector was, sound from 1 s to 2 s is found."""
    mended = levels_of(sounding((1.0, 2.0), room=room)).refined(Interval(*seen))
    assert (mended.start, mended.end) == pytest.approx((1.0, 2.0), abs=0.02)


def test_long_late_ends_are_mended_in_silence() -> None:
    """After digital silence the detector can be most of a second late."""
    mended = levels_of(sounding((1.0, 2.0))).refined(Interval(1.0, 2.9))
    assert mended.end == pytest.approx(2.0, abs=0.02)


def test_the_closure_of_a_consonant_is_bridged_and_a_pause_is_not() -> None:
    """A final "t" 80 ms after its vowel belongs to the word; a sound 200 ms later does not."""
    word = levels_of(sounding((1.0, 2.0), (2.08, 2.12))).refined(Interval(1.0, 1.9))
    assert word.end == pytest.approx(2.12, abs=0.02)
    other = levels_of(sounding((1.0, 2.0), (2.2, 2.3))).refined(Interval(1.0, 1.9))
    assert other.end == pytest.approx(2.0, abs=0.02)


def test_in_loud_noise_edges_hardly_move_inwards() -> None:
    """Soft endings that noise buries are not taken away."""
    mended = levels_of(sounding((1.2, 1.8), room=0.05)).refined(Interval(1.0, 2.0))
    assert mended.start <= 1.07
    assert mended.end >= 1.93


@given(
    arrays.arrays(np.float32, 10 * FRAME, elements=st.floats(-1, 1, width=32)),
    st.integers(0, 38),
    st.integers(1, 40),
)
def test_a_stretch_stays_a_stretch(samples: NDArray[np.float32], first: int, length: int) -> None:
    """Whatever the sound, the end never comes before the start, and both lie in the recording."""
    interval = Interval(first * STEP_S, min(first + length, 40) * STEP_S)
    mended = levels_of(samples).refined(interval)
    assert 0 <= mended.start <= mended.end <= len(samples) / STEP * STEP_S
