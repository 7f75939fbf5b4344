"""Files of phones and meeting programs are read to their end, and what was wrong with them is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.audio.media_file import FileCondition, length_s, two_speakers
from interviewer.audio.sound import RATE, Sound, audible, blocks
from interviewer.errors import AudioFileError
from tests.support.recordings import cut, damage, mux
from tests.support.sounds import tone

LOUD = tone(12.0, RATE).samples


def read(path: Path) -> tuple[float, FileCondition, float]:
    """Seconds, what was wrong, and the peak of a file."""
    condition = FileCondition()
    parts = list(blocks(path, condition=condition))
    return (
        sum(part.duration for part in parts),
        condition,
        max(float(np.abs(part.samples).max()) for part in parts),
    )


def test_the_track_with_sound_is_read(tmp_path: Path) -> None:
    """Screen recorders put a silent desktop before the microphone."""
    path = mux(tmp_path / "screen.mkv", np.zeros_like(LOUD), LOUD, pictures=True)
    _, condition, peak = read(path)
    assert peak > 0.1
    assert condition.notes == ("track 2 of 2 was read, the loudest",)


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    """It is not damaged."""
    path = mux(tmp_path / "mute.mp4", pictures=True)
    with pytest.raises(AudioFileError, match="pictures and no sound"):
        read(path)


@pytest.mark.parametrize(("name", "codec"), [("a.m4a", "aac"), ("a.mp3", "libmp3lame")])
def test_decoding_goes_on_past_damage(tmp_path: Path, name: str, codec: str) -> None:
    """A damaged stretch costs what was in it, and a note says where it is."""
    path = damage(mux(tmp_path / name, LOUD, codec=codec), 0.4, 0.5)
    seconds, condition, _ = read(path)
    assert seconds > 10
    assert condition.damaged
    assert 4 < condition.damaged[0].start < 7
    assert condition.notes[0].startswith("damaged from 0:0")


def test_a_file_that_breaks_off_says_where(tmp_path: Path) -> None:
    """What is there is read."""
    seconds, condition, _ = read(cut(mux(tmp_path / "a.mp3", LOUD, codec="libmp3lame"), 0.5))
    assert seconds == pytest.approx(6, abs=0.5)
    assert condition.notes == ("breaks off at 0:06",)


def test_a_whole_file_has_nothing_to_tell(tmp_path: Path) -> None:
    """No note without a reason."""
    path = mux(tmp_path / "a.m4a", LOUD)
    assert read(path)[1].notes == ()
    assert length_s(path) == pytest.approx(12, abs=0.2)


def stereo(path: Path, left: np.ndarray, right: np.ndarray) -> Path:
    """A wav file with two channels."""
    soundfile.write(path, np.stack([left, right], axis=1), RATE)
    return path


def test_a_microphone_each_is_told_from_stereo(tmp_path: Path) -> None:
    """Two people take turns on two channels; one person is on both."""
    left, right = LOUD.copy(), LOUD.copy()
    left[RATE * 6 :] = 0
    right[: RATE * 6] = 0
    assert two_speakers(stereo(tmp_path / "call.wav", left, right))
    assert not two_speakers(stereo(tmp_path / "room.wav", LOUD, 0.8 * LOUD))
    assert not two_speakers(stereo(tmp_path / "one.wav", LOUD, np.zeros_like(LOUD)))


def test_a_very_faint_recording_is_made_louder() -> None:
    """What lies at -70 dB would be lost in 16 bits; everything else stays as it is."""
    faint = Sound(np.float32(0.0005) * LOUD)
    assert max(np.abs(part.samples).max() for part in audible(iter([faint]))) > 0.1
    assert [part.samples is LOUD for part in audible(iter([Sound(LOUD)]))] == [True]
