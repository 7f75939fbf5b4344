"""Every path the product reads or writes.

Each folder can be moved by an environment variable, which is also how tests keep away from the
user's own files. In a clone, packs and recordings are the top-level folders; an installed wheel
uses the packs shipped inside it and keeps recordings in the user's data folder.
"""

from __future__ import annotations

import functools
import os
import tomllib
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None
"""The clone this runs from, or None when installed as a wheel."""


@functools.cache
def data(file: str) -> dict[str, Any]:
    """What a TOML file of the package holds, by its path in it: words that code decides by."""
    with (PACKAGE / file).open("rb") as opened:
        return tomllib.load(opened)


def _user(variable: str, *below: str, kind: str = "data") -> Path:
    """A place of the user's: `$variable`, else below the platform's folder of that kind."""
    if chosen := os.environ.get(variable):
        return Path(chosen).expanduser()
    import platformdirs

    folder: Path = getattr(platformdirs, f"user_{kind}_path")("interviewer", appauthor=False)
    return folder.joinpath(*below)


def shipped_prompts() -> Path:
    """The packs that come with the product."""
    return CHECKOUT / "prompts" if CHECKOUT else PACKAGE / "_prompts"


def user_prompts() -> Path:
    """The user's own packs, merged with the shipped ones (`INTERVIEWER_PROMPTS`)."""
    return _user("INTERVIEWER_PROMPTS", "prompts")


def prompt_files(kind: str) -> dict[str, Path]:
    """Rubrics or tasks: name -> file; the user's own come last, and replace shipped ones of the same name."""
    folders = (shipped_prompts() / kind, user_prompts() / kind)
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.yaml"))}


def recordings() -> Path:
    """One folder a session (`INTERVIEWER_RECORDINGS`)."""
    if CHECKOUT and "INTERVIEWER_RECORDINGS" not in os.environ:
        return CHECKOUT / "recordings"
    return _user("INTERVIEWER_RECORDINGS", "recordings")


def models() -> Path:
    """The user's Whisper weights, one folder a model (`INTERVIEWER_MODELS`)."""
    return _user("INTERVIEWER_MODELS", "models")


def voices() -> Path:
    """What the natural voice needs (`INTERVIEWER_VOICES`)."""
    return _user("INTERVIEWER_VOICES", "voices")


def log() -> Path | None:
    """Where it is noted what was decided in an interview and when (`INTERVIEWER_LOG`); usually nowhere."""
    chosen = os.environ.get("INTERVIEWER_LOG")
    return Path(chosen).expanduser() if chosen else None


def cache() -> Path:
    """What can be made again: converted weights, spoken questions (`INTERVIEWER_CACHE`)."""
    return _user("INTERVIEWER_CACHE", kind="cache")


def index(recordings: Path) -> Path:
    """The search index of a recordings folder; it can be made again at any time."""
    import hashlib

    place = hashlib.sha256(os.fsencode(recordings.absolute())).hexdigest()[:12]
    return cache() / f"history-{place}.sqlite3"


def settings_file() -> Path:
    """The user's settings (`INTERVIEWER_SETTINGS`)."""
    return _user("INTERVIEWER_SETTINGS", "settings.toml", kind="config")
