"""`settings.toml` changed one line at a time: comments and everything else in it stay."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args, get_type_hints

from interviewer.errors import SettingsError
from interviewer.settings import atomic, paths
from interviewer.settings.user_settings import FASTEST, SLOWEST, Settings, load, validated, where

FREE: Mapping[str, str] = {
    "words_per_minute": f"{SLOWEST} to {FASTEST}",
    "voice": "a voice of `interviewer doctor --list`",
    "model": "weights of `interviewer doctor --list`, or a path",
    "microphone": "part of a name, or a number, of `interviewer doctor --list`",
    "speaker": "part of a name, or a number, of `interviewer doctor --list`",
    "pack": "a pack of `interviewer packs list`",
    "interview": "a day, as 2026-12-10",
    "posting": "a file, as for `interviewer plan --posting`",
}
"""What a setting may be that is not one of a few words."""

NAMES = tuple(field.name for field in fields(Settings))


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands."""

    name: str
    value: str
    """Empty for the default of the engine or the system."""
    source: str
    """`default`, `settings.toml`, or the environment variable."""
    allowed: str
    """What it may be, in words."""


def settings(path: Path | None = None) -> tuple[Setting, ...]:
    """Every setting with where its value comes from.

    Raises:
        SettingsError: as `user_settings.load`.
    """
    path = path or paths.settings_file()
    now = load(path)
    own = tomllib.loads(_text(path))
    return tuple(
        Setting(name, str(getattr(now, name) or ""), _source(name, own), allowed(name))
        for name in NAMES
    )


def _source(name: str, own: dict[str, object]) -> str:
    variable = f"INTERVIEWER_{name.upper()}"
    if os.environ.get(variable):
        return variable
    return "settings.toml" if name in own else "default"


def allowed(name: str) -> str:
    """What a setting may be, in words."""
    return ", ".join(choices(name)) or FREE.get(name, "any text")


def choices(name: str) -> tuple[str, ...]:
    """The few words that a setting may be; none where it may be more, or does not exist."""
    found = get_args(get_type_hints(Settings).get(name))
    return found if all(isinstance(choice, str) for choice in found) else ()


def change(name: str, value: str | None, path: Path | None = None) -> Path:
    """Set a setting, or forget it when `value` is None; the file's path.

    Raises:
        SettingsError: there is no such setting, it cannot have that value, or the file cannot be
            written.
    """
    path = path or paths.settings_file()
    if name not in NAMES:
        raise SettingsError(f"There is no setting {name!r}", f"There are {', '.join(NAMES)}.")
    text = _text(path)
    own = re.compile(rf"\s*{name}\s*=")
    lines = text.splitlines()
    place = next((at for at, line in enumerate(lines) if own.match(line)), len(lines))
    lines = [line for line in lines if not own.match(line)]
    if value is not None:
        number = name == "words_per_minute" and value.strip().isascii() and value.strip().isdigit()
        written = value.strip() if number else json.dumps(value, ensure_ascii=False)
        lines.insert(place, f"{name} = {written}")
    text = "".join(f"{line}\n" for line in lines)
    try:
        validated(tomllib.loads(text), path)
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            f"{path}{where(text, error)}", "Fix that line: interviewer settings edit"
        ) from None
    try:
        atomic.write_text(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            f"{path}: cannot be written ({reason})", "Fix its permissions."
        ) from error
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})", "Save it as UTF-8.") from error
