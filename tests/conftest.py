"""Fixtures for every test: the user's own folders are out of reach."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("tests")

# A parent that ignores Ctrl-C (nohup, a job in the background) hands that on to every process
# below it; those that tests start must be interruptible all the same.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every folder the product writes to below the test's own, and forget the settings."""
    home = tmp_path / "home"
    for name in ("recordings", "prompts", "cache", "voices"):
        monkeypatch.setenv(f"INTERVIEWER_{name.upper()}", str(home / name))
    monkeypatch.setenv("INTERVIEWER_SETTINGS", str(home / "settings.toml"))
    for name in (
        "PASSPHRASE",
        "PASSPHRASE_FILE",
        "SPEECH",
        "VOICE",
        "ENGINE",
        "MODEL",
        "MICROPHONE",
        "SPEAKER",
        "MODE",
    ):
        monkeypatch.delenv(f"INTERVIEWER_{name}", raising=False)
    return home
