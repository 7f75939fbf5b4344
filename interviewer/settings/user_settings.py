"""`settings.toml`: voice, Whisper engine and model, devices, mode; the environment overrides it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Literal

from interviewer.errors import SettingsError
from interviewer.settings import paths

SLOWEST, FASTEST = 60, 400
"""Words per minute that speech engines can speak."""
SLOWER = 130
"""Words per minute for listeners with another first language: at 127 they understood more than at 188 (Griffiths 1992)."""


MOST_DIGITS, DEEPEST = 100, 50
"""No setting is a longer number, or is nested deeper."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user may choose once and for all; every command-line option wins over it."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    speech: Literal["auto", "kokoro", "pyttsx3", "piper", "silent"] = "auto"
    """Speech engine of the interviewer; auto is kokoro, the natural voice, where it can speak, else pyttsx3."""
    voice: str = ""
    """Voice of that engine; empty for its default. For piper, the path of a voice model."""
    words_per_minute: int | None = None
    """Pace of the interviewer; None for the engine's default."""
    english: Literal["first", "second"] = "first"
    """Whether English is the candidate's first language or a second one: decides which pace and pauses are normal."""
    engine: Literal["faster-whisper", "openai-whisper"] = "faster-whisper"
    """Speech recogniser."""
    model: str = "base"
    """Name or path of the Whisper weights."""
    microphone: str = ""
    """Name (or part of it) or number of the recording device; empty for the system's default."""
    speaker: str = ""
    """Name (or part of it) or number of the playback device; empty for the system's default."""
    mode: Literal["realistic", "practice"] = "realistic"
    """Whether feedback comes at the end or after each answer."""
    pack: str = ""
    """Question pack that you prepare with; empty for the default one."""
    interview: str = ""
    """Day of the interview, as 2026-12-10; empty when there is none."""
    posting: str = ""
    """Path of the posting that you prepare for; empty when there is none."""


def device(setting: str) -> str | int | None:
    """A device setting: a number, part of a name, or nothing for the system's default."""
    return int(setting) if setting.isdecimal() and len(setting) <= 4 else setting or None


def load(path: Path | None = None, /, **options: str | None) -> Settings:
    """The user's settings; defaults where there are none.

    Every field can be overridden by `INTERVIEWER_<FIELD>` in the environment, and by an option of
    the command line where one was given.

    Raises:
        SettingsError: the file is not TOML, or has an unknown key or value; names all of them.
    """
    path = path or paths.settings_file()
    chosen: dict[str, object] = {}
    text = ""
    if path.is_file():
        try:
            text = path.read_text(encoding="utf-8-sig")
            chosen = tomllib.loads(text)
        except (ValueError, RecursionError, OSError) as error:
            raise SettingsError(
                f"{path}{where(text, error)}", "Fix that line, or delete the file to start afresh."
            ) from error
    overrides = {
        field.name: value
        for field in fields(Settings)
        if (value := os.environ.get(f"INTERVIEWER_{field.name.upper()}"))
    }
    given = {name: value for name, value in options.items() if value is not None}
    chosen = {**chosen, **overrides, **given}
    if not chosen:
        return Settings()
    for name in overrides.keys() | given.keys():  # whose mistakes are not the file's
        text = re.sub(rf"(?m)^(\s*){name}\s*=", r"\1# ", text)
    named = {name: f"INTERVIEWER_{name.upper()}" for name in overrides}
    named |= {name: f"--{name.replace('_', '-')}" for name in given}
    return validated(chosen, path, text, named)


def where(text: str, error: Exception) -> str:
    """What is wrong with a settings file, for the end of its path: the line where it is known, and why."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(rf"\d{{{MOST_DIGITS}}}", line):
            return f":{number}: a number of more than {MOST_DIGITS} digits"
        if re.search(rf"[\[{{]{{{DEEPEST}}}", re.sub(r"\s", "", line)):
            return f":{number}: nested too deeply"
    if isinstance(error, RecursionError):
        return ": nested too deeply"
    return f": {str(error)[:200]}"


def _line(text: str, key: str) -> int | None:
    """The line on which a key of the file stands."""
    lines = enumerate(text.splitlines(), 1)
    return next(
        (number for number, line in lines if re.match(rf"\s*{re.escape(key)}\s*=", line)), None
    )


def plain_mistake(mistake: Any) -> str:
    """What pydantic found wrong with a value (one of its `errors()`), in plain words."""
    given = str(mistake["input"])[:40]
    kind = str(mistake["type"])
    if kind.startswith(("int_", "float_", "decimal_")):
        whole = "whole " if kind.startswith("int_") else ""
        return f"'{given}' is not a {whole}number"
    if kind == "literal_error":
        return f"'{given}' is not one of {mistake['ctx']['expected'].replace(' or ', ', ')}"
    if kind == "string_type":
        return f"{given} is not text; put it in quotation marks"
    if kind == "unexpected_keyword_argument":
        return "there is no such setting"
    return str(mistake["msg"]).lower()


def _called(name: str, path: Path, text: str, named: Mapping[str, str]) -> str:
    """What somebody set: an option, a variable, a line of the file, or a setting by its name."""
    line = _line(text, name.partition(".")[0])
    return named.get(name) or (f"{path}:{line}: {name}" if line else name)


def validated(
    values: dict[str, object], path: Path, text: str = "", named: Mapping[str, str] | None = None
) -> Settings:
    """The settings with these values; mistakes name the line of `text`, the file's, where they are in it.

    `named` says what a setting is called where it did not come from the file.

    Raises:
        SettingsError: a key or a value is not known.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        mistakes = list(error.errors())
        unknown = any(mistake["type"] == "unexpected_keyword_argument" for mistake in mistakes)
        known = ", ".join(field.name for field in fields(Settings))
        raise SettingsError(
            "; ".join(
                f"{_called('.'.join(map(str, one['loc'])), path, text, named or {})}: {plain_mistake(one)}"
                for one in mistakes
            ),
            f"The settings are {known}."
            if unknown
            else "`interviewer settings` shows what each may be.",
        ) from None
    pace = settings.words_per_minute
    if pace is not None and not SLOWEST <= pace <= FASTEST:
        raise SettingsError(
            f"{_called('words_per_minute', path, text, named or {})}: {str(pace)[:12]} is not a pace of speech",
            f"Choose between {SLOWEST} and {FASTEST}.",
        )
    return settings
