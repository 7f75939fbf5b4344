"""Counts, times and levels are written the same way wherever they are printed."""

import pytest

from interviewer.output.formatting import (
    SILENT_DB,
    clock,
    decibels,
    length_text,
    plural,
    rounded_length,
)


@pytest.mark.parametrize(("count", "written"), [(0, "0 files"), (1, "1 file"), (2, "2 files")])
def test_a_count_agrees_with_its_noun(count: int, written: str) -> None:
    """One file, two files."""
    assert plural(count, "file") == written


def test_clock_rounds_to_seconds() -> None:
    """Minutes and seconds."""
    assert clock(99.6) == "1:40"


def test_full_scale_is_zero_decibels_and_silence_has_a_floor() -> None:
    """A tenth of the amplitude is 20 dB less."""
    assert decibels(1.0) == 0
    assert decibels(0.1) == pytest.approx(-20)
    assert decibels(0.0) == decibels(1e-9) == SILENT_DB


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, 5), (47, 45), (126, 120), (168, 165), (120, 120), (437, 450)]
)
def test_a_length_to_aim_for_is_a_round_one(seconds: float, said: float) -> None:
    """Nobody aims for 2 min 6 s."""
    assert rounded_length(seconds) == said


@pytest.mark.parametrize(("seconds", "text"), [(55, "55 s"), (99, "1 min 39 s"), (420, "7 min")])
def test_a_length_is_told_in_minutes_and_seconds(seconds: float, text: str) -> None:
    """Without parts that are nought."""
    assert length_text(seconds) == text
