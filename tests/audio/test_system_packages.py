"""Commands that install what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audio import system_packages


def machine(folder: Path, *programs: str) -> str:
    """A search path on which only these programs are."""
    for program in programs:
        (folder / program).write_text("#!/bin/sh\n")
        (folder / program).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install -y libportaudio2"),
        ("dnf", "dnf install -y portaudio"),
        ("pacman", "pacman -S --needed portaudio"),
        ("zypper", "zypper install -y libportaudio2"),
        ("apk", "apk add portaudio"),
        ("brew", "brew install portaudio"),
    ],
)
def test_speaks_the_language_of_each_system(
    manager: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is called by the name it has there."""
    monkeypatch.setenv("PATH", machine(tmp_path, manager))
    assert system_packages.command("portaudio", system_packages.PORTAUDIO) == command


def test_asks_for_rights_only_where_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An ordinary user needs sudo for the system's packages, and never for Homebrew's."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", machine(tmp_path, "apt-get", "sudo"))
    assert system_packages.command("espeak-ng") == "sudo apt-get install -y espeak-ng"
    (tmp_path / "apt-get").unlink()
    monkeypatch.setenv("PATH", machine(tmp_path, "brew"))
    assert system_packages.command("espeak-ng") == "brew install espeak-ng"


def test_says_it_in_words_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a known package manager the package's name must do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "install espeak-ng with" in system_packages.command("espeak-ng")
