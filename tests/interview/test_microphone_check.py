"""The microphone check: what it measures, says, and remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE, read, to_int16
from interviewer.audio.sources import FileSource
from interviewer.interview import microphone_check
from interviewer.interview.microphone_check import (
    MicrophoneCheck,
    examine,
    record,
    remember,
    remembered,
    troubles,
)
from interviewer.transcribe.scripted import Scripted

GOOD = MicrophoneCheck("mic", -9.0, -70.0, 0.0, "Hello, I am ready.", 0.05, datetime.now(UTC))
VOICE = shipped("weak") / "warm-up-introduction.flac"


def said(check: MicrophoneCheck) -> str:
    """All that is wrong."""
    return " ".join(problem for problem, _ in troubles(check))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"peak_db": -96.0}, "No sound arrives"),
        ({"peak_db": -80.0}, "hardly audible"),
        ({"peak_db": -35.0}, "faint"),
        ({"clipped": 0.02}, "clipping"),
        ({"floor_db": -30.0}, "noisy"),
        ({"words": ""}, "any words"),
        ({"speed": 1.2}, "1.2 s per second"),
    ],
)
def test_each_trouble_is_named_with_its_remedy(changes: dict[str, object], problem: str) -> None:
    """And a good microphone has none."""
    assert GOOD.good
    bad = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert problem in said(bad)
    assert not bad.good
    assert all(remedy for _, remedy in troubles(bad))


def test_four_seconds_are_recorded_and_measured() -> None:
    """Level, noise floor, clipping, words and speed, of a natural voice."""
    blocks: list[int] = []
    samples = record(FileSource(VOICE), lambda block: blocks.append(len(block)))
    assert len(samples) == pytest.approx(4 * RATE, abs=600)
    assert sum(blocks) == len(samples)
    check = examine("mic", samples, Scripted(otherwise="Hello there"))
    assert check.words == "Hello there"
    assert -20 < check.peak_db < 0
    assert check.clipped == 0
    assert check.floor_db < check.peak_db - 20
    assert 0 <= check.speed < 1
    loud = examine(
        "mic", np.clip(samples.astype(np.int32) * 30, -32768, 32767).astype(np.int16), Scripted()
    )
    assert "clipping" in said(loud)


def test_silence_is_not_transcribed() -> None:
    """Whisper would make something up."""
    check = examine("mic", np.zeros(4 * RATE, np.int16), Scripted(otherwise="Thank you."))
    assert check.words == ""
    assert "No sound arrives" in said(check)


def test_a_check_is_remembered_for_its_device_for_a_month() -> None:
    """Another device, or a damaged file, is a new check."""
    assert remembered("mic") is None
    remember(GOOD)
    remember(replace(GOOD, device="other", made=GOOD.made - timedelta(days=31)))
    assert remembered("mic") == GOOD
    assert remembered("other") is None
    assert remembered("third") is None
    microphone_check.file().write_text('{"mic": {"device": 3}}')
    assert remembered("mic") is None
    microphone_check.file().write_text("[")
    assert remembered("mic") is None


def test_the_recorder_gives_what_the_source_gives(tmp_path: Path) -> None:
    """A source that ends early is no trouble."""
    from tests.support.examples import recording

    recording(tmp_path / "short.flac", 1.0)
    heard = record(FileSource(tmp_path / "short.flac"))
    assert np.array_equal(heard, to_int16(read(tmp_path / "short.flac")))
