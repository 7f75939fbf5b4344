"""What a setting may be where only the rest of the product knows: packs, weights, the day, the posting."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from interviewer.audio import devices
from interviewer.errors import InterviewerError, SettingsError, UsageError
from interviewer.output.suggest import require_known
from interviewer.packs import catalogue
from interviewer.packs.posting_files import document_text
from interviewer.progress.calendar import interview_day
from interviewer.settings import user_settings
from interviewer.settings.settings_file import NAMES
from interviewer.speak import chosen, natural, voices
from interviewer.transcribe import weights
from interviewer.transcribe.published import KNOWN


def check(name: str, value: str) -> None:
    """Refuse a name that no setting has, and a value that names nothing.

    An empty value stands for the default.

    Raises:
        SettingsError: with what was probably meant.
        UsageError: the interview is on no day, in the past, or more than a year away; the posting cannot be read.
    """
    require_known(name, NAMES, f"There is no setting '{name}'", error=SettingsError)
    checked = {"pack": _pack, "model": _model, "interview": _interview, "posting": _posting}.get(
        name
    )
    if checked and value.strip():
        checked(value)


def warning(name: str, value: str) -> str:
    """Why a value does not work on this machine now; empty where it does.

    It is saved all the same: a microphone may be connected later, a voice installed.
    """
    try:
        match name:
            case "voice" if value:
                _voice(value)
            case "microphone" if value:
                _device(value, "input")
            case "speaker" if value:
                _device(value, "output")
            case "speech":
                _speech(value)
            case "engine":
                _engine(value)
    except InterviewerError as error:
        return str(error)
    return ""


def _voice(value: str) -> None:
    engine = chosen(user_settings.load().speech)
    known = voices(engine)
    if known:
        listed = "`interviewer doctor --list` lists them."
        require_known(value, known, f"{engine} has no voice '{value}'", listed, SettingsError)


def _device(value: str, direction: devices.Direction) -> None:
    devices.find(user_settings.device(value), direction)


def _speech(value: str) -> None:
    if value == "kokoro" and (why := natural.obstacle()):
        raise SettingsError(f"{why[0].upper()}{why[1:]}", "Without it, pyttsx3 speaks: set auto.")


def _engine(value: str) -> None:
    if value == "openai-whisper" and find_spec("whisper") is None:
        extra = "pip install 'mock-interviewer[openai-whisper]'"
        raise SettingsError(f"{value} is not installed", f"Install it: {extra}")


def _pack(value: str) -> None:
    require_known(value, catalogue.load_all(), f"There is no pack '{value}'", error=SettingsError)


def _model(value: str) -> None:
    if "/" in value or Path(value).expanduser().exists():
        return
    known = dict.fromkeys((*KNOWN, *(found.name for found in weights.installed())))
    listed = f"There are {', '.join(known)}; or give a path."
    problem = f"There are no Whisper weights called '{value}'"
    require_known(value, known, problem, listed, SettingsError)


def _interview(value: str) -> None:
    if len(value.strip()) != len("2026-12-10"):
        raise UsageError(f"'{value}' is not a day", "Write it as 2026-12-10.")
    interview_day(value, datetime.now().astimezone().date())


def _posting(value: str) -> None:
    document_text(Path(value))
