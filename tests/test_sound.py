"""Sound in memory, and audio files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import AudioFileError
from interviewer.sound import RATE, Sound, from_int16, mp3, read, resample, to_int16, write


def tone(seconds: float = 0.5, rate: int = RATE, hertz: float = 440.0) -> Sound:
    """A sine wave at half of full scale."""
    at = np.arange(round(seconds * rate)) / rate
    return Sound((0.5 * np.sin(2 * np.pi * hertz * at)).astype(np.float32), rate)


def test_duration_is_samples_by_rate() -> None:
    """A sound knows how long it is."""
    assert Sound(np.zeros(8_000, np.float32)).duration == 0.5


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_sixteen_bits_come_back_exactly(tmp_path: Path, suffix: str) -> None:
    """Every value a 16-bit sample can have survives a file."""
    every = np.arange(-32_768, 32_768).astype(np.int16)
    write(tmp_path / f"every{suffix}", from_int16(every))
    assert np.array_equal(to_int16(read(tmp_path / f"every{suffix}")), every)


@given(st.lists(st.floats(-4, 4, width=32), max_size=50))
def test_what_is_too_loud_is_clipped(values: list[float]) -> None:
    """Samples beyond full scale become the largest there is, and never wrap around."""
    samples = to_int16(Sound(np.array(values, np.float32))).astype(float) / 32_768
    assert np.allclose(samples, np.clip(values, -1, 1), atol=1 / 32_768)


@given(st.sampled_from([8_000, 22_050, 44_100, 48_000]), st.floats(0.05, 1.0))
def test_resampling_keeps_the_length(rate: int, seconds: float) -> None:
    """A sound lasts as long at any rate, to a sample."""
    sound = resample(tone(seconds, rate), RATE)
    assert sound.rate == RATE
    assert abs(sound.duration - tone(seconds, rate).duration) <= 1 / RATE


def test_resampling_keeps_the_pitch() -> None:
    """A tone has the same frequency at another rate."""
    sound = resample(tone(1.0, 48_000, 1_000), RATE)
    assert np.abs(np.fft.rfft(sound.samples)).argmax() == 1_000


def test_reads_other_rates_as_16_khz(tmp_path: Path) -> None:
    """Whatever rate a file has, it is heard at the rate Whisper wants."""
    write(tmp_path / "a.wav", tone(0.5, 44_100))
    assert (sound := read(tmp_path / "a.wav")).rate == RATE
    assert len(sound.samples) == RATE // 2


def test_keeps_the_files_own_rate_when_asked(tmp_path: Path) -> None:
    """Sound that is only played needs no resampling."""
    write(tmp_path / "a.wav", tone(0.5, 22_050))
    assert read(tmp_path / "a.wav", rate=None).rate == 22_050


def test_stereo_becomes_mono(tmp_path: Path) -> None:
    """Two channels are averaged."""
    import soundfile

    both = np.stack((np.full(100, 0.5), np.zeros(100)), axis=1)
    soundfile.write(tmp_path / "a.wav", both, RATE)
    assert np.allclose(read(tmp_path / "a.wav").samples, 0.25, atol=1e-4)


@pytest.mark.parametrize(("suffix", "codec"), [(".m4a", "aac"), (".webm", "libopus")])
def test_reads_what_phones_record(tmp_path: Path, suffix: str, codec: str) -> None:
    """Formats libsndfile does not know are read to their end."""
    import av

    path, source = tmp_path / f"a{suffix}", tone(1.0, 48_000)
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(to_int16(source)[np.newaxis], "s16", "mono")
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    assert read(path).duration == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("content", [b"", b"not audio at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_refuses_what_is_no_audio(tmp_path: Path, content: bytes) -> None:
    """A file that holds no sound is named in one line."""
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(AudioFileError, match=r"a\.wav") as caught:
        read(tmp_path / "a.wav")
    assert caught.value.remedy


def test_refuses_an_empty_recording(tmp_path: Path) -> None:
    """A well-formed file without samples is no answer."""
    write(tmp_path / "a.wav", Sound(np.zeros(0, np.float32)))
    with pytest.raises(AudioFileError, match="holds no sound"):
        read(tmp_path / "a.wav")


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    with pytest.raises(AudioFileError, match="no such file"):
        read(tmp_path / "a.wav")


def test_mends_impossible_samples(tmp_path: Path) -> None:
    """Float files may hold values that are no numbers; they are silence."""
    import soundfile

    soundfile.write(tmp_path / "a.wav", np.array([0.5, np.nan, np.inf]), RATE, subtype="FLOAT")
    assert read(tmp_path / "a.wav").samples.tolist() == [0.5, 0.0, 0.0]


def test_mp3_keeps_times_to_the_millisecond(tmp_path: Path) -> None:
    """What is said at a second is heard at that second, though encoders come late."""
    clicks = np.zeros(5 * RATE, np.float32)
    clicks[RATE::RATE] = 0.9
    (tmp_path / "clicks.mp3").write_bytes(mp3(Sound(clicks)))
    heard = read(tmp_path / "clicks.mp3")
    for second in range(1, 5):
        window = heard.samples[int((second - 0.5) * RATE) : int((second + 0.5) * RATE)]
        at = second - 0.5 + int(np.abs(window).argmax()) / RATE
        assert at == pytest.approx(second, abs=0.001)
    assert heard.duration == pytest.approx(5.0, abs=0.2)


@pytest.mark.parametrize("samples", [1, 100, 2_000])
def test_the_shortest_sound_becomes_mp3(samples: int) -> None:
    """A tap on the microphone is no reason to fail."""
    assert mp3(Sound(np.zeros(samples, np.float32)))
