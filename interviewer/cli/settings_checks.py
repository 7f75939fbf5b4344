"""What a setting may be where only the rest of the product knows: packs, weights, the day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from interviewer.errors import SettingsError, UsageError
from interviewer.output.suggest import did_you_mean


def check(name: str, value: str) -> None:
    """Refuse a name that no setting has, and a value that names nothing.

    An empty value stands for the default.

    Raises:
        SettingsError: with what was probably meant.
        UsageError: the interview is on no day, in the past, or more than a year away.
    """
    from interviewer.settings.settings_file import NAMES

    if name not in NAMES:
        remedy = did_you_mean(name, NAMES, f"There are {', '.join(NAMES)}.")
        raise SettingsError(f"There is no setting '{name}'", remedy)
    checked = {"pack": _pack, "model": _model, "interview": _interview}.get(name)
    if checked and value.strip():
        checked(value)


def _pack(value: str) -> None:
    from interviewer.packs import catalogue

    packs = catalogue.load_all()
    if value not in packs:
        remedy = did_you_mean(value, packs, f"There are {', '.join(packs)}.")
        raise SettingsError(f"There is no pack '{value}'", remedy)


def _model(value: str) -> None:
    from interviewer.transcribe import weights
    from interviewer.transcribe.published import KNOWN

    if "/" in value or Path(value).expanduser().exists():
        return
    known = dict.fromkeys((*KNOWN, *(found.name for found in weights.installed())))
    if value not in known:
        remedy = did_you_mean(value, known, f"There are {', '.join(known)}; or give a path.")
        raise SettingsError(f"There are no Whisper weights called '{value}'", remedy)


def _interview(value: str) -> None:
    from interviewer.progress.calendar import interview_day

    if len(value.strip()) != len("2026-12-10"):
        raise UsageError(f"'{value}' is not a day", "Write it as 2026-12-10.")
    interview_day(value, datetime.now().astimezone().date())
