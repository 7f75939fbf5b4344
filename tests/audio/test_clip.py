"""Clips begin and end in silence, without a click."""

import numpy as np
import pytest

from interviewer.audio.clip import clip, levelled
from interviewer.audio.sound import RATE, Sound

SPOKEN = np.concatenate(
    [
        np.full(RATE, 0.5),
        np.zeros(RATE // 20),
        np.full(RATE, -0.5),
        np.zeros(RATE // 20),
        np.full(RATE, 0.5),
    ]
).astype(np.float32)
"""Three words of a second each with 0.05 s between them."""


@pytest.mark.parametrize(("start", "end"), [(1.0, 2.1), (1.05, 2.05), (1.07, 2.14), (0.98, 2.02)])
def test_a_clip_is_cut_where_it_is_quiet(start: float, end: float) -> None:
    """Word times that are off by some hundredths cut no neighbour in."""
    word = clip(Sound(SPOKEN), start, end).samples
    assert (word <= 0).all()
    assert (word < -0.4).sum() == pytest.approx(RATE, rel=0.04)


def test_a_clip_fades_at_both_ends() -> None:
    """Even where nothing near is quiet."""
    samples = clip(Sound(np.full(RATE, 0.5, np.float32)), 0.3, 0.6).samples
    assert samples[0] == samples[-1] == 0.0
    assert np.abs(np.diff(samples)).max() < 0.01


def test_a_clip_can_be_made_as_loud_as_the_interviewer() -> None:
    """But never overdriven, and silence stays silence."""
    quiet = Sound(np.full(RATE, 0.01, np.float32))
    assert np.sqrt(np.mean(np.square(levelled(quiet, 0.08).samples))) == pytest.approx(0.08)
    peaked = np.full(RATE, 0.001, np.float32)
    peaked[0] = 0.9
    assert np.abs(levelled(Sound(peaked), 0.5).samples).max() <= 1.0
    assert not levelled(Sound(np.zeros(9, np.float32)), 0.5).samples.any()


def test_clips_at_the_edges_of_a_recording_are_shorter() -> None:
    """Times beyond it are no error."""
    assert clip(Sound(SPOKEN), 2.0, 9.0).duration < 1.2
    assert clip(Sound(SPOKEN), 8.0, 9.0).duration == 0.0
