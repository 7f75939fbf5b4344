"""Sound in memory, and audio files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.sound import (
    RATE,
    Sound,
    blocks,
    from_int16,
    mp3,
    read,
    resample,
    to_int16,
    write,
)
from interviewer.errors import AudioFileError
from tests.support.sounds import tone


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


def encoded(path: Path, codec: str, sound: Sound, channels: int = 1) -> Path:
    """A sound in a file of any kind, the same in every channel."""
    import av

    if codec == "vorbis":
        import soundfile

        samples = np.repeat(sound.samples[:, np.newaxis], channels, axis=1)
        soundfile.write(path, samples, sound.rate, format="OGG", subtype="VORBIS")
        return path
    layout = {1: "mono", 2: "stereo"}[channels]
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=sound.rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(
            np.repeat(to_int16(sound), channels)[np.newaxis], "s16", layout
        )
        frame.sample_rate = sound.rate
        resampler = av.AudioResampler(stream.format, layout, sound.rate)
        fifo = av.AudioFifo()
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            fifo.write(part)
        for part in fifo.read_many(stream.codec_context.frame_size or 1024, partial=True):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    ("suffix", "codec", "rate"),
    [
        (".m4a", "aac", 44_100),
        (".webm", "libopus", 48_000),
        (".opus", "libopus", 16_000),
        (".ogg", "vorbis", 22_050),
        (".mp3", "libmp3lame", 32_000),
        (".wav", "pcm_s16le", 8_000),
        (".flac", "flac", 48_000),
        (".m4a", "alac", 48_000),
    ],
)
def test_reads_what_phones_and_programs_record(
    tmp_path: Path, suffix: str, codec: str, rate: int, channels: int
) -> None:
    """Every usual format is read to its end, at its pitch and loudness."""
    sound = read(encoded(tmp_path / f"a{suffix}", codec, tone(1.0, rate, 1_000), channels))
    assert sound.rate == RATE
    assert sound.duration == pytest.approx(1.0, abs=0.06)
    middle = sound.samples[2_000:14_000]
    assert np.abs(np.fft.rfft(middle)).argmax() * RATE / len(middle) == pytest.approx(1_000, abs=2)
    assert np.sqrt(2 * np.mean(np.square(middle))) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"])
def test_any_depth_is_read(tmp_path: Path, subtype: str) -> None:
    """Eight bits to sixty-four."""
    import soundfile

    soundfile.write(tmp_path / "a.wav", tone().samples, RATE, subtype=subtype)
    assert np.allclose(read(tmp_path / "a.wav").samples, tone().samples, atol=0.02)


@pytest.mark.parametrize("channels", [3, 4, 6, 8])
def test_surround_is_read_as_the_mean_of_its_channels(tmp_path: Path, channels: int) -> None:
    """Wherever in the room the microphone with the voice was."""
    import soundfile

    for voice in range(channels):
        samples = np.zeros((RATE, channels), np.float32)
        samples[:, voice] = tone(1.0).samples
        soundfile.write(tmp_path / f"{voice}.wav", samples, RATE)
        heard = read(tmp_path / f"{voice}.wav").samples
        assert np.allclose(heard, tone(1.0).samples / channels, atol=1e-3)


def test_channels_that_cancel_each_other_out_are_not_lost(tmp_path: Path) -> None:
    """A microphone wired the wrong way round gives the mirror image in the other channel."""
    import soundfile

    both = np.stack((tone().samples, -tone().samples), axis=1)
    soundfile.write(tmp_path / "a.wav", both, RATE)
    assert np.allclose(np.abs(read(tmp_path / "a.wav").samples), np.abs(tone().samples), atol=1e-3)


@pytest.mark.parametrize("codec", ["pcm_s16le", "flac", "vorbis"])
@pytest.mark.parametrize("name", ["a.mp3", "a"])
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, name: str, codec: str) -> None:
    """A wav called mp3 is read for what it is."""
    suffix = {"pcm_s16le": ".wav", "flac": ".flac", "vorbis": ".ogg"}[codec]
    encoded(tmp_path / f"right{suffix}", codec, tone()).rename(tmp_path / name)
    assert read(tmp_path / name).duration == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize(
    ("suffix", "codec"), [(".wav", "pcm_s16le"), (".flac", "flac"), (".mp3", "libmp3lame")]
)
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(
    tmp_path: Path, suffix: str, codec: str
) -> None:
    """A full disk or a cut connection leaves the beginning."""
    path = encoded(tmp_path / f"a{suffix}", codec, tone(4.0))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert 1.2 <= read(path).duration <= 2.2


def test_long_files_are_read_in_parts(tmp_path: Path) -> None:
    """Parts of about ten seconds make up the whole, to the sample."""
    write(tmp_path / "a.flac", tone(35.0, 44_100))
    parts = list(blocks(tmp_path / "a.flac"))
    assert len(parts) >= 3
    assert max(part.duration for part in parts) < 12
    whole = np.concatenate([part.samples for part in parts])
    assert len(whole) == 35 * RATE
    assert np.allclose(whole, resample(tone(35.0, 44_100), RATE).samples, atol=2e-3)


def test_a_playlist_does_not_lead_to_other_files(tmp_path: Path) -> None:
    """What calls itself sound may name addresses and files; none of them is opened."""
    write(tmp_path / "secret.wav", tone())
    (tmp_path / "a.wav").write_text(
        "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"
    )
    with pytest.raises(AudioFileError):
        read(tmp_path / "a.wav")


def test_what_cannot_be_read_is_said_before_anything_else(tmp_path: Path) -> None:
    """Before a model is loaded to hear it."""
    with pytest.raises(AudioFileError, match="no such file"):
        blocks(tmp_path / "a.wav")


@pytest.mark.parametrize(
    "content", [b"", b"not audio at all\n" * 500, b"RIFF\x00\x00\x00\x00WAVE", b"RIFF", bytes(5000)]
)
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
    (tmp_path / "clicks.mp3").write_bytes(mp3([Sound(clicks)]))
    heard = read(tmp_path / "clicks.mp3")
    for second in range(1, 5):
        window = heard.samples[int((second - 0.5) * RATE) : int((second + 0.5) * RATE)]
        at = second - 0.5 + int(np.abs(window).argmax()) / RATE
        assert at == pytest.approx(second, abs=0.001)
    assert heard.duration == pytest.approx(5.0, abs=0.2)


def test_a_recording_in_parts_becomes_the_same_mp3() -> None:
    """However a recording is read, the page of a session is the same to the byte."""
    whole = tone(3.0).samples
    for size in (100, 700, 16_000):
        assert mp3(Sound(whole[at : at + size]) for at in range(0, len(whole), size)) == mp3(
            [Sound(whole)]
        )


@pytest.mark.parametrize("samples", [1, 100, 2_000])
def test_the_shortest_sound_becomes_mp3(samples: int) -> None:
    """A tap on the microphone is no reason to fail."""
    assert mp3([Sound(np.zeros(samples, np.float32))])
