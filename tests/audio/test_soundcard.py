"""The virtual sound card that other tests stand on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.audio.sound import write
from tests.support.soundcard import (
    MICROPHONE,
    SPEAKER,
    SoundCard,
    SoundServerError,
    plugged_in,
    soundcard,
    unavailable,
)
from tests.support.sounds import tone

__all__ = ["plugged_in", "soundcard"]


@pytest.mark.sound
def test_a_program_sees_its_devices_and_no_others(soundcard: SoundCard) -> None:
    """A child process finds a speaker, a microphone, and defaults that are the same."""
    code = (
        "from interviewer.audio.devices import find\n"
        "print(*(find(n, d).name for n, d in (('virtual_speaker', 'output'), (None, 'output'),"
        " ('virtual_mic', 'input'), (None, 'input'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **soundcard.env},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [SPEAKER, "default", MICROPHONE, "default"]
    assert done.stderr == ""


@pytest.mark.sound
def test_this_process_can_be_plugged_in(plugged_in: SoundCard) -> None:
    """Tests that play and record themselves see the same devices."""
    assert {SPEAKER, MICROPHONE} <= {device.name for device in devices.devices()}
    assert plugged_in.pid > 0


@pytest.mark.sound
def test_what_is_played_into_the_microphone_is_not_heard_from_the_speaker(
    soundcard: SoundCard, tmp_path: Path
) -> None:
    """The candidate and the interviewer are in different rooms."""
    write(tmp_path / "a.wav", tone(0.3))
    with soundcard.heard() as heard:
        assert soundcard.say_into_microphone(tmp_path / "a.wav").wait() == 0
    assert not heard.sound.samples.any()


def test_a_missing_sound_server_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without PulseAudio gets a reason, not a hang."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SoundServerError, match="pulseaudio is not installed"), SoundCard(tmp_path):
        pass


def test_tests_are_skipped_where_it_cannot_start_and_fail_in_continuous_integration() -> None:
    """Nobody is stopped by a missing sound server, and no run that counts passes without one."""
    with pytest.raises(pytest.skip.Exception, match="no virtual sound card: gone"):
        unavailable("gone", {})
    with pytest.raises(pytest.fail.Exception, match="no virtual sound card: gone"):
        unavailable("gone", {"CI": "true"})
