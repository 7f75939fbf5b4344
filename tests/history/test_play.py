"""Listening from any second, on a real (virtual) speaker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.sound import RATE, Sound, resample, write
from interviewer.errors import StoreError
from interviewer.history.play import LEAD_S, parse_clock, play_answer
from interviewer.output.formatting import clock
from tests.support.examples import turn
from tests.support.histories import answered, kept
from tests.support.soundcard import SPEAKER, SoundCard, chirp, likeness, plugged_in, soundcard

__all__ = ["plugged_in", "soundcard"]


@pytest.mark.parametrize(
    ("clock", "seconds"), [("83", 83.0), ("1:23", 83.0), ("0:00", 0.0), ("2.5", 2.5)]
)
def test_moments_are_written_as_people_do(clock: str, seconds: float) -> None:
    """Minutes and seconds, or seconds."""
    assert parse_clock(clock) == seconds


@pytest.mark.parametrize("clock", ["", "soon", "-1", "1:2:3"])
def test_what_is_no_moment_is_said(clock: str) -> None:
    """With what to write."""
    with pytest.raises(StoreError, match="not a valid time"):
        parse_clock(clock)


def test_a_moment_after_the_end_is_said(tmp_path: Path) -> None:
    """Before any device is opened."""
    folder = kept(tmp_path, turn(audio="a.flac"))
    write(folder.path / "a.flac", resample(chirp(), 16_000))
    with pytest.raises(StoreError, match="only"):
        play_answer(folder, folder.load().turns[0], 100.0)
    with pytest.raises(StoreError, match="no recording"):
        play_answer(folder, turn(audio=None))


@pytest.mark.sound
def test_playing_starts_at_the_second_that_was_asked_for(
    plugged_in: SoundCard, tmp_path: Path
) -> None:
    """What leaves the speaker is the recording from there on, and not what was before."""
    whole = resample(chirp(), 16_000)
    folder = kept(tmp_path, turn(audio="a.flac"))
    write(folder.path / "a.flac", whole)
    half = whole.duration / 2
    with plugged_in.heard() as heard:
        assert play_answer(folder, folder.load().turns[0], half, device=SPEAKER) == pytest.approx(
            half, abs=0.01
        )
    rest = Sound(whole.samples[round(half * whole.rate) :], whole.rate)
    assert likeness(heard.sound, resample(rest, 48_000)) > 0.9


@pytest.mark.sound
def test_a_hit_can_be_heard_from_the_command_line(plugged_in: SoundCard, tmp_path: Path) -> None:
    """`review --search … --play` plays the recording from just before the words."""
    told = answered()
    folder = kept(tmp_path / "recordings", told)
    seconds = told.transcript.duration or 0.0
    sound = resample(chirp(), RATE)
    quiet = np.zeros(round((seconds - sound.duration) * RATE), np.float32)
    write(folder.path / "dive-deep.flac", Sound(np.concatenate((quiet, sound.samples))))
    environment = {
        **os.environ,
        **plugged_in.env,
        "INTERVIEWER_RECORDINGS": str(tmp_path / "recordings"),
    }
    last = told.transcript.words[-1].text.strip(".")
    command = [sys.executable, "-m", "interviewer", "review", "--search", last, "--play"]
    with plugged_in.heard() as heard:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    start = told.transcript.words[-1].start
    assert start is not None
    assert f"1 Dive deep at {clock(start)}" in done.stdout
    assert f"answer 1, from {start - LEAD_S:.0f} s" in done.stderr
    assert abs(heard.sound.samples).max() > 0.05
