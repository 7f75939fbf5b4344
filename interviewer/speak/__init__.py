"""Text -> sound -> speaker: the interviewer's voice.

Speech is synthesised to sound first and played afterwards, so that it can be prepared while the
candidate still answers, interrupted at any sample, kept, and played to any device, whatever
engine made it.
"""

from __future__ import annotations

from pathlib import Path

from interviewer.errors import VoiceError
from interviewer.speak.cache import Cached
from interviewer.speak.player import Speaker
from interviewer.speak.silent import Silent
from interviewer.speak.voice import PACE, Voice

__all__ = ["ENGINES", "PACE", "Speaker", "Voice", "chosen", "open_voice", "voices"]

ENGINES = ("auto", "kokoro", "pyttsx3", "piper", "silent")
"""`auto` is the natural voice where it is installed and quick enough, else pyttsx3."""


def open_voice(
    engine: str = "auto", *, voice: str = "", rate: int | None = None, model: Path | None = None
) -> Voice:
    """A voice by the name of its engine; nothing heavy happens before it first speaks.

    `rate` is in words per minute; `model` is piper's voice file.

    Raises:
        VoiceError: there is no such engine.
    """
    engine = chosen(engine)
    if engine == "silent":
        return Silent()
    if engine == "kokoro":
        from interviewer.speak.kokoro import VOICE, Kokoro

        return Cached(Kokoro(voice or VOICE, rate))
    if engine == "pyttsx3":
        from interviewer.speak.pyttsx3 import Pyttsx3

        return Cached(Pyttsx3(voice, rate or PACE))
    if engine == "piper":
        from interviewer.speak.piper import Piper

        return Cached(Piper(model, rate))
    raise VoiceError(
        f"There is no voice engine “{engine}”", f"Choose one of: {', '.join(ENGINES)}."
    )


def chosen(engine: str) -> str:
    """The engine that speaks: `auto` stands for one of the others."""
    if engine != "auto":
        return engine
    from interviewer.speak import natural

    return "pyttsx3" if natural.obstacle() else "kokoro"


def voices(engine: str = "auto") -> list[str]:
    """Names an engine's `voice` can take; empty where it has no list (piper, silent).

    Raises:
        VoiceError: there is no such engine, or it failed.
        MissingDependencyError: a library the engine needs is not installed.
    """
    engine = chosen(engine)
    open_voice(engine)
    if engine == "kokoro":
        from interviewer.speak import kokoro_files

        return list(kokoro_files.names())
    if engine != "pyttsx3":
        return []
    from interviewer.speak import pyttsx3

    return pyttsx3.voices()
