"""A microphone that delivers nothing is told from a quiet room."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from interviewer.audio.dead import DeadMicrophone, remedy
from interviewer.audio.sound import RATE

BLOCK = 512


def seconds_to_notice(samples: np.ndarray) -> float | None:
    """When it is called dead."""
    watch = DeadMicrophone()
    for first in range(0, len(samples), BLOCK):
        if watch.feed(samples[first : first + BLOCK].astype(np.int16)):
            return first / RATE
    return None


def test_two_seconds_of_nothing_are_dead() -> None:
    """Zeros, and the last bit flickering; a headset that wakes up within a second is not."""
    assert seconds_to_notice(np.zeros(3 * RATE)) == pytest.approx(2.0, abs=0.1)
    flicker = np.random.default_rng(0).integers(-1, 2, 3 * RATE)
    assert seconds_to_notice(flicker) == pytest.approx(2.0, abs=0.1)
    room = np.random.default_rng(0).integers(-12, 12, 5 * RATE)
    assert seconds_to_notice(room) is None
    assert seconds_to_notice(np.concatenate((np.zeros(RATE), room))) is None


def test_the_remedy_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each system has its own switch, and a remote shell has none."""
    remedies = set()
    for platform in ("darwin", "win32", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        remedies.add(remedy({}))
    remedies.add(remedy({"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}))
    assert len(remedies) >= 3
    assert all(text.endswith(".") for text in remedies)
