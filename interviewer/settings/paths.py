"""Every path the product reads or writes.

Each folder can be moved by an environment variable, which is also how tests keep away from the
user's own files. In a clone, packs and recordings are the top-level folders; an installed wheel
uses the packs shipped inside it and keeps recordings in the user's data folder.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None
"""The clone this runs from, or None when installed as a wheel."""


def _user(variable: str, *below: str) -> Path:
    """A folder of the user's: `$variable`, else below the platform's data folder."""
    if chosen := os.environ.get(variable):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("interviewer", appauthor=False).joinpath(*below)


def shipped_prompts() -> Path:
    """The packs that come with the product."""
    return CHECKOUT / "prompts" if CHECKOUT else PACKAGE / "_prompts"


def user_prompts() -> Path:
    """The user's own packs, merged with the shipped ones (`INTERVIEWER_PROMPTS`)."""
    return _user("INTERVIEWER_PROMPTS", "prompts")


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
    if chosen := os.environ.get("INTERVIEWER_CACHE"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("interviewer", appauthor=False)


def index(recordings: Path) -> Path:
    """The search index of a recordings folder; it can be made again at any time."""
    import hashlib

    place = hashlib.sha256(os.fsencode(recordings.absolute())).hexdigest()[:12]
    return cache() / f"history-{place}.sqlite3"


def settings_file() -> Path:
    """The user's settings (`INTERVIEWER_SETTINGS`)."""
    if chosen := os.environ.get("INTERVIEWER_SETTINGS"):
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path("interviewer", appauthor=False) / "settings.toml"
