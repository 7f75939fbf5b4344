"""What works on this machine, and how to fix what does not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from interviewer import __version__
from interviewer.audio import dead, devices
from interviewer.audio.level import room_level
from interviewer.audio.sources import Microphone
from interviewer.errors import InterviewerError
from interviewer.output.formatting import plural
from interviewer.packs import catalogue
from interviewer.settings import paths
from interviewer.settings.user_settings import Settings, device
from interviewer.speak import chosen, natural, open_voice, voices
from interviewer.transcribe import weights

LEAST_FREE_BYTES = 500_000_000
"""An hour of answers takes about 100 MB as FLAC; less room than this deserves a warning."""


@dataclass(frozen=True, slots=True)
class Health:
    """One thing the product needs."""

    part: str
    works: bool
    detail: str
    remedy: str = ""


def examine(settings: Settings) -> tuple[Health, ...]:
    """Look at everything, one line each; nothing here stops at the first fault."""
    return tuple(
        _looked(part, look)
        for part, look in (
            ("microphone", lambda: _microphone(settings.microphone)),
            ("speaker", lambda: _device(settings.speaker, "output")),
            ("voice", lambda: _voice(settings)),
            ("whisper", lambda: _weights(settings)),
            ("acceleration", lambda: _acceleration(settings.engine)),
            ("packs", _packs),
            ("recordings", _recordings),
            ("settings", lambda: f"{paths.settings_file()}"),
        )
    )


def choices(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Everything a setting can name, by what it is; nothing where it cannot be listed."""
    return {
        part: _listed(names)
        for part, names in (
            ("microphones", lambda: _device_names("input")),
            ("speakers", lambda: _device_names("output")),
            ("voices", lambda: voices(settings.speech)),
            ("models", lambda: (f"{one.name} ({one.origin})" for one in weights.installed())),
        )
    }


def _listed(names: Callable[[], Iterable[str]]) -> tuple[str, ...]:
    try:
        return tuple(names())
    except InterviewerError as error:
        return (f"none: {error}",)


def _device_names(direction: devices.Direction) -> Iterator[str]:
    """Devices of one direction.

    Raises:
        AudioDeviceError: there is none; it says what to do.
    """
    for known in devices.usable(direction):
        default = known.default_input if direction == "input" else known.default_output
        yield f"{known.index} {known.described}{', the default' if default else ''}"


def _looked(part: str, look: Callable[[], str | Health]) -> Health:
    try:
        seen = look()
    except InterviewerError as error:
        return Health(part, works=False, detail=error.problem, remedy=error.remedy)
    return seen if isinstance(seen, Health) else Health(part, works=True, detail=seen)


def _device(name: str, direction: devices.Direction) -> str:
    found = devices.find(device(name), direction)
    others = len(devices.devices()) - 1
    return f"{found.described}, {plural(others, 'other device')}"


def _microphone(name: str) -> str | Health:
    """The microphone, and how loud the room is: speech should be 20 dB louder at least."""
    found, known = _device(name, "input"), devices.find(device(name), "input")
    room = room_level(Microphone(device(name)))
    if room.peak_db <= dead.DEAD_DB:
        return Health("microphone", False, f"{dead.PROBLEM} {found}", dead.remedy())
    remedy = "The computer's own microphone is understood better." if known.telephone else ""
    detail = f"{found}; background noise {room.floor_db:.0f} dBFS"
    return Health("microphone", True, detail, remedy)


def _voice(settings: Settings) -> str:
    """The voice that speaks, and why it is not the natural one."""
    engine = chosen(settings.speech)
    path = Path(settings.voice).expanduser() if engine == "piper" else None
    voice = open_voice(engine, voice=settings.voice, model=path)
    sample = voice.synthesise("Ready.")
    known = len(voices(engine)) if engine in {"kokoro", "pyttsx3"} else 0
    choice = f", {known} voices to choose from" if known else ""
    said = f"{voice.name}, works ({sample.duration:.1f} s of speech){choice}"
    if engine == "kokoro":
        cost = natural.measure()
        enough = "too slow to keep up" if cost > natural.SLOWEST else "quick enough"
        said += f"; {enough} here ({cost:.1f} s for each second of speech)"
    elif settings.speech == "auto":
        said += f"; {natural.obstacle()}"
    return said


def _weights(settings: Settings) -> str:
    found = weights.find(settings.model)
    verified = "checksum verified" if found.verified else "checksum unknown"
    others = sorted({item.name for item in weights.installed()} - {found.name})
    also = f"; also here: {', '.join(others)}" if others else ""
    return f"{settings.engine} with {found.name}, {found.origin} ({found.path}), {verified}{also}"


def _acceleration(engine: str) -> str:
    """The graphics cards that the engine in use can see; it takes the first."""
    if engine == "openai-whisper":
        try:
            from torch.cuda import device_count
        except ImportError:
            return f"none: {engine} is not installed"
        cards = device_count()
    else:
        from ctranslate2 import get_cuda_device_count

        cards = get_cuda_device_count()
    return plural(cards, "CUDA device") if cards else "none: Whisper runs on the CPU"


def _packs() -> str:
    pack, others = catalogue.load(), len(catalogue.load_all()) - 1
    return f"{pack.name}, {len(pack.questions)} questions; {plural(others, 'other pack')}"


def _recordings() -> Health:
    folder = paths.recordings()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Health(
            "recordings",
            works=False,
            detail=f"{folder}: {error.strerror or error}",
            remedy="Fix its permissions, or choose another folder with INTERVIEWER_RECORDINGS.",
        )
    free = shutil.disk_usage(folder).free
    enough = free >= LEAST_FREE_BYTES
    return Health(
        "recordings",
        enough,
        f"{folder}, {free / 1e9:.1f} GB free",
        "" if enough else "Free some space: an hour of answers takes about 100 MB.",
    )


def version() -> str:
    """Versions a report of a fault should name."""
    return f"interviewer {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
