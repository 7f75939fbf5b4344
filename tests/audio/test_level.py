"""Loudness figures and the microphone check."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from interviewer.audio.level import level, level_db, room_level
from interviewer.audio.sound import RATE, Sound, to_int16, write
from interviewer.audio.sources import FileSource
from interviewer.errors import AudioDeviceError
from interviewer.output.formatting import SILENT_DB
from tests.support.sounds import tone

any_samples = arrays.arrays(np.int16, st.integers(0, 2_000))


def noise(seconds: float, decibels: float) -> Sound:
    """White noise of a level in dBFS."""
    samples = np.random.default_rng(7).standard_normal(round(seconds * RATE))
    return Sound((samples * 10 ** (decibels / 20)).astype(np.float32))


def test_a_tone_has_its_level() -> None:
    """A sine of half the scale peaks at -6 dBFS and has a power of -9 dBFS."""
    figures = level(to_int16(tone(1.0)))
    assert figures.peak_db == pytest.approx(-6.02, abs=0.01)
    assert level_db(to_int16(tone(1.0))) == pytest.approx(-9.03, abs=0.01)
    assert figures.clipped == 0.0


def test_the_floor_is_what_the_pauses_hold() -> None:
    """Speech in a room at -60 dBFS does not hide the room."""
    room, speech = noise(3.0, -60), noise(1.0, -20)
    both = Sound(np.concatenate((room.samples, speech.samples)))
    assert level(to_int16(both)).floor_db == pytest.approx(-60, abs=1.5)


def test_clipping_is_counted() -> None:
    """A quarter of the samples at the end of the scale is a quarter."""
    samples = np.array([32_767, -32_768, 0, 100] * 2 + [0, 5, 9, 1] * 2, np.int16)
    assert level(samples).clipped == 0.25


def test_nothing_is_silence() -> None:
    """No samples, and samples of zero, are as quiet as it gets."""
    for samples in (np.zeros(0, np.int16), np.zeros(9_999, np.int16)):
        figures = level(samples)
        assert figures.peak_db == figures.floor_db == SILENT_DB


@given(any_samples)
def test_figures_are_in_order(samples: NDArray[np.int16]) -> None:
    """The peak is never below the average, and all lie between silence and full scale."""
    figures = level(samples)
    assert SILENT_DB <= level_db(samples) <= figures.peak_db + 1e-9 <= 1e-6
    assert SILENT_DB <= figures.floor_db <= 1e-6
    assert 0.0 <= figures.clipped <= 1.0


@pytest.mark.parametrize("decibels", [-60.0, -45.0, -30.0])
def test_the_room_is_measured(tmp_path: Path, decibels: float) -> None:
    """The background noise comes out within a few decibels."""
    write(tmp_path / "room.wav", noise(4.0, decibels))
    room = room_level(FileSource(tmp_path / "room.wav"))
    assert room.floor_db == pytest.approx(decibels, abs=2.0)


def test_measuring_the_room_needs_sound(tmp_path: Path) -> None:
    """A microphone that ends at once is an error, and no quiet room."""
    write(tmp_path / "short.wav", noise(0.2, -50))
    with pytest.raises(AudioDeviceError, match="too little audio"):
        room_level(FileSource(tmp_path / "short.wav"))
