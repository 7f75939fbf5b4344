"""Settings come from a file, the environment, and options, in rising order of weight."""

from pathlib import Path

import pytest

from interviewer.errors import SettingsError
from interviewer.settings import user_settings
from interviewer.settings.user_settings import Settings


def test_defaults_without_a_file() -> None:
    """Nobody has to write a settings file."""
    assert user_settings.load() == Settings()


def test_options_beat_environment_beats_file(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearer the choice was made, the more it counts."""
    isolated.mkdir()
    file = isolated / "settings.toml"
    file.write_text('model = "small"\nengine = "openai-whisper"\nwords_per_minute = 150\n')
    monkeypatch.setenv("INTERVIEWER_MODEL", "tiny.en")
    assert user_settings.load() == Settings(
        model="tiny.en", engine="openai-whisper", words_per_minute=150
    )
    assert user_settings.load(model="base").model == "base"


def test_every_mistake_is_named_at_once(isolated: Path) -> None:
    """Unknown keys and wrong values stand in one message."""
    isolated.mkdir()
    (isolated / "settings.toml").write_text('modle = "small"\nmode = "easy"\n')
    with pytest.raises(SettingsError) as caught:
        user_settings.load()
    assert "modle" in str(caught.value)
    assert "settings.toml:2: mode: 'easy' is not one of" in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"model = ",
        b"\xff\xfe",
        b"model = " + b"[" * 100_000,
        b"words_per_minute = " + b"9" * 5000,
        b"words_per_minute = 0",
        b"words_per_minute = -5",
        b"words_per_minute = 100000000000000000000000",
        b"words_per_minute = nan",
    ],
    ids=lambda content: content[:24].decode("latin-1"),
)
def test_a_file_that_makes_no_sense_is_named(isolated: Path, content: bytes) -> None:
    """Neither depth nor length nor a wrong value is more than one line; it says which file to fix."""
    isolated.mkdir()
    (isolated / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.toml") as caught:
        user_settings.load()
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(("setting", "meant"), [("", None), ("3", 3), ("USB", "USB")])
def test_a_device_is_a_number_a_name_or_the_default(setting: str, meant: str | int | None) -> None:
    """What the user writes becomes what PortAudio understands."""
    assert user_settings.device(setting) == meant


@pytest.mark.parametrize("value", ["9" * 5000, "٣", "-1", "nan", "\u202e"])
def test_no_environment_breaks_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Any text is a name of a device; no text is a pace but a number in its range."""
    monkeypatch.setenv("INTERVIEWER_MICROPHONE", value)
    assert user_settings.device(user_settings.load().microphone) in {value, 3}
    monkeypatch.setenv("INTERVIEWER_WORDS_PER_MINUTE", value)
    with pytest.raises(SettingsError, match="WORDS_PER_MINUTE"):
        user_settings.load()
