"""Microphones and recorded candidates."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer.audio import devices
from interviewer.audio.recorder import Recording, record
from interviewer.audio.sound import RATE, Sound, read, to_int16, write
from interviewer.audio.sources import BLOCK, Block, FileSource, Microphone
from interviewer.errors import AudioDeviceError, AudioFileError
from tests.support.soundcard import MICROPHONE, SoundCard, chirp, likeness, plugged_in, soundcard
from tests.support.sounds import Overheard, tone, wav_samples

__all__ = ["plugged_in", "soundcard"]


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A recorded answer of one second."""
    write(tmp_path / "answer.flac", tone(1.0))
    return tmp_path / "answer.flac"


# --- a recorded candidate -----------------------------------------------------------------------


def test_a_recorded_candidate_says_exactly_what_is_in_the_file(answer: Path) -> None:
    """All samples come, in order, in blocks no longer than a microphone's."""
    with FileSource(answer) as source:
        blocks = list(source)
    assert np.array_equal(np.concatenate(blocks), to_int16(read(answer)))
    assert max(map(len, blocks)) == BLOCK
    assert not source.lost


def test_a_recorded_candidate_can_take_its_time(answer: Path) -> None:
    """In real time a second takes a second."""
    began = time.monotonic()
    with FileSource(answer, realtime=True) as source:
        assert sum(map(len, source)) == RATE
    assert time.monotonic() - began >= 1.0


def test_a_recorded_candidate_may_be_missing(tmp_path: Path) -> None:
    """A wrong path is found out before anything is recorded."""
    with pytest.raises(AudioFileError, match="no such file"):
        record(FileSource(tmp_path / "none.wav"), tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()


# --- a microphone -------------------------------------------------------------------------------


def through_the_microphone(card: SoundCard, folder: Path) -> tuple[Recording, Sound]:
    """Record what a candidate plays into the microphone: what came, and what was played."""
    played, candidate = chirp(), list[subprocess.Popen[bytes]]()
    write(folder / "chirp.wav", played)

    def speak_now(_: Block) -> bool:
        if not candidate:
            candidate.append(card.say_into_microphone(folder / "chirp.wav"))
        return candidate[0].poll() is not None

    microphone = Microphone(MICROPHONE)
    recording = record(Overheard(microphone, speak_now), folder / "a.wav")
    assert microphone.device is not None
    assert microphone.device.name == MICROPHONE
    return recording, played


@pytest.mark.sound
def test_what_is_said_into_a_microphone_is_recorded(plugged_in: SoundCard, tmp_path: Path) -> None:
    """All of it, from the first block on."""
    recording, played = through_the_microphone(plugged_in, tmp_path)
    assert not recording.lost
    assert likeness(read(recording.path), played) > 0.85


@pytest.mark.sound
@pytest.mark.parametrize("code", [-9997, -9986])
def test_a_microphone_that_cannot_do_16_khz_is_resampled(
    plugged_in: SoundCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A device that only takes its own rate gives the same recording."""
    sd = devices.portaudio()

    class Picky(sd.InputStream):  # type: ignore[name-defined,misc] # a module found at run time
        """A device that refuses every rate but its own, as sound cards without a server do."""

        def __init__(self, **options: Any) -> None:
            if options["samplerate"] == RATE:
                raise sd.PortAudioError("Error opening InputStream", code)
            super().__init__(**options)

    monkeypatch.setattr(sd, "InputStream", Picky)
    recording, played = through_the_microphone(plugged_in, tmp_path)
    assert likeness(read(recording.path), played) > 0.85


@pytest.mark.sound
@pytest.mark.usefixtures("plugged_in")
def test_a_microphone_can_be_opened_again(tmp_path: Path) -> None:
    """One microphone serves all answers of a session."""
    microphone = Microphone()
    for name in ("a.wav", "b.wav"):
        assert record(Overheard(microphone, lambda _: True), tmp_path / name).duration > 0


@pytest.mark.sound
@pytest.mark.usefixtures("plugged_in")
def test_an_unknown_microphone_is_an_error_before_anything_is_written(tmp_path: Path) -> None:
    """The message lists the microphones there are."""
    with pytest.raises(AudioDeviceError, match=f"No microphone is called “USB”.*{MICROPHONE}"):
        record(Microphone("USB"), tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()


@pytest.mark.sound
@pytest.mark.parametrize("accident", [signal.SIGKILL, signal.SIGSTOP])
def test_a_microphone_that_vanishes_or_freezes_ends_the_recording(
    tmp_path: Path, accident: signal.Signals
) -> None:
    """What was said until then is on disk, the program learns of it, and ends without a hang."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from interviewer.audio.recorder import record\n"
        "from interviewer.audio.sources import Microphone\n"
        "class Told(Microphone):\n"
        "    def __iter__(self):\n"
        "        for block in super().__iter__():\n"
        "            yield block\n"
        "            if len(block): print('heard', flush=True)\n"
        "taken = record(Told(), Path(sys.argv[1]))\n"
        "print(taken.lost, taken.duration)\n"
    )
    with SoundCard(tmp_path / "card") as card:
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "a.wav")],
            env={**os.environ, **card.env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        for _ in range(20):
            assert child.stdout.readline() == "heard\n"
        os.kill(card.pid, accident)
        said, complained = child.communicate()
    lost, duration = said.splitlines()[-1].split()
    assert (lost, child.returncode, complained) == ("True", 0, "")
    assert float(duration) == len(wav_samples(tmp_path / "a.wav")) / RATE >= 20 * BLOCK / RATE
