"""The doctor looks at everything and never stops at the first fault."""

import re
from pathlib import Path
from typing import Literal

import pytest

from interviewer.audio import devices
from interviewer.audio.dead import remedy
from interviewer.audio.sound import Sound, write
from interviewer.cli import doctor
from interviewer.settings.user_settings import Settings
from tests.support.examples import noise
from tests.support.soundcard import MICROPHONE, SPEAKER, SoundCard, plugged_in, soundcard

__all__ = ["plugged_in", "soundcard"]


def health(settings: Settings) -> dict[str, doctor.Health]:
    """What the doctor says, by part."""
    return {item.part: item for item in doctor.examine(settings)}


def test_what_is_missing_has_a_remedy_and_hides_nothing() -> None:
    """A microphone that is not there leaves the other parts examined."""
    seen = health(Settings(microphone="no such microphone", model="no-such-weights"))
    for part in ("microphone", "whisper"):
        assert not seen[part].works
        assert seen[part].remedy
    assert seen["packs"].works


def test_an_unwritable_recordings_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before an interview is lost to it."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("INTERVIEWER_RECORDINGS", str(tmp_path / "file"))
    seen = health(Settings())["recordings"]
    assert not seen.works
    assert str(tmp_path / "file") in seen.detail


def test_a_list_names_what_there_is_to_choose_from() -> None:
    """Devices, voices and weights; what cannot be listed says why."""
    choices = doctor.choices(Settings())
    assert set(choices) == {"microphones", "speakers", "voices", "models"}
    assert any("english" in name.lower() or "en" in name for name in choices["voices"])


def test_what_cannot_be_listed_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty line helps nobody."""
    monkeypatch.setattr(devices, "devices", lambda: ())
    choices = doctor.choices(Settings())
    for part in ("microphones", "speakers"):
        (line,) = choices[part]
        assert line.startswith("none: No ")
        assert "--typed" in line


def test_listed_devices_have_their_rate_and_the_default_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A headset is known by its rate."""
    table = (
        devices.Device(0, "Laptop", 2, 0, 48_000, default_input=True),
        devices.Device(1, "Earbuds", 1, 2, 16_000),
    )
    monkeypatch.setattr(devices, "devices", lambda: table)
    choices = doctor.choices(Settings())
    assert choices["microphones"] == (
        "0 Laptop (48000 Hz), the default",
        "1 Earbuds (16000 Hz; telephone quality, as Bluetooth headsets have)",
    )
    assert choices["speakers"] == choices["microphones"][1:]


def test_no_remedy_of_the_doctor_points_back_to_the_doctor() -> None:
    """Whoever asks already did."""
    for item in doctor.examine(Settings()):
        assert "interviewer doctor" not in item.remedy.replace("interviewer doctor --", "")


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
@pytest.mark.parametrize(
    ("cards", "said"), [(0, "Whisper runs on the CPU"), (1, "1 CUDA device"), (2, "2 CUDA devices")]
)
def test_graphics_cards_are_counted_by_the_library_that_uses_them(
    engine: Literal["faster-whisper", "openai-whisper"],
    cards: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each engine has a library of its own, which may or may not know the card."""
    import ctranslate2

    cuda = pytest.importorskip("torch.cuda")
    here = engine == "faster-whisper"
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: cards if here else 9)
    monkeypatch.setattr(cuda, "device_count", lambda: 9 if here else cards)
    assert health(Settings(engine=engine))["acceleration"].detail.endswith(said)


@pytest.mark.sound
def test_devices_that_work_are_named_with_the_noise_of_the_room(
    plugged_in: SoundCard, tmp_path: Path
) -> None:
    """A quiet room is a large negative number, in the decibels that are there."""
    write(tmp_path / "room.wav", Sound(noise(60).samples * 10 ** (-30 / 20)))  # noise() is -20 dBFS
    with plugged_in.noise_in_the_room(tmp_path / "room.wav"):
        seen = health(Settings(microphone=MICROPHONE, speaker=SPEAKER))
    assert seen["microphone"].works
    assert seen["microphone"].detail.startswith(MICROPHONE)
    measured = re.search(r"background noise (-\d+) dBFS", seen["microphone"].detail)
    assert measured
    assert int(measured[1]) == pytest.approx(-50, abs=3)
    assert seen["speaker"].works
    assert seen["speaker"].detail.startswith(SPEAKER)


@pytest.mark.sound
def test_a_microphone_that_delivers_nothing_does_not_work(plugged_in: SoundCard) -> None:
    """It opens like any other, so only listening tells; the speaker is not blamed."""
    assert plugged_in.pid
    seen = health(Settings(microphone=MICROPHONE, speaker=SPEAKER))
    assert not seen["microphone"].works
    assert seen["microphone"].detail.startswith(
        f"No sound arrives from the microphone {MICROPHONE}"
    )
    assert seen["microphone"].remedy == remedy()
    assert seen["speaker"].works
